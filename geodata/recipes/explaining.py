"""A recipe explained: step by step, and settlement by settlement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import geopandas as gpd
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.recipe_records import Corridor, Cut, NamedUnit, Recipe, Ring, Settlement, Settlements, Strip, Units
from geodata.recipes.building import Builder, to_wgs84
from geodata.recipes.ground import METRIC, UNIT_COLUMNS, WGS84
from geodata.recipes.steps import STEPS, line_of_contact, settlement_parts
from geodata.stretches import lines_along

KM = 1000.0
# A settlement outside is told of where its cell comes as near to the outline as this.
BESIDE_M = 250.0
LANDMARK = ("order", "landmark", "lon", "lat", "precision_km", "confidence")
WAYPOINT = ("order", "kind", "name", "pcode", "lon", "lat", "precision_km", "confidence")


@dataclass(frozen=True)
class Side:
    """A settlement and its side.

    ``through`` is what decides it: ``settlement`` where the recipe lists it, else the P-code of a unit taken whole,
    "" where it is outside and not listed.  ``cell_km2`` is its cell, ``change_km2`` what the outline would gain (or,
    below zero, lose) if it changed sides: its cell without the ground other parts cover, before smoothing.
    """

    pcode: str
    id: str
    name_en: str
    name_ar: str
    side: str
    certainty: str | None
    through: str
    why: str
    source: tuple[str, ...]
    cell_km2: float
    change_km2: float


@dataclass(frozen=True)
class StepTaken:
    """A step, what it rests on, the area before and after it, and what is particular to its kind."""

    step: str
    why: str
    source: tuple[str, ...]
    before_km2: float
    after_km2: float
    particulars: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Explanation:
    """How an outline came to be; ``stretches`` has km of line and its mean precision by what it follows."""

    name: str
    recipe: str
    source: tuple[str, ...]
    method: str
    why: str
    open_questions: tuple[str, ...]
    area_km2: float
    steps: tuple[StepTaken, ...]
    settlements: tuple[Side, ...]
    stretches: dict[str, dict[str, float]]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def recipe_of(catalog: Catalog, name: str) -> Recipe:
    """The recipe of a version, an area, or of that name itself.

    Raises
    ------
    Refused
        nothing is named so, or it has no recipe.
    """
    wanted = name
    if name in catalog.boundaries.index:
        row = catalog.boundaries.loc[name]
        if not isinstance(row["recipe"], str):
            raise Refused([Problem("recipes", name, "has no recipe", "it was imported or is dissolved; see history")])
        wanted = f"{row['recipe']}~{row['according']}"
    elif name in catalog.areas.index:
        wanted = catalog.areas.loc[name, "recipe"] or name
    if wanted not in catalog.recipes:
        problem = "no version, area or recipe has this name"
        raise Refused([Problem("recipes", name, problem, "see python -m geodata history ZONE, and recipes/")])
    return catalog.recipes[wanted]


def explained(catalog: Catalog, name: str) -> Explanation:
    """How the outline of a version or an area came to be.  Raises Refused, as ``recipe_of`` and the steps do."""
    recipe = recipe_of(catalog, name)
    builder = Builder(catalog)
    outline = builder.outline(recipe.id)
    return Explanation(
        name,
        recipe.id,
        tuple(recipe.source),
        recipe.method,
        recipe.why,
        tuple(recipe.open_questions),
        area_km2(outline),
        tuple(_steps(builder, recipe)),
        tuple(sorted(sides(builder, recipe), key=lambda one: (one.side, one.name_en, one.pcode))),
        _stretches(builder, recipe, outline) if recipe.reading else {},
    )


def _steps(builder: Builder, recipe: Recipe) -> Iterator[StepTaken]:
    site, so_far = builder.site(recipe), Polygon()
    for step in recipe.steps:
        after = STEPS[step.step](so_far, step, site)
        was, is_now = area_km2(to_wgs84(so_far)), area_km2(to_wgs84(after))
        yield StepTaken(step.step, step.why, tuple(step.source), was, is_now, _particulars(step, builder, recipe))
        so_far = after
    why = "Disputed ground is kept out of every zone; pieces under 1 km² go."
    was, is_now = area_km2(to_wgs84(so_far)), area_km2(builder.outline(recipe.id))
    yield StepTaken("without disputed ground", why, (), was, is_now)


def _particulars(step: Any, builder: Builder, recipe: Recipe) -> dict[str, Any]:
    ground = builder.ground
    if isinstance(step, Units):
        return {"units": [_unit(unit, builder) for unit in step.units]}
    if isinstance(step, Ring):
        return {"landmarks": [_shown(corner, LANDMARK) for corner in ground.corners[step.ring]]}
    if isinstance(step, Corridor | Cut):
        points = [_shown(point, WAYPOINT) for point in ground.waypoints[step.line]]
        length = ground.lines[step.line].length / KM
        return {**step.model_dump(exclude={"step", "why", "source"}), "line_km": round(length, 1), "waypoints": points}
    if isinstance(step, Strip):
        contact = line_of_contact(step, builder.site(recipe), builder.metric(step.along, recipe.id))
        return {**step.model_dump(exclude={"step", "why", "source"}), "line_km": round(contact.length / KM, 1)}
    return step.model_dump(exclude={"step", "why", "source", "settlements"})


def _shown(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _unit(unit: NamedUnit, builder: Builder) -> dict[str, Any]:
    area = area_km2(to_wgs84(builder.ground.units[unit.pcode]))
    names = builder.ground.unit_names[unit.pcode]
    return {
        "pcode": unit.pcode,
        "name": names,
        "area_km2": round(area, 2),
        "why": unit.why,
        "source": unit.source,
    }


def sides(builder: Builder, recipe: Recipe) -> Iterator[Side]:
    """The settlements a recipe lists, those of the units it takes whole, and those just outside."""
    steps = [step for step in recipe.steps if isinstance(step, Settlements)]
    if not steps:
        return
    units = [unit for step in recipe.steps if isinstance(step, Units) for unit in step.units]
    whole = shapely.union_all([builder.ground.units[unit.pcode] for unit in units])
    for step in steps:
        yield from _sides(builder, recipe, step, units, whole)


def _sides(
    builder: Builder, recipe: Recipe, step: Settlements, units: list[NamedUnit], whole: BaseGeometry
) -> Iterator[Side]:
    ground, site = builder.ground, builder.site(recipe)
    listed = {one.pcode: one for one in step.settlements}
    through = _taken_whole(builder, units)
    outline = builder.metric(recipe.id)
    near = ground.settlements[shapely.dwithin(ground.settlements.geometry.to_numpy(), outline, 15 * KM)]
    known = near[near[UNIT_COLUMNS[step.within]].isin(ground.units_of(step.within).index)].index
    cells = settlement_parts(step, site, [*listed, *through, *known])
    beside = cells[shapely.dwithin(cells.to_numpy(), outline, BESIDE_M)].index
    shown = cells[cells.index.isin([*listed, *through, *beside])]
    areas = dict(zip(shown.index, map(area_km2, _degrees(shown)), strict=True))
    alone = dict(zip(shown.index, map(area_km2, _degrees(shown.difference(whole))), strict=True))
    names = ground.settlements[["id", "name_en", "name_ar"]].to_dict("index")
    for pcode in shown.index:
        one = listed.get(pcode, Settlement(pcode=pcode, name="", side="outside"))
        is_inside = one.side == "inside" or pcode in through
        unit = through.get(pcode)
        yield Side(
            pcode,
            **names[pcode],
            side="inside" if is_inside else "outside",
            certainty="certain" if unit else one.certainty,
            through=unit.pcode if unit else "settlement" if pcode in listed else "",
            why=one.why or (unit.why if unit else ""),
            source=tuple(one.source or (unit.source if unit else ())),
            cell_km2=round(areas[pcode], 2),
            change_km2=round(-(areas if unit else alone)[pcode] if is_inside else alone[pcode], 2),
        )


def _taken_whole(builder: Builder, units: Iterable[NamedUnit]) -> dict[str, NamedUnit]:
    """The settlements of units taken whole, by P-code, with their unit."""
    settlements = builder.ground.settlements
    return {
        str(pcode): unit
        for unit in units
        for pcode in settlements.index[(settlements[list(UNIT_COLUMNS.values())] == unit.pcode).any(axis=1)]
    }


def _degrees(metric: gpd.GeoSeries) -> gpd.GeoSeries:
    return gpd.GeoSeries(metric, crs=METRIC).to_crs(WGS84)


def _stretches(builder: Builder, recipe: Recipe, outline: BaseGeometry) -> dict[str, dict[str, float]]:
    found = builder.stretches(recipe.id, builder.ground.catalog.zones[recipe.zone].governorates)
    lines = gpd.GeoSeries(lines_along(outline, [one["from"] for one in found]), crs=WGS84).to_crs(METRIC).length / KM
    summed: dict[str, list[float]] = {}
    for one, length in zip(found, lines, strict=True):
        total = summed.setdefault(one["follows"], [0.0, 0.0])
        total[0] += length
        total[1] += length * one["precision_km"]
    return {
        name: {"km": round(length, 1), "mean_precision_km": round(weighted / length, 2)}
        for name, (length, weighted) in sorted(summed.items())
    }


def changed_sides(catalog: Catalog, name: str, pcodes: Iterable[str]) -> list[tuple[str, str, float]]:
    """What the outline would come to if single settlements changed sides, each by itself, smoothing and all.

    Returns P-code, the side it would be on, and the change of area in km².

    Raises
    ------
    Refused
        the recipe does not go by settlements, or one is not known.
    """
    recipe, builder = recipe_of(catalog, name), Builder(catalog)
    place = next((n for n, step in enumerate(recipe.steps) if isinstance(step, Settlements)), None)
    if place is None:
        raise Refused([Problem("recipes", name, "its recipe lists no settlements", "see recipes explain without them")])
    now = area_km2(builder.outline(recipe.id))
    found = []
    for pcode in pcodes:
        other, side = _with_side_changed(recipe, place, pcode)
        found.append((pcode, side, area_km2(to_wgs84(builder.made(other))) - now))
    return found


def _with_side_changed(recipe: Recipe, place: int, pcode: str) -> tuple[Recipe, str]:
    step: Settlements = recipe.steps[place]  # type: ignore[assignment]
    is_inside = any(one.pcode == pcode and one.side == "inside" for one in step.settlements)
    side: Literal["inside", "outside"] = "outside" if is_inside else "inside"
    others = [one for one in step.settlements if one.pcode != pcode]
    changed = step.model_copy(update={"settlements": [*others, Settlement(pcode=pcode, name="", side=side)]})
    steps = [*recipe.steps[:place], changed, *recipe.steps[place + 1 :]]
    return recipe.model_copy(update={"steps": steps}), side
