"""Stills over HTTP: ``/render.svg``, ``.png`` and ``.pdf``, with the query string of a view and a size."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request

from dashboard.pages.problems import BadParameter
from dashboard.pages.recent import Recent, entity_tag
from dashboard.pages.views import requested_as_of
from dashboard.state import ViewState, to_query
from dashboard.still import Size, WrongSize, checked_size, still_pdf, still_png, still_svg
from geodata.errors import UnknownId
from geodata.store import Store


def _svg(store: Store, state: ViewState, size: Size) -> bytes:
    return still_svg(store, state, size.width, size.height).encode("utf-8")


def _png(store: Store, state: ViewState, size: Size) -> bytes:
    return still_png(store, state, size.width, size.height, size.scale)


def _pdf(store: Store, state: ViewState, size: Size) -> bytes:
    return still_pdf(store, state, size.width, size.height)


# By suffix: the media type, and how a view is written in it.
FORMATS: Mapping[str, tuple[str, Callable[[Store, ViewState, Size], bytes]]] = {
    "svg": ("image/svg+xml", _svg),
    "png": ("image/png", _png),
    "pdf": ("application/pdf", _pdf),
}


def stills(store: Store) -> Blueprint:
    """The routes of the stills of one store."""
    routes = Blueprint("stills", __name__)
    recent = Recent()

    @routes.get("/render.<suffix>")
    def still(suffix: str) -> Response:
        if suffix not in FORMATS:
            raise UnknownId(f"a still comes as {' or '.join(FORMATS)}")
        shown, state, size = requested_still(store)
        kind, written = FORMATS[suffix]
        tag = entity_tag(shown, suffix, to_query(state), size)
        return recent.answer(tag, kind, lambda: written(shown, state, size))

    return routes


def requested_still(store: Store) -> tuple[Store, ViewState, Size]:
    """The store to draw from, and the view and size a request asks for.

    Raises
    ------
    BadParameter
        a value makes no sense: a picture has no place to say that it was left out.
    """
    shown, state, dropped = requested_as_of(store)
    if dropped:
        raise BadParameter(dropped[0], "no view has this value")
    sizes = {name: request.args[name] for name in ("width", "height", "scale") if name in request.args}
    try:
        return shown, state, checked_size(**sizes)
    except WrongSize as error:
        raise BadParameter(error.name, str(error)) from error
