"""Stretches an import brings along: lines with what they follow and how precise they are, laid on the outline."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused
from geodata.importing.particulars import COARSEST_KM
from geodata.records import Follows
from geodata.stretches import WGS84, segments_of, segments_on, stretches_from_lines

KINDS = get_args(Follows)


@dataclass(frozen=True)
class StretchLine:
    """A feature of a companion layer: where it stands, its attributes as text, and its line in WGS 84."""

    file: str
    name: str
    follows: str
    precision_km: str
    note: str
    line: BaseGeometry

    def as_dict(self) -> dict[str, Any]:
        """For JSON; the line as hexadecimal WKB."""
        return {**self.__dict__, "line": shapely.to_wkb(self.line, hex=True)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> StretchLine:
        return cls(**{**values, "line": shapely.from_wkb(values["line"])})

    @property
    def kilometres(self) -> float:
        """NaN where there is no number."""
        try:
            return float(self.precision_km)
        except ValueError:
            return math.nan

    def problem(self, problem: str, remedy: str) -> Problem:
        return Problem(self.file, self.name, problem, remedy)


def stretches_along(
    outline: BaseGeometry, lines: Sequence[StretchLine], precision_km: float
) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Stretches as a boundary file holds them, and what there is to say about them; none without lines.

    Parameters
    ----------
    outline : as it will stand in the file
    precision_km : the version's, for what no line covers

    Raises
    ------
    Refused
        an attribute is wrong, or a line lies nowhere along the outline; each problem names the feature.
    """
    if not lines:
        return [], ()
    problems = [problem for line in lines for problem in _problems(line)]
    if problems:
        raise Refused(problems)
    on_any = np.zeros(len(segments_of(outline)), dtype=bool)
    for line in lines:
        on_it = segments_on(outline, line.line)
        on_any |= on_it
        if not on_it.any():
            remedy = "draw it along the outline, vertex for vertex, or leave it out"
            problems.append(line.problem("no part of the outline lies on it", remedy))
    if problems:
        raise Refused(problems)
    table = gpd.GeoDataFrame(
        {
            "follows": [line.follows for line in lines],
            "precision_km": [line.kilometres for line in lines],
            "note": [line.note for line in lines],
        },
        geometry=[line.line for line in lines],
        crs=WGS84,
    )
    written = stretches_from_lines(outline, table, precision_km)
    said = [f"note: the line has {len(written)} stretches, each with what it follows and its own precision"]
    if not on_any.all():
        share = 1 - float(shapely.length(segments_of(outline))[on_any].sum()) / outline.length
        said.append(
            f"note: {share:.0%} of the line lies on no stretch given; there it counts as free, to {precision_km:g} km"
        )
    return written, tuple(said)


def _problems(line: StretchLine) -> list[Problem]:
    found = []
    if line.follows not in KINDS:
        said = f"follows {line.follows!r}, which is not known" if line.follows else "does not say what it follows"
        found.append(line.problem(said, f"set its attribute follows to one of {', '.join(KINDS)}"))
    if not 0 < line.kilometres <= COARSEST_KM:
        said = f"{line.precision_km!r} is no precision" if line.precision_km else "does not say its precision"
        remedy = f"set its attribute precision_km to kilometres, above 0 and up to {COARSEST_KM:g}"
        found.append(line.problem(said, remedy))
    return found
