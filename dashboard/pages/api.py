"""The atlas as data over HTTP: JSON beside every page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Day
from typing import Any

from flask import Blueprint, Response, json, request

from dashboard.pages.problems import BadParameter
from dashboard.pages.views import known_reading
from geodata.boundaries import area_km2, as_day, in_force
from geodata.errors import InvalidDay, UnknownId
from geodata.records import Meeting
from geodata.store import Store

MOST_IDS = 1000
ATTRIBUTION = (
    "OCHA / UN Cartographic Section, COD-AB Syria, CC BY 3.0 IGO – modified, no UN endorsement implied; "
    "outlines: De-escalation Atlas, CC BY 3.0 IGO"
)


def api(store: Store) -> Blueprint:
    """The routes under /api, reading one store."""
    routes = Blueprint("api", __name__, url_prefix="/api")

    @routes.get("/zones.geojson")
    def zones() -> Response:
        day, according = requested_day(), request.args.get("according", "")
        known_reading(store, according)
        outlines = in_force(store.catalog.boundaries, day, according)
        features = [
            {
                "type": "Feature",
                "id": version,
                "properties": {
                    **plain(row.drop("geometry").to_dict()),
                    "area_km2": round(area_km2(row["geometry"]), 1),
                },
                "geometry": row["geometry"].__geo_interface__,
            }
            for version, row in outlines.iterrows()
        ]
        return geojson(
            {"type": "FeatureCollection", "date": str(day), "attribution": ATTRIBUTION, "features": features}
        )

    @routes.get("/states.geojson")
    def states() -> Response:
        features = [
            {
                "type": "Feature",
                "id": state,
                "properties": plain(row.drop("geometry").to_dict()),
                "geometry": row["geometry"].__geo_interface__,
            }
            for state, row in store.catalog.states.iterrows()
        ]
        return geojson(
            {
                "type": "FeatureCollection",
                "attribution": "Made with Natural Earth. Syria: OCHA, CC BY 3.0 IGO – modified.",
                "features": features,
            }
        )

    @routes.get("/meetings.json")
    def meetings() -> Response:
        return as_json([meeting_record(store, meeting) for meeting in store.catalog.meetings.values()])

    @routes.get("/meetings/<id>.json")
    def meeting(id: str) -> Response:
        if id not in store.catalog.meetings:
            raise UnknownId("no meeting has this id")
        return as_json(meeting_record(store, store.catalog.meetings[id]))

    @routes.get("/joins/<id>.json")
    def joins(id: str) -> Response:
        kept = store.kept(id)
        if kept is None:
            raise UnknownId("no article has this id")
        return as_json(kept.joins)

    return routes


def requested_day() -> Day:
    try:
        return as_day(request.args.get("date", "2017-07-04"))
    except InvalidDay as error:
        raise BadParameter("date", "not a day; write it as 2017-07-04") from error


def meeting_record(store: Store, meeting: Meeting) -> dict[str, Any]:
    """A meeting with its documents in full and the ids of its articles, the first thousand at most."""
    return {
        **meeting.model_dump(mode="json"),
        "documents": [store.catalog.documents[id].model_dump(mode="json") for id in meeting.documents],
        "articles": store.ids_tied("meeting", meeting.id, MOST_IDS),
    }


def plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Values as JSON knows them: days as ISO text, what is missing as null."""
    return {
        str(name): None
        if value is None or value != value
        else str(value)[:10]
        if hasattr(value, "isoformat")
        else value
        for name, value in row.items()
    }


def as_json(value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False, default=str), mimetype="application/json")


def geojson(collection: dict) -> Response:
    return Response(json.dumps(collection, ensure_ascii=False, default=str), mimetype="application/geo+json")
