"""What a server allows its maintainers, and what they proposed a while ago."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geodata.importing.offer import Offer

# An hour is enough to read a difference; beyond this many, or this much, the oldest goes.
KEPT_S = 3600.0
MOST = 24
MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True)
class Maintenance:
    """``token`` lets its bearer save; None: nothing is ever written.  ``article_files`` are those beside ``seeds/``."""

    token: str | None = field(default=None, repr=False)
    article_files: tuple[Path, ...] = ()

    @property
    def may_save(self) -> bool:
        return bool(self.token)

    def knows(self, authorization: str | None) -> bool:
        """Whether an ``Authorization`` header bears the token; takes as long whatever it holds."""
        kind, _, given = (authorization or "").partition(" ")
        same = hmac.compare_digest(given.strip().encode(), (self.token or "").encode())
        return self.may_save and kind.lower() == "bearer" and same


READ_ONLY = Maintenance()


@dataclass(frozen=True)
class Kept:
    """An offer with what was stated for it, until it is saved or forgotten."""

    offer: Offer
    stated: Mapping[str, str]
    since: float

    @property
    def size(self) -> int:
        return sum(len(self.offer[part]) for part in ("text", "patch", "picture"))


class Offers:
    """The latest offers by a random id, for a while, in memory alone."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._lock = threading.Lock()

    def keep(self, offer: Offer, stated: Mapping[str, str]) -> str:
        """The id the offer is found by."""
        id = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[id] = Kept(offer, dict(stated), time.monotonic())
            self._forget()
        return id

    def get(self, id: str) -> Kept | None:
        with self._lock:
            self._forget()
            return self._kept.get(id)

    def drop(self, id: str) -> None:
        with self._lock:
            self._kept.pop(id, None)

    def _forget(self) -> None:
        now = time.monotonic()
        for id, kept in list(self._kept.items()):  # oldest first
            is_much = len(self._kept) > MOST or sum(one.size for one in self._kept.values()) > MOST_BYTES
            if now - kept.since > KEPT_S or (is_much and len(self._kept) > 1):
                del self._kept[id]
