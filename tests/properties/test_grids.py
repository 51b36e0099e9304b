"""A grid says the same of every point as shapely does: on the line, on vertices, on the corners of cells, anywhere."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.catalog import catalog
from geodata.grids import Grid

OUTLINES = catalog().boundaries.geometry.dropna().to_numpy()


@pytest.fixture(scope="module")
def grid():
    return Grid(OUTLINES)


def assert_as_shapely(grid, outlines, lon, lat):
    points, held = grid.holding(lon, lat)
    assert len(set(zip(points.tolist(), held.tolist(), strict=True))) == len(points)
    found = np.zeros((len(outlines), len(lon)), dtype=bool)
    found[held, points] = True
    for number, outline in enumerate(outlines):
        expected = shapely.intersects_xy(outline, lon, lat)
        assert np.array_equal(found[number], expected), np.flatnonzero(found[number] != expected)[:5]
        assert np.array_equal(grid.holds(number, grid.codes(lon, lat), lon, lat), expected)


def test_two_million_points_all_over_and_close_to_the_lines(grid):
    random = np.random.default_rng(20170504)
    west, south, east, north = shapely.total_bounds(OUTLINES)
    count = 1_000_000
    lon, lat = random.uniform(west - 0.5, east + 0.5, count), random.uniform(south - 0.5, north + 0.5, count)
    shapes = OUTLINES[np.unique(grid.shape_of, return_index=True)[1]]
    assert_as_shapely(Grid(shapes), shapes, lon, lat)
    corners = shapely.get_coordinates(shapes)
    near = corners[random.integers(len(corners), size=count)] + random.normal(0, 0.003, (count, 2))
    assert_as_shapely(Grid(shapes), shapes, *near.T)


def test_every_vertex_and_points_on_every_edge(grid):
    corners = shapely.get_coordinates(OUTLINES)
    assert_as_shapely(grid, OUTLINES, *corners.T)
    assert {tuple(pair) for pair in np.stack(grid.holding(*corners.T), axis=1).tolist()} >= {
        (n, owner) for n, owner in enumerate(shapely.get_coordinates(OUTLINES, return_index=True)[1].tolist())
    }
    rings = shapely.get_rings(shapely.get_parts(OUTLINES))
    for part in (0.5, 0.1, 1 / 3):
        along, ring = shapely.get_coordinates(rings, return_index=True)
        between = along[:-1] + (along[1:] - along[:-1]) * part
        assert_as_shapely(grid, OUTLINES, *between[ring[:-1] == ring[1:]].T)


def test_corners_of_cells_and_the_numbers_beside_them(grid):
    frame = grid.frame
    random = np.random.default_rng(1)
    lon = frame.west + random.integers(0, frame.columns + 1, 100_000) / frame.per_degree
    lat = frame.south + random.integers(0, frame.rows + 1, 100_000) / frame.per_degree
    for east, north in ((0, 0), (np.inf, np.inf), (-np.inf, np.inf), (-np.inf, -np.inf)):
        assert_as_shapely(
            grid, OUTLINES, np.nextafter(lon, east) if east else lon, np.nextafter(lat, north) if north else lat
        )


def test_no_outline_holds_what_is_no_place_on_the_map(grid):
    strange = [np.nan, np.inf, -np.inf, 1e300, -1e300, 180.0, -180.0, 0.0, 36.5]
    lon, lat = (axis.ravel() for axis in np.meshgrid(strange, strange))
    points, _ = grid.holding(lon, lat)
    assert len(points) == 0
    assert len(grid.holding(np.empty(0), np.empty(0))[0]) == 0
    assert len(Grid([]).holding(np.array([36.5]), np.array([35.0]))[0]) == 0


whole = st.integers(0, 12)


@st.composite
def shapes(draw):
    """Whole numbers for corners, so that lines run along the borders of cells and through their corners."""
    corners = draw(st.lists(st.tuples(whole, whole), min_size=3, max_size=8, unique=True))
    shape = shapely.make_valid(Polygon(corners))
    with_hole = box(0, 0, 12, 12).difference(shape) if draw(st.booleans()) else shape
    parts = [part for part in shapely.get_parts(with_hole) if part.geom_type == "Polygon"]
    return MultiPolygon(parts) if parts else box(1, 1, 2, 2)


@settings(max_examples=150, deadline=None)
@given(st.lists(shapes(), min_size=1, max_size=5), st.sampled_from([1, 16, 144, 400, 5000]))
def test_any_shapes_with_holes_and_parts_at_any_size_of_cell(outlines, cells):
    lon, lat = (axis.ravel() for axis in np.meshgrid(np.arange(-1, 13.5, 0.25), np.arange(-1, 13.5, 0.25)))
    random = np.random.default_rng(2)
    outlines = np.array(outlines, dtype=object)
    shuffled = lon + random.normal(0, 0.1, len(lon)), lat + random.normal(0, 0.1, len(lat))
    for points in ((lon, lat), shuffled):
        assert_as_shapely(Grid(outlines, cells), outlines, *points)
