"""Outlines built from their recipes, and written into the files that ship."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata.canonical import GRID_DEGREES, ordered
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.recipe_records import Recipe
from geodata.recipes.cells import without_specks
from geodata.recipes.ground import FILES, METRIC, WGS84, Ground
from geodata.recipes.steps import STEPS, Site


class Builder:
    """Builds outlines on one ground, each once."""

    def __init__(self, catalog: Catalog):
        self.ground = Ground(catalog)
        self._built: dict[str, BaseGeometry] = {}
        self._under_way: list[str] = []

    def recipe(self, name: str, wanted_by: str = "recipes") -> Recipe:
        recipe = self.ground.recipes.get(name)
        if recipe is None:
            raise Refused([Problem(f"recipes/{name}.json", wanted_by, "there is no such recipe", "add it or correct the name")])
        return recipe

    def site(self, recipe: Recipe) -> Site:
        return Site(recipe, self.ground, lambda name: self.metric(name, recipe.id))

    def metric(self, name: str, wanted_by: str = "recipes") -> BaseGeometry:
        """A recipe's outline in metres, disputed ground taken out."""
        if name in self._under_way:
            raise Refused([Problem(f"recipes/{name}.json", name, "the recipe needs its own outline", "break the circle")])
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
        return to_wgs84(self.metric(name))


def to_wgs84(outline: BaseGeometry) -> BaseGeometry:
    """A metric outline as WGS 84, on the grid of the boundary files and with rings as they have them."""
    degrees = gpd.GeoSeries([outline], crs=METRIC).to_crs(WGS84).iloc[0]
    return ordered(shapely.set_precision(degrees, GRID_DEGREES))


def readings(recipes: Iterable[Recipe]) -> list[str]:
    """The readings that have recipes."""
    return sorted({recipe.reading for recipe in recipes if recipe.reading})


def files_of(reading: str, recipes: Iterable[str]) -> tuple[str, ...]:
    """The files a reading's outlines are built from, given the ids of all recipes."""
    return (*(f"recipes/{name}.json" for name in recipes if name.endswith(f"~{reading}")), *FILES)


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
