"""Thin callbacks: a query string in, the children of one part out.

The page's script owns the view and hands each part the query string it depends
on, and only when that changed; everything on the map and the timeline happens
in the browser.
"""

from __future__ import annotations

from dash import Dash, Input, Output

from dashboard.layout.articles import article_list
from dashboard.layout.meeting import meeting_panel
from dashboard.layout.page import page
from dashboard.layout.zone import zone_panel
from dashboard.state import ViewState, parse_query
from dashboard.text import Text
from geodata.store import Store

# Which parameters each part depends on; the page's script watches these.
PARTS = {
    "meeting-query": ("meeting", "lang"),
    "zone-query": ("zone", "date", "according", "window", "lang"),
    "list-query": ("date", "window", "from", "to", "q", "zone", "lang"),
}


def view_of(query: str | None, store: Store) -> tuple[ViewState, tuple[str, ...]]:
    """The view a query string asks of this store, and the parameters it got wrong."""
    return parse_query(query or "", {"meeting": store.catalog.meetings})


def register(app: Dash, store: Store) -> None:
    app.clientside_callback("() => window.location.search", Output("address", "data"), Input("page", "id"))

    @app.callback(Output("page", "children"), Input("address", "data"), prevent_initial_call=True)
    def show_page(query: str | None) -> list:
        state, dropped = view_of(query, store)
        return page(state, dropped, Text(state.lang))

    @app.callback(Output("meeting-sidebar", "children"), Input("meeting-query", "data"), prevent_initial_call=True)
    def show_meeting(query: str) -> list:
        state, _ = view_of(query, store)
        return meeting_panel(store, store.catalog.meetings[state.meeting], Text(state.lang))

    @app.callback(Output("zone-panel", "children"), Input("zone-query", "data"), prevent_initial_call=True)
    def show_zone(query: str) -> list:
        state, _ = view_of(query, store)
        return zone_panel(store, state, Text(state.lang))

    @app.callback(Output("article-list", "children"), Input("list-query", "data"), prevent_initial_call=True)
    def show_articles(query: str) -> list:
        state, _ = view_of(query, store)
        return article_list(store, state, Text(state.lang))
