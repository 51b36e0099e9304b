"""Articles over HTTP: ``/api/articles.json``, ``.csv`` and ``.geojson``, filtered and a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Day
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, json, request

from dashboard.pages.problems import BadParameter
from dashboard.selection import Selection
from dashboard.state import LANGUAGES, LONGEST_TEXT
from geodata.boundaries import as_day
from geodata.errors import InvalidDay
from geodata.exports import exported
from geodata.store import Store

MOST = 1000
MIME_TYPES = {"csv": "text/csv", "geojson": "application/geo+json"}


def article_routes(store: Store) -> Blueprint:
    routes = Blueprint("articles", __name__, url_prefix="/api")

    @routes.get("/articles.json")
    def as_json() -> Response:
        selection = requested(store)
        found = store.found(selection, *asked_page())
        items = [kept.article.model_dump(mode="json", by_alias=True) for kept in found.page]
        body = {"total": found.total, "items": items, "facets": store.summary(selection).facets}
        return Response(json.dumps(body, ensure_ascii=False), mimetype="application/json")

    @routes.get("/articles.<any(csv, geojson):form>")
    def as_file(form: str) -> Response:
        page = [kept.article for kept in store.found(requested(store), *asked_page()).page]
        content, _ = exported("articles", Path(f"articles.{form}"), store.catalog, page)
        return Response(content, mimetype=MIME_TYPES[form])

    return routes


def requested(store: Store) -> Selection:
    """The filters of the request; only what is given narrows.

    Raises
    ------
    BadParameter
        a value that makes no sense, by the parameter's name.
    """
    catalog = store.catalog
    return Selection(
        words=_text("q"),
        outlet=_text("outlet"),
        languages=_some("alang", LANGUAGES),
        zones=_some("zone", tuple(catalog.zones)),
        meetings=_some("meeting", tuple(catalog.meetings)),
        states=_some("state", tuple(map(str, catalog.states.index))),
        first=_day("from"),
        last=_day("to") or _day("date"),
    )


def asked_page() -> tuple[int, int]:
    """How many articles are asked for, and after how many: ``limit`` and ``offset``."""
    return _number("limit", 100, 1, MOST), _number("offset", 0, 0, 10**9)


def _given(name: str) -> str:
    return request.args.get(name, "").strip()


def _text(name: str) -> str:
    text = _given(name)
    if len(text) > LONGEST_TEXT:
        raise BadParameter(name, f"longer than {LONGEST_TEXT} characters")
    return text


def _some(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(filter(None, _given(name).split(",")))
    if not set(chosen) <= set(known):
        raise BadParameter(name, "no such id; several are given with commas between them")
    return chosen


def _parsed(name: str, parse: Callable[[str], Any], remedy: str) -> Any:
    try:
        return parse(_given(name)) if _given(name) else None
    except (InvalidDay, ValueError) as error:
        raise BadParameter(name, remedy) from error


def _day(name: str) -> Day | None:
    return _parsed(name, as_day, "not a day; write it as 2017-07-04")


def _number(name: str, default: int, least: int, most: int) -> int:
    remedy = f"not a whole number from {least} to {most}"
    number = _parsed(name, int, remedy)
    if number is None:
        return default
    if not least <= number <= most:
        raise BadParameter(name, remedy)
    return number
