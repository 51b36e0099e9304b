"""The map with what lies upon it: layers, presets, inset, caption, attribution."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.figures import map_frame
from dashboard.layout.compare_controls import compare_key, swipe
from dashboard.state import LAYERS, WINDOWS, ViewState
from dashboard.text import Text

PRESETS = ("zones", "syria", "venue")


def map_area(state: ViewState, text: Text) -> Component:
    graph = dcc.Graph(
        id="map",
        figure=map_frame(state),
        config={"displayModeBar": False, "scrollZoom": True, "responsive": True},
        responsive=True,
    )
    return html.Main(
        [
            graph,
            swipe(text),
            html.Div(id="chips", role="group", **{"aria-label": text("layer.zones")}),
            layers_panel(state, text),
            compare_key(text),
            html.Div(
                [
                    html.Button("+", id="zoom-in", title=text("map.zoom-in"), **{"aria-label": text("map.zoom-in")}),
                    html.Button("−", id="zoom-out", title=text("map.zoom-out"), **{"aria-label": text("map.zoom-out")}),
                ],
                className="zoom",
            ),
            html.Figure(
                [html.Div(id="inset"), html.Figcaption(text("inset"), className="unseen")],
                className="inset",
                title=text("inset.enlarge"),
            ),
            html.Div(
                [
                    html.Div(id="scale", **{"aria-hidden": "true"}),
                    html.Button(id="caption"),
                    html.Div(text("attribution"), id="attribution", tabIndex=0),
                ],
                className="map-foot",
            ),
            html.Div(id="tip", role="tooltip", hidden=True),
            html.Div(text("loading"), id="map-loading", role="status"),
        ],
        className="map-area",
        **{"aria-label": text("map")},
    )


def layers_panel(state: ViewState, text: Text) -> Component:
    presets = [
        html.Button(
            text(f"preset.{preset}.short" if preset == "venue" else f"preset.{preset}"),
            title=text(f"preset.{preset}"),
            **{"data-preset": preset},
        )
        for preset in PRESETS
    ]
    toggles = [toggle(layer, layer in state.layers, text) for layer in LAYERS]
    choices = [
        html.Button(
            text(f"window.short.{one}"),
            title=text(f"window.{one}"),
            **{"data-window": one, "aria-pressed": str(one == state.window).lower()},
        )
        for one in WINDOWS
    ]
    window = html.Div(
        [html.Span(text("window"), className="muted"), html.Div(choices, className="segments")],
        className="window",
        role="group",
        **{"aria-label": text("window")},
    )
    return html.Div(
        [
            html.Button(text("layers"), id="layers-open", **{"aria-expanded": "false", "aria-controls": "layers"}),
            html.Div(
                [html.Div(presets, className="presets", role="group"), html.Div(toggles, className="toggles"), window],
                id="layers",
                role="group",
                **{"aria-label": text("layers")},
            ),
        ],
        className="layers-panel",
    )


def toggle(layer: str, pressed: bool, text: Text) -> Component:
    """A layer's switch, with its legend mark and what it means."""
    return html.Button(
        [
            html.Span(className=f"swatch swatch-{layer}"),
            html.Span(text(f"layer.{layer}"), className="label"),
            html.Span(className="switch"),
        ],
        className="toggle",
        role="switch",
        title=text(f"about.{layer}"),
        **{"data-layer": layer, "aria-checked": str(pressed).lower()},
    )
