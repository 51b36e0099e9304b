"""What the server does while the page runs: it hands out the page, in the language and view of the address."""

from __future__ import annotations

from dash import Dash, Input, Output

from dashboard.layout.page import page
from dashboard.pages.views import view_of
from dashboard.text import Text
from geodata.store import Store


def register(app: Dash, store: Store) -> None:
    app.clientside_callback("() => window.location.search", Output("address", "data"), Input("page", "id"))

    @app.callback(Output("page", "children"), Input("address", "data"), prevent_initial_call=True)
    def show_page(query: str | None) -> list:
        state, dropped = view_of(query, store)
        return page(state, dropped, Text(state.lang))
