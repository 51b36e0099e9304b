"""Article records from files of any size: JSON Lines, JSON and Parquet, packed or not.

A file is cut into parts, each small enough to be read by itself.  A part carries its bytes, so
that whoever works on it, be it on another machine, needs no access to the file.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from geodata.errors import Problem, Refused
from geodata.reading import read_json, validated
from geodata.records import Article

# What lies beside article records and tells why other documents are none.
REJECTS = ".rejects.jsonl"
SUFFIXES = (".json", ".jsonl", ".jsonl.gz", ".parquet")
# Fields a Parquet file may hold as JSON text, where its writer knows no nested columns.
NESTED = ("abstract", "about", "mentions", "provenance")
# Read and joined in about a second, and some megabytes in memory.
RECORDS_IN_A_PART = 4000
# A file that is wrong throughout is not told of line by line.
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class Lines:
    """Some lines of a JSON Lines file, the first of which has this number."""

    file: str
    first: int
    lines: tuple[bytes, ...]

    def read(self) -> Iterator[Article | Problem]:
        for number, line in enumerate(self.lines, self.first):
            if line.strip():
                yield from _of_line(line, self.file, f"line {number}")


@dataclass(frozen=True)
class Rows:
    """Some rows of a Parquet file, the first of which has this number."""

    file: str
    first: int
    rows: pa.RecordBatch

    def read(self) -> Iterator[Article | Problem]:
        for number, row in enumerate(self.rows.to_pylist(), self.first):
            try:
                record = _unpacked(row)
            except json.JSONDecodeError as error:
                yield Problem(self.file, f"row {number}", f"a field is not JSON ({error.msg})", "write the row anew")
            else:
                yield from _valid(record, self.file, f"row {number}")


@dataclass(frozen=True)
class Records:
    """Some records of a JSON file, the first of which has this number."""

    file: str
    first: int
    records: tuple[Any, ...]

    def read(self) -> Iterator[Article | Problem]:
        for number, record in enumerate(self.records, self.first):
            yield from _valid(record, self.file, f"record {number}")


Part = Lines | Rows | Records
T = TypeVar("T")


def parts_of(path: Path, records: int = RECORDS_IN_A_PART) -> Iterator[Part]:
    """The parts of a file, or of a folder's files in order of name; files of rejects are left out.

    ``.jsonl`` and ``.jsonl.gz`` hold a record a line, ``.json`` one record or a list, ``.parquet`` one a row (nested
    fields may be JSON text).

    Raises
    ------
    Refused
        after the last part: the files that cannot be read, or not to their end.
    """
    problems: list[Problem] = []
    for file in files_of(path):
        try:
            yield from _parts_of_file(file, records)
        except Refused as refused:
            problems.extend(refused.problems)
        except (EOFError, zlib.error):
            problems.append(Problem(file.name, "-", "the packed file is damaged or ends early", "fetch it anew"))
        except pa.ArrowException as error:
            told = str(error).splitlines()[0]
            problems.append(Problem(file.name, "-", f"not read as Parquet ({told})", "write the file anew"))
        except OSError as error:
            reason = error.strerror or "damaged"
            problems.append(Problem(file.name, "-", f"cannot be read ({reason})", "check the path"))
    if problems:
        raise Refused(problems)


def files_of(path: Path) -> list[Path]:
    """A file itself, or the files of a folder that hold article records, in order of name."""
    if not path.is_dir():
        return [path]
    named = (one for one in sorted(path.iterdir()) if one.name.endswith(SUFFIXES))
    return [one for one in named if not one.name.endswith(REJECTS)]


def _parts_of_file(file: Path, records: int) -> Iterator[Part]:
    first = 1
    if file.name.endswith((".jsonl", ".jsonl.gz")):
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
            while some := tuple(islice(lines, records)):
                yield Lines(file.name, first, some)
                first += len(some)
    elif file.suffix == ".parquet":
        with pq.ParquetFile(file) as table:
            for batch in table.iter_batches(records):
                yield Rows(file.name, first, batch)
                first += len(batch)
    else:
        found = read_json(file)
        told = iter(found if isinstance(found, list) else [found])
        while several := tuple(islice(told, records)):
            yield Records(file.name, first, several)
            first += len(several)


def read(part: Part) -> tuple[list[Article], list[Problem]]:
    """The articles of a part, and what is wrong with others."""
    found = list(part.read())
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Problem)]


def read_articles(path: Path) -> list[Article]:
    """The article records of a file or folder that fits into memory, as ``parts_of`` cuts it.

    Raises
    ------
    Refused
        what is wrong, by file and line, row or id.
    """
    return [article for articles in sound(map(read, parts_of(path))) for article in articles]


def sound(given: Iterable[tuple[T, list[Problem]]]) -> Iterator[T]:
    """What each part gave, until one has something wrong; the others are then only looked through for more of it.

    Raises
    ------
    Refused
        after the last: what is wrong with the parts, up to ``MOST_PROBLEMS``, or why no more came.
    """
    problems: list[Problem] = []
    try:
        for one, wrong in given:
            problems += wrong[: MOST_PROBLEMS - len(problems)]
            if len(problems) >= MOST_PROBLEMS:
                break
            if not problems:
                yield one
    except Refused as refused:
        problems.extend(refused.problems)
    if problems:
        raise Refused(problems)


def _of_line(line: bytes, file: str, where: str) -> Iterable[Article | Problem]:
    try:
        return [Article.model_validate_json(line)]
    except ValidationError:
        pass  # the slow way finds the words for what is wrong
    try:
        return _valid(json.loads(line), file, where)
    except UnicodeDecodeError:
        return [Problem(file, where, "not UTF-8", "save the file as UTF-8")]
    except json.JSONDecodeError as error:
        return [Problem(file, where, f"not JSON ({error.msg})", "give one record a line")]


def _unpacked(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a record: JSON text read, what is missing left to the record's defaults."""
    record = {
        name: json.loads(value) if name in NESTED and isinstance(value, str) else value for name, value in row.items()
    }
    record = {name: value for name, value in record.items() if value is not None or name not in (*NESTED, "@type")}
    if isinstance(record.get("mentions"), list):
        record["mentions"] = [_present(mention) for mention in record["mentions"]]
    if isinstance(record.get("abstract"), dict):
        record["abstract"] = _present(record["abstract"])
    return record


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _valid(record: Any, file: str, where: str) -> Iterable[Article | Problem]:
    try:
        return [validated(Article, record, file, where)]
    except Refused as refused:
        return refused.problems
