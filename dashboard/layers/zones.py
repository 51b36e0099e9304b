"""The zones' outlines, and how well they are known."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.layers.style import BAND_COLOUR, CHOSEN, FIRST, HOVER, SECOND, SHOWN, ZONE_COLOUR, Layer, shown, styled

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
        styled(
            "bands-area",
            "bands",
            "fill",
            {
                "fill-color": ["case", FIRST, "$ink", BAND_COLOUR],
                "fill-opacity": ["case", SHOWN, 0.14, SECOND, 0.24, FIRST, 0.13, 0],
            },
        ),
        *(
            styled(
                f"stretches-{kind}",
                "stretches",
                "line",
                {
                    "line-color": "$ink",
                    "line-width": 4.2,
                    "line-opacity": ["case", HOVER, 0.8, SHOWN, 0.42, SECOND, 0.5, FIRST, 0.28, 0],
                    **({"line-dasharray": dash} if dash else {}),
                },
                filter=["in", ["get", "follows"], ["literal", list(follows)]],
            )
            for kind, (dash, follows) in STRETCHES.items()
        ),
        styled(
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
        styled("zones-soft", "bands", "fill", {"fill-color": BAND_COLOUR, "fill-opacity": shown(0.09)}),
        styled(
            "zones-area",
            "boundaries",
            "fill",
            {"fill-color": ZONE_COLOUR, "fill-opacity": shown(["case", CHOSEN, 0.42, HOVER, 0.36, 0.26])},
            filter=["!=", ["get", "status"], "dissolved"],
        ),
        styled(
            "zones-line",
            "boundaries",
            "line",
            {"line-color": ZONE_COLOUR, "line-width": ["case", CHOSEN, 2.8, 1.6], "line-opacity": shown(1)},
            {"line-join": "round"},
            filter=["in", ["get", "status"], ["literal", ["active", "reduced"]]],
        ),
        styled(
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
        styled(
            "zones-dissolved",
            "boundaries",
            "line",
            {"line-color": ZONE_COLOUR, "line-width": 1.2, "line-opacity": shown(0.8), "line-dasharray": [1, 3]},
            filter=["==", ["get", "status"], "dissolved"],
        ),
        styled(
            "areas-ground", "areas", "fill", {"fill-color": "$ink", "fill-opacity": shown(["case", HOVER, 0.08, 0.02])}
        ),
        styled(
            "areas-line",
            "areas",
            "line",
            {"line-color": "$ink", "line-width": 1.1, "line-opacity": shown(0.7), "line-dasharray": [5, 2, 1, 2]},
        ),
    ),
    hover=("areas-ground", "zones-area", "zones-dissolved"),
    legend={"zones-soft": "key.band", "areas-line": "key.areas"},
)
