"""The store being served, which may give way to a newer one while the server runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import g, has_app_context
from werkzeug.local import LocalProxy

from geodata.store import Store


class Shelf:
    """Holds the store that is served.  ``renewed`` gives a newer one from the one before."""

    def __init__(self, store: Store, renewed: Callable[[Store], Store]):
        self._current = store
        self._renewed = renewed

    @property
    def store(self) -> Store:
        """Stands for the store: whoever keeps it reads the newest, and one store throughout a request."""
        return cast(Store, LocalProxy(self._of_request))

    def _of_request(self) -> Store:
        return g.setdefault("store", self._current) if has_app_context() else self._current

    def renew(self) -> None:
        """Requests from now on read a newer store."""
        self._current = self._renewed(self._current)
