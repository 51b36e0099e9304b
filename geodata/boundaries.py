"""Boundary versions in time: in force on a day, where a point lay, a zone's history.

Validity is half-open everywhere: ``valid_from <= day < valid_to``.
"""

from __future__ import annotations

from collections.abc import Iterable
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


def uncertainty_band(boundaries: gpd.GeoDataFrame, version: str) -> BaseGeometry:
    """Where the line of a version may run: the ground its readings disagree on, and its precision on either side.

    Returns polygons in WGS 84.  The width beside the line is ``precision_km``, as stated by the source.
    """
    readings = rivals(boundaries, version).to_crs(AROUND_SYRIA).geometry
    outline = readings.loc[version]
    beside = outline.boundary.buffer(boundaries.loc[version, "precision_km"] * 1000)
    disputed = readings.union_all().difference(shapely.intersection_all(list(readings)))
    band = beside.union(disputed).simplify(100)
    return gpd.GeoSeries([band], crs=AROUND_SYRIA).to_crs(WGS84).iloc[0]


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


def locate(boundaries: gpd.GeoDataFrame, lon: Any, lat: Any, day: Any) -> pd.DataFrame:
    """Zone each point lay in on its day, by the default reading.

    Parameters
    ----------
    boundaries : as ``Catalog.boundaries``
    lon, lat : float or array of shape (n,), degrees, WGS 84
    day : date-like, one or n

    Returns
    -------
    DataFrame, n rows: ``zone`` and ``boundary`` (None outside), ``certainty`` ("inside", "edge" where the
    line is nearer than its precision, "outside"), ``margin_km`` (geodesic distance to the nearest outline
    in force, positive inside, NaN on a day without outlines).  A point on the line counts as inside.
    ``boundary`` is also given for a point just outside, whose certainty is "edge".

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
            zone[rows], version[rows], certainty[rows], margin[rows] = _located(
                outlines, longitude[rows], latitude[rows]
            )
    # object columns, so that "no zone" stays None and does not become NaN
    columns = {"zone": zone, "boundary": version, "certainty": certainty}
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()}).assign(
        margin_km=margin
    )


def _located(outlines: gpd.GeoDataFrame, lon: np.ndarray, lat: np.ndarray) -> tuple[Any, ...]:
    """Zone, version, certainty and margin of points on a day whose outlines are these."""
    points = shapely.points(lon, lat)
    inside = np.array([shapely.covers(outline, points) for outline in outlines.geometry])
    distances = np.array([_distance_km(outline, lon, lat) for outline in outlines.geometry])
    nearest = np.where(inside.any(axis=0), inside.argmax(axis=0), distances.argmin(axis=0))
    column = np.arange(len(lon))
    held, distance = inside[nearest, column], distances[nearest, column]
    edge = distance < outlines["precision_km"].to_numpy(dtype=float)[nearest]
    zones, versions = (np.array(values, dtype=object)[nearest] for values in (outlines["zone"], outlines.index))
    return (
        np.where(held, zones, None),
        np.where(held | edge, versions, None),
        np.where(edge, "edge", np.where(held, "inside", "outside")),
        np.where(held, distance, -distance),
    )


def _distance_km(outline: BaseGeometry, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Geodesic distance from each point to the line of an outline."""
    line = gpd.GeoSeries([outline.boundary], crs=WGS84).to_crs(AROUND_SYRIA).iloc[0]
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=WGS84).to_crs(AROUND_SYRIA)
    feet = shapely.get_point(shapely.shortest_line(line, points.array), 0)
    back = gpd.GeoSeries(feet, crs=AROUND_SYRIA).to_crs(WGS84)
    return ELLIPSOID.inv(lon, lat, back.x.to_numpy(), back.y.to_numpy())[2] / 1000
