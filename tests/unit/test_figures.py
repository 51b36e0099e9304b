"""A figure for the notebook: complete, in either language, and without the network."""

import json

import pytest

from dashboard.figures import DRAWING, zone_map
from dashboard.layers import IDS
from dashboard.state import LAYERS
from dashboard.tokens import TOKENS


def test_every_layer_of_the_registry_can_be_drawn_and_toggled():
    assert set(IDS) == set(LAYERS) == set(DRAWING)


def test_the_zones_of_the_day_stand_in_the_legend():
    figure = zone_map(date="2017-07-04")
    assert [trace.name for trace in figure.data if trace.showlegend] == [
        "Idlib and around",
        "Northern Homs",
        "Eastern Ghouta",
        "South",
    ]


def test_a_later_day_draws_fewer_zones():
    assert len([trace for trace in zone_map(date="2019-01-01").data if trace.type == "choroplethmap"]) == 1


def test_arabic_figures_speak_arabic():
    assert "إدلب وجوارها" in [trace.name for trace in zone_map(date="2017-07-04", lang="ar").data]


def test_a_figure_asks_the_network_for_nothing():
    figure = zone_map(date="2018-06-01", layers=",".join(LAYERS))
    assert "http" not in json.dumps(figure.layout.map.style)
    assert all(isinstance(layer.source, dict) for layer in figure.layout.map.layers)


def test_two_days_are_drawn_with_what_changed_between_them():
    figure = zone_map(date="2018-03-01", compare="2020-06-01")
    colours = [layer.color for layer in figure.layout.map.layers]
    assert TOKENS["light"]["lost"] in colours
    assert "1 March 2018 and 1 June 2020" in figure.layout.title.text


def test_a_value_that_makes_no_sense_is_refused_by_name():
    with pytest.raises(ValueError, match="date"):
        zone_map(date="soon")
