"""From a layer's geometries to degrees in WGS 84: rings closed, heights dropped, axes exchanged, reprojected."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geodata.importing.formats import refused
from geodata.importing.reading import DEGREES, Feature
from geodata.importing.refusals import Shape


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


@dataclass(frozen=True)
class Frame:
    """The CRS of a layer: what is said of it, and the way from it to degrees in WGS 84.

    ``name`` is None where the file states none.  Coordinates the projection is not defined for become infinite.
    """

    name: str | None
    is_geographic: bool
    lines: tuple[str, ...]
    to_wgs84: Callable[[BaseGeometry], BaseGeometry]


def _unchanged(geometry: BaseGeometry) -> BaseGeometry:
    return geometry


def frame(definition: str | None, file: str) -> Frame:
    """The frame of a layer whose CRS has this definition (a code or WKT), or none.

    Raises
    ------
    Refused
        the definition cannot be read, or ties it to nothing on Earth.
    """
    if definition is None:
        line = "note: the file names no CRS; its coordinates are taken as WGS 84 longitude and latitude"
        return Frame(None, True, (line,), _unchanged)
    if definition in DEGREES:
        return Frame(definition, True, (), _unchanged)
    from geodata.importing import projections  # loading PROJ takes as long as all the rest

    crs = projections.known_crs(definition, file)
    name = projections.named(crs)
    if projections.is_degrees(crs):
        return Frame(name, True, (), _unchanged)
    line = f"fixed: reprojected from {name} to WGS 84"
    return Frame(name, crs.is_geographic, (line,), projections.to_wgs84(crs, file))


def projected(shapes: Sequence[Shape], layer: Frame, file: str) -> tuple[Shape, ...]:
    """The shapes in degrees.  Raises Refused where one lies outside the CRS."""
    found = tuple(Shape(one.name, layer.to_wgs84(one.geometry)) for one in shapes if one.geometry is not None)
    for shape in found:
        if not np.isfinite(shapely.get_coordinates(shape.geometry)).all():
            remedy = "correct the CRS; if easting and northing are swapped, give --swap-xy"
            raise refused(file, f"coordinates lie outside {layer.name}", remedy, shape.name)
    return found
