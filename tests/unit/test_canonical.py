"""The one form of a boundary file."""

import difflib
import json
from itertools import pairwise

import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape

from geodata import recipes
from geodata.canonical import canonical, canonicalise, not_canonical, ordered
from geodata.catalog import DATA, Catalog, read_json
from geodata.errors import Refused
from geodata.files import written_json

ZONES = ("eastern-ghouta", "idlib", "north-homs", "south")


def written(*outlines, **properties) -> str:
    features = [
        {"type": "Feature", "properties": dict(properties), "geometry": outline and mapping(outline)}
        for outline in outlines
    ]
    return canonical({"type": "FeatureCollection", "features": features})


def outlines_of(text: str) -> list:
    return [shape(feature["geometry"]) for feature in json.loads(text)["features"]]


def changed_lines(old: str, new: str) -> list[str]:
    """The lines of ``new`` that ``old`` has not in this place."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    lines = new.splitlines()
    return [line for tag, *_, start, end in matcher.get_opcodes() if tag != "equal" for line in lines[start:end]]


@pytest.fixture
def directory(tmp_path):
    """A copy of the boundary files that ship."""
    for zone in ZONES:
        (tmp_path / "zones").mkdir(exist_ok=True)
        (tmp_path / "zones" / f"{zone}.geojson").write_bytes((DATA / "zones" / f"{zone}.geojson").read_bytes())
    return tmp_path


def test_the_files_that_ship_are_in_canonical_form():
    assert list(not_canonical(DATA)) == []


def test_building_from_the_recipes_gives_the_outlines_that_ship():
    atlas = Catalog()
    for (reading, key), outline in recipes.built_outlines(atlas).items():
        rows = atlas.boundaries[(atlas.boundaries["according"] == reading) & (atlas.boundaries["recipe"] == key)]
        assert all(shipped == outline for shipped in rows.geometry), key


@pytest.mark.parametrize("zone", ZONES)
def test_moving_a_vertex_of_a_shipped_outline_changes_one_line(zone):
    path = DATA / "zones" / f"{zone}.geojson"
    collection = read_json(path)
    geometry = collection["features"][0]["geometry"]
    rings = geometry["coordinates"] if geometry["type"] == "Polygon" else geometry["coordinates"][0]
    lon, lat = rings[0][10]
    rings[0][10] = [round(lon + 0.0001, 5), round(lat + 0.0001, 5)]
    changed = changed_lines(path.read_text(encoding="utf-8"), canonical(collection))
    assert changed == [f"    [{lon + 0.0001:.5f}, {lat + 0.0001:.5f}],"]


def test_changing_a_note_changes_one_line():
    path = DATA / "zones" / "south.geojson"
    collection = read_json(path)
    collection["features"][0]["properties"]["note"] = "ملاحظة أخرى"
    changed = changed_lines(path.read_text(encoding="utf-8"), canonical(collection))
    assert changed == ['    "note": "ملاحظة أخرى"']


def test_an_island_that_goes_leaves_the_lines_of_the_others():
    west, east, far = (box(lon, 35, lon + 0.1, 35.1) for lon in (36, 37, 38))
    before, after = written(MultiPolygon([west, east, far])), written(MultiPolygon([west, far]))
    assert changed_lines(before, after) == []


def test_it_is_geojson_with_outer_rings_counter_clockwise_and_holes_clockwise():
    clockwise = Polygon(
        [(36, 35), (36, 36), (37, 36), (37, 35)], [[(36.2, 35.2), (36.4, 35.2), (36.4, 35.4), (36.2, 35.4)]]
    )
    (outline,) = outlines_of(written(clockwise))
    assert outline.exterior.is_ccw
    assert not outline.interiors[0].is_ccw
    assert outline.equals(clockwise)


def test_a_ring_starts_at_its_westernmost_vertex_wherever_it_started():
    ring = [(36.5, 35), (37, 35.5), (36.5, 36), (36, 35.5)]
    turned = [Polygon(ring[n:] + ring[:n]) for n in range(4)]
    assert len({written(polygon) for polygon in turned}) == 1
    assert outlines_of(written(turned[0]))[0].exterior.coords[0] == (36, 35.5)


def test_the_order_of_keys_islands_holes_and_versions_does_not_matter():
    islands = [box(38, 35, 39, 36), box(36, 35, 37, 36)]
    features = [
        {"properties": {"version": day, "valid_from": day}, "geometry": mapping(MultiPolygon(order)), "type": "Feature"}
        for day, order in (("2018-01-01", islands), ("2017-05-06", islands[::-1]))
    ]
    one = canonical({"type": "FeatureCollection", "features": features})
    other = canonical({"features": [dict(reversed(f.items())) for f in features[::-1]], "type": "FeatureCollection"})
    assert one == other
    assert one.index("2017-05-06") < one.index("2018-01-01")


def test_coordinates_have_five_decimals_and_no_third_dimension():
    (outline,) = outlines_of(written(Polygon([(36.1234567, 35, 7), (37, 35, 7), (37, 36, 7)])))
    assert not outline.has_z
    assert (36.12346, 35.0) in outline.exterior.coords


def test_a_member_no_record_knows_is_kept():
    text = canonical({"type": "FeatureCollection", "zebra": 1, "crs": None, "features": []})
    assert list(json.loads(text)) == ["type", "crs", "zebra", "features"]


def test_a_version_without_outline_keeps_its_null():
    assert json.loads(written(None, version="x"))["features"][0]["geometry"] is None


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon", "coordinates": [[[36, "north"], [37, 35], [37, 36], [36, 35]]]},
        {"type": "Polygon", "coordinates": [[[36, 35]]]},
        {"type": "Polygon", "coordinates": [[[36, float("nan")], [37, 35], [37, 36], [36, float("nan")]]]},
        {"type": "Blob"},
        {"coordinates": []},
        [1, 2],
        "POLYGON EMPTY",
    ],
)
def test_a_geometry_that_cannot_be_read_is_refused_by_name(geometry):
    feature = {"type": "Feature", "id": "idlib@2017-05-06", "properties": {}, "geometry": geometry}
    with pytest.raises(Refused, match="idlib@2017-05-06"):
        canonical({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize("collection", [[], {"features": None}, {"features": [1]}, "zones"])
def test_what_is_no_collection_is_refused(collection):
    with pytest.raises(Refused, match="FeatureCollection"):
        canonical(collection)


def test_a_damaged_ring_has_one_form_too():
    bow_tie = Polygon([(36, 35), (37, 36), (37, 35), (36, 36)])
    flat = Polygon([(36, 35), (37, 36), (36.5, 35.5), (36, 35)])
    for outline in (bow_tie, flat):
        once = ordered(outline)
        assert ordered(once) == ordered(outline.reverse()) == once


def test_rounding_never_makes_a_valid_outline_invalid():
    """Two vertices 0.3 m apart beside a spike: rounded one by one, the ring would touch itself."""
    thin = Polygon([(36, 35), (37, 35), (37, 36), (36.500004, 35.000004), (36.499996, 35.000003), (36, 36)])
    assert thin.is_valid
    (outline,) = outlines_of(written(thin))
    assert outline.is_valid
    assert outline.symmetric_difference(thin).area < 1e-5


# -- check and check --fix ----------------------------------------------------------------------------


def test_a_file_in_another_form_is_a_problem_that_names_the_remedy(directory):
    path = directory / "zones" / "idlib.geojson"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    [36.09", "      [36.09", 1), encoding="utf-8")
    (problem,) = not_canonical(directory)
    assert problem.file == "zones/idlib.geojson"
    assert problem.feature == f"line {next(n for n, line in enumerate(text.splitlines(), 1) if '[36.09' in line)}"
    assert "--fix" in problem.remedy


def test_fixing_gives_back_the_very_file_that_shipped(directory):
    path = directory / "zones" / "south.geojson"
    shipped = path.read_bytes()
    collection = read_json(path)
    collection["features"].reverse()
    path.write_text(written_json(dict(reversed(collection.items()))).replace("\n", "\r\n"), encoding="utf-8")
    assert canonicalise(directory) == ["zones/south.geojson"]
    assert path.read_bytes() == shipped
    assert canonicalise(directory) == []


def test_fixing_leaves_alone_what_it_cannot_read(directory):
    broken = directory / "zones" / "idlib.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    assert canonicalise(directory) == []
    assert broken.read_text(encoding="utf-8").endswith("[")


def test_the_outlines_are_the_same_after_fixing(directory):
    path = directory / "zones" / "north-homs.geojson"
    before = Catalog(directory).boundaries
    path.write_text(json.dumps(read_json(path)), encoding="utf-8")
    canonicalise(directory)
    after = Catalog(directory).boundaries
    drawn = before.geometry.notna()
    assert shapely.equals_identical(before.geometry[drawn].array, after.geometry[drawn].array).all()
    assert (after.geometry.notna() == drawn).all()


def test_every_line_of_a_ring_is_a_vertex():
    text = (DATA / "zones" / "eastern-ghouta.geojson").read_text(encoding="utf-8")
    vertices = [line.strip().rstrip(",") for line in text.splitlines() if line.startswith("    [")]
    assert len(vertices) == sum(
        shapely.get_num_coordinates(shape(f["geometry"])) for f in json.loads(text)["features"] if f["geometry"]
    )
    assert all(len(json.loads(vertex)) == 2 for vertex in vertices)
    assert all(one != other for one, other in pairwise(vertices))
