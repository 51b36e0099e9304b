"""The view a request asks for."""

from __future__ import annotations

from flask import request

from dashboard.state import ViewState, parse_query
from geodata.store import Store


def view_of(query: str | None, store: Store) -> tuple[ViewState, tuple[str, ...]]:
    """The view a query string asks of this store, and the parameters it got wrong."""
    return parse_query(query or "", {"meeting": store.catalog.meetings, "compare": store.catalog.boundaries.index})


def requested_view(store: Store) -> tuple[ViewState, tuple[str, ...]]:
    """The view of the request's own query string."""
    return view_of(request.query_string.decode("utf-8", "replace"), store)
