"""Outlines softened in empty land.  Metres in, metres out.

Where no settlement is near, an outline made of cells has arcs (the reach of the last
village) and corners (where two cells or districts meet) that nobody could point to.
There the line is averaged along itself; near settlements and on borders it stays.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from geodata.recipes.borders import Network
from geodata.recipes.cells import with_each_ring
from geodata.recipes.rings import Ring, runs

STEP_M = 250.0
ON_BORDER_M = 5.0
THINNED_M = 60.0


def softened(
    outline: BaseGeometry, settlements: np.ndarray, borders: Network, clear_of_m: float, over_m: float
) -> BaseGeometry:
    """An outline averaged along itself wherever it is farther than ``clear_of_m`` from every settlement.

    Parameters
    ----------
    settlements : points of all settlements, on either side
    borders : stretches on one of these stay as they are
    over_m : standard deviation of the Gaussian weights along the line; the change sets in over as much

    A position moves at most to within half of ``clear_of_m`` of a settlement, and the line is walked in shorter
    steps than that: no settlement changes sides.
    """
    tree = shapely.STRtree(settlements)
    return with_each_ring(outline, lambda ring: _softened_ring(ring, tree, borders, clear_of_m, over_m))


def _softened_ring(
    line: LineString, settlements: shapely.STRtree, borders: Network, clear_of_m: float, over_m: float
) -> np.ndarray:
    ring = Ring.dense(line, STEP_M)
    points = shapely.points(ring.positions)
    _, clearance = settlements.query_nearest(points, return_distance=True, all_matches=False)
    free = (clearance > clear_of_m) & (borders.distance(points) > ON_BORDER_M)
    averaged = _averaged(ring.positions, over_m)
    replaced = {}
    for first, last in runs(free):
        places = np.arange(first, last + 1) % len(ring)
        if (last - first) * STEP_M < over_m or last - first + 1 == len(ring):
            continue
        depth = STEP_M * np.minimum(np.arange(len(places)), np.arange(len(places))[::-1])
        move = (averaged[places] - ring.positions[places]) * _eased(depth / over_m)[:, None]
        length = np.maximum(np.hypot(*move.T), 1e-9)
        moved = ring.positions[places] + move * np.minimum(1, (clearance[places] - clear_of_m / 2) / length)[:, None]
        thinned = shapely.get_coordinates(LineString(moved).simplify(THINNED_M))
        replaced[int(places[0]), int(places[-1])] = thinned
    return ring.with_replaced(replaced)


def _averaged(positions: np.ndarray, over_m: float) -> np.ndarray:
    """Every position as the weighted mean of those along the ring around it."""
    reach = int(3 * over_m / STEP_M)
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * (offsets * STEP_M / over_m) ** 2)
    around = positions[(np.arange(len(positions))[:, None] + offsets) % len(positions)]
    return (around * weights[:, None]).sum(axis=1) / weights.sum()


def _eased(share: np.ndarray) -> np.ndarray:
    """From 0 to 1 without a corner at either end."""
    inner = np.clip(share, 0, 1)
    return inner * inner * (3 - 2 * inner)
