"""The GeoJSON the map reads: one collection a layer, numeric feature ids, flat properties.

Everything that has a life in time lies in its collection once, with ``from`` and
``to`` (ISO days, half-open, ``to`` empty while it lasts); what is shown on a day
is a matter of feature states in the browser.  WGS 84 throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, MultiLineString, Point, mapping
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import ELLIPSOID, area_km2, uncertainty_band
from geodata.catalog import Catalog
from geodata.records import Place

ARC_POINTS = 32
LANGUAGES = ("en", "ar", "fa", "tr", "ru")
LARGE_TOWN = 50_000


def collections(data: Catalog) -> dict[str, dict]:
    """Every layer of the curated data by name: ``{name: FeatureCollection}``."""
    return {
        "world": _collection((country.geometry, {"id": country.id}) for country in _rows(data.world)),
        "states": _collection((s.geometry, {"id": s.id, "role": s.role, **_names(s.name)}) for s in _rows(data.states)),
        "state-names": _collection(
            (Point(*s.label), {"id": s.id, "role": s.role, **_names(s.name)}) for s in _rows(data.states)
        ),
        "governorates": _collection((g.geometry, {"id": g.pcode, **_names(g.name)}) for g in _rows(data.governorates)),
        "disputed": _collection(
            (d.geometry, {"id": d.id, **_names(d.name), **_names(d.note, "note")}) for d in _rows(data.disputed)
        ),
        "boundaries": boundaries(data),
        "bands": bands(data),
        "stretches": stretches(data),
        "areas": areas(data),
        "cities": cities(data),
        "places": places(data),
        "posts": posts(data),
        "events": events(data),
        "arcs": arcs(data),
        "seats": seats(data),
        "venues": venues(data),
    }


def areas_km2(data: Catalog) -> dict[str, float]:
    """Geodesic area of every boundary version that has an outline."""
    drawn = data.boundaries[data.boundaries.geometry.notna()]
    return {str(version): round(area_km2(outline), 1) for version, outline in drawn.geometry.items()}


def boundaries(data: Catalog) -> dict:
    """All versions and readings.  A dissolved one is drawn by the last outline its zone had by default while active."""
    areas = areas_km2(data)
    numbers = {zone.id: zone.number for zone in data.zones.values()}
    last_active: dict[str, BaseGeometry] = {}
    features = []
    for row in _rows(data.boundaries):
        outline = row.geometry
        if row.default and row.status == "active":
            last_active[row.zone] = outline
        if row.status == "dissolved":
            outline = last_active.get(row.zone)
        properties = {
            "id": row.version,
            "zone": row.zone,
            "number": numbers[row.zone],
            "status": row.status,
            "according": row.according,
            "default": row.default,
            **_interval(row.valid_from, row.valid_to),
            "precision_km": None if pd.isna(row.precision_km) else row.precision_km,
            "area_km2": areas.get(row.version),
            "box": [round(edge, 4) for edge in outline.bounds] if outline else None,
        }
        features.append((outline, properties))
    return _collection(features)


def bands(data: Catalog) -> dict:
    """The uncertainty band of every default version that has an outline."""
    drawn = data.boundaries[data.boundaries["default"] & data.boundaries.geometry.notna()]
    return _collection(
        (
            uncertainty_band(data.boundaries, row.version, data.stretches),
            {"id": row.version, "zone": row.zone, **_interval(row.valid_from, row.valid_to)},
        )
        for row in _rows(drawn)
    )


def stretches(data: Catalog) -> dict:
    """What the lines of default versions follow: one feature for each version and kind, with length and precision.

    ``low_km`` and ``high_km`` are the least and greatest precision of its stretches, ``length_km`` is geodesic.
    """
    drawn = data.boundaries[data.boundaries["default"] & data.boundaries.geometry.notna()]
    numbers = {zone.id: zone.number for zone in data.zones.values()}
    features = []
    for (version, follows), parts in data.stretches.groupby(["version", "follows"], sort=True):
        if version not in drawn.index:
            continue
        row = drawn.loc[version]
        properties = {
            "id": f"{version}/{follows}",
            "version": version,
            "zone": row["zone"],
            "number": numbers[row["zone"]],
            "follows": follows,
            "low_km": float(parts["precision_km"].min()),
            "high_km": float(parts["precision_km"].max()),
            "length_km": round(sum(ELLIPSOID.geometry_length(line) for line in parts.geometry) / 1000, 1),
            **_interval(row["valid_from"], row["valid_to"]),
        }
        features.append((MultiLineString(list(parts.geometry)), properties))
    return _collection(features)


def areas(data: Catalog) -> dict:
    """Strips and corridors agreed inside a zone, each in its own time; they are no zones."""
    return _collection(
        (
            area.geometry,
            {
                "id": area.id,
                "zone": area.zone,
                "kind": area.kind,
                "precision_km": area.precision_km,
                **_interval(area.valid_from, area.valid_to),
                **_names(area.name),
                **_names(area.note, "note"),
            },
        )
        for area in _rows(data.areas)
    )


def places(data: Catalog) -> dict:
    """The gazetteer; ``rank`` 1 for capitals and governorate seats (see ``cities``), 2 for towns, 3 for the rest."""
    return _collection(
        (Point(p.lon, p.lat), {"id": p.id, "kind": p.kind, "rank": _rank(p.kind, p.population), **_place_names(p)})
        for p in data.places.values()
    )


def place_points(named: Iterable[Place]) -> dict:
    """Places as bare points with their names."""
    return _collection((Point(place.lon, place.lat), {"id": place.id, **_place_names(place)}) for place in named)


def cities(data: Catalog) -> dict:
    """Capitals and Syria's governorate seats: few enough to stand on every map."""
    return _collection(
        (Point(p.lon, p.lat), {"id": p.id, **_place_names(p)}) for p in data.places.values() if p.kind == "city"
    )


def _rank(kind: str, population: int | None) -> int:
    return 1 if kind == "city" else 2 if (population or 0) >= LARGE_TOWN else 3


def posts(data: Catalog) -> dict:
    """Observation posts whose position is known."""
    return _collection(
        (
            Point(p.lon, p.lat),
            {
                "id": p.id,
                "country": p.country,
                "name_en": p.name_en,
                "name_ar": p.name_ar,
                "confidence": p.confidence,
                **_interval(p.established, p.evacuated),
            },
        )
        for p in data.posts.values()
        if p.lon is not None and p.lat is not None and p.established
    )


def events(data: Catalog) -> dict:
    """Events that happened at a place."""
    located = [(event, data.places[event.place]) for event in data.events.values() if event.place in data.places]
    return _collection(
        (
            Point(place.lon, place.lat),
            {
                "id": event.id,
                "kind": event.kind,
                "date": str(event.date),
                "name_en": event.title_en,
                "name_ar": event.title_ar,
            },
        )
        for event, place in located
    )


def arcs(data: Catalog) -> dict:
    """Great circles from the capitals of those at the table to the venue; one for each pair, with its meetings."""
    meetings = defaultdict(list)
    ends: dict[tuple[str, float, float], Any] = {}
    for meeting in data.meetings.values():
        for party in meeting.parties:
            capital = data.parties[party].capital
            if capital and (capital.lon, capital.lat) != (meeting.lon, meeting.lat):
                key = (party, meeting.lon, meeting.lat)
                meetings[key].append(meeting.id)
                ends[key] = capital
    return _collection(
        (
            great_circle(ends[key].lon, ends[key].lat, key[1], key[2]),
            {"id": f"{key[0]}-{n}", "party": key[0], "meetings": ids},
        )
        for n, (key, ids) in enumerate(meetings.items())
    )


def seats(data: Catalog) -> dict:
    """The capital of every party that has one, with the meetings it sat in: where the arcs begin."""
    return _collection(
        (
            Point(party.capital.lon, party.capital.lat),
            {
                "id": party.id,
                "party": party.id,
                "meetings": [meeting.id for meeting in data.meetings.values() if party.id in meeting.parties],
            },
        )
        for party in data.parties.values()
        if party.capital
    )


def venues(data: Catalog) -> dict:
    """Where meetings sat; one point for each city and name it then had, with its meetings."""
    sat = defaultdict(list)
    for meeting in data.meetings.values():
        sat[(meeting.lon, meeting.lat, meeting.city["en"], meeting.city.get("ar", meeting.city["en"]))].append(
            meeting.id
        )
    return _collection(
        (Point(key[0], key[1]), {"id": f"venue-{n}", "name_en": key[2], "name_ar": key[3], "meetings": ids})
        for n, (key, ids) in enumerate(sat.items())
    )


def great_circle(lon: float, lat: float, to_lon: float, to_lat: float) -> LineString:
    """The geodesic between two points; longitudes run on past ±180 rather than jump."""
    between = ELLIPSOID.npts(lon, lat, to_lon, to_lat, ARC_POINTS)
    points = np.array([(lon, lat), *between, (to_lon, to_lat)])
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    return LineString(points)


def _rows(frame: gpd.GeoDataFrame) -> Iterable[Any]:
    # geometry stands last in a tuple of its own, since pandas gives None as NaN in object columns
    for position, row in enumerate(frame.itertuples(index=False)):
        outline = frame.geometry.iloc[position]
        yield row._replace(geometry=outline if isinstance(outline, BaseGeometry) else None)


def _collection(features: Iterable[tuple[BaseGeometry | None, Mapping[str, Any]]]) -> dict:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "properties": dict(properties),
                "geometry": geometry and mapping(geometry),
            }
            for number, (geometry, properties) in enumerate(features, 1)
        ],
    }


def _names(text: Mapping[str, str], prefix: str = "name") -> dict[str, str]:
    return {f"{prefix}_{language}": text[language] for language in LANGUAGES if text.get(language)}


def _place_names(place: Any) -> dict[str, str]:
    return _names({language: getattr(place, f"name_{language}") for language in LANGUAGES})


def _interval(begins: object, ends: object) -> dict[str, str]:
    return {"from": str(begins), "to": "" if ends is None or pd.isna(ends) else str(ends)}
