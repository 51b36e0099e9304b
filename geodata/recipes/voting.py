"""Marks voted into settlements, and so into a recipe."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date as Day

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.recipe_records import Recipe
from geodata.recipes.ground import METRIC, WGS84, Ground
from geodata.recipes.marks import Mark

KM = 1000.0
# How cells become an outline: as for the reading «subdistricts», whose steps these are.
SMOOTH = {
    "step": "smooth",
    "gap_km": 1.2,
    "smallest_island_km2": 3.0,
    "smallest_hole_km2": 15.0,
    "tolerance_km": 0.08,
}
FOLLOW = {"step": "follow", "borders": ["state", "governorate", "sub-district"], "within_km": 0.4}


@dataclass(frozen=True)
class Vote:
    """What the marks say of a settlement: the holder's share of them (0–1), how many, and the latest day."""

    share: float
    marks: int
    day: Day | None
    why: str

    @property
    def is_inside(self) -> bool:
        return self.share > 0.5

    @property
    def certainty(self) -> str:
        return "certain" if self.share in (0.0, 1.0) else "probable"


def votes(
    marks: Iterable[Mark], settlements: gpd.GeoDataFrame, holders: Collection[str], day: Day, within_km: float
) -> dict[str, Vote]:
    """What marks say of settlements, by P-code.

    Parameters
    ----------
    settlements : points in metres, index = P-code
    holders : whose side is inside
    day : marks of a later day do not count, and of those of a settlement only the latest day's do
    within_km : a mark is given to the nearest settlement, if it is no farther than this
    """
    counted = [mark for mark in marks if mark.day is None or mark.day <= day]
    if not counted:
        return {}
    ballots: dict[str, list[Mark]] = {}
    for mark, pcode in zip(counted, _settlement_of(counted, settlements, within_km), strict=True):
        if pcode is not None:
            ballots.setdefault(pcode, []).append(mark)
    return {pcode: _vote(cast, {holder.lower() for holder in holders}) for pcode, cast in ballots.items()}


def _settlement_of(marks: list[Mark], settlements: gpd.GeoDataFrame, within_km: float) -> list[str | None]:
    points = gpd.GeoSeries(gpd.points_from_xy([m.lon for m in marks], [m.lat for m in marks]), crs=WGS84)
    nearest, metres = shapely.STRtree(settlements.geometry.to_numpy()).query_nearest(
        points.to_crs(METRIC).to_numpy(), return_distance=True, all_matches=False
    )
    found: list[str | None] = [None] * len(marks)
    for mark, place, apart in zip(*nearest, metres, strict=True):
        if apart <= within_km * KM:
            found[mark] = str(settlements.index[place])
    return [mark.pcode or pcode for mark, pcode in zip(marks, found, strict=True)]


def _vote(cast: list[Mark], holders: set[str]) -> Vote:
    latest = max((mark.day for mark in cast if mark.day), default=None)
    counted = [mark for mark in cast if mark.day == latest]
    total = sum(mark.share for mark in counted)
    held = sum(mark.share for mark in counted if mark.holder in holders)
    by_holder: dict[str, float] = {}
    for mark in counted:
        by_holder[mark.holder] = by_holder.get(mark.holder, 0) + mark.share
    shares = ", ".join(f"{holder} {share:g}" for holder, share in sorted(by_holder.items()))
    why = f"Marks{f' of {latest}' if latest else ''}: {shares}."
    return Vote(held / total, round(total), latest, why)


def neighbours_votes(known: dict[str, Vote], settlements: gpd.GeoDataFrame, reach_km: float) -> dict[str, Vote]:
    """For settlements without marks: the side of the nearest settlement that has some, within a reach, as probable."""
    voted = settlements.loc[settlements.index.intersection(list(known))]
    others = settlements.loc[~settlements.index.isin(voted.index)]
    if voted.empty or others.empty:
        return {}
    nearest, metres = shapely.STRtree(voted.geometry.to_numpy()).query_nearest(
        others.geometry.to_numpy(), return_distance=True, all_matches=False
    )
    found = {}
    for other, place, apart in zip(*nearest, metres, strict=True):
        if apart <= reach_km * KM:
            like, name = known[str(voted.index[place])], voted["name_en"].iloc[place]
            share = 0.75 if like.is_inside else 0.25
            why = f"No mark; as {name}, {apart / KM:.1f} km away."
            found[str(others.index[other])] = Vote(share, 0, like.day, why)
    return found


def recipe_from_marks(
    catalog: Catalog,
    marks: Iterable[Mark],
    zone: str,
    day: Day,
    holders: Collection[str],
    *,
    file: str,
    source: str = "general-knowledge",
    within_km: float = 3.0,
    reach_km: float = 3.0,
    around_km: float = 30.0,
) -> Recipe:
    """A recipe of the settlements that marks give to a side, around what was ever drawn of a zone.

    Settlements that a reading has inside and the marks outside are listed as outside, with why.

    Raises
    ------
    Refused
        there is no such zone, or no settlement around it is held by that side.
    """
    if zone not in catalog.zones:
        raise Refused([Problem("zones", zone, "there is no such zone", f"use one of {', '.join(catalog.zones)}")])
    ground = Ground(catalog)
    ever = _ever_drawn(catalog, zone)
    settlements = ground.settlements[shapely.dwithin(ground.settlements.geometry.to_numpy(), ever, around_km * KM)]
    known = votes(marks, ground.settlements, holders, day, within_km)
    known = {pcode: vote for pcode, vote in known.items() if pcode in settlements.index}
    sides = {**neighbours_votes(known, settlements, reach_km), **known}
    inside = [pcode for pcode, vote in sides.items() if vote.is_inside]
    if not inside:
        problem = f"no settlement around {zone} is held by {' or '.join(sorted(holders))} by {day}"
        raise Refused([Problem(file, "-", problem, "check --holder, --date and the marks")])
    near = settlements.index[shapely.covers(ever, settlements.geometry.to_numpy())]
    told = [pcode for pcode in sides if sides[pcode].is_inside or (sides[pcode].marks and pcode in near)]
    listed = [
        {
            "pcode": pcode,
            "name": str(ground.settlements.loc[pcode, "name_en"]),
            "side": "inside" if sides[pcode].is_inside else "outside",
            "certainty": sides[pcode].certainty,
            "why": sides[pcode].why,
        }
        for pcode in sorted(told)
    ]
    method = (
        f"Union of the Voronoi cells, each within its sub-district, of the settlements that control marks give to "
        f"{' or '.join(sorted(holders))} by {day}: each mark to the nearest settlement within {within_km:g} km, the "
        f"majority of a settlement's latest day; a settlement without marks as the nearest that has some, within "
        f"{reach_km:g} km. Gaps closed, specks dropped, vertices thinned."
    )
    steps = [{"step": "settlements", "within": "sub-district", "settlements": listed}, SMOOTH, FOLLOW]
    fields = {"id": f"{zone}@{day}~marks", "zone": zone, "source": [source], "method": method, "steps": steps}
    return Recipe.model_validate(fields)


def _ever_drawn(catalog: Catalog, zone: str) -> BaseGeometry:
    rows = catalog.boundaries[(catalog.boundaries["zone"] == zone) & catalog.boundaries.geometry.notna()]
    union = shapely.union_all(rows.geometry.to_crs(METRIC).to_numpy())
    shapely.prepare(union)
    return union
