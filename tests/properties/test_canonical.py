"""The canonical form, for any outline."""

import json

import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, mapping, shape

from geodata.canonical import canonical

unhurried = settings(deadline=None)  # a slow machine is no failure
degrees = st.floats(-0.9, 0.9, allow_nan=False)


@st.composite
def islands(draw):
    """A star-shaped polygon near 36° E 35° N, sometimes with a hole."""
    count = draw(st.integers(3, 12))
    reach = [draw(st.floats(0.05, 0.4)) for _ in range(count)]
    middle = Point(36 + draw(degrees), 35 + draw(degrees))
    spokes = [2 * 3.141592653589793 * n / count for n in range(count)]
    around = [
        shapely.affinity.rotate(Point(middle.x + r, middle.y), angle, origin=middle, use_radians=True)
        for r, angle in zip(reach, spokes, strict=True)
    ]
    outer = Polygon([(p.x, p.y) for p in around])
    hole = shapely.affinity.scale(outer, 0.3, 0.3, origin=middle)
    return outer.difference(hole) if draw(st.booleans()) else outer


@st.composite
def outlines(draw):
    drawn = shapely.union_all(draw(st.lists(islands(), min_size=1, max_size=3)))
    assume(isinstance(drawn, Polygon | MultiPolygon) and drawn.is_valid)
    return drawn


def text_of(outline) -> str:
    return canonical(
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"version": "x"}, "geometry": mapping(outline)}],
        }
    )


def outline_in(text):
    return shape(json.loads(text)["features"][0]["geometry"])


@unhurried
@given(outlines())
def test_the_form_of_the_form_is_the_form(outline):
    text = text_of(outline)
    assert canonical(json.loads(text)) == text


@unhurried
@given(outlines())
def test_no_point_of_the_line_moves_by_more_than_the_grid(outline):
    read = outline_in(text_of(outline))
    assert read.is_valid
    assert read.boundary.hausdorff_distance(outline.boundary) < 1.5e-5


@unhurried
@given(outlines())
def test_winding_start_and_order_do_not_matter(outline):
    assert text_of(outline) == text_of(outline.reverse()) == text_of(outline.normalize())


@unhurried
@given(outlines(), st.data())
def test_moving_a_vertex_changes_one_line(outline, data):
    before = outline_in(text_of(outline))
    position = data.draw(st.integers(0, shapely.get_num_coordinates(before) - 1))
    vertex = shapely.get_coordinates(before)[position]
    moved = shapely.transform(before, lambda xy: xy + 2e-5 * (xy == vertex).all(axis=1, keepdims=True))
    rings = shapely.get_rings(shapely.get_parts(before))
    assume(moved.is_valid)
    assume(all(tuple(vertex) != ring.coords[0] for ring in rings))  # a ring's first vertex stands at its end too
    old, new = text_of(before).splitlines(), text_of(moved).splitlines()
    # another ring may come to be first when a vertex moves west of its start, which +2e-5 does not do
    assert sum(one != other for one, other in zip(old, new, strict=True)) == 1
