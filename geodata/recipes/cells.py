"""Cells of settlements, and how many parts become one outline.  Metres in, metres out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

SPECK_M2 = 1e6


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of a geometry; lines and points, as overlays leave them, are left out."""
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    return [polygon for part in getattr(geometry, "geoms", ()) for polygon in polygons_of(part)]


def with_each_ring(outline: BaseGeometry, changed: Callable[[LineString], np.ndarray]) -> BaseGeometry:
    """An outline whose rings are each replaced by what a function gives for it (n × 2, closed)."""
    polygons = [Polygon(changed(p.exterior), [changed(hole) for hole in p.interiors]) for p in polygons_of(outline)]
    return shapely.union_all([part for polygon in polygons for part in polygons_of(shapely.make_valid(polygon))])


def settlement_cells(
    settlements: gpd.GeoDataFrame, units: gpd.GeoSeries, unit_column: str, wanted: Collection[str]
) -> gpd.GeoSeries:
    """Voronoi cell of settlements within their own administrative unit.

    Parameters
    ----------
    settlements : points in metres, index = P-code, with ``unit_column``
    units : polygons in metres, index = P-code of the unit
    wanted : P-codes of the settlements whose cells are needed

    Returns
    -------
    GeoSeries of polygons in metres, index = P-code of the settlement, of every settlement of a unit that has a
    wanted one; settlements whose unit is unknown are left out.
    """
    needed = set(settlements.loc[settlements.index.intersection(list(wanted)), unit_column]) & set(units.index)
    cells: dict[str, BaseGeometry] = {}
    for unit, members in settlements[settlements[unit_column].isin(needed)].groupby(unit_column):
        outline = units.loc[unit]
        pieces = shapely.voronoi_polygons(MultiPoint(list(members.geometry)), extend_to=outline, ordered=True)
        if len(members) == 1:
            cells[str(members.index[0])] = outline
            continue
        for pcode, cell in zip(members.index, pieces.geoms, strict=True):
            cells[pcode] = cell.intersection(outline)
    return gpd.GeoSeries(cells, crs=settlements.crs)


def smoothed(
    parts: Iterable[BaseGeometry], gap_m: float, smallest_island_m2: float, smallest_hole_m2: float, tolerance_m: float
) -> BaseGeometry:
    """One outline from many parts: gaps closed, specks dropped, vertices thinned."""
    union = shapely.union_all(list(parts))
    closed = union.buffer(gap_m / 2).buffer(-gap_m / 2)
    islands = [_without_small_holes(island, smallest_hole_m2) for island in polygons_of(closed)]
    kept = [island for island in islands if island.area >= smallest_island_m2]
    outline = shapely.union_all(kept).simplify(tolerance_m, preserve_topology=True)
    return shapely.make_valid(outline)


def without_specks(outline: BaseGeometry) -> BaseGeometry:
    """Drops what a cut along someone else's line leaves behind: pieces under one square kilometre."""
    return shapely.union_all([part for part in polygons_of(outline) if part.area >= SPECK_M2])


def _without_small_holes(island: Polygon, smallest: float) -> Polygon:
    return Polygon(island.exterior, [hole for hole in island.interiors if Polygon(hole).area >= smallest])
