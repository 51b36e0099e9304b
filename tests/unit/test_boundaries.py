"""Boundaries in time, and where a point lay."""

import pytest

import geodata as gd
from geodata import boundaries
from geodata.catalog import catalog
from geodata.errors import InvalidCoordinate, InvalidDay

DOUMA = (36.402, 33.571)


@pytest.fixture(scope="module")
def places():
    return gd.places()


def at(places, place):
    return places.loc[place, "lon"], places.loc[place, "lat"]


def test_a_day_before_the_memorandum_has_no_boundary():
    assert gd.zones("2017-05-05").empty


def test_the_four_zones_are_in_force_from_the_sixth_of_may():
    assert list(gd.zones("2017-05-06")["zone"]) == ["idlib", "north-homs", "eastern-ghouta", "south"]


def test_a_version_ends_the_day_its_successor_begins():
    before, after = gd.zones("2017-09-14"), gd.zones("2017-09-15")
    assert "idlib@2017-05-06" in before.index
    assert "idlib@2017-09-15" in after.index
    assert "idlib@2017-05-06" not in after.index


def test_only_idlib_is_left_after_july_2018():
    assert list(gd.zones("2018-08-01")["zone"]) == ["idlib"]


def test_idlib_shrinks_from_version_to_version():
    areas = [
        gd.zones(day).loc[lambda rows: rows["zone"] == "idlib", "area_km2"].iloc[0]
        for day in ("2017-10-01", "2018-03-01", "2019-10-01", "2020-04-01")
    ]
    assert areas == sorted(areas, reverse=True)


def test_a_reading_can_be_asked_for_by_name():
    assert set(gd.zones("2017-07-04", according="landmarks").index) == {
        f"{zone}@2017-05-06~landmarks" for zone in ("idlib", "north-homs", "eastern-ghouta", "south")
    }


@pytest.mark.parametrize(
    ("place", "day", "zone"),
    [
        ("douma", "2017-08-01", "eastern-ghouta"),
        ("douma", "2018-06-01", None),
        ("palmyra", "2017-07-04", None),
        ("palmyra", "2020-04-01", None),
        ("khan-shaykhun", "2018-06-01", "idlib"),
        ("khan-shaykhun", "2020-04-15", None),
        ("al-rastan", "2017-09-01", "north-homs"),
        ("dael", "2017-09-01", "south"),
        ("damascus", "2017-07-04", None),
    ],
)
def test_towns_lay_where_reports_put_them(places, place, day, zone):
    assert gd.locate(*at(places, place), day)["zone"].iloc[0] == zone


def test_a_point_well_inside_has_a_margin_and_its_boundary():
    row = gd.locate(*DOUMA, "2017-08-01").iloc[0]
    assert (row["boundary"], row["certainty"]) == ("eastern-ghouta@2017-07-22", "inside")
    assert row["margin_km"] > 1.5


def test_a_point_near_the_line_is_on_the_edge_and_keeps_its_side():
    outline = gd.zones("2017-08-01").loc["eastern-ghouta@2017-07-22", "geometry"]
    lon, lat = outline.exterior.coords[0]
    found = gd.locate([lon, lon + 0.005], [lat, lat], "2017-08-01")
    assert set(found["certainty"]) == {"edge"}
    assert found["margin_km"].abs().max() < 1.5


def test_no_outline_in_force_leaves_the_margin_unknown():
    row = gd.locate(*DOUMA, "2016-01-01").iloc[0]
    assert row["zone"] is None
    assert row["margin_km"] != row["margin_km"]


def test_many_points_take_a_day_each():
    found = gd.locate([DOUMA[0]] * 2, [DOUMA[1]] * 2, ["2017-08-01", "2018-06-01"])
    assert found["zone"].tolist() == ["eastern-ghouta", None]


@pytest.mark.parametrize(("lon", "lat"), [(200, 33), (36, 95), (float("nan"), 33), ("x", 33)])
def test_a_coordinate_out_of_range_is_refused(lon, lat):
    with pytest.raises(InvalidCoordinate):
        gd.locate(lon, lat, "2017-08-01")


def test_the_row_of_a_bad_coordinate_is_named():
    with pytest.raises(InvalidCoordinate, match="row 2"):
        gd.locate([36, 36], [33, 99], "2017-08-01")


@pytest.mark.parametrize("day", ["x", "2017-02-30", ""])
def test_what_is_no_day_is_refused(day):
    with pytest.raises(InvalidDay):
        gd.locate(*DOUMA, day)


def test_the_south_zone_keeps_out_of_disputed_ground():
    disputed = catalog().disputed.union_all()
    outlines = catalog().boundaries
    south = outlines[(outlines["zone"] == "south") & outlines.geometry.notna()]
    assert max(boundaries.area_km2(outline.intersection(disputed)) for outline in south.geometry) < 0.01


def test_the_band_holds_the_line_and_what_the_readings_disagree_on():
    outlines = catalog().boundaries
    band = boundaries.uncertainty_band(outlines, "north-homs@2017-08-03").buffer(0.002)
    default = outlines.loc["north-homs@2017-08-03", "geometry"]
    other = outlines.loc["north-homs@2017-08-03~landmarks", "geometry"]
    assert band.covers(default.boundary)
    assert band.covers(default.symmetric_difference(other))
