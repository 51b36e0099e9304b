"""CRS definitions and the way from them to WGS 84, through PROJ."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from geodata.importing.formats import refused

WGS84 = CRS("OGC:CRS84")


def known_crs(definition: str, file: str) -> CRS:
    """The CRS of a definition, without its heights.

    Raises
    ------
    Refused
        its definition cannot be read, or ties it to nothing on Earth.
    """
    try:
        crs = CRS.from_user_input(definition).to_2d()
    except ProjError as error:
        raise refused(file, "its CRS has no definition that can be read", "export in WGS 84 (EPSG:4326)") from error
    if crs.is_engineering or not (crs.is_geographic or crs.is_projected or crs.is_bound):
        raise refused(file, f"its CRS {crs.name!r} is tied to nothing on Earth", "export in WGS 84 (EPSG:4326)")
    return crs


def is_degrees(crs: CRS) -> bool:
    """Whether coordinates in this CRS are longitude and latitude in WGS 84 as they stand."""
    if crs.to_epsg() == 4326 or crs.equals(WGS84, ignore_axis_order=True):
        return True
    datum = crs.datum.name if crs.datum else ""
    meridian, axes = crs.prime_meridian, crs.axis_info
    return (
        crs.is_geographic
        and not crs.is_derived
        and not crs.is_bound
        and datum in ("World Geodetic System 1984", "World Geodetic System 1984 ensemble", "WGS_1984", "D_WGS_1984")
        and meridian is not None
        and meridian.longitude == 0
        and all(axis.unit_name == "degree" for axis in axes)
    )


def named(crs: CRS) -> str:
    authority = crs.to_authority(min_confidence=70)
    return f"{crs.name} ({':'.join(authority)})" if authority else crs.name


def to_wgs84(crs: CRS, file: str) -> Callable[[BaseGeometry], BaseGeometry]:
    """Takes geometries from this CRS to degrees; coordinates it is not defined for become infinite.

    Raises
    ------
    Refused
        there is no way, as from a CRS of another planet.
    """
    try:
        transform = Transformer.from_crs(crs, WGS84, always_xy=True).transform
    except ProjError as error:
        remedy = "export in WGS 84 (EPSG:4326)"
        raise refused(file, f"nothing leads from its CRS {crs.name!r} to WGS 84", remedy) from error

    def reprojected(geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1], errcheck=False)))

    return reprojected
