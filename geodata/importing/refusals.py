"""What makes a file's geometry unfit, whatever the atlas holds: one small function for each reason.

A rule is given the layer's polygons as they were read, and yields problems.  Mending comes after (``repairs``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem
from geodata.importing import limits


@dataclass(frozen=True)
class Shape:
    """A feature's geometry before it is mended, with the feature's name; None where the file gives none."""

    name: str
    geometry: BaseGeometry | None


@dataclass(frozen=True)
class Drawing:
    """What a layer holds: coordinates as in the file, and whether they are known to be degrees."""

    file: str
    shapes: tuple[Shape, ...]
    has_crs: bool
    is_geographic: bool
    large: bool = False

    def problem(self, feature: str, problem: str, remedy: str) -> Problem:
        return Problem(self.file, feature, problem, remedy)

    def coordinates(self) -> Iterator[tuple[Shape, np.ndarray]]:
        """Each shape with its coordinates, shape (n, 2)."""
        for shape in self.shapes:
            if shape.geometry is not None and not shape.geometry.is_empty:
                yield shape, shapely.get_coordinates(shape.geometry)


# As many as somebody reads.
MOST_TOLD = 20

Rule = Callable[[Drawing], Iterator[Problem]]

KINDS = {"Point": "a point", "MultiPoint": "points", "LineString": "a line", "MultiLineString": "lines"}
POLYGONAL = ("Polygon", "MultiPolygon")
LINEAR = ("LineString", "MultiLineString")


def nothing_drawn(drawing: Drawing) -> Iterator[Problem]:
    if not drawing.shapes:
        yield drawing.problem("-", "holds no feature", "export the outline, not an empty selection")
    for shape in drawing.shapes:
        if shape.geometry is None or shape.geometry.is_empty:
            remedy = "draw it, write its coordinates as plain numbers, or leave it out"
            yield drawing.problem(shape.name, "has no geometry, or one that cannot be read", remedy)


def not_polygons(drawing: Drawing) -> Iterator[Problem]:
    for shape in drawing.shapes:
        for part in _parts(shape.geometry):
            if part.geom_type not in POLYGONAL:
                what = KINDS.get(part.geom_type, f"a {part.geom_type}")
                yield drawing.problem(shape.name, f"is {what}, not an outline", "give polygons only")
                break


def _parts(geometry: BaseGeometry | None) -> list[BaseGeometry]:
    """The parts of a collection, collections within it taken apart too."""
    if geometry is None or geometry.is_empty:
        return []
    if geometry.geom_type != "GeometryCollection":
        return [geometry]
    return [part for one in geometry.geoms for part in _parts(one)]


def not_lines(drawing: Drawing) -> Iterator[Problem]:
    for shape in drawing.shapes:
        other = [part.geom_type for part in _parts(shape.geometry) if part.geom_type not in LINEAR]
        if other:
            what = KINDS.get(other[0], f"a {other[0]}")
            yield drawing.problem(shape.name, f"is {what}, not a stretch of a line", "give lines along the outline")


def not_finite(drawing: Drawing) -> Iterator[Problem]:
    for shape, coordinates in drawing.coordinates():
        wrong = np.flatnonzero(~np.isfinite(coordinates).all(axis=1))
        if len(wrong):
            problem = f"vertex {wrong[0] + 1} is NaN or Infinity"
            yield drawing.problem(shape.name, problem, "correct or remove the vertex")


def without_area(drawing: Drawing) -> Iterator[Problem]:
    for shape, coordinates in drawing.coordinates():
        is_drawn = any(part.geom_type in POLYGONAL for part in _parts(shape.geometry))
        if is_drawn and len(coordinates) < 100 and len(np.unique(coordinates, axis=0)) < 3:
            yield drawing.problem(shape.name, "encloses no area", "draw a ring of three vertices or more")


def too_many_vertices(drawing: Drawing) -> Iterator[Problem]:
    count = sum(len(coordinates) for _, coordinates in drawing.coordinates())
    if count > limits.VERTICES and not drawing.large:
        problem = f"{count:,} vertices, over {limits.VERTICES:,}"
        yield drawing.problem("-", problem, "simplify the outline to its precision, or give --large")


def too_many_rings(drawing: Drawing) -> Iterator[Problem]:
    count = sum(rings(shape.geometry) for shape in drawing.shapes)
    if count > limits.RINGS and not drawing.large:
        problem = f"{count:,} parts and holes, over {limits.RINGS:,}"
        yield drawing.problem("-", problem, "merge the parts and drop the specks, or give --large")


def rings(geometry: BaseGeometry | None) -> int:
    """Outer rings and holes of a geometry."""
    polygons = shapely.get_parts([part for part in _parts(geometry) if part.geom_type in POLYGONAL])
    return int(len(polygons) + shapely.get_num_interior_rings(polygons).sum())


def not_degrees(drawing: Drawing) -> Iterator[Problem]:
    """Coordinates off the globe, in a file that names no CRS or one in degrees."""
    if drawing.has_crs and not drawing.is_geographic:
        return
    for shape, coordinates in drawing.coordinates():
        lon, lat = coordinates.T
        off = np.flatnonzero((np.abs(lon) > 360) | (np.abs(lat) > 90))
        if len(off):
            at = f"{lon[off[0]]:.10g}, {lat[off[0]]:.10g}"
            missing = "" if drawing.has_crs else ", and the file names no CRS"
            remedy = "export in WGS 84, or with its CRS (for a Shapefile the .prj)"
            yield drawing.problem(shape.name, f"{at} cannot be degrees{missing}", remedy)


def degrees_in_metres(drawing: Drawing) -> Iterator[Problem]:
    """Degrees under a CRS in metres, which would put the outline on a few square metres."""
    if not drawing.has_crs or drawing.is_geographic:
        return
    for shape, coordinates in drawing.coordinates():
        if (np.abs(coordinates) <= (180, 90)).all():
            at = f"{coordinates[0][0]:.10g}, {coordinates[0][1]:.10g}"
            remedy = "state the CRS it was drawn in, for degrees EPSG:4326 (for a Shapefile in the .prj)"
            yield drawing.problem(shape.name, f"{at} looks like degrees, and its CRS is in metres", remedy)


def across_the_antimeridian(drawing: Drawing) -> Iterator[Problem]:
    if drawing.has_crs and not drawing.is_geographic:
        return
    for shape, coordinates in drawing.coordinates():
        lon, lat = coordinates.T
        if (np.abs(lat) > 90).any() or (np.abs(lon) > 360).any():
            continue
        if (np.abs(lon) > 180).any() or np.ptp(lon) > 180:
            yield drawing.problem(shape.name, "crosses the antimeridian, far from Syria", "draw it around 38° E 35° N")


GEOMETRY_RULES: tuple[Rule, ...] = (
    nothing_drawn,
    not_polygons,
    not_finite,
    without_area,
    too_many_vertices,
    too_many_rings,
)
CRS_RULES: tuple[Rule, ...] = (not_degrees, degrees_in_metres, across_the_antimeridian)
Stages = tuple[tuple[Rule, ...], ...]
OUTLINE: Stages = (GEOMETRY_RULES, CRS_RULES)
STRETCHES: Stages = ((nothing_drawn, not_lines, not_finite, too_many_vertices), CRS_RULES)


def problems(drawing: Drawing, stages: Stages = OUTLINE) -> list[Problem]:
    """What is wrong with a drawing: the first stage that finds anything, since the next would only repeat it."""
    for stage in stages:
        found = [problem for rule in stage for problem in rule(drawing)]
        if found:
            return _first(found, drawing)
    return []


def _first(found: list[Problem], drawing: Drawing) -> list[Problem]:
    more = len(found) - MOST_TOLD
    further = [drawing.problem("-", f"{more:,} more problems of this kind", "mend these first")] if more > 0 else []
    return found[:MOST_TOLD] + further
