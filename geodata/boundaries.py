"""Boundary versions in time: in force on a day, where a point lay, a zone's history.

Validity is half-open everywhere: ``valid_from <= day < valid_to``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidCoordinate, InvalidDay

ELLIPSOID = Geod(ellps="WGS84")
# Distances are sought in an azimuthal equidistant projection centred on Syria: defined for the whole
# world, and true to 0.1 % within 400 km of the centre; the length itself is then geodesic.
AROUND_SYRIA = "+proj=aeqd +lon_0=38 +lat_0=35 +datum=WGS84 +units=m"
WGS84 = "EPSG:4326"


def as_day(value: Any) -> Day:
    """A day from an ISO 8601 text, a date or a timestamp.

    Raises
    ------
    InvalidDay
        the value is none of these.
    """
    if isinstance(value, pd.Timestamp) or hasattr(value, "date"):
        return value.date()
    if isinstance(value, Day):
        return value
    try:
        return Day.fromisoformat(str(value).strip())
    except ValueError as error:
        raise InvalidDay(f"{value!r} is not a day; write it as 2017-07-04") from error


def area_km2(geometry: BaseGeometry | None) -> float:
    """Geodesic area on the WGS 84 ellipsoid (Karney 2013, through PROJ), holes taken off; 0 for no geometry."""
    if geometry is None or geometry.is_empty:
        return 0.0
    return abs(ELLIPSOID.geometry_area_perimeter(shapely.orient_polygons(geometry))[0]) / 1e6


def valid_on(boundaries: gpd.GeoDataFrame, day: Day) -> gpd.GeoDataFrame:
    """The rows of ``boundaries`` whose validity holds the day, dissolved ones included."""
    begun = boundaries["valid_from"] <= day
    ends = boundaries["valid_to"]
    lasting = ends.isna() | ends.map(lambda end: end is not None and not pd.isna(end) and day < end).astype(bool)
    return boundaries[begun & lasting]


def in_force(boundaries: gpd.GeoDataFrame, day: object, according: str = "") -> gpd.GeoDataFrame:
    """Boundaries in force on a day, one row per zone.

    Parameters
    ----------
    boundaries : as ``Catalog.boundaries``
    day : date-like
    according : a reading; "" for the default of each zone

    Returns
    -------
    GeoDataFrame, EPSG:4326, index = version; zones without an outline on that day are absent.
    """
    valid = valid_on(boundaries, as_day(day))
    drawn = valid[(valid["status"] != "dissolved") & valid.geometry.notna()]
    return drawn[drawn["according"] == according] if according else drawn[drawn["default"]]


def history(boundaries: gpd.GeoDataFrame, zone: str) -> gpd.GeoDataFrame:
    """All versions and readings of a zone, oldest first, default before other readings."""
    return boundaries[boundaries["zone"] == zone]


def rivals(boundaries: gpd.GeoDataFrame, version: str) -> gpd.GeoDataFrame:
    """The readings of a version's zone with an outline on its first day, itself included."""
    row = boundaries.loc[version]
    drawn = boundaries[(boundaries["zone"] == row["zone"]) & boundaries.geometry.notna()]
    return valid_on(drawn, row["valid_from"])


def uncertainty_band(
    boundaries: gpd.GeoDataFrame, version: str, stretches: gpd.GeoDataFrame | None = None
) -> BaseGeometry:
    """Where the line of a version may run: the ground its readings disagree on, and its precision on either side.

    Parameters
    ----------
    boundaries : as ``Catalog.boundaries``
    stretches : as ``Catalog.stretches``; each stretch is widened by its own ``precision_km``.  A version that has
        none there is widened by its single ``precision_km``, as stated by its source.

    Returns polygons in WGS 84.
    """
    readings = rivals(boundaries, version).to_crs(AROUND_SYRIA).geometry
    disputed = readings.union_all().difference(shapely.intersection_all(list(readings)))
    lines = stretches_of_versions(boundaries.loc[[version]], stretches).to_crs(AROUND_SYRIA)
    band = _beside(lines).union(disputed).simplify(100)
    return gpd.GeoSeries([band], crs=AROUND_SYRIA).to_crs(WGS84).iloc[0]


def _beside(stretches: gpd.GeoDataFrame) -> BaseGeometry:
    """Stretches (in metres), each widened by its precision.

    A stretch is cut off square where the next begins, so that ground beside a border known to metres does not
    get the width of the steppe beyond; where two meet, a disc of the lesser precision fills the wedge at a corner.
    """
    reach = stretches["precision_km"].to_numpy(dtype=float) * 1000
    lines = stretches.geometry.to_numpy()
    widened = [_widened(line, metres) for line, metres in zip(lines, reach, strict=True)]
    ends = shapely.points([end for line in lines for end in (line.coords[0], line.coords[-1])])
    joints: dict[bytes, tuple[BaseGeometry, float]] = {}
    for end, metres in zip(ends, np.repeat(reach, 2), strict=True):
        point, least = joints.get(end.wkb, (end, metres))
        joints[end.wkb] = (point, min(least, metres))
    discs = [point.buffer(metres) for point, metres in joints.values()]
    return shapely.union_all([*widened, *discs])


def _widened(line: BaseGeometry, metres: float) -> BaseGeometry:
    """A closed line has no end to cut off."""
    return line.buffer(metres, cap_style="round" if line.is_closed else "flat")


def stretches_of_versions(outlines: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame:
    """The stretches of some versions, in WGS 84: version, precision_km and geometry (LineString).

    Where a version has none, each ring of its outline is one, with the version's single precision.
    """
    columns = ["version", "precision_km", "geometry"]
    told = stretches if stretches is not None else gpd.GeoDataFrame(columns=columns, geometry="geometry", crs=WGS84)
    own = told.loc[told["version"].isin(outlines.index), columns]
    silent = outlines[~outlines.index.isin(own["version"])]
    rings, owner = shapely.get_parts(shapely.boundary(silent.geometry.to_numpy()), return_index=True)
    whole = gpd.GeoDataFrame(
        {
            "version": silent.index.to_numpy()[owner],
            "precision_km": silent["precision_km"].to_numpy(dtype=float)[owner],
        },
        geometry=rings,
        crs=WGS84,
    )
    return gpd.GeoDataFrame(pd.concat([own, whole], ignore_index=True), crs=WGS84) if len(own) else whole


def _checked_coordinates(lon: Any, lat: Any) -> tuple[np.ndarray, np.ndarray]:
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
    longitude, latitude = _checked_coordinates(lon, lat)
    return float(longitude[0]), float(latitude[0])


def _days_for(day: Any, count: int) -> list[Day]:
    several = isinstance(day, Iterable) and not isinstance(day, str)
    days = [as_day(one) for one in (day if several else [day])]
    if len(days) == 1:
        return days * count
    if len(days) != count:
        raise InvalidDay(f"{len(days)} days for {count} points; give one, or one for each")
    return days


def locate(
    boundaries: gpd.GeoDataFrame, lon: Any, lat: Any, day: Any, stretches: gpd.GeoDataFrame | None = None
) -> pd.DataFrame:
    """Zone each point lay in on its day, by the default reading.

    Parameters
    ----------
    boundaries : as ``Catalog.boundaries``
    stretches : as ``Catalog.stretches``; without, or for versions it leaves out, a line has the version's precision
    lon, lat : float or array of shape (n,), degrees, WGS 84
    day : date-like, one or n

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
    longitude, latitude = _checked_coordinates(lon, lat)
    days = np.array(_days_for(day, len(longitude)), dtype=object)
    zone, version, certainty = (np.full(len(longitude), nothing, dtype=object) for nothing in (None, None, "outside"))
    margin = np.full(len(longitude), np.nan)
    for one in sorted(set(days)):
        rows = np.flatnonzero(days == one)
        outlines = in_force(boundaries, one)
        if len(outlines):
            lines = _Lines.of(outlines, stretches)
            zone[rows], version[rows], certainty[rows], margin[rows] = _located(
                outlines, lines, longitude[rows], latitude[rows]
            )
    # object columns, so that "no zone" stays None and does not become NaN
    columns = {"zone": zone, "boundary": version, "certainty": certainty}
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()}).assign(
        margin_km=margin
    )


@dataclass(frozen=True, eq=False)
class _Lines:
    """The straight segments of all lines of a day, in metres, with the precision (km) and the outline of each."""

    segments: np.ndarray
    precision_km: np.ndarray
    outline: np.ndarray

    @classmethod
    def of(cls, outlines: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame | None) -> _Lines:
        told = stretches_of_versions(outlines, stretches)
        corners, line = shapely.get_coordinates(told.to_crs(AROUND_SYRIA).geometry.to_numpy(), return_index=True)
        together = line[:-1] == line[1:]
        pairs, owner = np.stack([corners[:-1], corners[1:]], axis=1)[together], line[:-1][together]
        places = outlines.index.get_indexer(told["version"])
        return cls(shapely.linestrings(pairs), told["precision_km"].to_numpy(dtype=float)[owner], places[owner])

    def only(self, outline: int) -> _Lines:
        kept = self.outline == outline
        return _Lines(self.segments[kept], self.precision_km[kept], self.outline[kept])

    def nearest(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each point (in metres) the foot on the nearest line (n × 2), that line's outline and precision.

        Where two stretches are equally near, as at the vertex between them, the coarser precision counts.
        """
        rows, found = shapely.STRtree(self.segments).query_nearest(points, all_matches=True)
        precision = np.full(len(points), -np.inf)
        np.maximum.at(precision, rows, self.precision_km[found])
        first = found[np.searchsorted(rows, np.arange(len(points)))]
        feet = shapely.get_point(shapely.shortest_line(self.segments[first], points), 0)
        return shapely.get_coordinates(feet), self.outline[first], precision


def _located(outlines: gpd.GeoDataFrame, lines: _Lines, lon: np.ndarray, lat: np.ndarray) -> tuple[Any, ...]:
    """Zone, version, certainty and margin of points on a day whose outlines and lines are these."""
    degrees = shapely.points(lon, lat)
    metric = gpd.GeoSeries(degrees, crs=WGS84).to_crs(AROUND_SYRIA).to_numpy()
    inside = np.array([shapely.covers(outline, degrees) for outline in outlines.geometry])
    held = inside.any(axis=0)
    nearest, feet, precision = np.where(held, inside.argmax(axis=0), -1), np.empty((len(lon), 2)), np.empty(len(lon))
    # a point inside a zone has its margin from that zone's line, one outside from the nearest of all
    for outline in np.unique(nearest):
        rows = np.flatnonzero(nearest == outline)
        near = lines if outline < 0 else lines.only(outline)
        feet[rows], nearest[rows], precision[rows] = near.nearest(metric[rows])
    distance = _geodesic_km(lon, lat, feet)
    edge = distance < precision
    zones, versions = (np.array(values, dtype=object)[nearest] for values in (outlines["zone"], outlines.index))
    zones[~held], versions[~(held | edge)] = None, None
    certainty = np.where(edge, "edge", np.where(held, "inside", "outside"))
    return zones, versions, certainty, np.where(held, distance, -distance)


def _geodesic_km(lon: np.ndarray, lat: np.ndarray, feet: np.ndarray) -> np.ndarray:
    """Geodesic distance from each point to its foot, which is in metres around Syria."""
    back = gpd.GeoSeries(shapely.points(feet), crs=AROUND_SYRIA).to_crs(WGS84)
    return ELLIPSOID.inv(lon, lat, back.x.to_numpy(), back.y.to_numpy())[2] / 1000
