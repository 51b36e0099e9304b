"""What begins, steers and explains a comparison: beside the time line, in a zone's history, upon the map."""

from __future__ import annotations

import pandas as pd
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.layout.parts import marked
from dashboard.state import MODES
from dashboard.text import Text


def compare_mark(version: pd.Series, text: Text) -> Component:
    """Two outlines, one upon the other: compares a version with the one of the day shown."""
    words = text("compare.with-this", day=text.day(version["valid_from"]))
    return html.Button(
        className="compare-mark",
        title=words,
        **{"data-compare": str(version["version"]), "aria-label": words},
    )


def second_day(text: Text) -> Component:
    """Begins a comparison; then the second day as text."""
    return html.Div(
        [
            html.Button(text("compare.start"), id="compare-start", title=text("compare.start.about")),
            html.Div(
                [
                    html.Label(text("compare.second-day"), htmlFor="compare-input", className="unseen"),
                    dcc.Input(id="compare-input", type="text", inputMode="numeric", autoComplete="off"),
                ],
                id="compare-day",
                hidden=True,
            ),
        ],
        className="second",
    )


def compare_key(text: Text) -> Component:
    """Upon the map: how to look, which line is which day, what the two colours mean."""
    modes = [
        html.Button(text(f"compare.mode.{mode}"), title=text(f"compare.about.{mode}"), **{"data-mode": mode})
        for mode in MODES
    ]
    return html.Div(
        [
            html.Div(
                [
                    html.Div(modes, className="segments", role="group", **{"aria-label": text("compare.mode")}),
                    html.Button(
                        "×",
                        className="close",
                        title=text("compare.close"),
                        **{"data-compare": "", "aria-label": text("compare.close")},
                    ),
                ],
                className="compare-modes",
            ),
            html.Div(
                [
                    html.Span(id="compare-first", className="day-mark"),
                    html.Span(id="compare-second", className="day-mark"),
                ],
                className="compare-days",
            ),
            html.Div(
                [
                    html.Span(marked(change, html.Span(id=f"compare-{change}")), title=text(f"compare.{change}.about"))
                    for change in ("gained", "lost")
                ],
                className="compare-changes",
            ),
            html.Div(
                [
                    html.Button(id="blink", title=text("compare.about.blink")),
                    html.Button(text("compare.blink.auto"), id="blink-auto", **{"aria-pressed": "false"}),
                ],
                className="compare-blink",
            ),
            html.Output(id="compare-status", className="unseen", **{"aria-live": "polite"}),
        ],
        id="compare-key",
        role="group",
        hidden=True,
        **{"aria-label": text("compare.title")},
    )


def swipe(text: Text) -> Component:
    """Both days' outlines as the script draws them, either side of a divider."""
    divider = html.Div(
        id="divider",
        tabIndex=0,
        role="slider",
        **{"aria-label": text("compare.divider"), "aria-valuemin": "0", "aria-valuemax": "100"},
    )
    return html.Div(divider, id="swipe", hidden=True)
