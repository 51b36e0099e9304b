"""The nearest of many lines: where on it, which it is, and how precise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely

from geodata.boundaries import AROUND_SYRIA, stretches_of_versions


@dataclass(frozen=True, eq=False)
class Lines:
    """The straight segments of lines in metres (n × 2 × 2), with the precision (km) and the outline of each."""

    segments: np.ndarray
    precision_km: np.ndarray
    outline: np.ndarray

    @classmethod
    def of(cls, outlines: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame | None) -> Lines:
        """The lines of outlines (WGS 84, index = version); an outline is known by its place among them."""
        told = stretches_of_versions(outlines, stretches)
        corners, line = shapely.get_coordinates(told.to_crs(AROUND_SYRIA).geometry.to_numpy(), return_index=True)
        together = line[:-1] == line[1:]
        pairs, owner = np.stack([corners[:-1], corners[1:]], axis=1)[together], line[:-1][together]
        places = outlines.index.get_indexer(told["version"])
        return cls(pairs, told["precision_km"].to_numpy(dtype=float)[owner], places[owner])

    def only(self, *outlines: int) -> Lines:
        kept = np.isin(self.outline, outlines)
        return Lines(self.segments[kept], self.precision_km[kept], self.outline[kept])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.linestrings(self.segments))

    def nearest(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each point (n × 2, metres) the foot on the nearest line (n × 2), that line's outline and precision.

        Where two stretches are equally near, as at the vertex between them, the coarser precision counts.
        """
        rows, found = self._tree.query_nearest(shapely.points(points), all_matches=True)
        precision = np.full(len(points), -np.inf)
        np.maximum.at(precision, rows, self.precision_km[found])
        first = found[np.searchsorted(rows, np.arange(len(points)))]
        return _feet(self.segments[first], points), self.outline[first], precision


def _feet(segments: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The position on each segment nearest to its point."""
    begins, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    length = (along**2).sum(axis=1)
    part = ((points - begins) * along).sum(axis=1) / np.where(length > 0, length, 1)
    return begins + np.clip(part, 0, 1)[:, None] * along
