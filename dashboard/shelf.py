"""The store being served, which gives way to a newer one while the server runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import cast

from flask import g, has_app_context
from werkzeug.local import LocalProxy

from geodata import store as stores
from geodata.store import Store

LOOK_EVERY_S = 1.0


class Shelf:
    """Holds the store that is served.

    Another process may build a newer one in the same directory: the shelf looks at most once a second, when there is a
    request, and costs a look at one file's time.  ``renewed`` builds a newer one here, from the one before.
    """

    def __init__(self, store: Store, renewed: Callable[[Store], Store]):
        self._current = store
        self._renewed = renewed
        self._seen = stores.mark(store.directory)
        self._looked = time.monotonic()
        self._looking = threading.Lock()

    @property
    def store(self) -> Store:
        """Stands for the store: whoever keeps it reads the newest, and one store throughout a request."""
        return cast(Store, LocalProxy(self._of_request))

    def _of_request(self) -> Store:
        if not has_app_context():
            return self._current
        if "store" not in g:
            self._look()
            g.store = self._current
        return g.store

    def _look(self) -> None:
        """Take up a newer store; one thread looks, the others go on with the one they know."""
        if time.monotonic() - self._looked < LOOK_EVERY_S or not self._looking.acquire(blocking=False):
            return
        try:
            self._looked = time.monotonic()
            mark = stores.mark(self._current.directory)
            if mark != self._seen:
                self._current, self._seen = stores.reopened(self._current), mark
        finally:
            self._looking.release()

    def renew(self) -> None:
        """Requests from now on read a newer store."""
        with self._looking:
            self._current = self._renewed(self._current)
            self._seen = stores.mark(self._current.directory)
