"""What takes seconds to write: one thing at a time, each once, and nobody waits in a long line."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from flask import Response, request

from dashboard.deck import WRITERS, Deck
from dashboard.pages.problems import Busy
from dashboard.pages.recent import KEPT, Recent

# Who comes when so many are waiting is asked to come again.
MOST_WAITING = 3
MOST_DECKS = 3


class Workshop:
    """Keeps what was written last."""

    def __init__(self) -> None:
        self._recent = Recent()
        self._bench = threading.Lock()
        self._line = threading.BoundedSemaphore(MOST_WAITING)
        self._decks: OrderedDict[str, Deck] = OrderedDict()

    def made(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """What bears this tag, written unless it is known.

        Raises
        ------
        Busy
            too many are waiting already.
        """
        known = self._recent.get(tag)
        if known is not None:
            return known
        if not self._line.acquire(blocking=False):
            raise Busy("others are having something written just now; ask again in a moment")
        try:
            with self._bench:
                known = self._recent.get(tag)  # whoever was before may have asked for the same
                if known is None:
                    known = make()
                    self._recent.keep(tag, known)
                return known
        finally:
            self._line.release()

    def answer(self, tag: str, kind: str, name: str, make: Callable[[], bytes]) -> Response:
        """The answer to a request, as a file of this name."""
        is_known = request.if_none_match.contains_weak(tag)
        answer = Response(status=304) if is_known else Response(self.made(tag, make), mimetype=kind)
        answer.set_etag(tag, weak=True)
        answer.headers["Cache-Control"] = KEPT
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def deck(self, deck: Callable[[], Deck], name: str, suffix: str, tag: str) -> Response:
        """A deck in one of its formats."""
        kind, write = WRITERS[suffix]

        def written() -> bytes:
            # A deck keeps its pictures: who wants it as slides may want it as pages next.
            kept = self._decks.pop(tag) if tag in self._decks else deck()
            self._decks[tag] = kept
            if len(self._decks) > MOST_DECKS:
                self._decks.popitem(last=False)
            return write(kept)

        return self.answer(f"{tag}.{suffix}", kind, f"{name}.{suffix}", written)
