"""Reads files of several formats into raw documents; ``READERS`` is the table of formats.

A reader takes a file's name and bytes and yields documents and problems in the order of the file.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from geodata.articles.documents import GIVEN_FIELDS, RawDocument, fingerprint, mended, one_line
from geodata.articles.languages import LEAST_SHARE, LanguageWords, share_of_common_words
from geodata.articles.normal import words
from geodata.errors import Problem

Read = Iterator[RawDocument | Problem]
Reader = Callable[[str, bytes, Mapping[str, LanguageWords]], Read]

LARGEST_CELL = 2**26
SAMPLE = 20_000
# Control characters that occur in text; any other means that the file is no text in that encoding.
IN_TEXT = {"\t", "\n", "\r", "\f", "\v", "\u001a", "\u200c"}
UNDECODABLE = ("the text cannot be decoded", "save the file as UTF-8")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(content: bytes, known: Mapping[str, LanguageWords]) -> str | None:
    """The text in bytes, or None.

    By byte order mark, as UTF-8, or in the older encoding of a known language in which the text
    reads as that language; every byte means something in those, so only words can tell.
    """
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _text(content, encoding)
    as_utf8 = _text(content, "utf-8")
    if as_utf8 is not None:
        return as_utf8
    tried = [
        (share_of_common_words(language, words(text[:SAMPLE])), text)
        for language in known.values()
        for encoding in language.encodings
        if (text := _text(content, encoding))
    ]
    share, text = max(tried, key=lambda one: one[0], default=(0.0, ""))
    return text if share >= LEAST_SHARE else None


def _text(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if any(letter < " " and letter not in IN_TEXT for letter in text) else mended(text)


def plain_text(name: str, content: bytes, known: Mapping[str, LanguageWords]) -> Read:
    text = decoded(content, known)
    yield Problem(name, "-", *UNDECODABLE) if text is None else RawDocument(name, "", text, fingerprint(content))


def json_objects(name: str, content: bytes, known: Mapping[str, LanguageWords]) -> Read:
    """One object or a list of them."""
    text = decoded(content, known)
    try:
        found = json.loads(text or "")
    except ValueError as error:
        yield (
            Problem(name, "-", f"not JSON ({error})", "mend the syntax there")
            if text
            else Problem(name, "-", *UNDECODABLE)
        )
    except RecursionError:
        yield Problem(name, "-", "nested too deep", "give one object, or a list of objects")
    else:
        several = isinstance(found, list)
        for number, one in enumerate(found if several else [found], 1):
            yield from _from_fields(name, f"record {number}" if several else "", one)


def json_lines(name: str, content: bytes, known: Mapping[str, LanguageWords]) -> Read:
    text = decoded(content, known)
    if text is None:
        yield Problem(name, "-", *UNDECODABLE)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except ValueError as error:
            yield Problem(name, f"line {number}", f"not JSON ({error})", "give one object a line")
        except RecursionError:
            yield Problem(name, f"line {number}", "nested too deep", "give one object a line")
        else:
            yield from _from_fields(name, f"line {number}", one)


def csv_rows(name: str, content: bytes, known: Mapping[str, LanguageWords]) -> Read:
    """A table with a header; the columns are the fields of the contract."""
    text = decoded(content, known)
    if text is None:
        yield Problem(name, "-", *UNDECODABLE)
        return
    csv.field_size_limit(LARGEST_CELL)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if not {"text", "headline"} & set(rows.fieldnames or ()):
            yield Problem(name, "header", "neither a column text nor headline", f"use text, {', '.join(GIVEN_FIELDS)}")
            return
        for row in rows:
            yield from _from_fields(name, f"line {rows.line_num}", row)
    except csv.Error as error:
        yield Problem(name, f"line {rows.line_num}", f"not CSV ({error})", "mend the table there")


def _from_fields(name: str, record: str, one: object) -> Read:
    if not isinstance(one, dict):
        yield Problem(name, record or "-", "not an object with fields", f"give text, {', '.join(GIVEN_FIELDS)}")
        return
    wrong = [key for key in ("text", *GIVEN_FIELDS) if not isinstance(one.get(key) or "", str)]
    if wrong:
        yield Problem(name, record or "-", f"{wrong[0]} is not text", "put it in quotes")
        return
    given = {key: one_line(one[key]) for key in GIVEN_FIELDS if one.get(key) and one_line(one[key])}
    written = json.dumps({str(key): value for key, value in one.items()}, sort_keys=True, default=str)
    yield RawDocument(name, record, mended(one.get("text") or ""), fingerprint(written.encode()), given)


READERS: dict[str, Reader] = {
    ".txt": plain_text,
    ".json": json_objects,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": csv_rows,
}
STANDARD_INPUT = "-"


def documents(sources: Iterable[str], known: Mapping[str, LanguageWords]) -> Read:
    """The documents of files, folders (walked in sorted order) and standard input, in input order."""
    for source in sources:
        if source == STANDARD_INPUT:
            yield from plain_text("standard input", sys.stdin.buffer.read(), known)
        else:
            yield from _of_path(Path(source), known)


def _of_path(path: Path, known: Mapping[str, LanguageWords]) -> Read:
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if not inner.name.startswith("."):
                yield from _of_path(inner, known)
        return
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Problem(
            path.name,
            "-",
            f"the format {path.suffix or 'without a suffix'} is not known",
            f"use one of {', '.join(READERS)}",
        )
        return
    try:
        content = path.read_bytes()
    except OSError as error:
        yield Problem(path.name, "-", f"cannot be read ({error.strerror})", "check the path")
        return
    yield from reader(path.name, content, known)
