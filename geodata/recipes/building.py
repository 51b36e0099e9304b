"""Outlines built from their recipes, and written into the files that ship."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.canonical import GRID_DEGREES, canonical, ordered
from geodata.catalog import Catalog, read_json
from geodata.errors import Problem, Refused
from geodata.files import replace_text
from geodata.recipe_records import Recipe, Strip
from geodata.recipes.cells import polygons_of, without_specks
from geodata.recipes.certainty import derived_stretches
from geodata.recipes.ground import METRIC, NEIGHBOURHOODS, UNIT_FILES, WGS84, Ground
from geodata.recipes.steps import STEPS, Site
from geodata.records import Area, Boundary

AREAS = "areas.geojson"


class Builder:
    """Builds outlines on one ground, each once."""

    def __init__(self, catalog: Catalog):
        self.ground = Ground(catalog)
        self._built: dict[str, BaseGeometry] = {}
        self._outlines: dict[str, BaseGeometry] = {}
        self._under_way: list[str] = []

    def recipe(self, name: str, wanted_by: str = "recipes") -> Recipe:
        recipe = self.ground.recipes.get(name)
        if recipe is None:
            raise Refused(
                [Problem(f"recipes/{name}.json", wanted_by, "there is no such recipe", "add it or correct the name")]
            )
        return recipe

    def site(self, recipe: Recipe) -> Site:
        return Site(recipe, self.ground, lambda name: self.metric(name, recipe.id))

    def metric(self, name: str, wanted_by: str = "recipes") -> BaseGeometry:
        """A recipe's outline in metres, disputed ground taken out."""
        if name in self._under_way:
            raise Refused(
                [Problem(f"recipes/{name}.json", name, "the recipe needs its own outline", "break the circle")]
            )
        if name not in self._built:
            recipe = self.recipe(name, wanted_by)
            self._under_way.append(name)
            try:
                self._built[name] = self.made(recipe)
            finally:
                self._under_way.pop()
        return self._built[name]

    def made(self, recipe: Recipe) -> BaseGeometry:
        """The outline of any recipe, in the files or not, in metres, disputed ground taken out."""
        site, outline = self.site(recipe), Polygon()
        for step in recipe.steps:
            outline = STEPS[step.step](outline, step, site)
        return without_specks(outline.difference(self.ground.disputed))

    def outline(self, name: str) -> BaseGeometry:
        """A recipe's outline in WGS 84."""
        if name not in self._outlines:
            self._outlines[name] = to_wgs84(self.metric(name))
        return self._outlines[name]

    def stretches(self, name: str, governorates: Collection[str]) -> list[dict[str, Any]]:
        """The stretches of a zone's outline, as a boundary file holds them; see ``derived_stretches``."""
        return derived_stretches(self.recipe(name), self.ground, self.outline(name), governorates)


def to_wgs84(outline: BaseGeometry) -> BaseGeometry:
    """A metric outline as WGS 84, on the grid of the boundary files and with rings as they have them."""
    degrees = gpd.GeoSeries([outline], crs=METRIC).to_crs(WGS84).iloc[0]
    return ordered(shapely.set_precision(degrees, GRID_DEGREES))


def readings(recipes: Iterable[Recipe]) -> list[str]:
    """The readings that have recipes."""
    return sorted({recipe.reading for recipe in recipes if recipe.reading})


# The files a step builds on, beside its recipe; and those that a zone's stretches are told by.
ADMINISTRATIVE = tuple(UNIT_FILES.values())
FOR_STRETCHES = ("places.csv", *ADMINISTRATIVE)
NEEDS: dict[str, tuple[str, ...]] = {
    "settlements": ("places.csv", *ADMINISTRATIVE),
    "units": (*ADMINISTRATIVE, NEIGHBOURHOODS),
    "ring": ("recipes/landmarks.csv",),
    "strip": (*ADMINISTRATIVE, NEIGHBOURHOODS),
    "corridor": ("recipes/lines.csv",),
    "cut": ("recipes/lines.csv",),
    "smooth": (),
    "follow": ADMINISTRATIVE,
    "soften": ("places.csv", *ADMINISTRATIVE),
}


def files_of(names: Iterable[str], recipes: Mapping[str, Recipe]) -> tuple[str, ...]:
    """The files these recipes are built from, themselves included.  Names that are no recipe are left out."""
    found, waiting = {"disputed.geojson"}, list(names)
    while waiting:
        recipe = recipes.get(waiting.pop())
        if recipe is None or f"recipes/{recipe.id}.json" in found:
            continue
        found |= {f"recipes/{recipe.id}.json", *(file for step in recipe.steps for file in NEEDS[step.step])}
        found |= set(FOR_STRETCHES if recipe.reading else ())
        waiting += [step.along for step in recipe.steps if isinstance(step, Strip)]
    return tuple(sorted(found))


def outlines_of(catalog: Catalog, reading: str) -> dict[str, BaseGeometry]:
    """The outlines of one reading, disputed ground taken out, in WGS 84, by recipe key.

    Raises Refused where a file it is built from is not sound or a recipe names what is not known.
    """
    builder = Builder(catalog)
    return {r.key: builder.outline(r.id) for r in builder.ground.recipes.values() if r.reading == reading}


def built_outlines(catalog: Catalog) -> dict[tuple[str, str], BaseGeometry]:
    """Every zone outline the recipes give, as ``outlines_of``, by (reading, recipe key)."""
    builder = Builder(catalog)
    return {(r.reading, r.key): builder.outline(r.id) for r in builder.ground.recipes.values() if r.reading}


@dataclass(frozen=True)
class Rebuilt:
    """An outline whose file does not hold what its recipe gives: areas in km² before and after, gained and lost.

    ``name`` is a version or an area; only its stretches may differ.
    """

    name: str
    before_km2: float
    after_km2: float
    gained_km2: float
    lost_km2: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.before_km2:,.2f} → {self.after_km2:,.2f} km² "
            f"(gained {self.gained_km2:,.2f}, lost {self.lost_km2:,.2f})"
        )


def rebuilt(catalog: Catalog, only: str = "") -> tuple[dict[Path, str], list[Rebuilt]]:
    """What building gives: the text of each file of outlines that changes, and the outlines that do.

    Parameters
    ----------
    only : a version, an area or a recipe; "" for all

    Raises
    ------
    Refused
        a recipe is missing, wrong, or ``only`` names nothing that has one.
    """
    builder = Builder(catalog)
    texts, changes, met = {}, [], False
    for path in [*catalog.zone_files, *([catalog.directory / AREAS] if (catalog.directory / AREAS).exists() else [])]:
        file = path.relative_to(catalog.directory).as_posix()
        collection = read_json(path, file)
        for feature in collection["features"]:
            name, recipe = _named(feature, file, builder)
            if recipe is None or only not in ("", name, recipe.id):
                continue
            met = True
            governorates = None if file == AREAS else catalog.zones[recipe.zone].governorates
            if change := _renew(feature, name, recipe, builder, governorates):
                changes.append(change)
        fields = Area.model_fields if file == AREAS else Boundary.model_fields
        text = canonical(collection, file, tuple(fields))
        if text != path.read_text(encoding="utf-8"):
            texts[path] = text
    if only and not met:
        raise Refused([Problem("recipes", only, "no version or area of this name has a recipe", "see recipes/")])
    return texts, changes


def _named(feature: dict, file: str, builder: Builder) -> tuple[str, Recipe | None]:
    """A feature's name, and its recipe if it has one."""
    properties = feature["properties"]
    name = properties["id"] if file == AREAS else properties["version"]
    if properties["recipe"] is None:
        return name, None
    wanted = properties["recipe"] if file == AREAS else f"{properties['recipe']}~{properties['according']}"
    if wanted not in builder.ground.recipes:
        problem = f"the recipe {properties['recipe']} is not in recipes/{wanted}.json"
        raise Refused([Problem(file, name, problem, "add it or correct the key")])
    return name, builder.recipe(wanted)


def _renew(
    feature: dict, name: str, recipe: Recipe, builder: Builder, governorates: Collection[str] | None
) -> Rebuilt | None:
    """Gives a feature the geometry its recipe gives, and a version its stretches; None where it had them."""
    outline = builder.outline(recipe.id)
    old = shape(feature["geometry"]) if feature["geometry"] else Polygon()
    stretches = builder.stretches(recipe.id, governorates) if governorates is not None else None
    if ordered(old) == outline and feature.get("stretches") == stretches:
        return None
    feature["geometry"] = mapping(outline)
    if stretches is not None:
        feature["stretches"] = stretches
    gained, lost = outline.difference(old), old.difference(outline)
    return Rebuilt(name, *(sum(map(area_km2, polygons_of(ground))) for ground in (old, outline, gained, lost)))


def rebuild(catalog: Catalog) -> list[str]:
    """Write what the recipes give into the files of outlines; returns the versions and areas that changed."""
    texts, changes = rebuilt(catalog)
    for path, text in texts.items():
        replace_text(path, text)
    return [change.name for change in changes]
