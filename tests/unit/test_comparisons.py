"""What is compared, by name, and how it is shown."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon, box, shape

from geodata.catalog import catalog
from geodata.comparison_formats import FORMATS, shown
from geodata.comparisons import Reading, compared, compared_days, compared_with_version, in_file
from geodata.errors import Refused
from geodata.exports import exported
from tests.data.corpus import GOOD
from tests.data.corpus_bad import FILES

BEFORE, AFTER = "idlib@2018-02-13", "idlib@2019-08-31"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def atlas():
    return catalog()


@pytest.fixture(scope="module")
def summer_of_2019(atlas):
    return shown(atlas, [compared(atlas, BEFORE, AFTER)])


def written(path, outlines, crs="EPSG:4326", **columns):
    gpd.GeoDataFrame(columns or {"name": ["x"] * len(outlines)}, geometry=outlines, crs=crs).to_file(path)
    return path


# -- naming -------------------------------------------------------------------------------------------


def test_a_version_is_compared_with_a_file_in_another_projection(atlas, tmp_path):
    outline = gpd.GeoSeries([atlas.boundaries.geometry[AFTER]], crs="EPSG:4326").to_crs("EPSG:32637")
    path = written(tmp_path / "traced.gpkg", list(outline), crs="EPSG:32637")
    found = compared(atlas, AFTER, str(path))
    assert found.difference.keeps_the_ground
    assert found.difference.hausdorff_km < 0.001


def test_several_polygons_in_a_file_are_one_area(atlas, tmp_path):
    west, east = box(36, 35, 36.2, 35.2), box(36.2, 35, 36.4, 35.2)
    side = in_file(written(tmp_path / "two.geojson", [west, east]))
    assert side.outline.equals(box(36, 35, 36.4, 35.2))


def test_of_a_boundary_file_the_same_version_is_taken(atlas):
    path = str(atlas.directory / "zones" / "idlib.geojson")
    assert compared(atlas, AFTER, path).difference.keeps_the_ground


def test_a_version_of_a_boundary_file_can_be_named(atlas):
    path = str(atlas.directory / "zones" / "idlib.geojson")
    found = compared(atlas, f"{path}#{BEFORE}", f"{path}#{AFTER}").difference
    assert found.change_km2 == pytest.approx(compared(atlas, BEFORE, AFTER).difference.change_km2, abs=0.001)


def test_a_boundary_file_without_a_version_named_is_refused(atlas):
    path = str(atlas.directory / "zones" / "idlib.geojson")
    with pytest.raises(Refused, match="idlib.geojson#VERSION"):
        compared(atlas, path, path)


def test_a_version_a_file_does_not_hold_is_refused(atlas, tmp_path):
    path = atlas.directory / "zones" / "south.geojson"
    with pytest.raises(
        Refused, match=r"no boundary version idlib@2018-02-13; say which: south.geojson#VERSION, of south@"
    ):
        compared(atlas, AFTER, f"{path}#{BEFORE}")
    plain = written(tmp_path / "plain.geojson", [box(36, 35, 37, 36)])
    with pytest.raises(Refused, match="leave out what follows #"):
        compared(atlas, AFTER, f"{plain}#{BEFORE}")


@pytest.mark.parametrize("suffix", [".gpkg", ".fgb", ".kml", ".shp.zip", ".geojson"])
def test_an_exported_version_is_read_back_as_it_is(atlas, tmp_path, suffix, recwarn):
    path = tmp_path / f"zones{suffix}"
    path.write_bytes(exported("zones", path, atlas)[0])
    assert compared(atlas, AFTER, str(path)).difference.hausdorff_km < 0.001
    assert not recwarn


def test_a_file_with_several_layers_is_refused(atlas, tmp_path):
    path = tmp_path / "sheets.gpkg"
    for layer in ("north", "south"):
        gpd.GeoDataFrame(geometry=[box(36, 35, 37, 36)], crs="EPSG:4326").to_file(path, layer=layer)
    with pytest.raises(Refused, match="has 2 layers: north, south; choose one with --layer"):
        compared(atlas, AFTER, str(path))
    assert compared(atlas, AFTER, str(path), Reading(layer="south")).after.outline.equals(box(36, 35, 37, 36))


def test_a_file_name_may_hold_a_number_sign(atlas, tmp_path):
    path = written(tmp_path / "plain.geojson", [box(36, 35, 37, 36)]).rename(tmp_path / "sheet #2.geojson")
    assert compared(atlas, AFTER, str(path)).after.name == str(path)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("idlib@2018-02-14", "idlib@2018-02-13"),
        ("idlib@2018-02-13~setlements", "idlib@2018-02-13"),
        ("idlb@2018-02-13", "idlib@2018-02-13"),
        ("north-homs@soon", "north-homs@20"),
    ],
)
def test_an_unknown_version_is_refused_with_the_nearest_ones(atlas, name, remedy):
    with pytest.raises(Refused) as refused:
        compared(atlas, name, AFTER)
    (problem,) = refused.value.problems
    assert problem.feature == name
    assert remedy in problem.remedy


def test_what_is_neither_a_version_nor_a_file_is_refused(atlas):
    with pytest.raises(Refused, match="nowhere.geojson:-: neither a boundary version nor a file"):
        compared(atlas, AFTER, "nowhere.geojson")


@pytest.mark.parametrize(
    ("outlines", "problem"),
    [
        ([Point(36, 35)], "feature 1.*is a point"),
        ([box(36, 35, 37, 36), LineString([(36, 35), (37, 36)])], "feature 2.*is a line"),
        ([None], "has no geometry"),
        ([Polygon([(36, 35), (37, 36), (37, 35), (36, 36)])], "untangling it would change its area"),
    ],
)
def test_a_file_without_a_usable_outline_is_refused(tmp_path, outlines, problem):
    with pytest.raises(Refused, match=problem):
        in_file(written(tmp_path / "odd.geojson", outlines))


@pytest.mark.parametrize(
    "name",
    [
        *("a pipe", "an empty file", "GeoPackage cut off", "a virtual layer as GML", "entities in KMZ", "a link"),
        *("absurdly compressed", "names that climb out", "more than 10 MiB", "a CRS to be fetched"),
    ],
)
def test_a_file_an_import_refuses_is_not_compared_either(atlas, tmp_path, name):
    case = FILES[name]
    with pytest.raises(Refused, match=re.escape(case.says)):
        compared(atlas, AFTER, str(case.make(tmp_path)))


def test_what_was_mended_in_a_file_is_told(tmp_path):
    side = in_file(GOOD["a ring left open"].make(tmp_path))
    assert side.lines == ("fixed: rings left open in 1 feature closed",)


def test_two_days_compare_every_zone_there_was(atlas):
    found = compared_days(atlas, "2018-01-01", "2018-06-01")
    assert [c.zone for c in found] == ["idlib", "north-homs", "eastern-ghouta", "south"]
    by_zone = {c.zone: c.difference for c in found}
    assert by_zone["idlib"].change_km2 < -3000
    assert by_zone["north-homs"].after_km2 == 0
    assert by_zone["south"].keeps_the_ground


def test_between_two_days_the_posts_of_the_second_count(atlas):
    posts = {post.id for c in compared_days(atlas, "2017-07-04", "2020-06-01") for post in c.difference.posts_lost}
    assert "tur-9" in posts  # Morek, left behind the line in 2019, stood until November 2020


def test_days_before_the_memorandum_have_nothing_to_compare(atlas):
    found = compared_days(atlas, date(2016, 1, 1), date(2016, 2, 1))
    assert found == []
    assert "nothing to compare" in FORMATS["text"](shown(atlas, found, "2016"), atlas)


# -- formats ------------------------------------------------------------------------------------------


def test_the_text_has_aligned_figures_and_ends_with_the_places(atlas, summer_of_2019):
    lines = FORMATS["text"](summer_of_2019, atlas).splitlines()
    figures = [line for line in lines if "km²" in line or "vertices" in line]
    assert len({len(line) for line in figures}) == 1
    assert "Abdin" in lines[lines.index("  places lost: 57") + 1]
    assert "  posts lost: 2" in lines


def test_the_json_gives_figures_and_lists(atlas, summer_of_2019):
    found = json.loads(FORMATS["json"](summer_of_2019, atlas))
    assert found["before"]["name"] == BEFORE
    assert found["after"]["valid_from"] == "2019-08-31"
    assert found["after_km2"] == pytest.approx(found["before_km2"] + found["gained_km2"] - found["lost_km2"], abs=0.01)
    assert {post["name_ar"] for post in found["posts_lost"]} == {"مورك (تل صوان)", "شير مغار"}
    assert any("OCHA" in line for line in found["credits"])


def test_the_geojson_tells_gained_from_lost(atlas, summer_of_2019):
    features = json.loads(FORMATS["geojson"](summer_of_2019, atlas))["features"]
    by_change = {feature["properties"]["change"]: shape(feature["geometry"]) for feature in features}
    assert set(by_change) == {"before", "after", "gained", "lost"}
    assert by_change["lost"].within(by_change["before"].buffer(1e-6))
    assert by_change["lost"].intersection(by_change["after"]).area < 1e-6


def test_ground_that_is_not_there_has_no_geometry(atlas):
    text = FORMATS["geojson"](shown(atlas, [compared(atlas, "south@2018-07-06", "south@2018-07-31")]), atlas)
    geometries = {f["properties"]["change"]: f["geometry"] for f in json.loads(text)["features"]}
    assert geometries["after"] is geometries["gained"] is None
    assert geometries["lost"]


# -- the picture --------------------------------------------------------------------------------------


def drawing(atlas, what):
    return ET.fromstring(FORMATS["svg"](what, atlas))


def test_the_picture_is_the_same_bytes_every_time(atlas, summer_of_2019):
    fresh = shown(atlas, [compared(atlas, BEFORE, AFTER)])
    assert FORMATS["svg"](summer_of_2019, atlas) == FORMATS["svg"](fresh, atlas)


def test_the_picture_shows_both_outlines_and_what_is_gained_and_lost(atlas, summer_of_2019):
    root = drawing(atlas, summer_of_2019)
    paths = {path.get("class"): path.get("d") for path in root.iter(f"{SVG}path") if path.get("class")}
    assert {"before", "after", "gained", "lost"} <= set(paths)
    assert all(paths.values())


def test_the_picture_says_what_it_shows(atlas, summer_of_2019):
    words = " ".join(text.text for text in drawing(atlas, summer_of_2019).iter(f"{SVG}text"))
    for said in ("Idlib de-escalation zone", BEFORE, "5,938.3 km²", "km", "outline before", "±5 km", "OCHA", "Aleppo"):
        assert said in words


def test_the_picture_fetches_nothing(atlas, summer_of_2019):
    text = FORMATS["svg"](summer_of_2019, atlas)
    assert "href" not in text
    assert "@import" not in text
    assert "url(http" not in text


def test_everything_in_the_picture_lies_on_its_sheet(atlas):
    root = drawing(atlas, shown(atlas, compared_days(atlas, "2017-07-04", "2018-08-01"), "2017-07-04 → 2018-08-01"))
    width, height = float(root.get("width")), float(root.get("height"))
    places = [(float(t.get("x")), float(t.get("y"))) for t in root.iter(f"{SVG}text")]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in places)


def test_a_hostile_file_name_is_only_text_in_the_picture(atlas, tmp_path):
    path = tmp_path / "<script>&\x07.geojson"
    written(tmp_path / "plain.geojson", [box(36, 35, 37, 36)]).rename(path)
    root = drawing(atlas, shown(atlas, [compared(atlas, AFTER, str(path))]))
    assert not list(root.iter(f"{SVG}script"))


def test_outlines_of_a_hamlet_and_of_a_continent_can_be_drawn(atlas, tmp_path):
    for name, outline in (("hamlet", box(36, 35, 36.0001, 35.0001)), ("continent", box(-20, -30, 60, 70))):
        path = written(tmp_path / f"{name}.geojson", [outline])
        root = drawing(atlas, shown(atlas, [compared(atlas, str(path), str(path))]))
        assert any(text.text.endswith(" km") for text in root.iter(f"{SVG}text"))


def test_a_version_is_compared_with_its_own_zones_outline_on_a_day(atlas):
    found = compared_with_version(atlas, "2018-03-01", "idlib@2017-05-06~landmarks")
    assert (found.before.name, found.after.name) == ("idlib@2018-02-13", "idlib@2017-05-06~landmarks")
    assert found.difference.gained_km2 > 3000


def test_a_version_is_compared_with_nothing_on_a_day_before_the_memorandum(atlas):
    found = compared_with_version(atlas, "2017-05-05", "south@2017-05-06")
    assert (found.before.outline, found.difference.before_km2) == (None, 0)


def test_a_version_that_does_not_exist_is_refused_with_near_ones(atlas):
    with pytest.raises(Refused, match="idlib@2018-02-13"):
        compared_with_version(atlas, "2018-03-01", "idlib@2018-02-14")
