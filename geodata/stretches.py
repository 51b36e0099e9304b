"""Stretches of an outline: what each follows, and how precise it is.

Along one line a state border is known to metres, the halfway between two villages to
kilometres, open steppe hardly at all.  A boundary file says so beside the geometry: each
stretch names the vertex it begins at and runs on, in the direction of the ring, to where
the next begins; the last of a ring runs on to where the first began.  So stretches lie on
the line and cover it once, by their form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused
from geodata.reading import Entry, validated
from geodata.records import Boundary, Stretch

WGS84 = "EPSG:4326"
DECIMALS = 5  # as boundary files have them
COLUMNS = ("version", "follows", "precision_km", "note")
# What a stretch in a boundary file has beside the fields of Stretch, and what it has not.
BEGINS, OWNER = "from", "version"


def rings_of(outline: BaseGeometry) -> list[np.ndarray]:
    """The closed rings of an outline (n × 2), in the order of the file."""
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(outline))]


def lines_along(outline: BaseGeometry, begins: Sequence[Sequence[float]]) -> list[LineString]:
    """The stretches of an outline's line that begin at these vertices, in the order of the rings.

    Raises
    ------
    ValueError
        a position is no vertex of the outline or stands out of order, or a ring has no stretch.
    """
    lines: list[LineString] = []
    waiting = [tuple(map(float, position)) for position in begins]
    for number, ring in enumerate(rings_of(outline), 1):
        starts = _starts(ring, waiting)
        if not starts:
            raise ValueError(
                f"{list(waiting[0])} is no vertex of the outline, or stands out of order"
                if waiting
                else f"ring {number} has no stretch"
            )
        waiting = waiting[len(starts) :]
        lines.extend(_line(ring, start, end) for start, end in zip(starts, [*starts[1:], starts[0]], strict=True))
    if waiting:
        raise ValueError(f"{list(waiting[0])} is no vertex of the outline, or stands out of order")
    return lines


def _starts(ring: np.ndarray, waiting: list[tuple[float, ...]]) -> list[int]:
    """Places in a ring of as many of the waiting positions as follow each other on it."""
    places = {tuple(position): n for n, position in enumerate(ring[:-1].tolist())}
    starts: list[int] = []
    for position in waiting:
        place = places.get(position, -1)
        if place <= (starts[-1] if starts else -1):
            break
        starts.append(place)
    return starts


def _line(ring: np.ndarray, start: int, end: int) -> LineString:
    """From one place of a ring to another, on past its end; all round where they are one."""
    count = len(ring) - 1
    length = (end - start) % count or count
    return LineString(ring[(start + np.arange(length + 1)) % count])


def stretches_of(entry: Entry[Boundary]) -> list[tuple[Stretch, LineString]]:
    """The stretches of one version; none where its file gives none.

    Raises
    ------
    Refused
        a stretch has a wrong field, or they do not lie along the outline.
    """
    if entry.stretches is None:
        return []
    version = entry.record.version
    if not isinstance(entry.stretches, list) or not all(isinstance(raw, dict) for raw in entry.stretches):
        raise Refused([entry.problem("stretches is no list of records", "list them, or leave stretches out")])
    records, begins = [], []
    for number, raw in enumerate(entry.stretches, 1):
        fields = {OWNER: version, **{name: value for name, value in raw.items() if name != BEGINS}}
        records.append(validated(Stretch, fields, entry.file, f"{version} stretch {number}"))
        begins.append(raw.get(BEGINS))
    try:
        return list(zip(records, lines_along(entry.outline, begins), strict=True))  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        problem = f"stretches: {error}"
        raise Refused([entry.problem(problem, "rebuild it, or leave stretches out")]) from error


def stretches_frame(entries: Iterable[Entry[Boundary]]) -> gpd.GeoDataFrame:
    """Stretches of all versions: version, follows, precision_km, note and geometry (LineString, WGS 84)."""
    found = [pair for entry in entries for pair in stretches_of(entry)]
    rows = [dict(stretch) for stretch, _ in found]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(COLUMNS)), geometry=[line for _, line in found], crs=WGS84)


def written_stretches(
    outline: BaseGeometry, follows: Sequence[str], precision_km: Sequence[float], note: Sequence[str]
) -> list[dict[str, Any]]:
    """Stretches as a boundary file holds them, from what every segment of the outline follows.

    Parameters
    ----------
    outline : as in the file, rings ordered
    follows, precision_km, note : one for each segment, in the order of the rings

    Neighbours alike in all three become one stretch.
    """
    written: list[dict[str, Any]] = []
    first = 0
    for ring in rings_of(outline):
        count = len(ring) - 1
        kinds = list(zip(follows, precision_km, note, strict=True))[first : first + count]
        first += count
        starts = [n for n in range(count) if kinds[n] != kinds[n - 1]] or [0]
        written.extend(_written(ring[n].tolist(), *kinds[n]) for n in starts)
    return written


def _written(begins: list[float], follows: str, precision_km: float, note: str) -> dict[str, Any]:
    stretch: dict[str, Any] = {BEGINS: begins, "follows": follows, "precision_km": float(precision_km)}
    return stretch | ({"note": note} if note else {})


def stretches_from_lines(
    outline: BaseGeometry, lines: gpd.GeoDataFrame, precision_km: float, within_degrees: float = 2e-5
) -> list[dict[str, Any]]:
    """Stretches of an outline from a companion layer of lines, as an import may bring one.

    Parameters
    ----------
    outline : as it will stand in the file
    lines : lines in WGS 84 with the columns follows, precision_km and perhaps note
    precision_km : for what no line covers, which then follows a free hand

    A segment belongs to the line that both its ends and its middle lie on, to within about two metres.
    """
    kinds = [("free", float(precision_km), "")] * len(segments_of(outline))
    for row in lines.itertuples():
        stretch = Stretch(
            version="", follows=row.follows, precision_km=row.precision_km, note=getattr(row, "note", "") or ""
        )
        for place in np.flatnonzero(segments_on(outline, row.geometry, within_degrees)):
            kinds[place] = (stretch.follows, stretch.precision_km, stretch.note)
    return written_stretches(outline, *map(list, zip(*kinds, strict=True)))  # type: ignore[arg-type]


def segments_on(outline: BaseGeometry, line: BaseGeometry, within_degrees: float = 2e-5) -> np.ndarray:
    """For each segment of an outline, in the order of its rings, whether both its ends and its middle lie on a line."""
    corners = shapely.get_coordinates(segments_of(outline)).reshape(-1, 2, 2)
    samples = shapely.points(np.stack([corners[:, 0], corners.mean(axis=1), corners[:, 1]], axis=1))
    shapely.prepare(line)
    return shapely.dwithin(samples, line, within_degrees).all(axis=1)


def carried(stretches: list[dict[str, Any]], before: BaseGeometry, after: BaseGeometry) -> list[dict[str, Any]]:
    """The same stretches on the same outline with its rings started, wound or ordered otherwise.

    Raises ValueError where they do not lie along ``before``, or ``after`` has other segments.
    """
    owner = {}
    for stretch, line in zip(stretches, lines_along(before, [stretch[BEGINS] for stretch in stretches]), strict=True):
        corners = [tuple(corner) for corner in shapely.get_coordinates(line).round(DECIMALS).tolist()]
        owner.update({frozenset(segment): stretch for segment in pairwise(corners)})
    found = [owner.get(frozenset(map(tuple, ends))) for ends in _ends(after)]
    if None in found:
        raise ValueError("the outline has other segments")
    kinds = [(one["follows"], one["precision_km"], one.get("note", "")) for one in found if one]
    return written_stretches(after, *map(list, zip(*kinds, strict=True)))  # type: ignore[arg-type]


def _ends(outline: BaseGeometry) -> list[list[list[float]]]:
    return shapely.get_coordinates(segments_of(outline)).round(DECIMALS).reshape(-1, 2, 2).tolist()


def segments_of(outline: BaseGeometry) -> np.ndarray:
    """The straight segments of an outline's line, in the order of its rings."""
    pairs = [np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings_of(outline)]
    return shapely.linestrings(np.concatenate(pairs)) if pairs else np.array([], dtype=object)


def problems_of(entries: Iterable[Entry[Boundary]]) -> Iterator[Problem]:
    """What is wrong with stretches, for ``check``."""
    for entry in entries:
        try:
            stretches_of(entry)
        except Refused as refused:
            yield from refused.problems
