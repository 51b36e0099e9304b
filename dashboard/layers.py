"""The registry of layers: what each is called, what it reads, how it is drawn.

A layer is drawn by MapLibre style layers.  Colours are tokens (``$accent``), text
fields name the language (``$name`` reads ``name_<lang>``, then ``name_en``).  The
browser draws these as they stand; ``figures`` reads the same registry.

``life`` says what decides whether a feature shows: nothing (``always``), the day
(``interval``), the articles or events up to the day (``window``), the meeting
(``meeting``).  The browser tells each feature so by the state ``shown``; ``n`` is
the number of articles at a place, ``rival`` a reading beside the default, ``chosen`` and ``hover`` the reader's doing,
``dimmed`` what a chosen session or party leaves aside, ``covered`` a name that lies under a panel or chip.

A still (``dashboard.still``) draws the same styles; what it alone needs is the legend, by style layer, and
the state that is written into a mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ZONE_COLOUR = ["match", ["get", "number"], 1, "$zone-1", 2, "$zone-2", 3, "$zone-3", "$zone-4"]
BAND_COLOUR = [
    "match",
    ["get", "zone"],
    "idlib",
    "$zone-1",
    "north-homs",
    "$zone-2",
    "eastern-ghouta",
    "$zone-3",
    "$zone-4",
]
SHOWN = ["boolean", ["feature-state", "shown"], False]
HOVER = ["boolean", ["feature-state", "hover"], False]
CHOSEN = ["boolean", ["feature-state", "chosen"], False]
DIMMED = ["boolean", ["feature-state", "dimmed"], False]
COUNT = ["number", ["feature-state", "n"], 0]
LABEL = {"text-color": "$muted", "text-halo-color": "$halo", "text-halo-width": 1.4}
# A name that would be cut by what lies upon the map gives way to it.
NAME = {**LABEL, "text-opacity": ["case", ["boolean", ["feature-state", "covered"], False], 0, 1]}


def shown(opacity: Any) -> list:
    """An opacity that holds only while the feature is shown."""
    return ["case", SHOWN, opacity, 0]


def by_zoom(*stops: float) -> list:
    """A value that grows with the zoom: zoom, value, zoom, value, …"""
    return ["interpolate", ["linear"], ["zoom"], *stops]


def text(size: Any, layout: Mapping[str, Any] | None = None, spacing: float = 0) -> dict:
    """Label layout; the font is the page's own, since glyphs are drawn in the browser."""
    return {
        "text-field": "$name",
        "text-font": ["IBM Plex Sans"],
        "text-size": size,
        "text-letter-spacing": spacing,
        "text-padding": 4,
        **(layout or {}),
    }


@dataclass(frozen=True)
class Layer:
    """One toggle: ``style`` are MapLibre style layers whose ``source`` is a collection of the store."""

    id: str
    life: str
    style: Sequence[Mapping[str, Any]]
    hover: Sequence[str] = ()  # style layers that answer to the pointer
    legend: Mapping[str, str] = field(default_factory=dict)  # style layer -> key of its words in a legend
    inscription: str = ""  # the feature state a still writes into the layer's circles


def _style(
    id: str, source: str, kind: str, paint: Mapping[str, Any], layout: Mapping[str, Any] | None = None, **rest: Any
) -> dict:
    return {"id": id, "source": source, "type": kind, "paint": dict(paint), "layout": dict(layout or {}), **rest}


BASE = (
    _style("world-land", "world", "fill", {"fill-color": "$land"}),
    _style("states-land", "states", "fill", {"fill-color": ["match", ["get", "id"], "syr", "$syria", "$land"]}),
    _style(
        "cities-dot",
        "cities",
        "circle",
        {"circle-color": "$muted", "circle-radius": by_zoom(5, 1.2, 9, 2.6)},
        minzoom=5,
    ),
    _style(
        "cities-label",
        "cities",
        "symbol",
        NAME,
        text(
            by_zoom(5, 10.5, 8, 13),
            {"text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.6},
        ),
        minzoom=5.4,
    ),
)

STATES = Layer(
    "states",
    "always",
    (
        _style(
            "states-guarantors",
            "states",
            "fill",
            {"fill-color": "$accent", "fill-opacity": ["case", DIMMED, 0.03, HOVER, 0.2, 0.12]},
            filter=["==", ["get", "role"], "guarantor"],
        ),
        _style("world-borders", "world", "line", {"line-color": "$border", "line-width": 0.5, "line-opacity": 0.6}),
        _style(
            "states-borders",
            "states",
            "line",
            {"line-color": "$border", "line-width": by_zoom(3, 0.6, 8, 1.4)},
            {"line-join": "round"},
        ),
        _style(
            "states-at-the-table",
            "states",
            "line",
            {"line-color": "$accent", "line-width": 1.6, "line-opacity": ["case", CHOSEN, 0.9, 0]},
            {"line-join": "round"},
        ),
        _style("disputed-hatch", "disputed", "fill", {"fill-pattern": "hatch", "fill-opacity": 0.8}),
        _style(
            "disputed-line", "disputed", "line", {"line-color": "$muted", "line-width": 1, "line-dasharray": [3, 2]}
        ),
        _style("disputed-label", "disputed", "symbol", LABEL, text(11, {"text-max-width": 7}), minzoom=8),
        _style(
            "states-label",
            "state-names",
            "symbol",
            NAME,
            text(
                by_zoom(3, 11, 7, 14),
                {
                    "text-max-width": 8,
                    "symbol-sort-key": ["match", ["get", "role"], "guarantor", 0, "host", 1, "neighbour", 2, 3],
                },
                spacing=0.08,
            ),
            maxzoom=9,
            filter=["!=", ["get", "id"], "syr"],
        ),
    ),
    hover=("states-land", "disputed-hatch"),
    legend={
        "states-guarantors": "key.guarantors",
        "states-at-the-table": "key.focus",
        "disputed-hatch": "key.disputed",
    },
)

GOVERNORATES = Layer(
    "governorates",
    "always",
    (
        _style(
            "governorates-area",
            "governorates",
            "fill",
            {"fill-color": "$ink", "fill-opacity": ["case", HOVER, 0.04, 0]},
        ),
        _style(
            "governorates-line",
            "governorates",
            "line",
            {"line-color": "$border", "line-width": 1, "line-dasharray": [3, 3]},
        ),
        _style("governorates-label", "governorates", "symbol", LABEL, text(12, spacing=0.06), minzoom=6.2),
    ),
    hover=("governorates-area",),
    legend={"governorates-line": "key.governorates"},
)

# How firmly a stretch of line is known, drawn beneath the line: a border firm, halfway between villages dashed,
# open steppe dotted.
STRETCHES: Mapping[str, tuple[list, tuple[str, ...]]] = {
    "firm": ([], ("border", "road", "railway", "river", "coast")),
    "between": ([1.6, 1], ("halfway", "landmark")),
    "open": ([0.4, 1.4], ("steppe", "free")),
}

UNCERTAINTY = Layer(
    "uncertainty",
    "interval",
    (
        _style("bands-area", "bands", "fill", {"fill-color": BAND_COLOUR, "fill-opacity": shown(0.14)}),
        *(
            _style(
                f"stretches-{kind}",
                "stretches",
                "line",
                {
                    "line-color": "$ink",
                    "line-width": 4.2,
                    "line-opacity": shown(["case", HOVER, 0.8, 0.42]),
                    **({"line-dasharray": dash} if dash else {}),
                },
                filter=["in", ["get", "follows"], ["literal", list(follows)]],
            )
            for kind, (dash, follows) in STRETCHES.items()
        ),
        _style(
            "readings-line",
            "boundaries",
            "line",
            {
                "line-color": ZONE_COLOUR,
                "line-width": 1,
                "line-dasharray": [2, 2],
                "line-opacity": ["case", ["boolean", ["feature-state", "rival"], False], 0.8, 0],
            },
        ),
    ),
    hover=("stretches-firm", "stretches-between", "stretches-open", "bands-area"),
    legend={
        "bands-area": "key.band",
        "stretches-firm": "key.firm",
        "stretches-between": "key.between",
        "stretches-open": "key.open",
        "readings-line": "key.rival",
    },
)

ZONES = Layer(
    "zones",
    "interval",
    (
        _style("zones-soft", "bands", "fill", {"fill-color": BAND_COLOUR, "fill-opacity": shown(0.09)}),
        _style(
            "zones-area",
            "boundaries",
            "fill",
            {"fill-color": ZONE_COLOUR, "fill-opacity": shown(["case", CHOSEN, 0.42, HOVER, 0.36, 0.26])},
            filter=["!=", ["get", "status"], "dissolved"],
        ),
        _style(
            "zones-line",
            "boundaries",
            "line",
            {"line-color": ZONE_COLOUR, "line-width": ["case", CHOSEN, 2.8, 1.6], "line-opacity": shown(1)},
            {"line-join": "round"},
            filter=["in", ["get", "status"], ["literal", ["active", "reduced"]]],
        ),
        _style(
            "zones-agreed",
            "boundaries",
            "line",
            {
                "line-color": ZONE_COLOUR,
                "line-width": ["case", CHOSEN, 2.8, 1.6],
                "line-opacity": shown(1),
                "line-dasharray": [4, 2],
            },
            filter=["in", ["get", "status"], ["literal", ["agreed", "proposed"]]],
        ),
        _style(
            "zones-dissolved",
            "boundaries",
            "line",
            {"line-color": ZONE_COLOUR, "line-width": 1.2, "line-opacity": shown(0.8), "line-dasharray": [1, 3]},
            filter=["==", ["get", "status"], "dissolved"],
        ),
        _style(
            "areas-ground", "areas", "fill", {"fill-color": "$ink", "fill-opacity": shown(["case", HOVER, 0.08, 0.02])}
        ),
        _style(
            "areas-line",
            "areas",
            "line",
            {"line-color": "$ink", "line-width": 1.1, "line-opacity": shown(0.7), "line-dasharray": [5, 2, 1, 2]},
        ),
    ),
    hover=("areas-ground", "zones-area", "zones-dissolved"),
    legend={"zones-soft": "key.band", "areas-line": "key.areas"},
)

ARCS = Layer(
    "arcs",
    "meeting",
    (
        _style(
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
        _style(
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
        _style(
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
        _style(
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

PLACES = Layer(
    "places",
    "always",
    (
        _style(
            "places-dot",
            "places",
            "circle",
            {"circle-color": "$ink", "circle-radius": by_zoom(6, 1.4, 10, 3), "circle-opacity": 0.75},
            filter=[
                "all",
                [">", ["get", "rank"], 1],
                ["any", ["all", ["==", ["get", "rank"], 2], [">=", ["zoom"], 6]], [">=", ["zoom"], 9.2]],
            ],
        ),
        _style(
            "places-label",
            "places",
            "symbol",
            {**LABEL, "text-color": "$ink"},
            text(
                11.5,
                {
                    "text-variable-anchor": ["left", "right", "top", "bottom"],
                    "text-radial-offset": 0.5,
                    "symbol-sort-key": ["get", "rank"],
                },
            ),
            filter=[
                "all",
                [">", ["get", "rank"], 1],
                ["any", ["all", ["==", ["get", "rank"], 2], [">=", ["zoom"], 6]], [">=", ["zoom"], 9.8]],
            ],
        ),
    ),
    hover=("places-dot",),
    legend={"places-dot": "key.places"},
)

POSTS = Layer(
    "posts",
    "interval",
    (
        _style(
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
        _style(
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

ARTICLES = Layer(
    "articles",
    "window",
    (
        _style(
            "articles-dot",
            "articles",
            "circle",
            {
                "circle-color": "$accent",
                "circle-radius": ["min", 15, ["+", 4.5, ["*", 1.6, ["sqrt", COUNT]]]],
                "circle-opacity": shown(["case", HOVER, 1, 0.86]),
                "circle-stroke-color": "$panel",
                "circle-stroke-width": 1.4,
                "circle-stroke-opacity": shown(1),
            },
        ),
    ),
    hover=("articles-dot",),
    legend={"articles-dot": "key.articles"},
    inscription="n",
)

# From the ground up: the order of drawing, and of the list of toggles.
REGISTRY = (STATES, GOVERNORATES, UNCERTAINTY, ZONES, ARCS, PLACES, POSTS, EVENTS, ARTICLES)
IDS = tuple(layer.id for layer in REGISTRY)
# Labels stand above every area, whatever layer they belong to.
ABOVE = ("places-label", "disputed-label", "governorates-label", "states-label", "cities-label", "venues-label")
# Heavy collections are fetched when their layer is first wanted.
LATER = ("places", "governorates")


def for_browser(*further: Layer) -> dict:
    """The registry as the browser reads it; ``further`` layers, which are no toggles, are drawn upon the zones."""
    upon = REGISTRY.index(ZONES) + 1
    drawn = (*REGISTRY[:upon], *further, *REGISTRY[upon:])
    layers = [{"id": layer.id, "life": layer.life, "style": layer.style, "hover": layer.hover} for layer in drawn]
    return {"base": BASE, "layers": layers, "above": ABOVE, "later": LATER}
