"""Taking a file apart: what every format does before it reads a document.

A file becomes pieces in one process, cheaply and in order; each piece becomes documents wherever there is a
processor free.  A piece is one page, one line, one row, or a feed with its entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from geodata.articles import limits
from geodata.articles.encodings import BYTE_ORDER_MARKS, decoded, in_utf8
from geodata.articles.languages import LanguageWords
from geodata.articles.sources import Guarded, Source
from geodata.errors import Problem

UNDECODABLE = ("the text cannot be decoded", "save the file as UTF-8, or name its encoding with --encoding")
HEAD = 1 << 16
Known = Mapping[str, LanguageWords]


@dataclass(frozen=True)
class Options:
    """What the user says of the files: columns by field, a format and an encoding for what does not tell its own."""

    columns: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Opened:
    """A source being read."""

    source: Source
    stream: Guarded
    options: Options
    known: Known

    @property
    def name(self) -> str:
        return self.source.name

    def problem(self, feature: str, problem: str, remedy: str) -> Problem:
        return Problem(self.name, feature, problem, remedy)


@dataclass(frozen=True)
class Piece:
    """A part of a file that becomes documents by itself.

    ``record`` says where it stands in the file, ``about`` what the whole file says of all its pieces.
    """

    file: str
    record: str
    format: str
    content: Any
    about: Mapping[str, Any] = field(default_factory=dict)

    def problem(self, problem: str, remedy: str, feature: str = "") -> Problem:
        return Problem(self.file, feature or self.record or "-", problem, remedy)


Pieces = Iterator[Piece | Problem]


def whole(opened: Opened) -> Pieces:
    """The file is one piece, its bytes."""
    yield Piece(opened.name, "", "", opened.stream.whole(), {"encoding": opened.options.encoding})


def utf8_chunks(opened: Opened) -> tuple[Iterator[bytes], str] | None:
    """A stream in UTF-8 and what was done to make it so; None where the bytes are no text.

    What the head of the file is in, all of it is; single bad lines are the business of who reads them.
    """
    head = opened.stream.head(HEAD)
    marked = any(head.startswith(mark) for mark in BYTE_ORDER_MARKS)
    if not marked and not opened.options.encoding and _is_utf8(head):
        return opened.stream.chunks(), ""
    found = decoded(_to_a_line_end(head), opened.known, opened.options.encoding)
    if found is None:
        return None
    if found.encoding in ("utf-8", "utf-8-sig"):
        return opened.stream.chunks(), ""
    return in_utf8(opened.stream.chunks(), found.encoding), found.note


def _is_utf8(head: bytes) -> bool:
    """Also where the head ends within a letter.  Text full of zeros is UTF-16."""
    if head.count(0) * 5 > len(head):
        return False
    for cut in range(4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def _to_a_line_end(head: bytes) -> bytes:
    """Up to the last line end, two bytes of which UTF-16 needs, so that no letter is cut."""
    if len(head) < HEAD:
        return head
    end = head.rfind(b"\n")
    return head[: (end + 2) // 2 * 2] if end > 0 else head[: len(head) // 2 * 2]


@dataclass
class Line:
    """A line without its end; ``is_cut`` where it was longer than a document may be and is not kept."""

    number: int
    content: bytes
    is_cut: bool = False


def lines(chunks: Iterator[bytes], with_empty: bool = False) -> Iterator[Line]:
    """The lines of a stream, never holding more than one of the largest size; empty ones only if wanted."""
    parts: list[bytes] = []
    number, size = 1, 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for part in ended:
            if not part and not size and not with_empty:
                number += 1
                continue
            yield _line(number, parts, part, size + len(part))
            number, parts, size = number + 1, [], 0
        size += len(rest)
        if rest and size <= limits.LARGEST:
            parts.append(rest)
        elif size > limits.LARGEST:
            parts = []
    if size:
        yield _line(number, parts, b"", size)


def _line(number: int, parts: list[bytes], last: bytes, size: int) -> Line:
    if size > limits.LARGEST:
        return Line(number, b"", is_cut=True)
    return Line(number, (b"".join(parts) + last if parts else last).rstrip(b"\r"))
