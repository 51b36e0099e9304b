"""Shapes that are none, or not those of RFC 7946."""

import pytest

from tests.data.copied import told

FILE, VERSION = "zones/eastern-ghouta.geojson", "eastern-ghouta@2018-04-01"
SQUARE = [[36.35, 33.55], [36.4, 33.55], [36.4, 33.6], [36.35, 33.6], [36.35, 33.55]]
HOLE = [[36.36, 33.56], [36.36, 33.57], [36.37, 33.57], [36.37, 33.56], [36.36, 33.56]]
BOW_TIE = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def moved(corner):
    return polygon([SQUARE[0], corner, *SQUARE[2:]])


DAMAGES = [
    (polygon(BOW_TIE), "the geometry is invalid: self-intersection"),
    (moved([10**400, 33.55]), "is beyond ±180 / ±90 degrees"),
    (polygon(), "the geometry is empty"),
    ({"type": "MultiPolygon", "coordinates": [[SQUARE], []]}, "a polygon of it is empty"),
    ({"type": "Point", "coordinates": [36.4, 33.57]}, "the geometry is a Point, not a polygon"),
    ({"coordinates": [SQUARE]}, "the geometry is a shape without a type"),
    ({"type": "MultiPolygon", "coordinates": [1, 2]}, "coordinates are not nested as its type asks"),
    (polygon(SQUARE[:-1]), "a ring is not closed"),
    (polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), "a ring has 3 positions, fewer than 4"),
    (moved([float("nan"), 33.55]), "a coordinate is not finite"),
    (moved([float("inf"), 33.55]), "a coordinate is not finite"),
    (moved([190.0, 33.55]), "the position [190.0, 33.55] is beyond ±180 / ±90 degrees"),
    (moved([36.4, -91.0]), "the position [36.4, -91.0] is beyond ±180 / ±90 degrees"),
    (moved(["36.4", 33.55]), "a position is not two numbers"),
    (moved([36.4]), "a position is not two numbers"),
    (moved([36.4, 33.55, 690.0]), "a position has a third ordinate"),
    (polygon(SQUARE[::-1]), "an outer ring runs clockwise"),
    (polygon(SQUARE, HOLE[::-1]), "a hole runs counter-clockwise"),
]


@pytest.fixture(scope="module")
def lines(shared_copy):
    """What is told of each damage, done to a neighbourhood of its own."""
    features = shared_copy.json("neighbourhoods.geojson")
    damaged = features["features"][: len(DAMAGES)]
    for feature, (geometry, _) in zip(damaged, DAMAGES, strict=True):
        feature["geometry"] = geometry
    shared_copy.write("neighbourhoods.geojson", features)
    problems = shared_copy.problems()
    return [told(problems, "neighbourhoods.geojson", feature["id"]) for feature in damaged]


@pytest.mark.parametrize(("n", "words"), [(n, words) for n, (_, words) in enumerate(DAMAGES)])
def test_a_shape_that_is_none(lines, n, words):
    assert words in " ".join(lines[n])


@pytest.mark.parametrize("geometry", [polygon(BOW_TIE), moved([float("nan"), 33.55]), polygon(SQUARE[:-1])])
def test_an_outline_of_a_zone_that_is_none_is_told_and_judged_no_further(copy, geometry):
    copy.change_feature(FILE, VERSION, geometry)
    assert len(copy.told(FILE, VERSION)) == 1


def test_an_outline_that_is_null_though_its_zone_lives(copy):
    copy.change_feature(FILE, VERSION, lambda _: None)
    assert copy.only() == f"{FILE}:{VERSION}: has no geometry; draw its outline, or say that it is dissolved"


def test_a_dissolved_zone_with_an_outline(copy):
    copy.change_feature(FILE, "eastern-ghouta@2018-04-14", polygon(SQUARE))
    assert "is dissolved and has an outline" in copy.only()


def test_a_state_without_a_shape(copy):
    copy.change_feature("states.geojson", "tur", lambda _: None)
    assert "states.geojson:tur: has no geometry" in copy.told("states.geojson", "tur")[0]


def test_shapes_of_units_are_looked_at_too(copy):
    copy.change_feature("admin3.geojson", "SY010000", polygon(BOW_TIE))
    assert "the geometry is invalid" in copy.only()
