"""What each stretch of a built outline follows, and how far the true line may run from it.

The figures, and why (docs/decisions/0008 has the argument):

* ``border``: the state's, 0.1 km, and the edge of the governorates the zone was agreed for (``Zone.governorates``),
  0.3 km, where the recipe follows them.  The coverage is simplified to 66 m at worst and kept to 1 m; a governorate's
  edge is drawn more loosely by its source.  A border between two of those governorates says nothing about who held
  what, and counts as any other ground.  The edge of disputed ground has the precision of that ground.
* ``landmark``: the larger precision of the two corners a segment runs between, as ``landmarks.csv`` states it.
* a line it was cut by (``road``, ``railway``, ``river``, ``landmark``): the larger precision of the two waypoints.
* ``halfway``: half the way from the nearest certain settlement inside, over the line, to the nearest settlement
  outside, but no more than to the one inside: that village is in no doubt, the ground between is.  A *probable*
  settlement inside is passed over: the line may run on its other side.  At least 0.5 km, the size of a village.
* ``steppe``: the same figure, where it is 3 km or more, that is where the settlements of the two sides lie 6 km
  apart (the reach of a settlement in the recipes) and no line is known; at most 10 km.

A figure is averaged over 2 km of line, so that stretches are long enough to be seen, and rounded down to one of
``FIGURES_KM``, which makes up for the averaging beside a village.  A border shorter than 0.5 km counts with its
neighbours.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.recipe_records import Cut, Follow, Landmark, Recipe, Ring, Settlements, Waypoint
from geodata.recipes.ground import METRIC, WGS84, Ground
from geodata.recipes.rings import runs
from geodata.stretches import rings_of, segments_of, written_stretches

FIGURES_KM = np.array([0.1, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0])
STATE_KM, GOVERNORATE_KM = 0.1, 0.3
VILLAGE_KM, STEPPE_KM, LEAST_KNOWN_KM = 0.5, 3.0, 10.0
SHORTEST_BORDER_M = 500.0
AVERAGED_OVER_M = 2000.0
# Vertices are rounded to about a metre; a segment on a line is that near to it.
ON_LINE_M = 3.0
# A cut's line is thinned afterwards by the recipe.
ON_CUT_M = 200.0


@dataclass(frozen=True, eq=False)
class Segments:
    """The segments of an outline in metres: both ends and the middle (n × 3 points), lengths, and the ring of each."""

    samples: np.ndarray
    length: np.ndarray
    ring: np.ndarray

    @classmethod
    def of(cls, outline: BaseGeometry) -> Segments:
        lines = gpd.GeoSeries(segments_of(outline), crs=WGS84).to_crs(METRIC).to_numpy()
        corners = shapely.get_coordinates(lines).reshape(-1, 2, 2)
        samples = shapely.points(np.stack([corners[:, 0], corners.mean(axis=1), corners[:, 1]], axis=1))
        counts = [len(ring) - 1 for ring in rings_of(outline)]
        return cls(samples, shapely.length(lines), np.repeat(np.arange(len(counts)), counts))

    @property
    def middles(self) -> np.ndarray:
        return self.samples[:, 1]

    def on(self, line: BaseGeometry, within_m: float = ON_LINE_M) -> np.ndarray:
        """Which segments lie on a line, from end to end."""
        shapely.prepare(line)
        return shapely.dwithin(line, self.samples, within_m).all(axis=1)


@dataclass(eq=False)
class Kinds:
    """What each segment follows, how precisely (km), and a note; filled in from the weakest claim to the strongest."""

    follows: np.ndarray
    precision_km: np.ndarray
    note: np.ndarray

    def put(self, where: np.ndarray, follows: str, precision_km: float | np.ndarray, note: str = "") -> None:
        self.follows[where], self.note[where] = follows, note
        self.precision_km[where] = precision_km if np.isscalar(precision_km) else np.asarray(precision_km)[where]


def derived_stretches(
    recipe: Recipe, ground: Ground, outline: BaseGeometry, governorates: Collection[str]
) -> list[dict[str, Any]]:
    """The stretches of a recipe's outline (WGS 84, as in the file), as a boundary file holds them.

    ``governorates`` are those the zone was agreed for, by P-code.
    """
    segments = Segments.of(outline)
    count = len(segments.length)
    kinds = Kinds(np.full(count, "free", object), np.full(count, LEAST_KNOWN_KM), np.full(count, "", object))
    _between_settlements(kinds, segments, recipe, ground, outline)
    for step in recipe.steps:
        if isinstance(step, Ring):
            corners = ground.corners[step.ring]
            on_ring = np.full(count, True)
            kinds.put(on_ring, "landmark", _along_points(segments, [*corners, corners[0]]))
        elif isinstance(step, Cut):
            waypoints = ground.waypoints[step.line]
            on_cut = segments.on(ground.lines[step.line], ON_CUT_M)
            kinds.put(on_cut, waypoints[0].kind, _along_points(segments, waypoints))
    _on_borders(kinds, segments, recipe, ground, governorates)
    return written_stretches(outline, list(kinds.follows), list(kinds.precision_km), list(kinds.note))


def settlement_sides(recipe: Recipe, ground: Ground, outline: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Points of the certain settlements inside an outline (in metres), and of all settlements outside it."""
    listed = [one for step in recipe.steps if isinstance(step, Settlements) for one in step.settlements]
    probable = {one.pcode for one in listed if one.certainty == "probable"}
    points = ground.settlements.geometry.to_numpy()
    shapely.prepare(outline)
    is_inside = shapely.covers(outline, points)
    return points[is_inside & ~ground.settlements.index.isin(probable)], points[~is_inside]


def _between_settlements(
    kinds: Kinds, segments: Segments, recipe: Recipe, ground: Ground, outline: BaseGeometry
) -> None:
    metric = gpd.GeoSeries([outline], crs=WGS84).to_crs(METRIC).iloc[0]
    sides = settlement_sides(recipe, ground, metric)
    if not all(map(len, sides)):
        return
    inside_km, outside_km = (_to_nearest_m(side, segments.middles) / 1000 for side in sides)
    known_to = np.minimum((inside_km + outside_km) / 2, inside_km)
    averaged = np.clip(_averaged(known_to, segments), VILLAGE_KM, LEAST_KNOWN_KM)
    figures = FIGURES_KM[np.searchsorted(FIGURES_KM, averaged + 1e-9) - 1]
    everywhere = np.full(len(figures), True)
    kinds.put(everywhere, "halfway", figures)
    kinds.put(figures >= STEPPE_KM, "steppe", figures)


def _to_nearest_m(points: np.ndarray, places: np.ndarray) -> np.ndarray:
    """From each place to the nearest of some points."""
    return shapely.STRtree(points).query_nearest(places, return_distance=True, all_matches=False)[1]


def _averaged(values: np.ndarray, segments: Segments) -> np.ndarray:
    """Each value as the mean, by length, of those within half of ``AVERAGED_OVER_M`` along its ring."""
    averaged = np.empty_like(values)
    for ring in np.unique(segments.ring):
        here = np.flatnonzero(segments.ring == ring)
        length = segments.length[here]
        along, total = np.cumsum(length) - length / 2, length.sum()
        apart = np.abs(along[:, None] - along)
        weights = (np.minimum(apart, total - apart) <= AVERAGED_OVER_M / 2) * length
        averaged[here] = (weights @ values[here]) / weights.sum(axis=1)
    return averaged


def _along_points(segments: Segments, points: Sequence[Landmark | Waypoint]) -> np.ndarray:
    """For each segment the larger precision (km) of the two points of a line that it runs between."""
    positions = gpd.GeoSeries(gpd.points_from_xy([p.lon for p in points], [p.lat for p in points]), crs=WGS84)
    corners = shapely.get_coordinates(positions.to_crs(METRIC).to_numpy())
    edges = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1))
    precision = np.array([point.precision_km for point in points])
    of_edge = np.maximum(precision[:-1], precision[1:])
    nearest = shapely.STRtree(edges).query_nearest(segments.middles, all_matches=False)[1]
    return of_edge[nearest]


def _on_borders(
    kinds: Kinds, segments: Segments, recipe: Recipe, ground: Ground, governorates: Collection[str]
) -> None:
    followed = {name for step in recipe.steps if isinstance(step, Follow) for name in step.borders}
    for disputed in ground.disputed_ground.itertuples():
        on_it = segments.on(disputed.geometry.boundary)
        kinds.put(on_it, "border", disputed.precision_km, "edge of disputed ground")
    agreed_for = shapely.union_all(ground.units_of("governorate").loc[list(governorates)])
    edges = {
        "governorate": (agreed_for.boundary, GOVERNORATE_KM),
        "state": (shapely.multilinestrings(ground.borders_of(["state"]).segments), STATE_KM),
    }
    for name, (line, precision) in edges.items():
        if name in followed:
            kinds.put(_long_enough(segments.on(line), segments), "border", precision, name)


def _long_enough(chosen: np.ndarray, segments: Segments) -> np.ndarray:
    """Without runs along a ring that are shorter than ``SHORTEST_BORDER_M``."""
    kept = chosen.copy()
    for ring in np.unique(segments.ring):
        here = np.flatnonzero(segments.ring == ring)
        for first, last in runs(chosen[here]):
            places = here[np.arange(first, last + 1) % len(here)]
            kept[places] = segments.length[places].sum() >= SHORTEST_BORDER_M
    return kept
