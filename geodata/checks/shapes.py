"""Shapes: what RFC 7946 and shapely ask of the polygon of one feature."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from shapely import is_valid_reason

from geodata.errors import Problem
from geodata.reading import Entry
from geodata.records import Boundary

CLOSED_RING = 4  # positions of the smallest ring, RFC 7946 section 3.1.6

Fault = tuple[str, str]


@lru_cache(maxsize=4096)
def faults(entry: Entry) -> tuple[Problem, ...]:
    """What is wrong with the geometry of one feature."""
    return tuple(dict.fromkeys(entry.problem(*fault) for fault in _faults(entry)))


def _faults(entry: Entry) -> Iterator[Fault]:
    dissolved = isinstance(entry.record, Boundary) and entry.record.status == "dissolved"
    if entry.geometry is None:
        if not dissolved:
            yield "has no geometry", "draw its outline, or say that it is dissolved"
        return
    if dissolved:
        yield "is dissolved and has an outline", "set its geometry to null"
    broken = list(_structural_faults(entry.geometry))
    yield from broken
    if not broken:
        yield from _winding_faults(_polygons(entry.geometry))
        yield from _validity_faults(entry)


@lru_cache(maxsize=4096)
def is_sound(entry: Entry) -> bool:
    """Whether areas and distances of the outline mean something; how its rings run does not matter for that."""
    if entry.geometry is None or any(_structural_faults(entry.geometry)):
        return False
    return not any(_validity_faults(entry))


def _polygons(geometry: dict) -> list:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def _structural_faults(geometry: Any) -> Iterator[Fault]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        yield f"the geometry is a {kind or 'shape without a type'}, not a polygon", "draw a Polygon or MultiPolygon"
        return
    if not geometry.get("coordinates"):
        yield "the geometry is empty", "draw its outline"
        return
    polygons = _polygons(geometry)
    if not isinstance(polygons, list) or not all(isinstance(rings, list) for rings in polygons):
        yield "coordinates are not nested as its type asks", "see RFC 7946, section 3.1"
        return
    if not all(polygons):
        yield "a polygon of it is empty", "remove it or draw its outline"
    for ring in (ring for rings in polygons for ring in rings):
        yield from _ring_faults(ring)


def _ring_faults(ring: Any) -> Iterator[Fault]:
    if not isinstance(ring, list) or not all(_is_position(position) for position in ring):
        yield "a position is not two numbers", "write positions as [longitude, latitude]"
        return
    if any(len(position) > 2 for position in ring):
        yield "a position has a third ordinate", "remove heights; positions are [longitude, latitude]"
    if not all(abs(value) < math.inf for position in ring for value in position[:2]):  # false for NaN too
        yield "a coordinate is not finite (NaN or Infinity)", "correct it"
        return
    beyond = next((p for p in ring if abs(p[0]) > 180 or abs(p[1]) > 90), None)
    if beyond is not None:
        yield f"the position {beyond[:2]} is beyond ±180 / ±90 degrees", "give longitude and latitude in WGS 84"
    if len(ring) < CLOSED_RING:
        yield f"a ring has {len(ring)} positions, fewer than {CLOSED_RING}", "draw it anew or remove it"
    elif ring[0] != ring[-1]:
        yield "a ring is not closed", "repeat its first position at its end"


def _is_position(position: Any) -> bool:
    return isinstance(position, list) and len(position) >= 2 and all(type(value) in (int, float) for value in position)


def _winding_faults(polygons: list) -> Iterator[Fault]:
    """Outer rings run counter-clockwise, holes clockwise (RFC 7946, section 3.1.6)."""
    for outer, *holes in polygons:
        if _signed_area(outer) < 0:
            yield "an outer ring runs clockwise", "reverse it (RFC 7946: outer rings counter-clockwise)"
        if any(_signed_area(hole) > 0 for hole in holes):
            yield "a hole runs counter-clockwise", "reverse it (RFC 7946: holes clockwise)"


def _signed_area(ring: list) -> float:
    """Twice the area by the shoelace formula, positive counter-clockwise; taken from its first position."""
    x, y = (np.asarray(ring, dtype=float) - ring[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))


def _validity_faults(entry: Entry) -> Iterator[Fault]:
    if entry.outline is None:
        yield "the geometry cannot be read", "draw it anew"
    elif not entry.outline.is_valid:
        reason = is_valid_reason(entry.outline)
        yield f"the geometry is invalid: {reason[:1].lower()}{reason[1:]}", "mend it there"
    elif entry.outline.area == 0:
        yield "the geometry is empty", "draw its outline"
