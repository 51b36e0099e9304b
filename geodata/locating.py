"""Where a point lay on a day: its zone, how certain that is, and how far it is from the line.

Every answer is exact: the same as asking each geometry with ``shapely.covers``, and each line for
its distance.  What many points have in common is worked out once: the days between two changes of
any outline, the cells of a grid, and points that stand there several times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from functools import cache, cached_property
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from geodata.boundaries import AROUND_SYRIA, ELLIPSOID, WGS84, as_day
from geodata.errors import InvalidCoordinate, InvalidDay
from geodata.grids import Grid
from geodata.lines import Lines

# From so many points on a grid pays: it takes a quarter of a second to lay.
MANY = 10_000
# Beyond a line's precision, with so much to spare for a buffer's corners and the projection (0.1 %), no point is
# on the edge, and no distance need be measured to say so.
SPARE, SPARE_M = 1.02, 50
MOST_KEPT = 500_000


class Spot(NamedTuple):
    """Where one point lay on one day; as a row of :func:`locate`, without its margin."""

    zone: str | None
    boundary: str | None
    certainty: str


def locate(
    boundaries: gpd.GeoDataFrame,
    lon: Any,
    lat: Any,
    day: Any,
    stretches: gpd.GeoDataFrame | None = None,
    margin: bool = True,
) -> pd.DataFrame:
    """Zone each point lay in on its day, by the default reading.

    Parameters
    ----------
    boundaries : as ``Catalog.boundaries``
    lon, lat : float or array of shape (n,), degrees, WGS 84
    day : date-like, one or n
    stretches : as ``Catalog.stretches``; without, or for versions it leaves out, a line has the version's precision
    margin : False leaves ``margin_km`` out, and is much faster for many points

    Returns
    -------
    DataFrame, n rows: ``zone`` and ``boundary`` (None outside), ``certainty`` ("inside", "edge" where the
    line is nearer than the precision of its nearest stretch, "outside"), ``margin_km`` (geodesic distance to
    the nearest outline in force, positive inside, NaN on a day without outlines).  A point on the line counts
    as inside.  ``boundary`` is also given for a point just outside, whose certainty is "edge".

    Raises
    ------
    InvalidCoordinate
        a value outside ±180 / ±90 or not finite; the message names the row.
    InvalidDay
        a day that is not a date, or not as many days as points.
    """
    return Locator(boundaries, stretches).locate(lon, lat, day, margin)


class Locator:
    """Boundary versions ready to say where points lay; ``Catalog.locator`` keeps one.

    Parameters
    ----------
    boundaries : as ``Catalog.boundaries``; the default readings that have an outline are used
    stretches : as ``Catalog.stretches``
    """

    def __init__(self, boundaries: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame | None = None):
        drawn = boundaries["default"] & (boundaries["status"] != "dissolved") & boundaries.geometry.notna()
        self._outlines = boundaries[drawn.astype(bool)]
        self._stretches = stretches
        self._shapes = self._outlines.geometry.to_numpy()
        shapely.prepare(self._shapes)
        self._begins = np.array([day.toordinal() for day in self._outlines["valid_from"]], dtype=int)
        ends = [Day.max if pd.isna(day) else day for day in self._outlines["valid_to"]]
        self._ends = np.array([day.toordinal() for day in ends], dtype=int)
        self._turns = sorted({*self._begins.tolist(), *self._ends.tolist()})
        self._near: dict[tuple[int, ...], Lines] = {}
        self._kept: dict[tuple[float, float, int], Spot] = {}

    def locate(self, lon: Any, lat: Any, day: Any, margin: bool = True) -> pd.DataFrame:
        """As :func:`locate`."""
        longitude, latitude = checked_coordinates(lon, lat)
        found = self._found(longitude, latitude, _ordinals(day, len(longitude)), margin)
        zones, versions = (
            np.append(np.array(names, dtype=object), [None]) for names in (self._outlines["zone"], self._outlines.index)
        )
        certainty = np.where(found.edge, "edge", np.where(found.held, "inside", "outside"))
        columns = {
            "zone": zones[np.where(found.held, found.outline, -1)],
            "boundary": versions[np.where(found.held | found.edge, found.outline, -1)],
            "certainty": certainty.astype(object),
        }
        # object columns, so that "no zone" stays None and does not become NaN
        table = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
        return table.assign(margin_km=found.margin_km) if margin else table

    def at(self, lon: float, lat: float, day: Day) -> Spot:
        """Where one point lay.  What was asked once, or told to ``prepare``, is kept."""
        key = lon, lat, self._span(day)
        if key not in self._kept:
            self.prepare([(lon, lat, day)])
        return self._kept[key]

    def prepare(self, points: Iterable[tuple[float, float, Day]]) -> None:
        """Look up many points at once, for ``at``: lon, lat and day of each."""
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        wanted = {(lon, lat, self._span(day)): day for lon, lat, day in points}
        new = {key: day for key, day in wanted.items() if key not in self._kept}
        if new:
            lon, lat, _ = zip(*new, strict=True)
            found = self.locate(lon, lat, list(new.values()), margin=False)
            spots = zip(found["zone"], found["boundary"], found["certainty"], strict=True)
            self._kept.update(zip(new, map(Spot._make, spots), strict=True))

    def _span(self, day: Day) -> int:
        """Which of the spans of days between two changes of any outline a day is in."""
        return bisect_right(self._turns, day.toordinal())

    def _found(self, lon: np.ndarray, lat: np.ndarray, days: np.ndarray, margin: bool) -> _Found:
        found = _Found.nothing(len(lon))
        spans = np.searchsorted(self._turns, days, side="right")
        for span in np.unique(spans):
            rows = np.flatnonzero(spans == span)
            found.put(rows, self._on(int(days[rows[0]]), lon[rows], lat[rows], margin, many=len(lon) >= MANY))
        return found

    def _on(self, day: int, lon: np.ndarray, lat: np.ndarray, margin: bool, many: bool) -> _Found:
        """Points that share a span of days, of which ``day`` is one; ``many`` where there are many in all."""
        in_force = np.flatnonzero((self._begins <= day) & (day < self._ends))
        found = _Found.nothing(len(lon))
        if not len(in_force):
            return found
        codes = self._grid.codes(lon, lat) if many else None
        for outline in in_force[::-1]:  # where two hold a point, the first counts
            found.outline[self._holds(outline, codes, lon, lat)] = outline
        found.held[:] = found.outline >= 0
        asked = np.arange(len(lon)) if margin or not many else self._beside(in_force, found.outline, lon, lat)
        # points that stand there several times are measured once
        _, first, again = np.unique(lon[asked] + 1j * lat[asked], return_index=True, return_inverse=True)
        once = asked[first]
        nearest, distance, precision = self._measured(in_force, found.outline[once], lon[once], lat[once])
        found.outline[asked] = nearest[again]
        found.edge[asked] = (distance < precision)[again]
        found.margin_km[asked] = np.where(found.held[asked], distance[again], -distance[again])
        return found

    def _holds(self, outline: int, codes: np.ndarray | None, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        if codes is None:
            return shapely.intersects_xy(self._shapes[outline], lon, lat)
        return self._grid.holds(outline, codes, lon, lat)

    @cached_property
    def _grid(self) -> Grid:
        return Grid(self._shapes)

    @cached_property
    def _bands(self) -> Grid:
        """The ground beside each line on which a point may be on its edge, and some more."""
        precision = [self._lines.only(outline).precision_km.max() for outline in range(len(self._shapes))]
        lines = self._outlines.geometry.to_crs(AROUND_SYRIA).boundary
        wide = lines.buffer(np.array(precision) * 1000 * SPARE + SPARE_M)
        return Grid(wide.to_crs(WGS84).to_numpy())

    def _beside(self, in_force: np.ndarray, holder: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Points that may be on the edge: of the outline that holds them or, held by none, of any."""
        codes = self._bands.codes(lon, lat)
        near = np.zeros(len(lon), dtype=bool)
        for outline in in_force:
            own = (holder == outline) | (holder < 0)
            near |= own & (self._bands.inside | self._bands.edge)[codes, self._bands.shape_of[outline]]
        return np.flatnonzero(near)

    @cached_property
    def _lines(self) -> Lines:
        return Lines.of(self._outlines, self._stretches)

    def _lines_of(self, *outlines: int) -> Lines:
        if outlines not in self._near:
            self._near[outlines] = self._lines.only(*outlines)
        return self._near[outlines]

    def _measured(self, in_force: np.ndarray, holder: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> tuple[Any, ...]:
        """For each point the outline whose line is nearest, how far that is (km), and how precise the line.

        A point inside a zone has its margin from that zone's line, one outside from the nearest of all.
        """
        metric = np.stack(_to_metres().transform(lon, lat), axis=1)
        nearest, feet, precision = holder.copy(), np.empty((len(lon), 2)), np.empty(len(lon))
        for outline in np.unique(holder):
            rows = np.flatnonzero(holder == outline)
            lines = self._lines_of(*(in_force.tolist() if outline < 0 else [outline.item()]))
            feet[rows], nearest[rows], precision[rows] = lines.nearest(metric[rows])
        return nearest, _geodesic_km(lon, lat, feet), precision


@dataclass(frozen=True, eq=False)
class _Found:
    """What is found of n points: an outline (its place, -1 for none), whether it holds them, and the line beside."""

    outline: np.ndarray
    held: np.ndarray
    edge: np.ndarray
    margin_km: np.ndarray

    @classmethod
    def nothing(cls, count: int) -> _Found:
        outline, margin = np.full(count, -1), np.full(count, np.nan)
        return cls(outline, np.zeros(count, dtype=bool), np.zeros(count, dtype=bool), margin)

    def put(self, rows: np.ndarray, part: _Found) -> None:
        for name in ("outline", "held", "edge", "margin_km"):
            getattr(self, name)[rows] = getattr(part, name)


@cache
def _to_metres() -> Transformer:
    return Transformer.from_crs(WGS84, AROUND_SYRIA, always_xy=True)


def _geodesic_km(lon: np.ndarray, lat: np.ndarray, feet: np.ndarray) -> np.ndarray:
    """Geodesic distance from each point to its foot, which is in metres around Syria."""
    back = _to_metres().transform(feet[:, 0], feet[:, 1], direction="INVERSE")
    return ELLIPSOID.inv(lon, lat, *back)[2] / 1000


def checked_coordinates(lon: Any, lat: Any) -> tuple[np.ndarray, np.ndarray]:
    """Longitudes and latitudes as arrays of numbers.  Raises InvalidCoordinate, naming the row."""
    try:
        longitude, latitude = np.broadcast_arrays(np.atleast_1d(lon).astype(float), np.atleast_1d(lat).astype(float))
    except (TypeError, ValueError) as error:
        raise InvalidCoordinate(f"longitude and latitude must be numbers: {error}") from error
    for name, values, limit in (("longitude", longitude, 180), ("latitude", latitude, 90)):
        wrong = np.flatnonzero(~(np.abs(values) <= limit))  # also catches NaN
        if len(wrong):
            raise InvalidCoordinate(f"row {wrong[0] + 1}: {name} {values[wrong[0]]} is not within ±{limit}")
    return longitude, latitude


def checked_point(lon: object, lat: object) -> tuple[float, float]:
    """One longitude and latitude as numbers.  Raises InvalidCoordinate."""
    try:
        east, north = float(lon), float(lat)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        east = north = float("nan")
    if not (abs(east) <= 180 and abs(north) <= 90):
        checked_coordinates(lon, lat)
        raise InvalidCoordinate(f"{lon!r}, {lat!r} is no longitude and latitude")
    return east, north


class _Ordinals(dict):
    """Days as numbers, each text or date read once."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = as_day(value).toordinal()
        return number


def _ordinals(day: Any, count: int) -> np.ndarray:
    several = isinstance(day, Iterable) and not isinstance(day, str)
    known = _Ordinals()
    try:
        days = np.array([known[one] for one in (day if several else [day])], dtype=int)
    except TypeError as error:  # a list or the like among them
        raise InvalidDay(f"a day is no date ({error}); write it as 2017-07-04") from error
    if len(days) not in (1, count):
        raise InvalidDay(f"{len(days)} days for {count} points; give one, or one for each")
    return np.broadcast_to(days, count) if len(days) == 1 else days
