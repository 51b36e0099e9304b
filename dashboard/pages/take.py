"""A view to take along: ``/take.html`` and ``/render.pptx``, with the query string of a view."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response

from dashboard.deck import deck_of_view
from dashboard.offline import offline_html
from dashboard.pages.problems import BadParameter
from dashboard.pages.recent import entity_tag
from dashboard.pages.views import requested_as_of
from dashboard.pages.workshop import Workshop
from dashboard.state import ViewState, to_query
from geodata.store import Store


def take_routes(store: Store) -> Blueprint:
    routes = Blueprint("take", __name__)
    workshop = Workshop()

    @routes.get("/take.html")
    def offline() -> Response:
        shown, state = _view(store)
        tag = entity_tag(shown, "take", to_query(state))
        return workshop.answer(tag, "text/html", f"atlas-{state.date}.html", lambda: offline_html(shown, state))

    @routes.get("/render.pptx")
    def slides() -> Response:
        shown, state = _view(store)
        tag = entity_tag(shown, "deck", to_query(state))
        return workshop.deck(partial(deck_of_view, shown, state), f"atlas-{state.date}", "pptx", tag)

    return routes


def _view(store: Store) -> tuple[Store, ViewState]:
    """The store to draw from and the view a request asks for.

    Raises
    ------
    BadParameter
        a value makes no sense: a file has no place to say what was left out.
    """
    shown, state, dropped = requested_as_of(store)
    if dropped:
        raise BadParameter(dropped[0], "no view has this value")
    return shown, state
