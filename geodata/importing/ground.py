"""The ground an outline covers, held against the atlas: Syria, disputed ground, the neighbouring zones.

"Beyond precision" means deeper than the line is exact: what reaches further than ``precision_km`` into ground
that is not the zone's.  Less than that is a matter of drawing, and cut back where the ground is another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import AROUND_SYRIA, WGS84, area_km2
from geodata.canonical import on_grid
from geodata.catalog import Catalog
from geodata.errors import Problem
from geodata.importing.particulars import Particulars
from geodata.importing.repairs import polygons_in, swapped
from geodata.importing.succession import FOR_EVER, Succession

SMALLEST_KM2 = 0.01
# In the plane of degrees, where a ring of corners in one line has no area; geodesics between them would give it some.
SQUARE_DEGREE_KM2 = 10_000
# What outlines that share a line may overlap by, through the grid of 1e-5 degrees.
HAIR_KM2 = 0.01
# A sliver is a small part of both zones; a pocket swallowed whole is none, however narrow.
SLIVER_SHARE = 0.05
# Mostly in Syria once the axes are exchanged, and mostly not before: swapped.
MOSTLY = 0.9

_TO_METRES = Transformer.from_crs(WGS84, AROUND_SYRIA, always_xy=True)
_TO_DEGREES = Transformer.from_crs(AROUND_SYRIA, WGS84, always_xy=True)


@dataclass(frozen=True)
class Claim:
    """An outline with what is stated about it and the atlas it is to enter."""

    file: str
    outline: BaseGeometry
    stated: Particulars
    place: Succession
    catalog: Catalog
    swapped_bounds: tuple[float, ...] | None

    @property
    def syria(self) -> BaseGeometry:
        return self.catalog.states.geometry.loc["syr"]

    def problem(self, problem: str, remedy: str) -> Problem:
        return Problem(self.file, self.place.version, problem, remedy)


def _widened(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """A geometry in WGS 84 widened (or, below zero, narrowed) by a distance on the ground."""
    metric = shapely.transform(geometry, _TO_METRES.transform, interleaved=False)
    return shapely.transform(metric.buffer(km * 1000), _TO_DEGREES.transform, interleaved=False)


def without_area(claim: Claim) -> Iterator[Problem]:
    if claim.outline.area * SQUARE_DEGREE_KM2 < SMALLEST_KM2:
        yield claim.problem(f"covers less than {SMALLEST_KM2} km²", "draw the outline of the zone")


def swapped_axes(claim: Claim) -> Iterator[Problem]:
    """Outside Syria as it stands, inside once longitude and latitude change places."""
    if _share_inside(claim.outline, claim.syria) > 1 - MOSTLY:
        return
    west, south, east, north = claim.syria.bounds
    bounds = claim.swapped_bounds
    fits = bounds is not None and west <= bounds[0] and south <= bounds[1] and bounds[2] <= east and bounds[3] <= north
    if fits or _share_inside(swapped(claim.outline), claim.syria) >= MOSTLY:
        yield claim.problem(
            "the axes are swapped: latitude stands before longitude",
            "give --swap-xy, or leave it out where it was given",
        )


def _share_inside(outline: BaseGeometry, land: BaseGeometry) -> float:
    return shapely.intersection(outline, land).area / outline.area


def _turned_vertex(claim: Claim) -> tuple[float, float] | None:
    """A vertex far from Syria that would be there if its longitude and latitude changed places."""
    west, south, east, north = claim.syria.bounds
    x, y = shapely.get_coordinates(claim.outline).T
    is_there = (west <= x) & (x <= east) & (south <= y) & (y <= north)
    would_be = (west <= y) & (y <= east) & (south <= x) & (x <= north)
    turned = np.flatnonzero(~is_there & would_be)
    return (float(x[turned[0]]), float(y[turned[0]])) if len(turned) else None


def outside_syria(claim: Claim) -> Iterator[Problem]:
    outside = shapely.difference(claim.outline, claim.syria)
    precision = claim.stated.precision_km
    if outside.is_empty or shapely.difference(outside, _widened(claim.syria, precision)).is_empty:
        return
    if turned := _turned_vertex(claim):
        problem = f"in part of it, as at {turned[0]:.6g}, {turned[1]:.6g}, latitude stands before longitude"
        yield claim.problem(problem, "exchange the two numbers there; --swap-xy would exchange all")
    else:
        problem = f"{area_km2_of(outside):,.1f} km² lie outside Syria, beyond the precision of {precision:g} km"
        yield claim.problem(problem, "correct the outline; if the place is wrong altogether, its CRS")


def disputed_ground(claim: Claim) -> Iterator[Problem]:
    disputed = claim.catalog.disputed.union_all()
    precision = claim.stated.precision_km
    within = shapely.intersection(claim.outline, disputed)
    if area_km2_of(within) > HAIR_KM2 and claim.outline.intersects(_widened(disputed, -precision)):
        names = " and ".join(
            str(row["name"]["en"])
            for _, row in claim.catalog.disputed.iterrows()
            if claim.outline.intersects(row.geometry)
        )
        problem = (
            f"{area_km2_of(within):,.1f} km² of disputed ground ({names}), beyond the precision of {precision:g} km"
        )
        yield claim.problem(problem, "keep the outline out of it; disputed ground is in no zone")


def overlapping(claim: Claim) -> Iterator[Problem]:
    for version, row in neighbours(claim).iterrows():
        overlap = shapely.intersection(claim.outline, row.geometry)
        if area_km2_of(overlap) > HAIR_KM2 and not _is_sliver(overlap, claim, row):
            remedy = "move the border, or end one of the two first"
            yield claim.problem(f"overlaps {version} by {area_km2_of(overlap):,.1f} km²", remedy)


def neighbours(claim: Claim) -> gpd.GeoDataFrame:
    """The other zones' outlines that can be drawn beside it on a day: both defaults, or both of one reading."""
    table = claim.catalog.boundaries
    drawn = table[(table["zone"] != claim.stated.zone) & table.geometry.notna() & (table["status"] != "dissolved")]
    same = (drawn["default"] & claim.place.default) | (drawn["according"] == claim.place.according)
    ends = drawn["valid_to"].map(lambda end: end if end == end and end is not None else FOR_EVER)
    meet = (drawn["valid_from"] < (claim.place.valid_to or FOR_EVER)) & (ends > claim.stated.valid_from)
    return drawn[same & meet & drawn.intersects(claim.outline)]


def _is_sliver(overlap: BaseGeometry, claim: Claim, neighbour: gpd.GeoSeries) -> bool:
    """Narrower than the finer of the two lines is exact, and a small part of either zone."""
    width_km = min(claim.stated.precision_km, float(neighbour["precision_km"]))
    smaller = min(area_km2(claim.outline), area_km2(neighbour.geometry))
    return area_km2_of(overlap) < SLIVER_SHARE * smaller and _widened(overlap, -width_km / 2).is_empty


def area_km2_of(overlay: BaseGeometry) -> float:
    """The area of what an overlay gives, which may hold lines and points where areas only touch."""
    return area_km2(MultiPolygon(polygons_in(overlay)))


RULES: tuple[tuple[Callable[[Claim], Iterator[Problem]], ...], ...] = (
    (without_area,),
    (swapped_axes,),
    (outside_syria, disputed_ground, overlapping),
)


def problems(claim: Claim) -> list[Problem]:
    """What is wrong with the ground: the first stage of ``RULES`` that finds anything."""
    for stage in RULES:
        found = [problem for rule in stage for problem in rule(claim)]
        if found:
            return found
    return []


def cut_back(claim: Claim) -> tuple[BaseGeometry, tuple[str, ...]]:
    """The outline on the grid of 1e-5 degrees, without slivers of other zones and of disputed ground."""
    lines = []
    outline = on_grid(claim.outline)
    others = {f"overlap with {version}": row.geometry for version, row in neighbours(claim).iterrows()}
    for what, ground in {**others, "disputed ground": claim.catalog.disputed.union_all()}.items():
        taken = area_km2_of(shapely.intersection(outline, ground))
        if taken > HAIR_KM2:
            kept = MultiPolygon(polygons_in(shapely.difference(outline, ground)))
            outline = on_grid(kept)
            lines.append(f"fixed: {what} under the precision snapped away ({taken:,.3f} km²)")
    outside = area_km2_of(shapely.difference(outline, claim.syria))
    if outside > HAIR_KM2:
        lines.append(f"note: {outside:,.2f} km² lie outside Syria, within the precision; they are kept as drawn")
    parts = polygons_in(outline)
    return (parts[0] if len(parts) == 1 else MultiPolygon(parts)), tuple(lines)
