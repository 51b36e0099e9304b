"""Administrative borders as a network of vertices, and outlines laid exactly along it.  Metres in, metres out.

Cells and units end at borders, but closing gaps and thinning vertices move the line off
them.  ``followed`` puts it back: where an outline runs beside a border, it takes over the
border's own vertices, so that the two share them without gap or overlap.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geodata.recipes.cells import with_each_ring
from geodata.recipes.rings import Ring, runs

STEP_M = 100.0
# An outline that only crosses a border is near it for twice the tolerance; what is to follow it must be near longer.
LEAST_RUN = 4.0
# A border winds more than the outline that follows it roughly; a path longer than this goes somewhere else.
LONGEST_DETOUR = 2.5


@dataclass(frozen=True, eq=False)
class Network:
    """Borders as vertices (n × 2, metres) and the edges between them (m × 2), each with the level of its border.

    Levels count from 0, the state's border; an edge has the highest level (lowest number) it is part of.
    """

    vertices: np.ndarray
    edges: np.ndarray
    level: np.ndarray

    @cached_property
    def segments(self) -> np.ndarray:
        return shapely.linestrings(self.vertices[self.edges])

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.segments)

    @cached_property
    def neighbours(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for one, other in self.edges.tolist():
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
        return found

    def of_levels(self, levels: Iterable[int]) -> Network:
        """The borders of some levels only."""
        kept = np.isin(self.level, list(levels))
        return Network(self.vertices, self.edges[kept], self.level[kept])

    def distance(self, points: np.ndarray) -> np.ndarray:
        """From each point to the nearest border, metres; infinite where there is none."""
        if not len(self.edges):
            return np.full(len(points), np.inf)
        found, distances = self.tree.query_nearest(points, return_distance=True, all_matches=False)
        metres = np.full(len(points), np.inf)
        metres[found[0]] = distances
        return metres


def network(units_by_level: Mapping[int, Iterable[BaseGeometry]]) -> Network:
    """The borders of nested coverages, the coarser level first: 1 governorates, 2 districts, 3 sub-districts.

    What only one unit of the coarsest coverage has is the state's border, level 0.
    """
    level_of: dict[tuple, int] = {}
    for level, units in sorted(units_by_level.items()):
        counted: dict[tuple, int] = {}
        for ring in shapely.get_rings(shapely.get_parts(list(units))):
            corners = [tuple(corner) for corner in ring.coords]
            for edge in zip(corners, corners[1:], strict=False):
                key = (min(edge), max(edge))
                counted[key] = counted.get(key, 0) + 1
        outermost = 0 if not level_of else level
        for edge, count in counted.items():
            level_of.setdefault(edge, outermost if count == 1 else level)
    place: dict[tuple, int] = {}
    edges = [[place.setdefault(corner, len(place)) for corner in edge] for edge in level_of]
    return Network(np.array(list(place)), np.array(edges), np.array(list(level_of.values())))


def followed(outline: BaseGeometry, borders: Network, within_m: float) -> BaseGeometry:
    """An outline with the stretches that run beside a border laid along it, vertex for vertex.

    A stretch runs beside a border where it stays within ``within_m`` of it for at least ``LEAST_RUN`` times that
    length.  The rest of the outline keeps its vertices.
    """
    return with_each_ring(outline, lambda ring: _followed_ring(ring, borders, within_m))


def _followed_ring(line: LineString, borders: Network, within_m: float) -> np.ndarray:
    ring = Ring.dense(line, STEP_M)
    near = borders.distance(shapely.points(ring.positions)) <= within_m
    replaced = {}
    for first, last in runs(near):
        for start, end, path in _paths(ring.between(first, last), borders, within_m):
            replaced[ring.wrapped(first + start), ring.wrapped(first + end)] = path
    return ring.with_replaced(replaced)


def _paths(run: np.ndarray, borders: Network, within_m: float) -> list[tuple[int, int, np.ndarray]]:
    """Where parts of a run are replaced (from, to, as places in it) by which vertices of the border."""
    line = LineString(run) if len(run) > 1 else None
    if line is None or line.length < LEAST_RUN * within_m:
        return []
    found = _path(line, borders, within_m)
    if found is not None:
        vertices = borders.vertices[found]
        along = shapely.line_locate_point(line, shapely.points(vertices[[0, -1]]))
        places = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(run, axis=0).T))])
        start = int(np.searchsorted(places, along[0], side="right")) - 1
        end = min(int(np.searchsorted(places, along[1], side="left")), len(run) - 1)
        return [(start, end, vertices)] if start < end else []
    half = len(run) // 2
    later = [(start + half, end + half, path) for start, end, path in _paths(run[half:], borders, within_m)]
    return _paths(run[: half + 1], borders, within_m) + later


def _path(line: LineString, borders: Network, within_m: float) -> list[int] | None:
    """The border's vertices from near the start of a line to near its end, along it; None where no border goes."""
    corridor = line.buffer(1.5 * within_m)
    shapely.prepare(corridor)
    nearby = borders.edges[borders.tree.query(line, predicate="dwithin", distance=1.5 * within_m)]
    inside = shapely.contains_properly(corridor, shapely.linestrings(borders.vertices[nearby]))
    usable = np.unique(nearby[inside])
    if len(usable) < 2:
        return None
    points = shapely.points(borders.vertices[usable])
    along, off = shapely.line_locate_point(line, points), shapely.distance(line, points)
    margin = max(2 * within_m, 0.15 * line.length)
    early, late = along <= along.min() + margin, along >= along.max() - margin
    first = usable[early][np.argmin((along + 2 * off)[early])]
    last = usable[late][np.argmin((2 * off - along)[late])]
    path = _shortest(borders, {tuple(sorted(edge)) for edge in nearby[inside].tolist()}, int(first), int(last))
    if path is None or len(path) < 2:
        return None
    position = dict(zip(usable.tolist(), along, strict=True))
    length = np.hypot(*np.diff(borders.vertices[path], axis=0).T).sum()
    stretch = position[path[-1]] - position[path[0]]
    return path if stretch > 0 and length <= LONGEST_DETOUR * stretch + 2 * within_m else None


def _shortest(borders: Network, usable: set[tuple], first: int, last: int) -> list[int] | None:
    """Dijkstra's shortest path along usable edges."""
    reached, before, waiting = {first: 0.0}, {first: first}, [(0.0, first)]
    while waiting:
        length, vertex = heapq.heappop(waiting)
        if vertex == last:
            break
        for other in borders.neighbours[vertex]:
            if (min(vertex, other), max(vertex, other)) not in usable:
                continue
            further = length + float(np.hypot(*(borders.vertices[other] - borders.vertices[vertex])))
            if further < reached.get(other, np.inf):
                reached[other], before[other] = further, vertex
                heapq.heappush(waiting, (further, other))
    if last not in before:
        return None
    path = [last]
    while path[-1] != first:
        path.append(before[path[-1]])
    return path[::-1]
