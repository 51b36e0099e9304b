"""The panels beside the map as pieces of HTML, each by its own address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response

from dashboard.inset import inset_svg
from dashboard.layout.articles import article_list
from dashboard.layout.compare import compare_panel
from dashboard.layout.meeting import meeting_panel
from dashboard.layout.share import share_panel
from dashboard.layout.zone import zone_panel
from dashboard.markup import markup
from dashboard.pages.views import requested_view
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.errors import UnknownId
from geodata.store import Store


@dataclass(frozen=True)
class Panel:
    """A piece of the page: the parameters it depends on, and its HTML; without any it is asked for by hand."""

    parameters: tuple[str, ...]
    written: Callable[[Store, ViewState, Text], str]


def _meeting(store: Store, state: ViewState, text: Text) -> str:
    return markup(meeting_panel(store, store.catalog.meetings[state.meeting], text))


def _zone(store: Store, state: ViewState, text: Text) -> str:
    return markup(zone_panel(store, state, text))


def _articles(store: Store, state: ViewState, text: Text) -> str:
    return markup(article_list(store, state, text))


def _compare(store: Store, state: ViewState, text: Text) -> str:
    return markup(compare_panel(store, state, text))


def _share(store: Store, state: ViewState, text: Text) -> str:
    return markup(share_panel(text))


def _inset(store: Store, state: ViewState, text: Text) -> str:
    return inset_svg(store.catalog, store.catalog.meetings[state.meeting], text)


# By the id of the element that holds it; the page's script asks for one anew when its parameters changed.
PANELS: Mapping[str, Panel] = {
    "meeting-sidebar": Panel(("meeting", "lang"), _meeting),
    "zone-panel": Panel(("zone", "date", "according", "window", "lang"), _zone),
    "article-list": Panel(("date", "window", "from", "to", "q", "outlet", "alang", "zone", "lang"), _articles),
    "compare-panel": Panel(("date", "compare", "according", "zone", "lang"), _compare),
    "inset": Panel(("meeting", "lang"), _inset),
    "share": Panel((), _share),
}


def panels(store: Store) -> Blueprint:
    """``/panel/<element id>``, with the query string of a view."""
    routes = Blueprint("panels", __name__)

    @routes.get("/panel/<name>")
    def panel(name: str) -> Response:
        if name not in PANELS:
            raise UnknownId("no panel has this name")
        state, _ = requested_view(store)
        return Response(PANELS[name].written(store, state, Text(state.lang)), mimetype="text/html")

    return routes
