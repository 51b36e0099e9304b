"""Boundary versions in time: in force on a day, how exact its line, a zone's history.

Validity is half-open everywhere: ``valid_from <= day < valid_to``.
"""

from __future__ import annotations

from datetime import date as Day
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geodata.errors import InvalidDay

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


def readings(boundaries: gpd.GeoDataFrame) -> tuple[str, ...]:
    """The readings that have an outline on some day, those of most versions first."""
    return tuple(boundaries.loc[boundaries.geometry.notna(), "according"].value_counts(sort=True).index)


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
