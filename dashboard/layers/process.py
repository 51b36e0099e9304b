"""What happened: who met where, posts, events, what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.layers.style import CHOSEN, COUNT, DIMMED, HOVER, LABEL, Layer, by_zoom, shown, state, styled, text

ARCS = Layer(
    "arcs",
    "meeting",
    (
        styled(
            "arcs-line",
            "arcs",
            "line",
            {
                "line-color": "$accent",
                "line-width": ["case", CHOSEN, 2.6, 1.6],
                "line-opacity": shown(["case", DIMMED, 0.2, 0.85]),
            },
            {"line-cap": "round"},
        ),
        styled(
            "seats-dot",
            "seats",
            "circle",
            {
                "circle-color": "$accent",
                "circle-radius": 3.5,
                "circle-opacity": shown(["case", DIMMED, 0.2, 1]),
                "circle-stroke-color": "$halo",
                "circle-stroke-width": 1,
                "circle-stroke-opacity": shown(1),
            },
        ),
        styled(
            "venues-dot",
            "venues",
            "circle",
            {
                "circle-color": "$panel",
                "circle-radius": 5,
                "circle-stroke-color": "$accent",
                "circle-stroke-width": 2.4,
                "circle-opacity": shown(1),
                "circle-stroke-opacity": shown(1),
            },
        ),
        styled(
            "venues-label",
            "venues",
            "symbol",
            {**LABEL, "text-color": "$ink", "text-opacity": shown(1)},
            # Venues of other meetings are there unseen: they may not push other labels away.
            text(
                13,
                {
                    "text-offset": [0, 1],
                    "text-anchor": "top",
                    "text-allow-overlap": True,
                    "text-ignore-placement": True,
                },
            ),
        ),
    ),
    hover=("arcs-line", "seats-dot", "venues-dot"),
    legend={"arcs-line": "key.arcs", "venues-dot": "key.venue"},
)

POSTS = Layer(
    "posts",
    "interval",
    (
        styled(
            "posts-mark",
            "posts",
            "symbol",
            {"icon-opacity": shown(1)},
            {
                "icon-image": ["concat", "post-", ["get", "country"]],
                "icon-allow-overlap": True,
                "icon-size": by_zoom(5, 0.7, 9, 1),
            },
        ),
    ),
    hover=("posts-mark",),
    legend={"posts-mark": "key.posts"},
)

EVENTS = Layer(
    "events",
    "window",
    (
        styled(
            "events-mark",
            "events",
            "symbol",
            {"icon-opacity": shown(1)},
            {"icon-image": "event", "icon-allow-overlap": True, "icon-size": 0.9, "icon-offset": [0, -8]},
        ),
    ),
    hover=("events-mark",),
    legend={"events-mark": "key.events"},
)

# A circle's area stands for the articles of a place, beyond the size that can just be seen.  While no place has many,
# an article adds the same everywhere; where one has more, that one is the largest and the others are as much smaller.
# Where thousands of places are named, the least can be small: what lies beneath must be seen.
MANY = 43
MOST = ["max", MANY, state("most")]
LEAST_PX = ["max", 1.2, ["min", 4.5, ["/", 60, ["sqrt", ["max", 1, state("places")]]]]]
SPAN_PX = ["interpolate", ["linear"], MOST, MANY, 10.5, 1000, 15]
RADIUS = ["+", LEAST_PX, ["*", SPAN_PX, ["sqrt", ["/", COUNT, MOST]]]]


def article_states(counted: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """The feature states of places by their articles, as ``show`` in ``assets/map.js`` sets them."""
    most, places = max(counted.values(), default=0), len(counted)
    return {id: {"shown": True, "n": n, "most": most, "places": places} for id, n in counted.items()}


ARTICLES = Layer(
    "articles",
    "window",
    (
        styled(
            "articles-dot",
            "articles",
            "circle",
            {
                "circle-color": "$accent",
                "circle-radius": RADIUS,
                "circle-opacity": shown(["case", HOVER, 1, 0.86]),
                "circle-stroke-color": "$panel",
                "circle-stroke-width": ["min", 1.4, ["/", RADIUS, 3]],
                "circle-stroke-opacity": shown(1),
            },
        ),
    ),
    hover=("articles-dot",),
    legend={"articles-dot": "key.articles"},
    inscription="n",
)
