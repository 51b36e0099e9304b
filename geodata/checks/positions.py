"""Points: each in the country it names, and where it stands twice, at one place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import ELLIPSOID
from geodata.checks.curated import Curated
from geodata.errors import Problem
from geodata.reading import Entry
from geodata.records import Meeting, Mention, Party, Place, Post, State

# Borders are drawn to 1 km and coasts cut off islands; of 7,300 places 33 lie outside their country, all but one
# by less than 1.5 km.  That one is Deir al-Ashayer, 3.3 km off, on a stretch Syria and Lebanon draw differently.
BEYOND_KM = 4.0
# A city's centre and a hall at its edge.
VENUE_KM = 15.0
# Positions copied from the gazetteer, rounded to three decimals at worst.
COPY_KM = 0.2


class Point(NamedTuple):
    """A position a record claims to lie in a country."""

    entry: Entry
    what: str
    country: str
    lon: float
    lat: float


def _points(data: Curated) -> Iterator[Point]:
    for place in data.entries(Place):
        yield Point(place, "lies", place.record.country, place.record.lon, place.record.lat)
    for post in data.entries(Post):
        if post.record.lon is not None and post.record.lat is not None:
            yield Point(post, "lies", "syr", post.record.lon, post.record.lat)
    for party in data.entries(Party):
        capital = party.record.capital
        if capital is not None:
            yield Point(party, f"its capital {capital.name} lies", party.record.id, capital.lon, capital.lat)
    for state in data.entries(State):
        yield Point(state, "its label lies", state.record.id, *state.record.label)


def points_outside_their_country(data: Curated) -> Iterator[Problem]:
    """Places, posts, capitals and labels lie within their country or within BEYOND_KM of it.

    A country whose outline leaves out its own label is itself wrong, and judges no other point.
    """
    by_country: dict[str, list[Point]] = {}
    for point in _points(data):
        by_country.setdefault(point.country, []).append(point)
    for country, points in by_country.items():
        land = data.lands.get(country)
        if land is not None:
            labels = [point for point in points if isinstance(point.entry.record, State)]
            yield from list(_outside(land, labels)) or _outside(land, [p for p in points if p not in labels])


def _outside(land: BaseGeometry, points: list[Point]) -> Iterator[Problem]:
    positions = np.array([(point.lon, point.lat) for point in points]).reshape(-1, 2)
    exchanged = shapely.contains_xy(land, positions[:, 1], positions[:, 0])
    for point, beyond, fits in zip(points, beyond_km(land, positions), exchanged, strict=True):
        if beyond > BEYOND_KM:
            remedy = "exchange longitude and latitude" if fits else "correct the position or the country"
            yield point.entry.problem(f"{point.what} {beyond:.1f} km outside {point.country}", remedy)


def beyond_km(land: BaseGeometry, positions: np.ndarray) -> np.ndarray:
    """Geodesic distance from each position (n × longitude, latitude) to the land, km; 0 inside.

    The nearest point is sought in degrees with longitudes shortened by the cosine of the latitude, which is
    good to a few per cent over the distances that matter here.
    """
    distances = np.zeros(len(positions))
    outside = np.flatnonzero(~shapely.contains_xy(land, positions[:, 0], positions[:, 1]))
    if not len(outside):
        return distances
    scale = np.array([max(np.cos(np.radians(positions[outside, 1].mean())), 0.01), 1.0])
    shortened = shapely.transform(land, lambda corners: corners * scale)
    feet = shapely.get_point(shapely.shortest_line(shapely.points(positions[outside] * scale), shortened), 1)
    lon, lat = (shapely.get_coordinates(feet) / scale).T
    distances[outside] = ELLIPSOID.inv(positions[outside, 0], positions[outside, 1], lon, lat)[2] / 1000
    return distances


class Copy(NamedTuple):
    """A position that repeats a place's."""

    entry: Entry
    place: str
    lon: float | None
    lat: float | None
    allowed_km: float


def _copies(data: Curated) -> Iterable[Copy]:
    for meeting in data.entries(Meeting):
        record = meeting.record
        yield Copy(meeting, record.place, record.lon, record.lat, VENUE_KM)
    for mention in data.entries(Mention):
        if mention.record.kind == "place":
            yield Copy(mention, mention.record.id, mention.record.lon, mention.record.lat, COPY_KM)


def positions_that_differ(data: Curated) -> Iterator[Problem]:
    """A venue is where its town is, and a place an article mentions where the gazetteer has it."""
    places: dict[str, Any] = {entry.record.id: entry.record for entry in data.entries(Place)}
    for copy in _copies(data):
        place = places.get(copy.place)
        if place is None or copy.lon is None or copy.lat is None:
            continue
        apart = ELLIPSOID.inv(copy.lon, copy.lat, place.lon, place.lat)[2] / 1000
        if apart > copy.allowed_km:
            yield copy.entry.problem(f"lies {apart:.1f} km from {place.id} in places.csv", "correct one of them")


def half_positions(data: Curated) -> Iterator[Problem]:
    """Longitude and latitude come together."""
    for kind in (Post, Mention):
        for entry in data.entries(kind):
            if (entry.record.lon is None) != (entry.record.lat is None):  # type: ignore[attr-defined]
                yield entry.problem("has half a position", "give longitude and latitude, or neither")


def meetings_outside_their_host(data: Curated) -> Iterator[Problem]:
    """The host of a meeting is the country its place is in."""
    countries = {entry.record.id: entry.record.country for entry in data.entries(Place)}
    for entry in data.entries(Meeting):
        country = countries.get(entry.record.place, entry.record.host)
        if country != entry.record.host:
            yield entry.problem(f"its host is {entry.record.host}, its place in {country}", "correct one of them")
