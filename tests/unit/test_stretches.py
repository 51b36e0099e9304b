"""What each stretch of an outline follows, and how precise it is."""

import json

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, box

import geodata as gd
from geodata.boundaries import uncertainty_band
from geodata.canonical import canonical, ordered
from geodata.catalog import DATA, catalog
from geodata.locating import locate
from geodata.stretches import carried, lines_along, segments_of, stretches_from_lines, written_stretches
from tests.data.copied import Copy

SQUARE = ordered(box(36, 35, 37, 36))
CORNERS = [list(corner) for corner in SQUARE.exterior.coords][:-1]


def stretch(begins, follows, precision_km):
    return {"from": begins, "follows": follows, "precision_km": precision_km}


def test_a_stretch_runs_from_its_vertex_to_where_the_next_begins():
    first, second = lines_along(SQUARE, [CORNERS[1], CORNERS[3]])
    assert list(map(list, first.coords)) == [CORNERS[1], CORNERS[2], CORNERS[3]]
    assert list(map(list, second.coords)) == [CORNERS[3], CORNERS[0], CORNERS[1]]


def test_one_stretch_goes_all_the_way_round():
    (line,) = lines_along(SQUARE, [CORNERS[2]])
    assert line.is_closed
    assert line.length == pytest.approx(SQUARE.exterior.length)


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        ([[1, 2]], r"\[1.0, 2.0\] is no vertex"),
        ([CORNERS[2], CORNERS[1]], "out of order"),
        ([], "ring 1 has no stretch"),
    ],
)
def test_stretches_that_do_not_fit_the_outline_are_told(begins, says):
    with pytest.raises(ValueError, match=says):
        lines_along(SQUARE, begins)


def test_every_ring_has_a_stretch_of_its_own():
    two = ordered(MultiPolygon([box(36, 35, 37, 36), box(38, 35, 39, 36)]))
    with pytest.raises(ValueError, match="ring 2 has no stretch"):
        lines_along(two, [CORNERS[0]])


def test_neighbours_alike_become_one_stretch():
    found = written_stretches(SQUARE, ["border", "border", "free", "free"], [0.1, 0.1, 5, 5], [""] * 4)
    assert found == [stretch(CORNERS[0], "border", 0.1), stretch(CORNERS[2], "free", 5.0)]


def test_a_companion_layer_of_lines_becomes_stretches_and_the_rest_a_free_hand():
    lines = gpd.GeoDataFrame(
        {"follows": ["river"], "precision_km": [0.2]}, geometry=[LineString(CORNERS[:2])], crs="EPSG:4326"
    )
    found = stretches_from_lines(SQUARE, lines, precision_km=4)
    assert found == [stretch(CORNERS[0], "river", 0.2), stretch(CORNERS[1], "free", 4.0)]


@pytest.mark.parametrize("turned", [shapely.reverse(SQUARE), shapely.Polygon([*CORNERS[2:], *CORNERS[:3]])])
def test_canonical_form_keeps_each_stretch_on_its_ground(turned):
    told = [stretch(CORNERS[0], "border", 0.1), stretch(CORNERS[1], "free", 5.0)]
    elsewhere = carried(told, SQUARE, turned)
    assert carried(elsewhere, turned, SQUARE) == told
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": shapely.geometry.mapping(turned), "stretches": elsewhere}],
    }
    assert json.loads(canonical(collection))["features"][0]["stretches"] == told


def test_a_stretch_takes_one_line_of_the_file():
    text = (DATA / "zones" / "north-homs.geojson").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if '"follows"' in line]
    assert len(lines) == len(catalog().stretches.query("version.str.startswith('north-homs')"))


# -- what ships ---------------------------------------------------------------------------------------


def test_a_state_border_is_known_to_a_hundred_metres_and_steppe_to_kilometres():
    told = catalog().stretches
    state = told[told["note"] == "state"]
    assert (state["precision_km"] == 0.1).all()
    assert told.loc[told["follows"] == "steppe", "precision_km"].between(3, 10).all()
    assert told.loc[told["follows"] == "halfway", "precision_km"].between(0.5, 2).all()


def test_the_turkish_border_of_idlib_is_a_border_and_its_east_is_steppe():
    told = catalog().stretches.query("version == 'idlib@2017-09-15'").to_crs("EPSG:32637")
    border, steppe = gpd.GeoSeries([Point(36.41, 36.2), Point(37.36, 35.45)], crs="EPSG:4326").to_crs(told.crs)
    assert told.loc[told.distance(border).idxmin(), "note"] == "state"
    assert told.loc[told.distance(steppe).idxmin(), "follows"] == "steppe"


def test_a_landmark_gives_its_own_precision():
    told = catalog().stretches.query("version == 'eastern-ghouta@2018-04-01'")
    assert set(zip(told["follows"], told["precision_km"], strict=True)) == {("landmark", 1.0)}


def test_a_border_between_two_governorates_of_a_zone_counts_as_any_other_ground():
    told = catalog().stretches.query("version == 'north-homs@2017-08-03'")
    assert "governorate" not in set(told["note"])


# -- what they are for --------------------------------------------------------------------------------


def test_settlements_in_no_doubt_are_rarely_on_the_edge_and_probable_ones_mostly():
    step = catalog().recipes["idlib@2017-09-15~subdistricts"].steps[1]
    places = {place.pcode: place for place in catalog().places.values()}
    shares = {}
    for certainty in ("certain", "probable"):
        listed = [places[one.pcode] for one in step.settlements if one.certainty == certainty]
        found = gd.locate([p.lon for p in listed], [p.lat for p in listed], "2017-10-01")
        shares[certainty] = (found["certainty"] == "edge").mean()
    assert shares["certain"] < 0.1 < 0.5 < shares["probable"]


def test_a_point_by_the_border_is_certain_where_one_by_the_steppe_is_not():
    border, steppe = (36.41, 36.2), (37.33, 35.45)
    found = gd.locate(*zip(border, steppe, strict=True), "2017-10-01")
    assert found["certainty"].tolist() == ["inside", "edge"]
    assert found["margin_km"].iloc[0] < found["margin_km"].iloc[1]


def test_without_stretches_a_line_has_the_precision_of_its_version():
    lon, lat = 36.41, 36.2
    assert gd.locate(lon, lat, "2017-10-01")["certainty"].tolist() == ["inside"]
    assert locate(catalog().boundaries, lon, lat, "2017-10-01")["certainty"].tolist() == ["edge"]


def test_the_band_is_narrow_on_the_border_and_wide_in_the_steppe():
    version = "idlib@2020-03-06"
    outlines = catalog().boundaries.query("version == @version")
    told = catalog().stretches
    band = uncertainty_band(outlines, version, told)
    assert band.area < uncertainty_band(outlines, version).area
    own = told[told["version"] == version].to_crs("EPSG:32637")
    metric = gpd.GeoSeries([band], crs="EPSG:4326").to_crs("EPSG:32637").iloc[0].buffer(150)
    assert all(metric.covers(line) for line in own.geometry)
    border = own[own["note"] == "state"].geometry.iloc[0]
    middle = border.interpolate(0.5, normalized=True)
    assert not metric.covers(middle.buffer(1000))


def test_a_moved_vertex_that_a_stretch_begins_at_is_told(tmp_path):
    copy = Copy(tmp_path)
    path = copy.path("zones/eastern-ghouta.geojson")
    collection = copy.json("zones/eastern-ghouta.geojson")
    feature = next(f for f in collection["features"] if f["id"] == "eastern-ghouta@2018-04-01")
    feature["stretches"][0]["from"][0] += 0.001
    path.write_text(canonical(collection), encoding="utf-8")
    (told,) = copy.told("zones/eastern-ghouta.geojson", "eastern-ghouta@2018-04-01")
    assert "is no vertex of the outline" in told


def test_segments_are_as_many_as_vertices():
    assert len(segments_of(SQUARE)) == 4
