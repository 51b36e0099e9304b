"""Files: those that must be there, those nothing describes, names that match what is inside, ids that stand once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from geodata.canonical import not_canonical
from geodata.checks.curated import Curated
from geodata.errors import Problem, Refused
from geodata.reading import KEYS, Entry, json_of, rows_of
from geodata.records import (
    Agency,
    Article,
    Boundary,
    Country,
    Disputed,
    Document,
    Event,
    Meeting,
    Party,
    Person,
    Place,
    Post,
    Record,
    Session,
    Source,
    State,
    Statement,
    Unit,
    Zone,
    ZoneId,
)

ONE_A_FILE: tuple[type[Record], ...] = (Meeting, Zone, Article)
# Kinds whose ids share a name space: a state and a country of the background stand on one map, and
# an article's ``about`` may name a meeting, a zone or a document.
NAMESPACES: tuple[tuple[type[Record], ...], ...] = (
    (Source,),
    (Party,),
    (Person,),
    (Agency,),
    (Meeting, Zone, Document),
    (Place,),
    (Post,),
    (Event,),
    (Boundary,),
    (State, Country),
    (Unit,),
    (Disputed,),
    (Session,),
    (Statement,),
    (Article,),
)


def unreadable(data: Curated) -> Iterator[Problem]:
    """What reading the files found: syntax, schema, missing files."""
    for _, _, reading in data.readings:
        yield from reading.problems


def missing_files(data: Curated) -> Iterator[Problem]:
    """A file a pattern stands for can go missing unnoticed: each zone has one, and there is a meeting."""
    present = {Path(file).stem for file in data.files("zones/*.geojson")}
    for zone in get_args(ZoneId):
        if zone not in present:
            yield Problem(f"zones/{zone}.geojson", "-", "the file is missing", "restore it")
    if not data.files("meetings/*.json"):
        yield Problem("meetings", "-", "the folder holds no meeting", "restore it")


def files_no_record_describes(data: Curated) -> Iterator[Problem]:
    """What only one part of the program reads, such as word lists, is at least UTF-8 and JSON or CSV."""
    described = {file for _, file, _ in data.readings}
    for path in sorted(data.directory.rglob("*")):
        file = path.relative_to(data.directory).as_posix()
        if path.suffix not in {".json", ".geojson", ".csv"} or file in described or file.startswith("seeds/"):
            continue
        content = data.content(file)
        if isinstance(content, Problem):
            yield content
            continue
        try:
            if path.suffix == ".csv":
                yield from (row for _, row in rows_of(content, file) if isinstance(row, Problem))
            else:
                json_of(content, file)
        except Refused as refused:
            yield from refused.problems


def names_of_files(data: Curated) -> Iterator[Problem]:
    """A file with one record in it is named after the record."""
    for kind in ONE_A_FILE:
        for entry in data.entries(kind):
            found = entry.record.id  # type: ignore[attr-defined]
            if found != Path(entry.file).stem:
                yield entry.problem(
                    f"the file's name says {Path(entry.file).stem}, the id inside {found}", "rename one of them"
                )


def ids_of_features(data: Curated) -> Iterator[Problem]:
    """A feature's own id, where it has one, is that of its record."""
    for holding, _, reading in data.readings:
        for entry in reading.entries:
            key = KEYS.get(holding.kind, "id")
            if entry.own_id is not None and entry.own_id != getattr(entry.record, key, entry.own_id):
                yield entry.problem(f"the feature's id is {entry.own_id!r}", f"make it the same as its {key}")


def ids_that_stand_twice(data: Curated) -> Iterator[Problem]:
    """An id stands once among the records it could be taken for, in all files together."""
    for kinds in NAMESPACES:
        first: dict[str, Entry] = {}
        for entry in (entry for kind in kinds for entry in data.entries(kind)):
            key = getattr(entry.record, KEYS.get(type(entry.record), "id"))
            earlier = first.setdefault(key, entry)
            if earlier is entry:
                continue
            if earlier.file == entry.file:
                yield entry.standing_twice()
            else:
                yield entry.problem(f"the id stands in {earlier.file} too", "rename or remove one")


def pcodes_that_stand_twice(data: Curated) -> Iterator[Problem]:
    """Two places cannot have one P-code: the outlines are built from them."""
    first: dict[str, str] = {}
    for entry in data.entries(Place):
        pcode = entry.record.pcode
        if pcode and first.setdefault(pcode, entry.record.id) != entry.record.id:
            yield entry.problem(f"{first[pcode]} has the P-code {pcode} too", "correct or merge one of them")


def rounds_that_stand_twice(data: Curated) -> Iterator[Problem]:
    """Rounds of the Astana format are counted once."""
    first: dict[int, str] = {}
    for entry in data.entries(Meeting):
        number = entry.record.round
        if number is not None and first.setdefault(number, entry.record.id) != entry.record.id:
            yield entry.problem(f"{first[number]} is round {number} too", "correct one of them")


def form_of_boundary_files(data: Curated) -> Iterator[Problem]:
    """Boundary files are in the one form in which a text diff names what changed."""
    yield from not_canonical(data.directory)
