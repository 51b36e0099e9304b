"""CSV and TSV: the delimiter found out, columns recognised, exports without a header by their shape."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from geodata.articles import limits
from geodata.articles.documents import RawDocument
from geodata.articles.encodings import decoded
from geodata.articles.formats import gdelt
from geodata.articles.formats.columns import columns_of, from_fields
from geodata.articles.formats.pieces import UNDECODABLE, Known, Opened, Piece, Pieces, lines, utf8_chunks
from geodata.articles.given import order_of_slashes
from geodata.errors import Problem

DELIMITERS = (",", ";", "\t", "|")
HEAD = 1 << 16
# Lines that go before the header in spreadsheets of monitors: a title, a period, an empty line.
MOST_BEFORE_HEADER = 10
SAMPLE_ROWS = 200
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*$")  # what Excel writes and reads


def table_pieces(opened: Opened) -> Pieces:
    """Each row, with the header and what the file as a whole tells of its columns."""
    found = utf8_chunks(opened)
    if found is None:
        yield opened.problem("-", *UNDECODABLE)
        return
    chunks, encoding = found
    csv.field_size_limit(limits.LONGEST_CELL)
    sample = _sample(opened, encoding)
    shape = gdelt.shape_of(sample)
    if shape:
        yield from _rows_without_header(opened, chunks, encoding, shape)
        return
    mapped = tuple(opened.options.columns.items())
    delimiter, before = _header(sample, mapped)
    header: tuple[str, ...] = ()
    about: dict[str, Any] = {}
    cut: list[int] = []
    reader = _Rows(_text_lines(chunks, opened.known, cut), delimiter)
    for row, problem in reader:
        for number in cut:
            yield opened.problem(
                f"line {number}", f"longer than {limits.LARGEST // limits.MIB} MiB", "leave the row out"
            )
        cut.clear()
        if problem:
            yield opened.problem(f"line {reader.line}", problem, "mend the table there; is a quote not closed?")
        elif not header:
            if reader.number <= before or not any(row):
                continue
            header = tuple(name.strip().lstrip("\ufeff") for name in row)
            if not columns_of(header, mapped).keys() & {"text", "headline"}:
                shown = ", ".join(header[:8])
                yield opened.problem(
                    "header",
                    f"neither a column for the text nor for the headline in: {shown[:200]}",
                    "name one: --map headline=COLUMN",
                )
                return
            about = {"columns": mapped, "encoding": encoding, "header": header}
            about["slashes"] = _order(sample, delimiter, header, mapped)
        elif any(row):
            yield Piece(opened.name, f"line {reader.line}", "", row, about)


class _Rows:
    """Rows of a table; a bad one is told of and the next is read."""

    def __init__(self, text_lines: Iterator[str], delimiter: str):
        self._reader = csv.reader(text_lines, delimiter=delimiter)
        self.number = 0

    @property
    def line(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Iterator[tuple[list[str], str]]:
        while True:
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.number += 1
                yield [], f"not a row ({error})"
                continue
            self.number += 1
            yield row, ""


def _text_lines(chunks: Iterator[bytes], known: Known, cut: list[int]) -> Iterator[str]:
    for line in lines(chunks, with_empty=True):
        if line.is_cut:
            cut.append(line.number)
            yield "\n"
            continue
        try:
            yield line.content.decode("utf-8") + "\n"
        except UnicodeDecodeError:
            found = decoded(line.content, known)
            yield (found.text if found else line.content.decode("utf-8", "replace")) + "\n"


def _sample(opened: Opened, encoding: str) -> str:
    head = opened.stream.head(HEAD)
    if not encoding:
        return head.decode("utf-8-sig", "replace")
    return head.decode(encoding.split(":")[0], "replace").lstrip("\ufeff")


def _header(sample: str, mapped: tuple[tuple[str, str], ...]) -> tuple[str, int]:
    """The delimiter, and how many rows go before the header: those with which most fields are recognised."""
    told = _SEPARATOR_LINE.match(sample)
    best, score = (",", 0), (0, 0)
    for delimiter in [told.group(1)] if told else DELIMITERS:
        try:
            rows = [
                row
                for _, row in zip(
                    range(MOST_BEFORE_HEADER), csv.reader(sample.splitlines(True), delimiter=delimiter), strict=False
                )
            ]
        except csv.Error:
            continue
        for number, row in enumerate(rows):
            recognised = columns_of(tuple(name.strip() for name in row), mapped)
            useful = bool(recognised.keys() & {"text", "headline"})
            if useful and (len(recognised), len(row)) > score:
                best, score = (delimiter, number), (len(recognised), len(row))
    return best if score[0] else (_most_frequent(sample), int(bool(told)))


def _first_rows(sample: str, delimiter: str, count: int) -> list[list[str]]:
    return list(islice(csv.reader(sample.splitlines(keepends=True), delimiter=delimiter), count))


def _most_frequent(sample: str) -> str:
    first = sample.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _order(sample: str, delimiter: str, header: tuple[str, ...], mapped: tuple[tuple[str, str], ...]) -> str:
    """``dmy`` or ``mdy`` where the days of the first rows can only be read so; empty where they tell nothing."""
    columns = columns_of(header, mapped).get("datePublished", ())
    try:
        rows = [
            row
            for _, row in zip(
                range(SAMPLE_ROWS), csv.reader(sample.splitlines(True), delimiter=delimiter), strict=False
            )
        ]
    except csv.Error:
        return ""
    return order_of_slashes(row[at] for row in rows for at in columns[:1] if at < len(row))


def _rows_without_header(opened: Opened, chunks: Iterator[bytes], encoding: str, shape: gdelt.Shape) -> Pieces:
    """GDELT's rows have no quotes: a tab parts cells and a line end parts rows, always."""
    about = {"encoding": encoding, "shape": shape.name}
    for line in lines(chunks):
        if line.is_cut:
            problem = f"longer than {limits.LARGEST // limits.MIB} MiB"
            yield opened.problem(f"line {line.number}", problem, "leave the row out")
        elif line.content.strip():
            yield Piece(opened.name, f"line {line.number}", "", line.content, about)


def row_document(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    if "shape" in piece.about:
        yield gdelt.row_document(piece)
        return
    row: Sequence[str] = piece.content
    header = piece.about["header"]
    if any(row[len(header) :]):
        problem = f"{len(row)} cells, where the header has {len(header)}"
        yield piece.problem(problem, "put cells that hold the delimiter in quotes")
        return
    yield from_fields(piece, header, row)
