"""What is compared, by name: a boundary version, a file, or every zone on two days."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import as_day, in_force
from geodata.catalog import Catalog
from geodata.diffs import Difference, diff
from geodata.errors import Problem, Refused
from geodata.importing.isolated import outline_in


@dataclass(frozen=True)
class Side:
    """One of the two outlines compared; ``outline`` in WGS 84, None where the zone had none.

    ``lines`` say what was fixed or assumed where it came from a file.
    """

    name: str
    outline: BaseGeometry | None
    zone: str | None = None
    valid_from: Day | None = None
    source: str | None = None
    method: str | None = None
    precision_km: float | None = None
    lines: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """All but the outline, for JSON; ``lines`` where there are any."""
        shown = {name: value for name, value in self.__dict__.items() if name not in ("outline", "lines")}
        told = {"lines": list(self.lines)} if self.lines else {}
        return shown | {"valid_from": self.valid_from and self.valid_from.isoformat()} | told


@dataclass(frozen=True)
class Comparison:
    """Two outlines and what changes from the first to the second."""

    before: Side
    after: Side
    difference: Difference

    @property
    def zone(self) -> str | None:
        return self.after.zone or self.before.zone

    @property
    def title(self) -> str:
        return f"{self.before.name} → {self.after.name}"

    def as_dict(self) -> dict[str, Any]:
        return {
            "zone": self.zone,
            "before": self.before.as_dict(),
            "after": self.after.as_dict(),
            **self.difference.as_dict(),
        }


@dataclass(frozen=True)
class Reading:
    """How files are read, as the options of ``import``."""

    layer: str | None = None
    swap_xy: bool = False
    large: bool = False


PLAIN = Reading()


def compared(catalog: Catalog, before: str, after: str, reading: Reading = PLAIN) -> Comparison:
    """Two outlines by name, each a version id or the path of a vector file, and what changes between them.

    Raises
    ------
    Refused
        no version and no file has the name, or an import would refuse the file; the remedy names near versions.
    """
    first, second = named(catalog, before, after, reading), named(catalog, after, before, reading)
    return _comparison(catalog, first, second)


def compared_days(catalog: Catalog, before: object, after: object, according: str = "") -> list[Comparison]:
    """Every zone that has an outline on either of two days, as it was and as it came to be.

    ``according`` names a reading; left out, the default of each zone.  Raises InvalidDay.
    """
    days = as_day(before), as_day(after)
    outlines = [in_force(catalog.boundaries, day, according) for day in days]
    comparisons = []
    for zone in catalog.zones:
        first, second = (_on_day(table, zone, day) for table, day in zip(outlines, days, strict=True))
        if first.outline is not None or second.outline is not None:
            comparisons.append(_comparison(catalog, first, second, day=days[1]))
    return comparisons


def compared_with_version(catalog: Catalog, day: object, version: str, according: str = "") -> Comparison:
    """A zone as it was on a day, and as one of its boundary versions has it.

    ``according`` names the reading of the day's outline; left out, the default.

    Raises
    ------
    InvalidDay, Refused
        no version has the id; the remedy names near ones.
    """
    if version not in catalog.boundaries.index:
        raise Refused([_unknown(catalog, version)])
    after, first = _side(catalog.boundaries.loc[version]), as_day(day)
    before = _on_day(in_force(catalog.boundaries, first, according), str(after.zone), first)
    return _comparison(catalog, before, after)


def _comparison(catalog: Catalog, before: Side, after: Side, day: Day | None = None) -> Comparison:
    found = diff(
        before.outline,
        after.outline,
        places=catalog.places.values(),
        posts=catalog.posts.values(),
        day=day or after.valid_from or before.valid_from,
    )
    return Comparison(before, after, found)


def _on_day(outlines: gpd.GeoDataFrame, zone: str, day: Day) -> Side:
    rows = outlines[outlines["zone"] == zone]
    return _side(rows.iloc[0]) if len(rows) else without_outline(zone, day)


def without_outline(zone: str, day: Day) -> Side:
    """A zone on a day when it had no outline."""
    return Side(f"{zone} on {day}: no outline", None, zone, day)


def _side(row: pd.Series) -> Side:
    precision = None if pd.isna(row["precision_km"]) else float(row["precision_km"])
    outline = row["geometry"]
    return Side(
        row["version"], outline, row["zone"], row["valid_from"], row["source"], row["method"] or None, precision
    )


def named(catalog: Catalog, name: str, beside: str = "", reading: Reading = PLAIN) -> Side:
    """The outline with this name: a version id, or a file's path, to which ``#VERSION`` may be added.

    ``beside`` is the name it is compared with: of a file with several versions, the same one is taken.
    Raises Refused.
    """
    if name in catalog.boundaries.index:
        return _side(catalog.boundaries.loc[name])
    if _exists(name):
        return in_file(Path(name), beside=beside if beside in catalog.boundaries.index else "", reading=reading)
    path, _, version = name.rpartition("#")
    if path and _exists(path):
        return in_file(Path(path), version, reading=reading)
    raise Refused([_unknown(catalog, name)])


def _unknown(catalog: Catalog, name: str) -> Problem:
    zone = name.partition("@")[0]
    if "@" not in name or "/" in name:
        remedy = "give a version such as " + catalog.boundaries.index[0] + ", or the path of a file"
        return Problem(name, "-", "neither a boundary version nor a file", remedy)
    return Problem(
        f"zones/{zone}.geojson" if zone in catalog.zones else "zones",
        name,
        "no such boundary version",
        f"use {_or(near_versions(catalog, name))}",
    )


def near_versions(catalog: Catalog, name: str, count: int = 3) -> list[str]:
    """The versions most like a name: of its zone the nearest in time, else the nearest in spelling."""
    zone, _, rest = name.partition("@")
    table = catalog.boundaries
    own = table[table["zone"] == zone]
    day = pd.to_datetime(rest[:10], format="%Y-%m-%d", errors="coerce")
    if len(own) and not pd.isna(day):
        apart = own["valid_from"].map(lambda begun: abs((begun - day.date()).days))
        return list(apart.sort_values(kind="stable").index[:count])
    return difflib.get_close_matches(name, list(own.index) or list(table.index), n=count, cutoff=0.0)


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # longer than names may be, or with a NUL
        return False


def in_file(path: Path, version: str = "", beside: str = "", reading: Reading = PLAIN) -> Side:
    """The outline in a vector file, read and mended as an import does it, with the same limits.

    Where the features have a field ``version``, ``version`` says which is meant; left out, and if the file holds
    several, it is ``beside``.  Raises Refused.
    """
    found = outline_in(path, version=version, beside=beside, **vars(reading))
    return Side(str(path), found.outline, found.zones[0] if len(found.zones) == 1 else None, lines=found.lines)
