"""Which of many outlines hold a point: cells that lie wholly inside or outside one answer at once.

A grid is laid over all outlines and every cell is classified once for each of them: inside,
outside, or on its edge.  Only for points in cells on the edge is the geometry itself asked, so
that every answer is that of ``shapely.covers``: a point on the line, or on a vertex, is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

CELLS = 2**20  # about 300 m a side for the outlines that ship: one point in a hundred asks a geometry; 2 MB of memory
CHUNK = 2**16  # points looked up at a time, so that what is worked on stays in the processor's cache
# A cell counts as on the edge where the line comes this near (in cells): far more than the rounding of a point's
# cell, far less than would make a difference to speed.
BESIDE = 1e-6
OUTSIDE, EDGE, INSIDE = 0, 1, 2


@dataclass(frozen=True)
class Frame:
    """Square cells over an extent (degrees), and a ring of cells around it that no outline reaches."""

    west: float
    south: float
    per_degree: float
    columns: int
    rows: int

    @classmethod
    def over(cls, bounds: Sequence[float], cells: int) -> Frame:
        west, south, east, north = bounds
        width, height = max(east - west, 1e-3), max(north - south, 1e-3)
        per_degree = (cells / (width * height)) ** 0.5
        columns, rows = (int(np.ceil(degrees * per_degree)) + 4 for degrees in (width, height))
        return cls(west - 2 / per_degree, south - 2 / per_degree, per_degree, columns, rows)

    def measured(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions counted in cells from the south-west corner."""
        return (lon - self.west) * self.per_degree, (lat - self.south) * self.per_degree

    def cells(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """The cell of each point; of those beyond the frame, and of NaN, one of the ring around."""
        x, y = self.measured(lon, lat)
        column = np.fmin(np.fmax(x, 0), self.columns - 1).astype(np.int32)
        row = np.fmin(np.fmax(y, 0), self.rows - 1).astype(np.int32)
        return row * np.int32(self.columns) + column


class Grid:
    """Outlines (polygons in WGS 84, with holes and parts or without) ready for millions of points.

    Parameters
    ----------
    outlines : the same one may stand there several times, and is classified once
    cells : how many cells the grid has, roughly
    """

    def __init__(self, outlines: Sequence[BaseGeometry], cells: int = CELLS):
        given = np.array(outlines, dtype=object)
        self.count = len(given)
        # outlines that are the same, vertex for vertex, are one shape
        _, first, self.shape_of = np.unique(shapely.to_wkb(given), return_index=True, return_inverse=True)
        self.shapes = given[first]
        shapely.prepare(self.shapes)
        self.frame = Frame.over(shapely.total_bounds(self.shapes) if len(given) else (0, 0, 1, 1), cells)
        self._classify()

    def _classify(self) -> None:
        """Give every cell a code, and every code what it means for each shape.  Code 0 means outside all."""
        codes = np.zeros((self.frame.rows, self.frame.columns), dtype=np.int32)
        meaning = np.zeros((1, len(self.shapes)), dtype=np.uint8)
        for number, shape in enumerate(self.shapes):
            window, on_edge, within = _cells_of(shape, self.frame)
            for told, cells in ((EDGE, on_edge), (INSIDE, within)):
                before, after = np.unique(codes[window][cells], return_inverse=True)
                codes[window][cells] = len(meaning) + after
                meaning = np.vstack([meaning, meaning[before]])
                meaning[-len(before) or len(meaning) :, number] = told
        # as few bytes as the codes need: the smaller the grid, the more of it is at hand
        self._codes = codes.ravel().astype(np.min_scalar_type(len(meaning)))
        self.inside, self.edge = meaning == INSIDE, meaning == EDGE

    @cached_property
    def _held_by_code(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each code how many outlines hold all its cells, where their list begins, and the lists."""
        holding = self.inside[:, self.shape_of]
        counts = holding.sum(axis=1)
        return counts, np.cumsum(counts) - counts, np.nonzero(holding)[1]

    def codes(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """The code of each point's cell: a row of ``inside`` and of ``edge``."""
        return self._codes[self.frame.cells(lon, lat)]

    def holds(self, outline: int, codes: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Whether an outline covers each point, whose codes these are."""
        shape = self.shape_of[outline]
        held = self.inside[codes, shape]
        asked = np.flatnonzero(self.edge[codes, shape])
        held[asked] = shapely.intersects_xy(self.shapes[shape], lon[asked], lat[asked])
        return held

    def holding(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """All pairs of a point and an outline that covers it.

        Parameters
        ----------
        lon, lat : float, shape (n,), degrees; NaN and positions anywhere in the world are held by none

        Returns
        -------
        points, outlines : int, places of each pair, in no particular order
        """
        if not self.count or not len(lon):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        found = [
            self._pairs(lon[start : start + CHUNK], lat[start : start + CHUNK], start)
            for start in range(0, len(lon), CHUNK)
        ]
        points, outlines = zip(*found, strict=True)
        return np.concatenate(points), np.concatenate(outlines)

    def _pairs(self, lon: np.ndarray, lat: np.ndarray, start: int) -> tuple[np.ndarray, np.ndarray]:
        codes = self.codes(lon, lat)
        counts, begins, held = self._held_by_code
        told = np.flatnonzero(counts[codes])
        several = counts[codes[told]]
        ends = np.cumsum(several)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - several, several)
        points = [np.repeat(told, several)]
        outlines = [held[np.repeat(begins[codes[told]], several) + within]]
        beside = np.flatnonzero(self.edge.any(axis=1)[codes])
        for shape in np.flatnonzero(self.edge[codes[beside]].any(axis=0)):
            asked = beside[self.edge[codes[beside], shape]]
            covered = asked[shapely.intersects_xy(self.shapes[shape], lon[asked], lat[asked])]
            for outline in np.flatnonzero(self.shape_of == shape):
                points.append(covered)
                outlines.append(np.full(len(covered), outline))
        return np.concatenate(points) + start, np.concatenate(outlines)


def _cells_of(shape: BaseGeometry, frame: Frame) -> tuple[tuple[slice, slice], np.ndarray, np.ndarray]:
    """The part of the frame that a shape reaches, and its cells there that lie on the edge, and inside."""
    corners, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    x, y = frame.measured(*corners.T)
    left, low = int(x.min()) - 1, int(y.min()) - 1
    on_edge = np.zeros((int(y.max()) - low + 2, int(x.max()) - left + 2), dtype=bool)
    together = ring[:-1] == ring[1:]
    pairs = np.stack([x[:-1] - left, y[:-1] - low, x[1:] - left, y[1:] - low], axis=1)[together]
    rows, columns = _crossed(*pairs.T)
    on_edge[rows, columns] = True
    # Within a row, cells between two on the edge lie on one side all of them; the first one's middle says which.
    begins = ~on_edge
    begins[:, 1:] &= on_edge[:, :-1]
    row, column = np.nonzero(begins)
    middle = frame.west + (column + left + 0.5) / frame.per_degree, frame.south + (row + low + 0.5) / frame.per_degree
    side = shapely.contains_xy(shape, *middle)
    within = side[np.cumsum(begins.ravel()) - 1].reshape(on_edge.shape) & ~on_edge
    return (slice(low, low + on_edge.shape[0]), slice(left, left + on_edge.shape[1])), on_edge, within


def _crossed(x1: np.ndarray, y1: np.ndarray, x2: np.ndarray, y2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows and columns of all cells that straight segments touch, or pass within ``BESIDE``; some more than once."""
    lowest = np.floor(np.minimum(y1, y2) - BESIDE).astype(int)
    several = np.floor(np.maximum(y1, y2) + BESIDE).astype(int) - lowest + 1
    segment = np.repeat(np.arange(len(x1)), several)
    row = np.repeat(lowest, several) + _counted(several)
    x1, y1, x2, y2 = x1[segment], y1[segment], x2[segment], y2[segment]
    # the part of each segment that runs through its row, as fractions of its length
    rise = y2 - y1
    level = np.abs(rise) <= BESIDE
    steep = np.where(level, 1, rise)
    first, last = (row - BESIDE - y1) / steep, (row + 1 + BESIDE - y1) / steep
    enters = np.where(level, 0, np.clip(np.minimum(first, last), 0, 1))
    leaves = np.where(level, 1, np.clip(np.maximum(first, last), 0, 1))
    at = x1 + (x2 - x1) * enters, x1 + (x2 - x1) * leaves
    leftmost = np.floor(np.minimum(*at) - BESIDE).astype(int)
    several = np.floor(np.maximum(*at) + BESIDE).astype(int) - leftmost + 1
    return np.repeat(row, several), np.repeat(leftmost, several) + _counted(several)


def _counted(several: np.ndarray) -> np.ndarray:
    """0, 1, 2 … anew for each run of these lengths."""
    return np.arange(several.sum()) - np.repeat(np.cumsum(several) - several, several)
