"""The page, put together."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.layout.articles import articles_panel
from dashboard.layout.compare_controls import second_day
from dashboard.layout.map import map_area
from dashboard.layout.parts import left_out
from dashboard.state import PANELS, ViewState
from dashboard.text import Text, available


def page(state: ViewState, dropped: Sequence[str], text: Text) -> list[Component]:
    """Everything that does not change with the view; panels and marks are filled as the view asks."""
    return [
        html.A(text("skip"), href="#meeting-sidebar", className="skip"),
        header(text),
        *([notice(dropped, text)] if dropped else []),
        map_area(state, text),
        sidebar(state, text),
        timeline(text),
        share(text),
        html.Div(id="stories", role="dialog", hidden=True, **{"aria-label": text("story.stories")}),
    ]


def header(text: Text) -> Component:
    brand = html.Div(
        [html.Span(className="logo", **{"aria-hidden": "true"}), html.H1(text("title"))], className="brand"
    )
    find = html.Div(
        [
            html.Label(text("find"), htmlFor="find", className="unseen"),
            dcc.Input(id="find", type="search", placeholder=text("find"), autoComplete="off"),
            html.Kbd("Ctrl K", **{"aria-hidden": "true"}),
            html.Ul(id="found", role="listbox", hidden=True),
        ],
        className="find",
    )
    return html.Header(
        [
            brand,
            html.Output(id="day", **{"aria-live": "polite"}),
            find,
            html.Nav(
                [
                    language_menu(text),
                    html.A(
                        text("story.stories"),
                        id="stories-open",
                        href="/stories",
                        role="button",
                        **{"aria-expanded": "false", "aria-controls": "stories"},
                    ),
                    html.Button("◐", id="theme", title=text("theme"), **{"aria-label": text("theme")}),
                    html.Button(
                        text("share"),
                        id="share-open",
                        className="primary",
                        **{"aria-expanded": "false", "aria-controls": "share"},
                    ),
                ],
                className="tools",
            ),
        ],
        className="top",
    )


def language_menu(text: Text) -> Component:
    links = [
        html.A(
            text(f"language.{language}"),
            lang=language,
            href=f"?lang={language}",
            **{"data-lang": language, **({"aria-current": "true"} if language == text.lang else {})},
        )
        for language in available()
    ]
    return html.Details(
        [html.Summary(text(f"language.{text.lang}"), title=text("language")), html.Div(links, className="menu")],
        className="languages",
    )


def notice(dropped: Sequence[str], text: Text) -> Component:
    words = html.Span(left_out(dropped, text))
    return html.Div(
        [words, html.Button("×", id="notice-close", **{"aria-label": text("notice.close")})], id="notice", role="alert"
    )


def sidebar(state: ViewState, text: Text) -> Component:
    tabs = [
        html.Button(
            text(f"tab.{panel}"),
            id=f"tab-{panel}",
            role="tab",
            **{"data-panel": panel, "aria-selected": str(panel == state.panel).lower()},
        )
        for panel in PANELS
    ]
    panels = {
        "meeting": html.Section(
            id="meeting-sidebar", className="panel", role="tabpanel", **{"aria-labelledby": "tab-meeting"}
        ),
        "zone": html.Section(id="zone-panel", className="panel", role="tabpanel", **{"aria-labelledby": "tab-zone"}),
        "articles": html.Section(
            articles_panel(state, text),
            id="articles",
            className="panel",
            role="tabpanel",
            **{"aria-labelledby": "tab-articles"},
        ),
        "compare": html.Section(
            id="compare-panel", className="panel", role="tabpanel", **{"aria-labelledby": "tab-compare"}
        ),
        "maintain": html.Section(
            id="maintain-panel", className="panel", role="tabpanel", **{"aria-labelledby": "tab-maintain"}
        ),
    }
    return html.Aside([html.Div(tabs, className="tabs", role="tablist"), *panels.values()], className="sidebar")


def timeline(text: Text) -> Component:
    buttons = [
        html.Button(id="day-back", title=text("timeline.back"), **{"aria-label": text("timeline.back")}),
        html.Button(
            id="play", title=text("timeline.play"), **{"aria-label": text("timeline.play"), "aria-pressed": "false"}
        ),
        html.Button(id="day-on", title=text("timeline.forward"), **{"aria-label": text("timeline.forward")}),
    ]
    return html.Footer(
        [
            html.Div(
                [
                    html.Div(buttons, className="play", dir="ltr"),
                    dcc.Input(id="day-input", type="text", inputMode="numeric", autoComplete="off"),
                    second_day(text),
                ],
                className="controls",
            ),
            html.Div(
                [
                    html.Div(id="timeline", tabIndex=0, role="slider", **{"aria-label": text("timeline.day")}),
                    html.Div(
                        id="second-day",
                        tabIndex=0,
                        role="slider",
                        hidden=True,
                        **{"aria-label": text("compare.second-day")},
                    ),
                ],
                className="line",
            ),
        ],
        className="time",
        **{"aria-label": text("timeline")},
    )


def share(text: Text) -> Component:
    """Filled when it is first opened."""
    return html.Div(id="share", role="dialog", hidden=True, **{"aria-label": text("share.title")})
