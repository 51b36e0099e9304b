"""What is stated about an outline, apart from its ground: checked field by field, from text as people type it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Any, get_args

from geodata.boundaries import as_day
from geodata.catalog import Catalog
from geodata.errors import InvalidDay, Problem, Refused
from geodata.records import Confidence, Status

STATUSES = tuple(status for status in get_args(Status) if status != "dissolved")
CONFIDENCES = get_args(Confidence)
READING = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
COARSEST_KM = 100.0  # the records' own limit
LONGEST = 2000


@dataclass(frozen=True)
class Particulars:
    """What a maintainer states.  ``according`` is the reading named, "" where the outline is to be the default."""

    zone: str
    valid_from: Day
    valid_to: Day | None
    source: str
    method: str
    precision_km: float
    status: str
    according: str
    confidence: str
    note: str


class _Unfit(Exception):
    """A field's problem and remedy."""


def _zone(text: str, catalog: Catalog) -> str:
    if text in catalog.zones:
        return text
    raise _Unfit(f"no zone {text!r}" if text else "the zone is missing", f"use one of {', '.join(catalog.zones)}")


def _source(text: str, catalog: Catalog) -> str:
    if text in catalog.sources:
        return text
    if not text:
        raise _Unfit("the source is missing", "give the id of a record in sources.json; add one where there is none")
    close = difflib.get_close_matches(text, catalog.sources, n=3, cutoff=0.5)
    or_one = f", or use {' or '.join(close)}" if close else ""
    raise _Unfit(f"no source {text!r} in sources.json", f"add its record there first{or_one}")


def _day(text: str, _: Catalog) -> Day:
    try:
        return as_day(text)
    except InvalidDay as error:
        raise _Unfit(f"{text!r} is not a day" if text else "the day is missing", "write it as 2017-07-04") from error


def _day_or_none(text: str, catalog: Catalog) -> Day | None:
    return _day(text, catalog) if text else None


def _precision(text: str, _: Catalog) -> float:
    if not text:
        raise _Unfit(
            "the precision is missing", "say how many km the line may be off, since no outline is drawn without"
        )
    try:
        kilometres = float(text)
    except ValueError:
        kilometres = math.nan
    if not 0 < kilometres <= COARSEST_KM:
        raise _Unfit(f"{text!r} is no precision", f"give kilometres, above 0 and up to {COARSEST_KM:g}")
    return kilometres


def _method(text: str, catalog: Catalog) -> str:
    if not text:
        raise _Unfit("the method is missing", "say in a sentence how the outline was made")
    return _line(text, catalog)


def _line(text: str, _: Catalog) -> str:
    if len(text) > LONGEST or not all(letter.isprintable() for letter in text):
        raise _Unfit("too long, or more than a line", f"write one line of up to {LONGEST:,} letters")
    return text


def _reading(text: str, _: Catalog) -> str:
    if text and not (READING.match(text) and len(text) <= 80):
        raise _Unfit(f"{text!r} cannot name a reading", "use lower-case letters and digits, joined by hyphens")
    return text


def _one_of(values: tuple[str, ...]) -> Callable[[str, Catalog], str]:
    def chosen(text: str, _: Catalog) -> str:
        if text not in values:
            raise _Unfit(f"{text!r} is not known", f"use one of {', '.join(values)}")
        return text

    return chosen


# field → what it is when left out, and how its text is read
Fields = Mapping[str, tuple[str, Callable[[str, Catalog], Any]]]
FIELDS: Fields = {
    "zone": ("", _zone),
    "valid_from": ("", _day),
    "valid_to": ("", _day_or_none),
    "source": ("", _source),
    "method": ("", _method),
    "precision_km": ("", _precision),
    "status": ("active", _one_of(STATUSES)),
    "according": ("", _reading),
    "confidence": ("medium", _one_of(CONFIDENCES)),
    "note": ("", _line),
}


# What is stated for the journal.
JOURNAL_FIELDS: Fields = {"who": ("unnamed", _line), "why": ("", _line)}


def option(field: str) -> str:
    """The command line's name of a field, by which problems name it."""
    return f"--{field.replace('_', '-')}"


def _values(
    fields: Fields, stated: Mapping[str, str | None], catalog: Catalog, file: str
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for field, (default, read) in fields.items():
        text = (stated.get(field) or "").strip() or default
        try:
            values[field] = read(text, catalog)
        except _Unfit as unfit:
            problems.append(Problem(file, option(field), *unfit.args))
    return values, problems


def journal_words(stated: Mapping[str, str | None], catalog: Catalog, file: str) -> dict[str, str]:
    """``who`` brings an outline in, and ``why``, each a line.  Raises Refused as ``particulars``."""
    values, problems = _values(JOURNAL_FIELDS, stated, catalog, file)
    if problems:
        raise Refused(problems)
    return values


def particulars(stated: Mapping[str, str | None], catalog: Catalog, file: str) -> Particulars:
    """What is stated, read from text by field; fields of ``FIELDS`` left out or blank take their default.

    Raises
    ------
    Refused
        one problem for each field that is wrong; the problem's feature is the field as an option (``--zone``).
    """
    values, problems = _values(FIELDS, stated, catalog, file)
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if begins and ends and ends <= begins:
        problem = f"{ends} is not after --valid-from {begins}"
        problems.append(Problem(file, option("valid_to"), problem, "give the day after the last, or leave it out"))
    if problems:
        raise Refused(problems)
    return Particulars(**values)
