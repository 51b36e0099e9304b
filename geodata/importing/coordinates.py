"""From a layer's geometries to degrees in WGS 84: rings closed, heights dropped, axes exchanged, reprojected."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geodata.importing.formats import refused
from geodata.importing.reading import Feature
from geodata.importing.refusals import Drawing, Shape

WGS84 = CRS("OGC:CRS84")


def flat_shapes(features: Sequence[Feature]) -> tuple[tuple[Shape, ...], tuple[str, ...]]:
    """The features' geometries in two dimensions, their rings closed, and lines that say so."""
    shapes, unclosed, raised = [], 0, 0
    for feature in features:
        geometry, was_closed = _from_wkb(feature.wkb)
        unclosed += not was_closed
        if geometry is not None and (geometry.has_z or geometry.has_m):
            raised += 1
            geometry = shapely.force_2d(geometry)
        shapes.append(Shape(feature.name, geometry))
    lines = []
    if unclosed:
        lines.append(f"fixed: rings left open in {_counted(unclosed, 'feature')} closed")
    if raised:
        lines.append(f"fixed: heights dropped from {_counted(raised, 'feature')}")
    return tuple(shapes), tuple(lines)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _from_wkb(wkb: bytes | None) -> tuple[BaseGeometry | None, bool]:
    """A geometry, and whether its rings were closed; None where GEOS cannot make one of it."""
    if wkb is None:
        return None, True
    with warnings.catch_warnings():  # NaN is a rule's business
        warnings.simplefilter("ignore")
        geometry = shapely.from_wkb(wkb, on_invalid="ignore")
        if geometry is not None:
            return geometry, True
        try:
            return shapely.from_wkb(wkb, on_invalid="fix"), False
        except (GEOSException, ValueError):
            return None, True


def known_crs(definition: str | None, file: str) -> CRS | None:
    """The CRS a file states; None where it states none.

    Raises
    ------
    Refused
        its definition cannot be read, or ties it to nothing on Earth.
    """
    if definition is None:
        return None
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


def in_wgs84(geometry: BaseGeometry, crs: CRS | None) -> BaseGeometry:
    """A geometry in degrees; coordinates the projection is not defined for become infinite."""
    if crs is None or is_degrees(crs):
        return geometry
    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
    return shapely.transform(
        geometry, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1], errcheck=False))
    )


def checked_finite(drawing: Drawing, shapes: Sequence[Shape], crs: CRS | None) -> None:
    """Raises Refused where reprojecting left the plane."""
    for shape in shapes:
        if shape.geometry is not None and not np.isfinite(shapely.get_coordinates(shape.geometry)).all():
            name = named(crs) if crs else "no CRS"
            problem = f"coordinates lie outside {name}"
            raise refused(
                drawing.file, problem, "correct the CRS; if easting and northing are swapped, --swap-xy", shape.name
            )
