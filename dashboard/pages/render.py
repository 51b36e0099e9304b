"""Stills over HTTP: ``/render.svg`` and ``/render.png``, with the query string of a view and a size."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

from dashboard.pages.problems import BadParameter
from dashboard.pages.views import requested_view
from dashboard.state import ViewState, to_query
from dashboard.still import Size, WrongSize, checked_size, still_png, still_svg
from dashboard.still.fonts import FOLDER
from geodata.errors import UnknownId
from geodata.store import Store

# An hour: the address stays the same when the data get better.
KEPT = "public, max-age=3600"
PACKAGE = Path(__file__).parents[1]
RECENT_BYTES = 48_000_000


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


def _svg(store: Store, state: ViewState, size: Size) -> bytes:
    return still_svg(store, state, size.width, size.height).encode("utf-8")


def _png(store: Store, state: ViewState, size: Size) -> bytes:
    return still_png(store, state, size.width, size.height, size.scale)


# By suffix: the media type, and how a view is written in it.
FORMATS: Mapping[str, tuple[str, Callable[[Store, ViewState, Size], bytes]]] = {
    "svg": ("image/svg+xml", _svg),
    "png": ("image/png", _png),
}


def stills(store: Store) -> Blueprint:
    """The routes of the stills of one store."""
    routes = Blueprint("stills", __name__)
    recent = Recent()

    @routes.get("/render.<suffix>")
    def still(suffix: str) -> Response:
        if suffix not in FORMATS:
            raise UnknownId(f"a still comes as {' or '.join(FORMATS)}")
        state, size = requested_still(store)
        tag = entity_tag(store, suffix, state, size)
        if request.if_none_match.contains_weak(tag):
            return _labelled(Response(status=304), tag)
        kind, written = FORMATS[suffix]
        answer = recent.get(tag)
        if answer is None:
            answer = written(store, state, size)
            recent.keep(tag, answer)
        return _labelled(Response(answer, mimetype=kind), tag)

    return routes


def requested_still(store: Store) -> tuple[ViewState, Size]:
    """The view and size a request asks for.

    Raises
    ------
    BadParameter
        a value makes no sense: a picture has no place to say that it was left out.
    """
    state, dropped = requested_view(store)
    if dropped:
        raise BadParameter(dropped[0], "no view has this value")
    sizes = {name: request.args[name] for name in ("width", "height", "scale") if name in request.args}
    try:
        return state, checked_size(**sizes)
    except WrongSize as error:
        raise BadParameter(error.name, str(error)) from error


def entity_tag(store: Store, suffix: str, state: ViewState, size: Size) -> str:
    """Changes with the data, with how stills are drawn, and with what is asked for; not with how it is asked."""
    parts = (store.manifest["fingerprint"], drawing_version(), suffix, to_query(state), str(size))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


@cache
def drawing_version() -> str:
    """A hash of everything a still is drawn with: this package's code and words, and the fonts."""
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.json"), *FOLDER.glob("*.ttf")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _labelled(response: Response, tag: str) -> Response:
    # Weak, since compression on the way makes other bytes of the same picture.
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = KEPT
    return response
