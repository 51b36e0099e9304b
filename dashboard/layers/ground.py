"""What lies beneath: land, states, governorates, disputed ground, towns and villages."""

from __future__ import annotations

from dashboard.layers.style import CHOSEN, DIMMED, HOVER, LABEL, NAME, Layer, by_zoom, styled, text

BASE = (
    styled("world-land", "world", "fill", {"fill-color": "$land"}),
    styled("states-land", "states", "fill", {"fill-color": ["match", ["get", "id"], "syr", "$syria", "$land"]}),
    styled(
        "cities-dot",
        "cities",
        "circle",
        {"circle-color": "$muted", "circle-radius": by_zoom(5, 1.2, 9, 2.6)},
        minzoom=5,
    ),
    styled(
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
        styled(
            "states-guarantors",
            "states",
            "fill",
            {"fill-color": "$accent", "fill-opacity": ["case", DIMMED, 0.03, HOVER, 0.2, 0.12]},
            filter=["==", ["get", "role"], "guarantor"],
        ),
        styled("world-borders", "world", "line", {"line-color": "$border", "line-width": 0.5, "line-opacity": 0.6}),
        styled(
            "states-borders",
            "states",
            "line",
            {"line-color": "$border", "line-width": by_zoom(3, 0.6, 8, 1.4)},
            {"line-join": "round"},
        ),
        styled(
            "states-at-the-table",
            "states",
            "line",
            {"line-color": "$accent", "line-width": 1.6, "line-opacity": ["case", CHOSEN, 0.9, 0]},
            {"line-join": "round"},
        ),
        styled("disputed-hatch", "disputed", "fill", {"fill-pattern": "hatch", "fill-opacity": 0.8}),
        styled(
            "disputed-line", "disputed", "line", {"line-color": "$muted", "line-width": 1, "line-dasharray": [3, 2]}
        ),
        styled("disputed-label", "disputed", "symbol", LABEL, text(11, {"text-max-width": 7}), minzoom=8),
        styled(
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
        styled(
            "governorates-area",
            "governorates",
            "fill",
            {"fill-color": "$ink", "fill-opacity": ["case", HOVER, 0.04, 0]},
        ),
        styled(
            "governorates-line",
            "governorates",
            "line",
            {"line-color": "$border", "line-width": 1, "line-dasharray": [3, 3]},
        ),
        styled("governorates-label", "governorates", "symbol", LABEL, text(12, spacing=0.06), minzoom=6.2),
    ),
    hover=("governorates-area",),
    legend={"governorates-line": "key.governorates"},
)

PLACES = Layer(
    "places",
    "always",
    (
        styled(
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
        styled(
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
