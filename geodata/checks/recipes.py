"""Drift: an outline with a recipe is what the recipe gives."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.checks.curated import Curated
from geodata.checks.shapes import is_sound
from geodata.errors import Problem, Refused
from geodata.reading import Entry
from geodata.recipe_records import Landmark, Recipe
from geodata.recipes import GRID_DEGREES, Builder, corners_by_ring, files_of, landmark_ring
from geodata.records import Area, Boundary, Disputed, Unit, Zone
from geodata.stretches import problems_of, stretches_of

# Another GEOS may round a vertex to the neighbouring point of the grid, diagonally at most.
DRIFT_DEGREES = 1.5 * GRID_DEGREES


def drift(data: Curated) -> Iterator[Problem]:
    """The outline in the file is the recipe's, to the grid it is kept on, and so are its stretches."""
    recipes = {entry.record.id: entry.record for entry in data.entries(Recipe)}
    for group, made in _groups(data).items():
        built = _outlines(data, group, recipes)
        if built is None:
            continue
        for entry, recipe in made:
            if recipe not in built:
                problem = f"the recipe {entry.record.recipe} is not in recipes/{recipe}.json"
                yield entry.problem(problem, "add it or correct the key")
            elif is_sound(entry) and _differ(entry.outline, built[recipe].outline):
                problem = f"is not the outline its recipe {entry.record.recipe} gives"
                yield entry.problem(problem, "run python -m geodata recipes, or set recipe to null")
            elif _other_stretches(entry, built[recipe]):
                problem = f"its stretches are not those its recipe {entry.record.recipe} gives"
                yield entry.problem(problem, "run python -m geodata recipes, or set recipe to null")


def _groups(data: Curated) -> dict[str, list[tuple[Entry, str]]]:
    """What is built, with the id of its recipe, by reading; areas under ""."""
    groups: dict[str, list[tuple[Entry, str]]] = {name: [] for name in _readings(data)}
    for entry in data.entries(Boundary):
        if entry.record.recipe is not None and entry.record.according in groups:
            groups[entry.record.according].append((entry, f"{entry.record.recipe}~{entry.record.according}"))
    areas = [entry for entry in data.entries(Area) if entry.record.recipe is not None]
    return groups | {"": [(entry, str(entry.record.recipe)) for entry in areas]}


def _readings(data: Curated) -> list[str]:
    """The readings that have recipes; a recipe that cannot be read counts by its file's name."""
    names = {Path(file).stem.partition("~")[2] for file in data.files("recipes/*.json")}
    return sorted(names - {""})


def _other_stretches(entry: Entry, built: Built) -> bool:
    """Whether a version's stretches follow something else, or otherwise; those of a wrong form are another rule's."""
    if built.stretches is None or not shapely.equals_exact(entry.outline, built.outline, normalize=True):
        return False
    try:
        found = [(one.follows, one.precision_km, one.note) for one, _ in stretches_of(entry)]
    except Refused:
        return False
    return found != [(one["follows"], one["precision_km"], one.get("note", "")) for one in built.stretches]


def recipes_of_no_reading(data: Curated) -> Iterator[Problem]:
    """A version with a recipe follows a reading that has recipes."""
    readings = _readings(data)
    for entry in data.entries(Boundary):
        if entry.record.recipe is not None and entry.record.according not in readings:
            problem = f"has a recipe, and the reading {entry.record.according} has none"
            yield entry.problem(problem, f"set recipe to null, or according to one of {', '.join(readings)}")


def stretches_off_the_line(data: Curated) -> Iterator[Problem]:
    """Stretches begin at vertices of their outline, in the order of its rings, and every ring has one."""
    yield from problems_of(entry for entry in data.entries(Boundary) if is_sound(entry))


def rings_of_landmarks(data: Curated) -> Iterator[Problem]:
    """A ring of landmarks has three corners or more, one of each number, and does not cross itself."""
    entries = data.entries(Landmark)
    numbered = {(e.record.zone, e.record.version_date, e.record.order): e for e in reversed(entries)}
    for entry in entries:
        corner = entry.record
        if numbered[corner.zone, corner.version_date, corner.order] is not entry:
            yield entry.problem(f"the ring has a corner {corner.order} already", "number the corners anew")
    for key, corners in corners_by_ring(entry.record for entry in entries).items():
        try:
            landmark_ring(key, corners)
        except Refused as refused:
            yield from refused.problems


def _differ(one: BaseGeometry | None, other: BaseGeometry) -> bool:
    if shapely.equals_exact(one, other, normalize=True):
        return False
    return not shapely.hausdorff_distance(one, other) <= DRIFT_DEGREES


class Built(NamedTuple):
    """What a recipe gives; an area has no stretches."""

    outline: BaseGeometry
    stretches: list[dict[str, Any]] | None


def _outlines(data: Curated, group: str, recipes: dict[str, Recipe]) -> dict[str, Built] | None:
    """What the recipes of a reading give, or of areas; None where they cannot be built, whose reason others tell."""
    names = [Path(file).stem for file in data.files("recipes/*.json") if Path(file).stem.partition("~")[2] == group]
    if not all(name in recipes for name in names):
        return None
    contents = {file: data.content(file) for file in files_of(names, recipes)}
    if any(isinstance(content, Problem) for content in contents.values()):
        return None
    agreed_for = {entry.record.id: tuple(entry.record.governorates) for entry in data.entries(Zone)}
    return _built(tuple(names), tuple(contents.items()), tuple(sorted(agreed_for.items())))  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _built(
    names: tuple[str, ...], contents: tuple[tuple[str, bytes], ...], agreed_for: tuple[tuple[str, tuple[str, ...]], ...]
) -> dict[str, Built] | None:
    """What these files give.  Remembered, since a change elsewhere cannot change it."""
    given = Given(dict(contents))
    if not all(is_sound(entry) for kind in (Unit, Disputed) for entry in given.entries(kind)):
        return None
    builder, governorates = Builder(given), dict(agreed_for)
    try:
        return {name: _made(builder, name, governorates) for name in names}
    except (Refused, KeyError):
        return None


def _made(builder: Builder, name: str, governorates: dict[str, tuple[str, ...]]) -> Built:
    recipe = builder.recipe(name)
    stretches = builder.stretches(name, governorates[recipe.zone]) if recipe.reading else None
    return Built(builder.outline(name), stretches)


class Given(Curated):
    """A catalogue of files given by their content alone."""

    def __init__(self, contents: dict[str, bytes]):
        super().__init__(Path(), Path())
        self.contents = contents

    def files(self, pattern: str) -> list[str]:
        return sorted(fnmatch.filter(self.contents, pattern)) if "*" in pattern else [pattern]

    def content(self, file: str) -> bytes | Problem:
        return self.contents.get(file) or Problem(file, "-", "the file is missing", "restore it")
