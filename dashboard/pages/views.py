"""The view a request asks for."""

from __future__ import annotations

from flask import request

from dashboard.asof import view_as_of
from dashboard.pages.problems import BadParameter
from dashboard.state import ViewState, known_ids, parse_query
from geodata.boundaries import readings
from geodata.store import Store


def view_of(query: str | None, store: Store) -> tuple[ViewState, tuple[str, ...]]:
    """The view a query string asks of this store, and the parameters it got wrong."""
    return parse_query(query or "", known_ids(store.catalog))


def requested_view(store: Store) -> tuple[ViewState, tuple[str, ...]]:
    """The view of the request's own query string."""
    return view_of(request.query_string.decode("utf-8", "replace"), store)


def requested_as_of(store: Store) -> tuple[Store, ViewState, tuple[str, ...]]:
    """The same for what shows the data as they were, where ``asof`` asks for it; first the store to draw from."""
    return view_as_of(request.query_string.decode("utf-8", "replace"), store)


def known_reading(store: Store, according: str) -> str:
    """The reading asked for, if there is one of that name; "" is the default.

    Raises
    ------
    BadParameter
        no outline is drawn by that reading; the message lists those there are.
    """
    known = readings(store.catalog.boundaries)
    if according and according not in known:
        raise BadParameter("according", f"no such reading; use one of {', '.join(known)}")
    return according
