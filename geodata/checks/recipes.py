"""Drift: an outline with a recipe is what the recipe gives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.checks.curated import Curated
from geodata.checks.shapes import is_sound
from geodata.errors import Problem, Refused
from geodata.recipe_records import Landmark
from geodata.recipes import GRID_DEGREES, READINGS, corners_by_ring, landmark_ring, outlines_of
from geodata.records import Boundary, Disputed, Unit

# Another GEOS may round a vertex to the neighbouring point of the grid, diagonally at most.
DRIFT_DEGREES = 1.5 * GRID_DEGREES


def drift(data: Curated) -> Iterator[Problem]:
    """The outline in the file is the recipe's, to the grid it is kept on."""
    for reading in READINGS:
        outlines = _outlines(data, reading)
        if outlines is None:
            continue
        for entry in data.entries(Boundary):
            version = entry.record
            if version.recipe is None or version.according != reading:
                continue
            built = outlines.get(version.recipe)
            if built is None:
                problem = f"the recipe {version.recipe} is not in {READINGS[reading].files[0]}"
                yield entry.problem(problem, "add it or correct the key")
            elif is_sound(entry) and _differ(entry.outline, built):
                problem = f"is not the outline its recipe {version.recipe} gives"
                yield entry.problem(problem, "run python -m geodata recipes, or set recipe to null")


def recipes_of_no_reading(data: Curated) -> Iterator[Problem]:
    """A version with a recipe follows a reading that has recipes."""
    for entry in data.entries(Boundary):
        if entry.record.recipe is not None and entry.record.according not in READINGS:
            problem = f"has a recipe, and the reading {entry.record.according} has none"
            yield entry.problem(problem, f"set recipe to null, or according to one of {', '.join(READINGS)}")


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


def _outlines(data: Curated, reading: str) -> dict[str, BaseGeometry] | None:
    """The outlines of a reading; None where they cannot be built, whose reason other rules tell."""
    contents = {file: data.content(file) for file in (*READINGS[reading].files, "disputed.geojson")}
    if any(isinstance(content, Problem) for content in contents.values()):
        return None
    return _built(reading, tuple(contents.items()))  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _built(reading: str, contents: tuple[tuple[str, bytes], ...]) -> dict[str, BaseGeometry] | None:
    """The outlines these files give.  Remembered, since a change elsewhere cannot change them."""
    given = Given(dict(contents))
    if not all(is_sound(entry) for kind in (Unit, Disputed) for entry in given.entries(kind)):
        return None
    try:
        return outlines_of(given, reading)
    except Refused:
        return None


class Given(Curated):
    """A catalogue of files given by their content alone."""

    def __init__(self, contents: dict[str, bytes]):
        super().__init__(Path(), Path())
        self.contents = contents

    def content(self, file: str) -> bytes | Problem:
        return self.contents.get(file) or Problem(file, "-", "the file is missing", "restore it")
