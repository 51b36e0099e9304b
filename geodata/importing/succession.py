"""How a new version takes its place among those of its zone: what ends where it begins, and what it may not touch.

Validity is half-open.  Two lanes must stay free of overlaps: the default versions of a zone, and the versions
of each reading; none may run on past the day the zone was dissolved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

import geopandas as gpd
import pandas as pd

from geodata.boundaries import valid_on
from geodata.errors import Problem, Refused
from geodata.importing.particulars import Particulars, option

FOR_EVER = Day.max


@dataclass(frozen=True)
class Succession:
    """Where a version stands.  ``closed`` end the day it begins; ``resumed`` are those that go on after its end."""

    version: str
    according: str
    default: bool
    valid_to: Day | None
    closed: tuple[str, ...]
    resumed: tuple[str, ...]
    lines: tuple[str, ...]


def version_id(zone: str, begins: Day | str, according: str, default: bool) -> str:
    return f"{zone}@{begins}" + ("" if default else f"~{according}")


def succession(stated: Particulars, boundaries: gpd.GeoDataFrame, file: str) -> Succession:
    """The place of a new version among ``boundaries`` (as ``Catalog.boundaries``).

    An import becomes the default of its zone from its day on, under the reading of the version it follows where
    the source is the same, else under its source's id.  With ``according`` it continues that reading: as the
    default where that reading is the default on the day, otherwise beside it.  Without ``valid_to`` it lasts until
    the next version begins.  A version that would outlast it is resumed after its end.

    Raises
    ------
    Refused
        another version begins the same day, or within the validity stated.
    """
    versions = boundaries[boundaries["zone"] == stated.zone]
    drawn = valid_on(versions[versions["default"]], stated.valid_from)
    according, default = _reading(stated, drawn)
    # no reading may draw a zone while it is dissolved, so that a dissolution bounds every lane
    ended = versions["default"] & (versions["status"] == "dissolved")
    lane = versions[(versions["according"] == according) | (versions["default"] if default else ended)]
    later = lane[lane["valid_from"] >= stated.valid_from].sort_values("valid_from")
    end, lines = _end(stated, later)
    if problems := _collisions(stated, later, end, file):
        raise Refused(problems)
    earlier = lane[lane["valid_from"] < stated.valid_from]
    ends = earlier["valid_to"].map(_last)
    closed, outlasting = earlier[ends > stated.valid_from], earlier[ends > (end or FOR_EVER)]
    if len(drawn) and drawn["status"].iloc[0] == "dissolved":
        if not default:
            raise Refused([_after_the_end(stated, drawn.index[0], file)])
        lines += (f"note: {stated.zone} is dissolved from {drawn['valid_from'].iloc[0]}; this brings it back",)
    return Succession(
        version_id(stated.zone, stated.valid_from, according, default),
        according,
        default,
        end,
        tuple(closed.index),
        tuple(outlasting.index),
        lines,
    )


def _last(valid_to: object) -> Day:
    return FOR_EVER if valid_to is None or pd.isna(valid_to) else valid_to  # type: ignore[call-overload, return-value]


def _reading(stated: Particulars, drawn: gpd.GeoDataFrame) -> tuple[str, bool]:
    """The reading of the new version, and whether it is the default."""
    before = drawn.iloc[0] if len(drawn) else None
    if stated.according:
        return stated.according, before is not None and before["according"] == stated.according
    same_source = before is not None and before["source"] == stated.source
    return (before["according"] if same_source and before is not None else stated.source), True


def _end(stated: Particulars, later: gpd.GeoDataFrame) -> tuple[Day | None, tuple[str, ...]]:
    if stated.valid_to is not None or later.empty:
        return stated.valid_to, ()
    following = later.iloc[0]
    return following["valid_from"], (f"note: it lasts until {following['valid_from']}, when {later.index[0]} begins",)


def _after_the_end(stated: Particulars, dissolution: str, file: str) -> Problem:
    problem = f"{stated.zone} is dissolved by {dissolution}, and a reading beside it would draw it still"
    return Problem(file, option("according"), problem, "leave --according out to bring the zone back")


def _collisions(stated: Particulars, later: gpd.GeoDataFrame, end: Day | None, file: str) -> list[Problem]:
    problems = []
    for version, row in later.iterrows():
        if row["valid_from"] == stated.valid_from:
            problem = f"{version} begins the same day"
            problems.append(
                Problem(file, option("valid_from"), problem, "choose another day; versions are never replaced")
            )
        elif row["valid_from"] < (end or FOR_EVER):
            remedy = f"end it by {row['valid_from']}, or leave --valid-to out"
            problems.append(Problem(file, option("valid_to"), f"{version} begins before {end or 'its end'}", remedy))
    return problems
