"""What changes between two days, as data and as a picture."""

from __future__ import annotations

from datetime import date as Day

from flask import Blueprint, Response, json, request

from dashboard.comparing import comparisons
from dashboard.pages.problems import BadParameter
from dashboard.pages.views import known_reading
from dashboard.state import ZONES, ViewState, parse_query
from geodata.comparison_formats import Shown, as_svg, collection, shown
from geodata.comparisons import near_versions
from geodata.errors import UnknownId
from geodata.store import Store

REMEDIES = {
    "date": "not a day; write it as 2017-07-04",
    "compare": "neither a day nor a boundary version; write it as 2018-03-01 or idlib@2018-02-13",
    "zone": f"no such zone; use some of {', '.join(ZONES)}",
    "according": "not the name of a reading; write it as landmarks",
}
# A store gives way to a newer one when a maintainer saves: an answer may be five minutes old, then its ETag decides.
CACHED = "public, max-age=300"


def comparison_routes(store: Store) -> Blueprint:
    """``/api/compare.geojson`` and ``.svg``: ``date``, ``compare`` (a day or a version), ``zone``, ``according``."""
    routes = Blueprint("compare", __name__, url_prefix="/api")

    @routes.get("/compare.geojson")
    def data() -> Response:
        state = requested_comparison(store)
        what = compared(store, state)
        body = {
            **collection(what),
            "date": str(state.date),
            "compare": str(state.compare),
            "zones": [comparison.as_dict() for comparison in what.comparisons],
        }
        return kept(Response(json.dumps(body, ensure_ascii=False), mimetype="application/geo+json"))

    @routes.get("/compare.svg")
    def picture() -> Response:
        what = compared(store, requested_comparison(store))
        return kept(Response(as_svg(what, store.catalog), mimetype="image/svg+xml"))

    return routes


def requested_comparison(store: Store) -> ViewState:
    """The view of the request, if it compares something.

    Raises
    ------
    BadParameter
        a parameter makes no sense, or there is no ``compare``.
    UnknownId
        no boundary version has the id.
    """
    state, dropped = parse_query(request.query_string.decode("utf-8", "replace"))
    for name in (name for name in REMEDIES if name in dropped):
        raise BadParameter(name, REMEDIES[name])
    if state.compare is None:
        raise BadParameter("compare", "is missing; give a second day or a boundary version")
    if isinstance(state.compare, str) and state.compare not in store.catalog.boundaries.index:
        near = ", ".join(near_versions(store.catalog, state.compare))
        raise UnknownId(f"no boundary version has this id; near it are {near}")
    known_reading(store, state.according)
    return state


def compared(store: Store, state: ViewState) -> Shown:
    """What the view compares, of the zones it chooses or of all."""
    found = [one for one in comparisons(store.catalog, state) if not state.zone or one.zone in state.zone]
    title = f"{state.date} → {state.compare}" if isinstance(state.compare, Day) else None
    return shown(store.catalog, found, title)


def kept(response: Response) -> Response:
    """The answer with an ETag; a browser that has it already is told so in a few bytes."""
    response.headers["Cache-Control"] = CACHED
    response.add_etag()
    response.make_conditional(request)
    return response
