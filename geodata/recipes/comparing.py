"""The readings of a zone on a day laid over each other: where they disagree, by how much ground and which places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from itertools import combinations
from typing import Any

import shapely
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2, as_day, valid_on
from geodata.catalog import Catalog
from geodata.diffs import ground
from geodata.errors import Problem, Refused
from geodata.recipes.cells import polygons_of
from geodata.records import Place


@dataclass(frozen=True)
class Reading:
    """One reading of the zone on the day; validity as its own version has it."""

    version: str
    according: str
    default: bool
    valid_from: Day
    valid_to: Day | None
    precision_km: float
    area_km2: float
    outline: BaseGeometry


@dataclass(frozen=True)
class Pair:
    """Two readings: what they share, what each has alone (km²), and the overlap over the union (IoU)."""

    first: str
    second: str
    shared_km2: float
    only_first_km2: float
    only_second_km2: float
    iou: float
    only_in_first: tuple[Place, ...]
    only_in_second: tuple[Place, ...]


@dataclass(frozen=True)
class Region:
    """Ground that the same readings hold; ``inside`` and ``outside`` are their names."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    area_km2: float
    ground: BaseGeometry


@dataclass(frozen=True)
class Overlay:
    """All readings of a zone on a day.  ``disputed`` are places some hold and others do not, with who holds them."""

    zone: str
    day: Day
    readings: tuple[Reading, ...]
    pairs: tuple[Pair, ...]
    regions: tuple[Region, ...]
    disputed: tuple[tuple[Place, tuple[str, ...]], ...]

    @property
    def agreed_km2(self) -> float:
        return sum(region.area_km2 for region in self.regions if not region.outside)

    @property
    def disputed_km2(self) -> float:
        return sum(region.area_km2 for region in self.regions if region.outside)


def overlay(catalog: Catalog, zone: str, day: Any) -> Overlay:
    """The readings of a zone on a day, each in the version it has then.

    Raises
    ------
    InvalidDay
        ``day`` is not a day.
    Refused
        there is no such zone, or none of its readings has an outline on that day.
    """
    on = as_day(day)
    if zone not in catalog.zones:
        raise Refused([Problem("zones", zone, "there is no such zone", f"use one of {', '.join(catalog.zones)}")])
    rows = catalog.boundaries[(catalog.boundaries["zone"] == zone) & catalog.boundaries.geometry.notna()]
    readings = tuple(_readings(valid_on(rows, on)))
    if not readings:
        raise Refused([Problem("zones", zone, f"no reading has an outline on {on}", "see python -m geodata history")])
    places = [place for place in catalog.places.values() if place.country == "syr"]
    points = shapely.points([place.lon for place in places], [place.lat for place in places])
    holds = {reading.according: shapely.covers(reading.outline, points) for reading in readings}
    pairs = [_pair(a, b, _only(places, holds, a, b), _only(places, holds, b, a)) for a, b in combinations(readings, 2)]
    named = [
        (place, tuple(name for name, held in holds.items() if held[n]))
        for n, place in enumerate(places)
        if 0 < sum(held[n] for held in holds.values()) < len(readings)
    ]
    named.sort(key=lambda one: (one[1], one[0].name_en, one[0].id))
    return Overlay(zone, on, readings, tuple(pairs), tuple(_regions(readings)), tuple(named))


def _readings(rows: Any) -> Iterator[Reading]:
    for row in rows.itertuples():
        end = None if row.valid_to != row.valid_to else row.valid_to
        yield Reading(
            row.version,
            row.according,
            bool(row.default),
            row.valid_from,
            end,
            float(row.precision_km),
            area_km2(row.geometry),
            row.geometry,
        )


def _only(places: list[Place], holds: dict[str, Any], first: Reading, second: Reading) -> tuple[Place, ...]:
    only = holds[first.according] & ~holds[second.according]
    return tuple(
        sorted((place for place, one in zip(places, only, strict=True) if one), key=lambda p: (p.name_en, p.id))
    )


def _pair(first: Reading, second: Reading, in_first: tuple[Place, ...], in_second: tuple[Place, ...]) -> Pair:
    shared = _km2(shapely.intersection(first.outline, second.outline))
    one = _km2(shapely.difference(first.outline, second.outline))
    other = _km2(shapely.difference(second.outline, first.outline))
    iou = shared / (shared + one + other)
    return Pair(first.according, second.according, shared, one, other, iou, in_first, in_second)


def _km2(geometry: BaseGeometry) -> float:
    return area_km2(MultiPolygon(polygons_of(geometry)))


def _regions(readings: tuple[Reading, ...]) -> Iterator[Region]:
    """Ground by which readings hold it, what all hold first."""
    for count in range(len(readings), 0, -1):
        for holders in combinations(readings, count):
            others = [reading for reading in readings if reading not in holders]
            held = shapely.intersection_all([reading.outline for reading in holders])
            left = shapely.difference(held, shapely.union_all([reading.outline for reading in others]))
            shown = ground(left)
            if not shown.is_empty:
                yield Region(_names(holders), _names(others), area_km2(shown), shown)


def _names(readings: Iterable[Reading]) -> tuple[str, ...]:
    return tuple(reading.according for reading in readings)
