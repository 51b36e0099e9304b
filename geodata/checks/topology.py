"""Shapes, sound and beside each other: zones apart, clear of disputed ground, and all that is Syrian in Syria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import AROUND_SYRIA, WGS84, area_km2
from geodata.checks.curated import Curated
from geodata.checks.shapes import faults, is_sound
from geodata.checks.validity import both_valid
from geodata.errors import Problem
from geodata.reading import Entry, read_features
from geodata.records import Boundary, Disputed, Unit

# Outlines are kept on a grid of 1e-5 degrees, about one metre.  Two that share a line may each be off by
# that much: 50 km of shared line, more than any two zones or a zone and disputed ground have, make 0.05 km².
SLIVER_KM2 = 0.05
# Units and Syria come from one coverage simplified to 60 m; the worst lies 1 m beyond.
UNITS_BEYOND_KM = 0.1
# The UNDOF area is drawn by Natural Earth, whose border is off by 1–2 km from that of OCHA.
DISPUTED_BEYOND_KM = 2.0


class Pair(NamedTuple):
    """Two boundary versions whose outlines must not overlap, the one of the lower number first."""

    one: Entry[Boundary]
    other: Entry[Boundary]


def _outlines(data: Curated) -> list[Entry[Boundary]]:
    return [entry for entry in data.entries(Boundary) if entry.record.status != "dissolved" and is_sound(entry)]


def _side_by_side(one: Boundary, other: Boundary) -> bool:
    """Whether two versions can be drawn together: on one day, both of one reading or both defaults."""
    together = one.according == other.according or (one.default and other.default)
    return together and one.zone != other.zone and both_valid(one, other)


def shapes(data: Curated) -> Iterator[Problem]:
    """Every feature of every GeoJSON file has a shape, and a sound one."""
    for holding, _, reading in data.readings:
        if holding.read is read_features:
            for entry in reading.entries:
                yield from faults(entry)


def overlaps(data: Curated) -> Iterator[Problem]:
    """No ground is in two zones on one day, within a reading and between the defaults."""
    outlines = _outlines(data)
    for pair in (Pair(*two) for two in combinations(outlines, 2)):
        if _side_by_side(pair.one.record, pair.other.record) and _touch(pair):
            shared = area_km2(_polygonal(shapely.intersection(pair.one.outline, pair.other.outline)))
            if shared > SLIVER_KM2:
                problem = f"overlaps {pair.other.record.version} by {shared:.2f} km²"
                yield pair.one.problem(problem, "move the border or end one of them first")


def _touch(pair: Pair) -> bool:
    return bool(shapely.intersects(pair.one.outline, pair.other.outline))


def _polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """What has an area; outlines that touch share points and lines too."""
    parts = shapely.get_parts(geometry)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def ground_in_dispute(data: Curated) -> Iterator[Problem]:
    """No zone reaches into disputed ground."""
    disputed = [entry for entry in data.entries(Disputed) if is_sound(entry)]
    for entry in _outlines(data):
        for ground in disputed:
            if shapely.intersects(entry.outline, ground.outline):
                shared = area_km2(_polygonal(shapely.intersection(entry.outline, ground.outline)))
                if shared > SLIVER_KM2:
                    problem = f"covers {shared:.2f} km² of disputed ground ({ground.record.id})"
                    yield entry.problem(problem, "take it out of the outline")


def ground_beyond_syria(data: Curated) -> Iterator[Problem]:
    """Zones, units and disputed ground lie in Syria: a zone may pass the border by its own precision and no more."""
    syria = data.lands.get("syr")
    allowed: dict[Entry, float] = {entry: entry.record.precision_km or 0 for entry in _outlines(data)}
    allowed |= {entry: UNITS_BEYOND_KM for entry in data.entries(Unit) if is_sound(entry)}
    allowed |= {entry: DISPUTED_BEYOND_KM for entry in data.entries(Disputed) if is_sound(entry)}
    if syria is None or not allowed:
        return
    beyond = farthest_beyond_km(syria, [entry.outline for entry in allowed])
    far = [(entry, reach) for (entry, limit), reach in zip(allowed.items(), beyond, strict=True) if reach > limit]
    exchanged = farthest_beyond_km(syria, [_axes_exchanged(entry.outline) for entry, _ in far])
    for (entry, reach), reach_if_exchanged in zip(far, exchanged, strict=True):
        if reach_if_exchanged <= allowed[entry]:
            problem = "lies outside Syria, and inside it with longitude and latitude exchanged"
            yield entry.problem(problem, "exchange them: positions are [longitude, latitude]")
        else:
            problem = f"reaches {reach:.1f} km beyond Syria's border, {allowed[entry]:g} km allowed"
            yield entry.problem(problem, "move the line back, or state how imprecise it is")


def _axes_exchanged(outline: BaseGeometry | None) -> BaseGeometry:
    return shapely.transform(outline, lambda corners: corners[:, ::-1])


def farthest_beyond_km(land: BaseGeometry, outlines: Sequence[BaseGeometry | None]) -> np.ndarray:
    """How far the farthest corner of each outline lies outside the land (all in WGS 84), km."""
    farthest = np.zeros(len(outlines))
    corners, owner = shapely.get_coordinates(outlines, return_index=True)
    outside = np.flatnonzero(~shapely.contains_xy(land, corners[:, 0], corners[:, 1]))
    if len(outside):
        points = gpd.GeoSeries(gpd.points_from_xy(*corners[outside].T), crs=WGS84).to_crs(AROUND_SYRIA)
        border = gpd.GeoSeries([land.boundary], crs=WGS84).to_crs(AROUND_SYRIA).iloc[0]
        (which, _), metres = shapely.STRtree(_stretches(border)).query_nearest(
            points.to_numpy(), return_distance=True, all_matches=False
        )
        np.maximum.at(farthest, owner[outside[which]], metres / 1000)
    return farthest


def _stretches(border: BaseGeometry) -> np.ndarray:
    """A border cut into its straight stretches, so that an index finds the nearest."""
    corners, line = shapely.get_coordinates(shapely.get_parts(border), return_index=True)
    stretches = np.stack([corners[:-1], corners[1:]], axis=1)[line[:-1] == line[1:]]
    return shapely.linestrings(stretches)
