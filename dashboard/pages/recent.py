"""Answers kept for a while: here, so as not to be written twice, and by whoever asked for them."""

from __future__ import annotations

import gc
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Response, request

from dashboard.assets import assets_version
from dashboard.still.fonts import FOLDER
from geodata.store import Store

# An hour: the address stays the same when the data get better.
KEPT = "public, max-age=3600"
PACKAGE = Path(__file__).parents[1]
RECENT_BYTES = 4_000_000
# One at a time: several threads draw no faster than one, and each takes its memory.
WRITING = threading.Lock()


class Recent:
    """The answers given last, as many as fit into so many bytes; safe to share between threads."""

    def __init__(self, most_bytes: int = RECENT_BYTES):
        self.most_bytes = most_bytes
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: str, answer: bytes) -> None:
        with self._lock:
            self._bytes += len(answer) - len(self._answers.pop(key, b""))
            self._answers[key] = answer
            while self._bytes > self.most_bytes:
                self._bytes -= len(self._answers.popitem(last=False)[1])

    def answer(self, tag: str, mimetype: str, written: Callable[[], bytes]) -> Response:
        """The answer with this entity tag, written if it is not known; 304 to who has it already."""
        if request.if_none_match.contains_weak(tag):
            return _labelled(Response(status=304), tag)
        answer = self.get(tag)
        if answer is None:
            with WRITING:
                answer = self.get(tag)  # another may have asked for the same
                if answer is None:
                    answer = written()
                    gc.collect()  # a drawing leaves millions of bytes in circles
                    self.keep(tag, answer)
        return _labelled(Response(answer, mimetype=mimetype), tag)


def entity_tag(store: Store, *asked: object) -> str:
    """Changes with the data, with the program, and with what is asked for; not with how it is asked."""
    parts = (store.manifest["fingerprint"], program_version(), *map(str, asked))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


@cache
def program_version() -> str:
    """A hash of everything an answer is written with: this package's code, words and pages, the fonts, the scripts."""
    digest = hashlib.sha256(assets_version().encode())
    for path in sorted(
        [*(path for kind in ("py", "json", "html") for path in PACKAGE.rglob(f"*.{kind}")), *FOLDER.glob("*.ttf")]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _labelled(response: Response, tag: str) -> Response:
    # Weak, since compression on the way makes other bytes of the same answer.
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = KEPT
    return response
