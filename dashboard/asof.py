"""Views of the data as they were: ``asof=`` names a data version, which the store may have kept."""

from __future__ import annotations

from datetime import date as Day

from dashboard.state import ViewState, known_ids, parse_query
from geodata import store as stores
from geodata.store import Store


def view_as_of(query: str, store: Store) -> tuple[Store, ViewState, tuple[str, ...]]:
    """The store to draw a view from, the view, and the parameters that made no sense.

    Where the version asked for is not kept, that is ``store``, and ``asof`` is among what was dropped.
    """
    version = parse_query(query)[0].asof
    earlier = stores.as_of(store, version) if version else None
    shown = earlier or store
    known = known_ids(shown.catalog) | ({"asof": (version,)} if earlier else {})
    return shown, *parse_query(query, known)


def newer_than(version: str, store: Store) -> Day | None:
    """The day a version is of, where the store has a newer one; None where it is the present one, or "".

    The day is the one on which the version was first built.
    """
    if version in ("", store.manifest["data_version"]):
        return None
    return stores.kept_since(store.directory, version)


def version_to_keep(store: Store) -> str:
    """The present version of the data, where it can still be asked for when it is no longer that; else ""."""
    version = store.manifest["data_version"]
    return version if stores.kept_since(store.directory, version) else ""
