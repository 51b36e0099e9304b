"""Stretches cover their line once; a point's certainty is that of the nearest stretch; softening moves no village."""

from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

import geodata as gd
from geodata.boundaries import AROUND_SYRIA, in_force
from geodata.canonical import ordered
from geodata.catalog import catalog
from geodata.recipes.borders import network
from geodata.recipes.steppe import softened
from geodata.stretches import lines_along, rings_of, written_stretches

DRAWN = [version for version, outline in catalog().boundaries.geometry.items() if outline is not None]
kinds = st.sampled_from([("border", 0.1, "state"), ("halfway", 1.5, ""), ("steppe", 6.0, "")])


@pytest.mark.parametrize("version", DRAWN)
def test_stretches_cover_the_line_of_their_version_once(version):
    outline = catalog().boundaries.geometry[version]
    lines = catalog().stretches.query("version == @version").geometry
    segments = [tuple(map(tuple, pair)) for line in lines for pair in zip(line.coords, line.coords[1:], strict=False)]
    ring_segments = [
        tuple(map(tuple, pair)) for ring in rings_of(outline) for pair in zip(ring, ring[1:], strict=False)
    ]
    assert len(segments) == len(set(segments))
    assert set(segments) == {(tuple(map(float, a)), tuple(map(float, b))) for a, b in ring_segments}


@given(st.integers(3, 30), st.data())
def test_any_run_of_kinds_round_a_ring_is_written_so_that_it_can_be_read(count, data):
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    outline = ordered(Polygon(np.stack([36 + np.cos(angles), 35 + np.sin(angles)], axis=1).round(5)))
    told = data.draw(st.lists(kinds, min_size=count, max_size=count))
    written = written_stretches(outline, *map(list, zip(*told, strict=True)))
    lines = lines_along(outline, [one["from"] for one in written])
    assert sum(line.length for line in lines) == pytest.approx(outline.exterior.length)
    read = {
        tuple(start): (one["follows"], one["precision_km"], one.get("note", ""))
        for one, line in zip(written, lines, strict=True)
        for start in shapely.get_coordinates(line)[:-1].tolist()
    }
    ring = rings_of(outline)[0][:-1].tolist()
    assert [read[tuple(corner)] for corner in ring] == told


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(35.6, 38), st.floats(32.4, 36.6)), min_size=1, max_size=20),
    st.dates(date(2017, 5, 6), date(2020, 6, 1)),
)
def test_certainty_is_that_of_the_nearest_stretch(points, day):
    lon, lat = zip(*points, strict=True)
    found = gd.locate(lon, lat, day)
    outlines = in_force(catalog().boundaries, day)
    told = catalog().stretches.to_crs(AROUND_SYRIA)
    metric = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs="EPSG:4326").to_crs(AROUND_SYRIA)
    for point, degrees, row in zip(metric, gpd.points_from_xy(lon, lat), found.itertuples(), strict=True):
        holding = [version for version, outline in outlines.geometry.items() if outline.covers(degrees)]
        own = told[told["version"].isin(holding or outlines.index)]
        away = own.distance(point) / 1000
        reach = own.loc[away <= away.min() + 1e-9, "precision_km"].max()
        if abs(away.min() - reach) < 0.002 * reach + 1e-6:
            continue  # the projection is true to 0.1 %
        expected = "edge" if away.min() < reach else "inside" if holding else "outside"
        assert row.certainty == expected
        assert abs(row.margin_km) == pytest.approx(away.min(), rel=2e-3, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-20_000, 60_000), st.floats(-20_000, 60_000)), min_size=1, max_size=12, unique=True),
    st.floats(1000, 3000),
    st.floats(1000, 4000),
)
def test_softening_moves_no_settlement_to_the_other_side(villages, clear_of_m, over_m):
    outline = Polygon(
        [(0, 0), (40_000, 0), (40_000, 18_000), (22_000, 20_000), (40_000, 23_000), (38_000, 40_000), (0, 40_000)]
    )
    points = shapely.points(np.array(villages))
    nowhere = network({1: [box(-9e5, -9e5, 9e5, 9e5)]})
    soft = softened(outline, points, nowhere, clear_of_m, over_m)
    assert soft.is_valid
    assert shapely.covers(soft, points).tolist() == shapely.covers(outline, points).tolist()
