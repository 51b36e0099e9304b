"""The store's collections as shapes in pixels of one map, thinned to what the picture can show."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import affine_transform

from dashboard.collections import collection_file
from dashboard.still.projection import Projection, world_units
from geodata.store import Store

MULTIPOLYGON = 6
# Collections whose neighbours share edges, which must stay shared when thinned.
COVERAGES = {"states", "governorates"}
# A line may lose what is smaller than this many pixels of the finished picture.
TOLERANCE_PX = 0.3
# An island smaller than this many square pixels is not worth its corners.
SPECK_PX2 = 0.8
# Beyond the map's edge, so that strokes along the cut stay out of sight.
MARGIN_PX = 30


@dataclass(frozen=True)
class Shapes:
    """Features of a collection: ``geometries[n]`` belongs to ``properties[n]``."""

    properties: tuple[Mapping[str, Any], ...]
    geometries: NDArray[np.object_]

    @property
    def is_area(self) -> bool:
        return bool(len(self.geometries)) and bool(shapely.get_dimensions(self.geometries).max() == 2)


def collection_shapes(store: Store, collection: str, projection: Projection, magnified: float = 1) -> Shapes:
    """What of a collection the map shows, in pixels; features wholly outside are absent.

    Parameters
    ----------
    magnified : how many pixels of the finished picture make one of the map
    """
    return _seen(collection_file(store, collection), collection in COVERAGES, projection, magnified)


@lru_cache(maxsize=64)
def _world(file: Path) -> Shapes:
    """A whole collection in world units; the name of the file changes with its content."""
    # Not kept as JSON, which takes ten times the memory of the shapes.
    collection = json.loads(file.read_text(encoding="utf-8"))
    features = [feature for feature in collection["features"] if feature["geometry"]]
    geometries = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    geometries = np.asarray(shapely.transform(geometries, world_units), dtype=object)
    areas = shapely.get_dimensions(geometries) == 2
    geometries[areas] = shapely.make_valid(geometries[areas])
    return Shapes(tuple(feature["properties"] for feature in features), geometries)


@lru_cache(maxsize=32)  # some three maps' worth
def _seen(file: Path, is_coverage: bool, projection: Projection, magnified: float) -> Shapes:
    return _cut(_world(file), is_coverage, projection, magnified)


def shapes_of(
    features: Iterable[tuple[Mapping[str, Any], shapely.Geometry]], projection: Projection, magnified: float = 1
) -> Shapes:
    """Properties and geometries (WGS 84) that are in no collection, as ``collection_shapes`` gives those that are."""
    properties, geometries = zip(*features, strict=True) if (features := list(features)) else ((), ())
    units = shapely.transform(np.asarray(geometries, dtype=object), world_units)
    return _cut(Shapes(properties, np.asarray(units, dtype=object)), False, projection, magnified)


def _cut(world: Shapes, is_coverage: bool, projection: Projection, magnified: float) -> Shapes:
    left, top, right, bottom = projection.window(MARGIN_PX)
    properties: list[Mapping[str, Any]] = []
    seen: list[shapely.Geometry] = []
    # The world goes round: a wide map shows it more than once, as the interactive one does.
    for turn in range(math.floor(left), math.floor(right) + 1):
        window = shapely.box(left - turn, top, right - turn, bottom)
        near = np.flatnonzero(shapely.intersects(window, _boxes(world.geometries)))
        cut = shapely.intersection(world.geometries[near], window)
        for index, geometry in zip(near, cut, strict=True):
            if not geometry.is_empty:
                properties.append(world.properties[index])
                seen.append(affine_transform(geometry, [1, 0, 0, 1, turn, 0]) if turn else geometry)
    pixels = _without_specks(
        shapely.transform(np.asarray(seen, dtype=object), projection.pixels), SPECK_PX2 / magnified
    )
    return Shapes(tuple(properties), _thinned(pixels, is_coverage, TOLERANCE_PX / magnified))


def _boxes(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    return shapely.box(*shapely.bounds(geometries).T)


def _thinned(geometries: NDArray[np.object_], is_coverage: bool, tolerance: float) -> NDArray[np.object_]:
    geometries = np.asarray(geometries, dtype=object)
    if not len(geometries) or shapely.get_dimensions(geometries).max() < 1:
        return geometries
    if is_coverage:
        areas = np.asarray([_areas_only(geometry) for geometry in geometries], dtype=object)
        # The tolerance of coverages is the side of the triangle that may go, not its height.
        return np.asarray(shapely.coverage_simplify(areas, 3 * tolerance), dtype=object)
    return np.asarray(shapely.simplify(geometries, tolerance), dtype=object)


def _without_specks(geometries: NDArray[np.object_], least: float) -> NDArray[np.object_]:
    """Areas of several parts without those too small to be seen."""
    geometries = np.asarray(geometries, dtype=object)
    for n in np.flatnonzero(shapely.get_type_id(geometries) == MULTIPOLYGON):
        parts = shapely.get_parts(geometries[n])
        large = parts[shapely.area(parts) >= least]
        geometries[n] = shapely.MultiPolygon(list(large)) if len(large) else geometries[n]
    return geometries


def _areas_only(geometry: shapely.Geometry) -> shapely.Geometry:
    """A cut may leave points and lines where an area only touches the window."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def shared_edges(geometries: NDArray[np.object_], grid: float) -> shapely.Geometry:
    """The edges of neighbouring areas, each once: drawn twice, their dashes would fill each other's gaps.

    Neighbours whose sources differ by less than ``grid`` pixels, the last decimal written, have one edge too.
    """
    return shapely.normalize(shapely.line_merge(shapely.union_all(shapely.boundary(geometries), grid_size=grid)))


def hatching(area: shapely.Geometry, spacing: float = 5.5) -> shapely.Geometry:
    """Slanted lines across an area, at the same places of the map whatever the area."""
    left, top, right, bottom = area.bounds
    first, last = math.floor((left + top) / spacing), math.ceil((right + bottom) / spacing)
    lines = [
        shapely.LineString([(n * spacing - top, top), (n * spacing - bottom, bottom)]) for n in range(first, last + 1)
    ]
    return shapely.intersection(area, shapely.MultiLineString(lines))


def middle(area: shapely.Geometry) -> tuple[float, float]:
    """The point of an area that is farthest from its edge, to half a pixel or so: where a name sits best."""
    parts = shapely.get_parts(area)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    point = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=1), 0)
    return float(shapely.get_x(point)), float(shapely.get_y(point))
