"""Geometry that holds for any point and any day."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point

import geodata as gd
from geodata.boundaries import area_km2, in_force
from geodata.catalog import catalog
from geodata.served import great_circle
from tests.days import changing_days

days = st.dates(date(2017, 1, 1), date(2021, 1, 1))
in_syria = st.tuples(st.floats(35.5, 42.5), st.floats(32.2, 37.4))
anywhere = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


@given(in_syria, days)
def test_locate_agrees_with_shapely(point, day):
    outlines = in_force(catalog().boundaries, day)
    covering = [row.zone for row in outlines.itertuples() if row.geometry.covers(Point(*point))]
    assert gd.locate(*point, day)["zone"].tolist() == (covering or [None])


@given(anywhere, days)
def test_the_margin_is_positive_inside_and_negative_outside(point, day):
    row = gd.locate(*point, day).iloc[0]
    if row["margin_km"] == row["margin_km"]:
        assert (row["margin_km"] >= 0) == (row["zone"] is not None)


@given(days)
def test_a_day_has_at_most_one_outline_for_a_zone(day):
    assert gd.zones(day)["zone"].is_unique


@given(days, st.sampled_from(["settlements", "subdistricts", "landmarks"]))
def test_a_reading_has_at_most_one_outline_for_a_zone(day, reading):
    assert gd.zones(day, according=reading)["zone"].is_unique


@given(st.tuples(st.floats(-180, 180), st.floats(-80, 80)), st.tuples(st.floats(-180, 180), st.floats(-80, 80)))
def test_an_arc_joins_its_ends_without_a_jump(start, end):
    line = list(great_circle(*start, *end).coords)
    assert line[0] == pytest.approx(start)
    assert (line[-1][0] - end[0]) % 360 == pytest.approx(0, abs=1e-6) or (line[-1][0] - end[0]) % 360 == pytest.approx(
        360
    )
    assert all(abs(b[0] - a[0]) <= 180 for a, b in zip(line, line[1:], strict=False))


@given(st.tuples(st.floats(20, 100), st.floats(10, 70)), st.tuples(st.floats(20, 100), st.floats(10, 70)))
def test_an_arc_is_as_long_as_the_geodesic(start, end):
    ellipsoid = Geod(ellps="WGS84")
    lon, lat = zip(*great_circle(*start, *end).coords, strict=True)
    assert ellipsoid.line_length(lon, lat) == pytest.approx(ellipsoid.inv(*start, *end)[2], rel=1e-6, abs=1e-3)


def test_every_day_of_the_zones_lives_is_whole():
    """At most one outline a zone, valid, none upon another."""
    for day in changing_days():
        outlines = gd.zones(day)
        assert outlines["zone"].is_unique
        assert outlines.geometry.is_valid.all()
        for one, other in combinations(outlines.geometry, 2):
            assert area_km2(one.intersection(other)) < 0.05
