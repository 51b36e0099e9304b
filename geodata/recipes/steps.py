"""The steps of recipes: each takes the outline so far and gives the next, metres in and metres out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused
from geodata.recipe_records import (
    Corridor,
    Cut,
    Follow,
    Recipe,
    Ring,
    Settlement,
    Settlements,
    Smooth,
    Soften,
    Strip,
    Units,
)
from geodata.recipes.borders import followed
from geodata.recipes.cells import smoothed
from geodata.recipes.ground import Ground
from geodata.recipes.steppe import softened

KM, KM2 = 1000.0, 1e6
FAR_M = 2e6
# Arcs of a strip are drawn in so many chords a quarter circle: 15 km deep, they leave the circle by 72 m at most.
ARC = 8


@dataclass(frozen=True, eq=False)
class Site:
    """Where a step is done: the recipe it belongs to, the ground, and how to get another recipe's outline."""

    recipe: Recipe
    ground: Ground
    outline_of: Callable[[str], BaseGeometry]

    def refusal(self, problem: str, remedy: str) -> Refused:
        return Refused([Problem(f"recipes/{self.recipe.id}.json", self.recipe.id, problem, remedy)])

    def known(self, parts: gpd.GeoSeries, pcodes: Iterable[str], what: str) -> gpd.GeoSeries:
        """The parts of these P-codes.  Raises Refused with those that are not known."""
        wanted = list(pcodes)
        unknown = sorted(set(wanted) - set(parts.index))
        if unknown:
            file = f"recipes/{self.recipe.id}.json"
            raise Refused([Problem(file, p, f"the {what} is not known", "correct the P-code") for p in unknown])
        return parts.loc[wanted]

    def line(self, name: str) -> LineString:
        if name not in self.ground.lines:
            raise self.refusal(f"the line {name} is not in recipes/lines.csv", "add it or correct the name")
        return self.ground.lines[name]


def inside(step: Settlements) -> list[Settlement]:
    return [settlement for settlement in step.settlements if settlement.side == "inside"]


def settlement_parts(step: Settlements, site: Site, pcodes: Iterable[str]) -> gpd.GeoSeries:
    """The cells a step gives to settlements, each within its unit and reach, index = P-code.

    The reach keeps a village at the edge of the steppe from claiming the steppe.
    """
    wanted = list(dict.fromkeys(pcodes))
    cells = site.known(site.ground.cells(step.within, wanted), wanted, "settlement")
    if step.reach_km is None:
        return cells
    settlements = site.ground.settlements.loc[wanted]
    reach = settlements["admin1"].map(step.reach_km_by_governorate).fillna(step.reach_km).astype(float) * KM
    return cells.intersection(settlements.buffer(reach), align=True)


def _with_settlements(so_far: BaseGeometry, step: Settlements, site: Site) -> BaseGeometry:
    pcodes = [settlement.pcode for settlement in inside(step)]
    return shapely.union_all([so_far, *settlement_parts(step, site, pcodes)])


def _with_units(so_far: BaseGeometry, step: Units, site: Site) -> BaseGeometry:
    return shapely.union_all([so_far, *site.known(site.ground.units, [unit.pcode for unit in step.units], "unit")])


def _with_ring(so_far: BaseGeometry, step: Ring, site: Site) -> BaseGeometry:
    if step.ring not in site.ground.rings:
        raise site.refusal(f"the ring {step.ring} is not in recipes/landmarks.csv", "add it or correct the key")
    return so_far.union(site.ground.rings[step.ring])


def line_of_contact(step: Strip, site: Site, outline: BaseGeometry) -> BaseGeometry:
    """The outline's line without the stretches along a border or a unit that is excepted."""
    borders = [name for name in step.except_along if name in ("state", "governorate")]
    units = [name for name in step.except_along if name not in borders]
    excepted = [*site.ground.borders_of(borders).segments, *site.known(site.ground.units, units, "unit")]
    within_m = step.within_km * KM
    beside = [shape.buffer(within_m) for shape in excepted if shapely.dwithin(shape, outline, within_m)]
    near = shapely.union_all(beside)
    return outline.boundary.difference(near)


def _with_strip(so_far: BaseGeometry, step: Strip, site: Site) -> BaseGeometry:
    outline = site.outline_of(step.along)
    contact = line_of_contact(step, site, outline)
    strip = contact.buffer(step.depth_km * KM, quad_segs=ARC).intersection(outline)
    return so_far.union(strip)


def _with_corridor(so_far: BaseGeometry, step: Corridor, site: Site) -> BaseGeometry:
    return so_far.union(site.line(step.line).buffer(step.each_side_km * KM, cap_style="flat"))


def _cut(so_far: BaseGeometry, step: Cut, site: Site) -> BaseGeometry:
    try:
        side = side_of(site.line(step.line), step.keep)
    except ValueError as error:
        raise site.refusal(str(error), "keep another side") from error
    return so_far.intersection(side)


# Unit vectors towards each side.
DIRECTIONS = {"north": (0, 1), "east": (1, 0), "south": (0, -1), "west": (-1, 0)}


def side_of(line: LineString, direction: str) -> BaseGeometry:
    """All ground on one side of a line that is drawn on straight beyond its ends, in the direction of its ends' chord.

    Raises ValueError where the line runs in that direction, so that no side of it is there.
    """
    start, end = (shapely.get_coordinates(line)[n] for n in (0, -1))
    chord = (end - start) / max(float(((end - start) ** 2).sum()) ** 0.5, 1e-9)
    east, north = DIRECTIONS[direction]
    left = -chord[1] * east + chord[0] * north  # how far the direction points to the left of the chord
    if abs(left) < 0.2:
        raise ValueError(f"the line runs from one end to the other along its {direction} side")
    away = chord[[1, 0]] * (-1, 1) * (1 if left > 0 else -1)
    lengthened = [start - chord * FAR_M, *shapely.get_coordinates(line), end + chord * FAR_M]
    ring = [*lengthened, lengthened[-1] + away * 2 * FAR_M, lengthened[0] + away * 2 * FAR_M]
    return shapely.make_valid(Polygon(ring))


def _smoothed(so_far: BaseGeometry, step: Smooth, site: Site) -> BaseGeometry:
    return smoothed(
        [so_far], step.gap_km * KM, step.smallest_island_km2 * KM2, step.smallest_hole_km2 * KM2, step.tolerance_km * KM
    )


def _followed(so_far: BaseGeometry, step: Follow, site: Site) -> BaseGeometry:
    return followed(so_far, site.ground.borders_of(step.borders), step.within_km * KM)


def _softened(so_far: BaseGeometry, step: Soften, site: Site) -> BaseGeometry:
    fixed = site.ground.borders_of(["state", "governorate"])
    points = site.ground.settlements.geometry.to_numpy()
    return softened(so_far, points, fixed, step.clear_of_km * KM, step.over_km * KM)


STEPS: dict[str, Callable[[BaseGeometry, Any, Site], BaseGeometry]] = {
    "settlements": _with_settlements,
    "units": _with_units,
    "ring": _with_ring,
    "strip": _with_strip,
    "corridor": _with_corridor,
    "cut": _cut,
    "smooth": _smoothed,
    "follow": _followed,
    "soften": _softened,
}
