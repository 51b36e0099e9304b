"""Control marks: who held a settlement on a day, from a CSV file or a detailed map's Lua.

CSV: the columns ``date`` and ``holder``, and ``pcode``, ``place`` (an id or a name of the
gazetteer) or ``lon`` and ``lat``.  Lua: lines as the detailed-map modules of Wikipedia have
them, ``{ lat = "35.1", long = "36.2", mark = "Location dot lime.svg", label = "…" }``, whose
marks say by their colours who holds the place; a mark of two colours counts half for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path

from geodata.boundaries import as_day
from geodata.catalog import Catalog
from geodata.errors import AtlasError, Problem, Refused
from geodata.locating import checked_point
from geodata.reading import content_of, rows_of, text_of
from geodata.records import Place

# The colours of the map of Syria, as its module's key has them; --colour gives others.
HOLDERS = {
    "red": "government",
    "lime": "opposition",
    "green": "opposition",
    "black": "isil",
    "grey": "isil",
    "gray": "isil",
    "yellow": "sdf",
    "white": "hts",
    "blue": "turkey",
}
LUA_ENTRY = re.compile(r"\{([^{}]*)\}")
# a string in quotes of either kind, which may hold a quote behind a backslash, or a number
LUA_FIELD = re.compile(r"""(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(-?[\d.]+))""")
LUA_COMMENT = re.compile(r"--\[\[.*?\]\]|--[^\n]*", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """Who held a position; ``share`` is 1, or less where several did.  ``day`` None where the file has none."""

    where: str
    lon: float
    lat: float
    day: Day | None
    holder: str
    share: float
    label: str
    pcode: str | None = None


def marks_of(
    path: Path, catalog: Catalog, colours: Mapping[str, str] | None = None
) -> tuple[list[Mark], list[Problem]]:
    """The marks of a file, and what could not be read of it.

    ``colours`` gives holders by colour, over those of ``HOLDERS``.  Raises Refused where the file cannot be read,
    or gives no mark at all.
    """
    content = content_of(path, path.name)
    found: Iterator[list[Mark] | Problem]
    if path.suffix.lower() == ".csv":
        found = _csv_marks(content, path.name, catalog)
    else:
        found = _lua_marks(text_of(content, path.name), path.name, {**HOLDERS, **(colours or {})})
    marks, problems = [], []
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            marks.extend(one)
    if not marks:
        nothing = Problem(path.name, "-", "holds no mark", "give a CSV file, or Lua with lat, long and mark")
        raise Refused([*problems, nothing])
    return marks, problems


def _csv_marks(content: bytes, file: str, catalog: Catalog) -> Iterator[list[Mark] | Problem]:
    by_name = _places_by_name(catalog)
    for feature, row in rows_of(content, file):
        if isinstance(row, Problem):
            yield row
            continue
        cells = {name.strip().lower(): value.strip() for name, value in row.items()}
        try:
            lon, lat, pcode, label = _position(cells, by_name)
            if not cells.get("holder"):
                raise _BadMark("no holder is given", "say who held the place")
            day = as_day(cells.get("date", ""))
        except _BadMark as bad:
            yield Problem(file, feature, *bad.args)
        except AtlasError as error:
            yield Problem(file, feature, str(error), "correct the row")
        else:
            holders = [holder.strip().lower() for holder in cells["holder"].split("/")]
            yield [Mark(feature, lon, lat, day, holder, 1 / len(holders), label, pcode) for holder in holders]


class _BadMark(Exception):
    """A mark that cannot be placed: a problem and its remedy."""


def _places_by_name(catalog: Catalog) -> dict[str, list[Place]]:
    """Settlements by P-code, id, and each of their names, in lower case."""
    found: dict[str, list[Place]] = {}
    for place in catalog.places.values():
        if place.pcode:
            names = {place.pcode, place.id, place.name_en, place.name_ar, *place.alt_names}
            for name in {name.lower() for name in names if name}:
                found.setdefault(name, []).append(place)
    return found


def _position(cells: Mapping[str, str], places: Mapping[str, list[Place]]) -> tuple[float, float, str | None, str]:
    named = cells.get("pcode") or cells.get("place")
    if not named:
        if not cells.get("lon") or not cells.get("lat"):
            raise _BadMark("names no place", "give pcode, place, or lon and lat")
        return *checked_point(cells["lon"], cells["lat"]), None, ""
    known = places.get(named.lower(), [])
    if len(known) != 1:
        problem = f"{named!r} is not in the gazetteer" if not known else f"{len(known)} places are called {named!r}"
        raise _BadMark(problem, "give its P-code, or lon and lat")
    return known[0].lon, known[0].lat, known[0].pcode, named


def _lua_marks(text: str, file: str, holders: Mapping[str, str]) -> Iterator[list[Mark] | Problem]:
    """Marks of Lua entries that have lat, long and mark; what is on the map for other ends is passed over."""
    code = LUA_COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
    for entry in LUA_ENTRY.finditer(code):
        fields = {
            name: double or single or number for name, double, single, number in LUA_FIELD.findall(entry.group(1))
        }
        if not {"lat", "long", "mark"} <= set(fields):
            continue
        where = f"line {code.count(chr(10), 0, entry.start()) + 1}"
        parties = [holders[colour] for colour in re.findall(r"[a-z]+", fields["mark"].lower()) if colour in holders]
        try:
            lon, lat = checked_point(fields["long"], fields["lat"])
        except AtlasError as error:
            yield Problem(file, where, str(error), "correct lat and long")
            continue
        label = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", fields.get("label", ""))
        yield [Mark(where, lon, lat, None, party, 1 / len(parties), label) for party in parties]
