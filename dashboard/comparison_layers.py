"""How a comparison is drawn on the map: a layer like those of the registry, but that the view's ``compare`` toggles.

Gained and lost ground and the places that change sides come from ``/api/compare.geojson``
as the collection ``comparison``; the two outlines are boundary versions already on the
map, told by the states ``first`` and ``second``.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.layers import REGISTRY
from dashboard.layers.style import FIRST, SECOND, ZONE_COLOUR, Layer, by_zoom
from dashboard.state import ViewState


def drawn_layers(state: ViewState) -> Iterator[Layer]:
    """The layers that a view shows, in the order of drawing; where it compares, the comparison for the zones."""
    for layer in REGISTRY:
        if layer.id == "zones" and state.compare:
            yield COMPARISON
        elif layer.id in state.layers:
            yield layer


CHANGE_COLOUR = ["match", ["get", "side"], "gained", "$gained", "$lost"]


def _is(change: str) -> list:
    return ["==", ["get", "change"], change]


COMPARISON = Layer(
    "comparison",
    "comparison",
    (
        {
            "id": "comparison-kept",
            "source": "boundaries",
            "type": "fill",
            "paint": {"fill-color": "$ink", "fill-opacity": ["case", SECOND, 0.08, 0]},
            "layout": {},
        },
        {
            "id": "comparison-gained",
            "source": "comparison",
            "type": "fill",
            "paint": {"fill-color": "$gained", "fill-opacity": 0.62},
            "layout": {},
            "filter": _is("gained"),
        },
        {
            "id": "comparison-lost",
            "source": "comparison",
            "type": "fill",
            "paint": {"fill-color": "$lost", "fill-opacity": 0.26},
            "layout": {},
            "filter": _is("lost"),
        },
        {
            "id": "comparison-lost-hatch",
            "source": "comparison",
            "type": "fill",
            "paint": {"fill-pattern": "lost"},
            "layout": {},
            "filter": _is("lost"),
        },
        {
            "id": "comparison-first",
            "source": "boundaries",
            "type": "line",
            "paint": {
                "line-color": "$ink",
                "line-width": by_zoom(5, 1, 9, 1.4),
                "line-dasharray": [4, 3],
                "line-opacity": ["case", FIRST, 0.9, 0],
            },
            "layout": {"line-join": "round"},
        },
        {
            "id": "comparison-second",
            "source": "boundaries",
            "type": "line",
            "paint": {
                "line-color": ZONE_COLOUR,
                "line-width": by_zoom(5, 1.8, 9, 2.8),
                "line-opacity": ["case", SECOND, 1, 0],
            },
            "layout": {"line-join": "round"},
        },
        {
            "id": "comparison-places",
            "source": "comparison",
            "type": "circle",
            "paint": {
                "circle-color": CHANGE_COLOUR,
                "circle-radius": by_zoom(7, 1.6, 10, 4),
                "circle-stroke-color": "$panel",
                "circle-stroke-width": by_zoom(7, 0.4, 10, 1.2),
            },
            "layout": {},
            "filter": _is("place"),
            "minzoom": 7,
        },
    ),
    hover=("comparison-places", "comparison-gained", "comparison-lost", "comparison-kept"),
    legend={
        "comparison-first": "key.first",
        "comparison-second": "key.second",
        "comparison-gained": "key.gained",
        "comparison-lost-hatch": "key.lost",
        "comparison-places": "key.crossing",
    },
)
