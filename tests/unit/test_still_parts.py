"""The parts of a still: expressions, numbers, letters, places for labels."""

import math

import pytest
import shapely

from dashboard.layers import BASE, REGISTRY
from dashboard.layers.process import ARTICLES, article_states
from dashboard.still import WrongSize, checked_size, fonts
from dashboard.still.expressions import Feature, evaluate
from dashboard.still.geometry import hatching, shared_edges
from dashboard.still.labels import Box, Face, Ground, Label, beside, place
from dashboard.still.projection import fitted
from dashboard.svg import fixed, path_data

FACE = Face(12, "#000")


def test_a_case_takes_the_first_that_holds_and_a_match_the_one_that_fits():
    feature = Feature({"role": "host", "n": 3}, {"shown": True}, zoom=6)
    assert evaluate(["case", ["boolean", ["feature-state", "shown"], False], "yes", "no"], feature) == "yes"
    assert evaluate(["match", ["get", "role"], "guarantor", 1, "host", 2, 3], feature) == 2
    assert evaluate(["interpolate", ["linear"], ["zoom"], 5, 10, 7, 20], feature) == 15
    assert evaluate(["+", 1, ["*", 2, ["sqrt", 9]]], feature) == 7


def radii(counted):
    [style] = ARTICLES.style
    states = article_states(counted)
    return {place: evaluate(style["paint"]["circle-radius"], Feature({}, states[place])) for place in counted}


def test_a_place_keeps_its_circle_while_no_place_has_many():
    few, more = radii({"one": 1, "two": 2}), radii({"one": 1, "two": 2, "forty": 40})
    assert few["one"] == more["one"] < few["two"] == more["two"] < more["forty"]
    assert few["one"] > 5  # seen, and hit by a finger's tip


def test_with_articles_by_the_million_the_busiest_places_stand_out_and_the_ground_is_seen():
    counted = {f"village-{n}": 5 for n in range(7000)} | {"aleppo": 4000, "idlib": 1000}
    sizes = radii(counted)
    assert max(sizes.values()) == sizes["aleppo"] < 20
    least = sizes["village-0"]
    assert sizes["aleppo"] - least > 1.5 * (sizes["idlib"] - least)  # areas as the counts, not radii
    assert 7000 * math.pi * least**2 < 0.2 * 600 * 600  # pixels of Syria on a screen


def test_an_unknown_expression_is_named():
    with pytest.raises(ValueError, match="heatmap-density"):
        evaluate(["heatmap-density"], Feature({}))


def test_every_expression_of_the_registry_can_be_drawn():
    tokens = dict.fromkeys((f"zone-{n}" for n in range(1, 5)), "#123456") | dict.fromkeys(
        ("accent", "border", "halo", "ink", "land", "muted", "panel", "sea", "syria", "event"), "#123456"
    )
    feature = Feature({"name_en": "Place", "number": 1, "rank": 2, "country": "tur"}, {"n": 1}, 8, tokens)
    for style in [*BASE, *(style for layer in REGISTRY for style in layer.style)]:
        read = [style["layout"][name] for name in ("text-size", "icon-image", "icon-size") if name in style["layout"]]
        for value in (*style["paint"].values(), *read, style.get("filter", True)):
            evaluate(value, feature)


def test_every_key_of_a_legend_belongs_to_a_style_layer():
    for layer in REGISTRY:
        assert set(layer.legend) <= {style["id"] for style in layer.style}


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (0.5, ".5"), (-0.04, "0"), (-0.5, "-.5"), (10.04, "10"), (100, "100")]
)
def test_numbers_are_as_short_as_they_go(value, text):
    assert fixed(value) == text


def test_a_path_comes_back_to_where_it_began():
    square = shapely.box(0, 0, 10.04, 5)
    assert path_data([square], 1) == "M10 0l0 5-10 0 0-5z"


def test_neighbours_share_their_edge_once():
    edges = shared_edges([shapely.box(0, 0, 1, 1), shapely.box(1.04, 0, 2, 1)], 0.1)
    assert edges.length == pytest.approx(7)


def test_hatching_stays_within_its_ground():
    ground = shapely.Point(50, 50).buffer(20)
    assert hatching(ground).within(ground.buffer(1e-9))
    assert hatching(ground).length > 100


def test_arabic_letters_are_measured_as_they_join():
    apart = sum(fonts.width(letter, 14) for letter in "حلب")
    assert 0 < fonts.width("حلب", 14) < apart


def test_bold_is_wider_and_lines_are_broken_where_they_must():
    assert fonts.width("Idlib", 12, bold=True) > fonts.width("Idlib", 12)
    lines = fonts.wrapped("Boundaries of the zones as far as anyone knew", 12, 120)
    assert len(lines) > 1 and all(fonts.width(line, 12) <= 120 for line in lines)
    assert fonts.wrapped("4\u00a0July\u00a02017", 12, 10) == ["4\u00a0July\u00a02017"]


def test_a_label_moves_aside_for_the_one_before_it():
    bounds = Box(0, 0, 200, 100)
    labels = [Label(("Homs",), FACE, beside(100, 50, ("Homs",), FACE, 5, False), "cities") for _ in range(2)]
    (_, first), (_, second) = place(labels, Ground(bounds))
    assert first.box.left > 100 and second.box.right < 100


def test_a_label_without_room_is_left_out():
    label = Label(("Homs",), FACE, beside(100, 50, ("Homs",), FACE, 5, False), "cities")
    assert place([label], Ground(Box(0, 0, 200, 100), taken=(Box(0, 0, 200, 100),))) == []


def test_in_mirrored_pictures_names_stand_on_the_left_first():
    (first, *_) = beside(100, 50, ("حلب",), FACE, 5, True)
    assert first.box.right < 100


def test_a_fitted_map_holds_its_ground():
    projection = fitted((35, 32, 43, 38), 800, 500, 10)
    left, top = projection.spot(35, 38)
    right, bottom = projection.spot(43, 32)
    assert left >= 9.9 and top >= 9.9 and right <= 790.1 and bottom <= 490.1


@pytest.mark.parametrize(
    ("width", "height", "scale", "name"),
    [
        ("wide", 630, 1, "width"),
        (1200, "", 1, "height"),
        (1200, 630, "nan", "scale"),
        (1200.5, 630, 1, "width"),
        (10, 630, 1, "width"),
        (8000, 8000, 1, "width"),
        (4000, 3000, 4, "scale"),
        (1200, 630, "inf", "scale"),
    ],
)
def test_a_size_no_still_can_have_is_refused_by_name(width, height, scale, name):
    with pytest.raises(WrongSize) as refusal:
        checked_size(width, height, scale)
    assert refusal.value.name == name
