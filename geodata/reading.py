"""From the content of a file to records, with every problem found on the way.

Nothing here stops at the first fault: a reading holds the records that are good
and a problem for each thing that is not.  ``file`` is the name a problem gives,
relative to the data directory, e.g. ``zones/idlib.geojson``.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused
from geodata.records import Boundary, Record, Unit

R = TypeVar("R", bound=Record)

# The field a record is known by; elsewhere it is ``id``.
KEYS: dict[type[Record], str] = {Boundary: "version", Unit: "pcode"}
FEATURE_MEMBERS = {"type", "id", "properties", "geometry", "bbox"}
COLLECTION_MEMBERS = {"type", "features", "bbox", "zone"}


@dataclass(frozen=True, eq=False)
class Entry(Generic[R]):
    """A record and where it stands.

    ``geometry`` is the GeoJSON as it was read, ``own_id`` the id of a feature beside its properties; None for what
    has none.
    """

    file: str
    feature: str
    record: R
    geometry: Any = None
    own_id: Any = None

    def problem(self, problem: str, remedy: str) -> Problem:
        return Problem(self.file, self.feature, problem, remedy)

    def standing_twice(self) -> Problem:
        return self.problem("the id stands twice", "rename or remove one")

    @cached_property
    def outline(self) -> BaseGeometry | None:
        """The geometry in WGS 84; None where there is none or it is not GeoJSON."""
        try:
            return shape(self.geometry) if self.geometry else None
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, ShapelyError):
            return None


@dataclass(frozen=True, eq=False)
class Reading(Generic[R]):
    """What one file gave.  ``ids`` are those it holds, refused records included; None where it cannot be read."""

    entries: tuple[Entry[R], ...] = ()
    problems: tuple[Problem, ...] = ()
    ids: frozenset[str] | None = None


def content_of(path: Path, file: str) -> bytes:
    """The bytes of a file.  Raises Refused where it is missing or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refused([Problem(file, "-", "the file is missing", "restore it")]) from error
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise Refused([Problem(file, "-", problem, "check the path and who may read it")]) from error


def text_of(content: bytes, file: str) -> str:
    """The text of a file.  Raises Refused where it is not UTF-8; a byte order mark is passed over."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([Problem(file, f"byte {error.start}", "not UTF-8", "save the file as UTF-8")]) from error


def json_of(content: bytes, file: str) -> Any:
    """The JSON in a file.  Raises Refused naming line and column where it is not JSON."""
    try:
        return json.loads(text_of(content, file))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Refused([Problem(file, where, f"not JSON ({error.msg})", "mend the syntax there")]) from error
    except (RecursionError, ValueError) as error:
        raise Refused([Problem(file, "-", f"not JSON ({error})", "mend the syntax")]) from error


def rows_of(content: bytes, file: str) -> Iterator[tuple[str, dict[str, str] | Problem]]:
    """Each row of a CSV file with a header, by its line: as text by column, or what is wrong with it."""
    lines = csv.reader(io.StringIO(text_of(content, file), newline=""), strict=True)
    try:
        header = next(lines, [])
        for cells in lines:
            feature = f"line {lines.line_num}"
            if len(cells) == len(header):
                yield feature, dict(zip(header, cells, strict=True))
            elif cells:
                problem = f"{len(cells)} columns where the header has {len(header)}"
                yield feature, Problem(file, feature, problem, "quote what holds a comma, and fill up with empty ones")
    except csv.Error as error:
        feature = f"line {lines.line_num}"
        yield feature, Problem(file, feature, f"not CSV ({error})", "mend the quotes there")


def read_json(path: Path, file: str = "") -> Any:
    """The JSON in a file.  Raises Refused naming line and column where it is not JSON."""
    return json_of(content_of(path, file or path.name), file or path.name)


def read_csv(path: Path, file: str = "") -> list[dict[str, str]]:
    """The rows of a CSV file with a header, as text.  Raises Refused with every row that is not one."""
    rows = [row for _, row in rows_of(content_of(path, file or path.name), file or path.name)]
    problems = [row for row in rows if isinstance(row, Problem)]
    if problems:
        raise Refused(problems)
    return [row for row in rows if isinstance(row, dict)]


def validated(kind: type[R], raw: Any, file: str, feature: str) -> R:
    """One record from raw values.  Raises Refused, one problem for each field that is wrong."""
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise Refused(_schema_problems(error, file, feature)) from error


def _schema_problems(error: ValidationError, file: str, feature: str) -> list[Problem]:
    remedies = {
        "missing": "add the field",
        "extra_forbidden": "remove it or correct its name",
        "string_too_short": "fill it in",
        "too_short": "name one",
    }
    problems = []
    for issue in error.errors():
        field = ".".join(map(str, issue["loc"])) or "record"
        remedy = remedies.get(issue["type"], f"correct {field}")
        message = issue["msg"].removeprefix("Value error, ")
        problems.append(Problem(file, feature, f"{field}: {message[:1].lower()}{message[1:]}", remedy))
    return problems


def _reading(kind: type[R], file: str, raws: Iterable[tuple], problems: Iterable[Problem]) -> Reading[R]:
    """Records from (where it stands, raw record, geometry and own id of a feature)."""
    key = KEYS.get(kind, "id")
    entries, ids, found = [], set(), list(problems)
    for place, raw, *shape_and_id in raws:
        name = raw.get(key) if isinstance(raw, dict) else None
        feature = str(name) if name else place
        ids.add(feature)
        try:
            entries.append(Entry(file, feature, validated(kind, raw, file, feature), *shape_and_id))
        except Refused as refused:
            found.extend(refused.problems)
    return Reading(tuple(entries), tuple(found), frozenset(ids))


def read_table(kind: type[R], file: str, content: bytes) -> Reading[R]:
    """A CSV file, one record a row.  A wrong header is one problem, not one for every row."""
    rows = list(rows_of(content, file))
    header = next(csv.reader(io.StringIO(text_of(content, file), newline="")), [])
    columns = kind.model_fields
    wrong = [
        *(
            Problem(file, "header", f"the column {column} is missing", "add it")
            for column, field in columns.items()
            if column not in header and field.is_required()
        ),
        *(
            Problem(file, "header", f"the column {column!r} is not known", "remove it or correct its name")
            for column in sorted(set(header) - set(columns))
        ),
        *(
            Problem(file, "header", f"the column {column} stands twice", "remove one")
            for column in sorted(set(header))
            if header.count(column) > 1
        ),
    ]
    if wrong:
        raise Refused(wrong)
    good = [(place, row) for place, row in rows if isinstance(row, dict)]
    return _reading(kind, file, good, [row for _, row in rows if isinstance(row, Problem)])


def read_list(kind: type[R], file: str, content: bytes) -> Reading[R]:
    """A JSON file with a list of records."""
    found = json_of(content, file)
    if not isinstance(found, list):
        raise Refused([Problem(file, "-", "not a list of records", "put the records into [ ]")])
    return _reading(kind, file, [(f"record {n}", raw) for n, raw in enumerate(found, 1)], [])


def read_single(kind: type[R], file: str, content: bytes) -> Reading[R]:
    """A JSON file with one record; its feature is the file's name where it has no id."""
    return _reading(kind, file, [(Path(file).stem, json_of(content, file))], [])


def _collection(file: str, content: bytes) -> dict:
    found = json_of(content, file)
    if (
        not isinstance(found, dict)
        or found.get("type") != "FeatureCollection"
        or not isinstance(found.get("features"), list)
    ):
        raise Refused(
            [Problem(file, "-", "not a GeoJSON FeatureCollection", "write it as RFC 7946, section 3.3, says")]
        )
    return found


def read_features(kind: type[R], file: str, content: bytes) -> Reading[R]:
    """A GeoJSON file: a record from each feature's properties, and its geometry as it stands."""
    collection = _collection(file, content)
    problems = list(_unknown_members(file, "-", collection, COLLECTION_MEMBERS))
    raws = []
    for n, feature in enumerate(collection["features"], 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            problems.append(
                Problem(file, f"feature {n}", "not a GeoJSON Feature", "write it as RFC 7946, section 3.2, says")
            )
            continue
        place = str(feature.get("id") or f"feature {n}")
        problems.extend(_unknown_members(file, place, feature, FEATURE_MEMBERS))
        raws.append((place, feature.get("properties"), feature.get("geometry"), feature.get("id")))
    return _reading(kind, file, raws, problems)


def _unknown_members(file: str, feature: str, members: dict, known: set[str]) -> Iterator[Problem]:
    for member in sorted(set(members) - known):
        yield Problem(file, feature, f"the member {member!r} is not known", "remove it or correct its name")


def read_head(kind: type[R], file: str, content: bytes) -> Reading[R]:
    """The record under ``zone`` at the head of a GeoJSON file."""
    return _reading(kind, file, [(Path(file).stem, _collection(file, content).get("zone"))], [])


def reading(read: Any, kind: type[R], file: str, content: bytes | Problem) -> Reading[R]:
    """What a file gives; a file that cannot be read at all gives its problems and no ids."""
    if isinstance(content, Problem):
        return Reading(problems=(content,))
    try:
        return read(kind, file, content)
    except Refused as refused:
        return Reading(problems=refused.problems)


def inner(entry: Entry, feature: str, record: R) -> Entry[R]:
    """A record within another's file, e.g. a session of a meeting."""
    return replace(entry, feature=feature, record=record, geometry=None, own_id=None)  # type: ignore[type-var, return-value]
