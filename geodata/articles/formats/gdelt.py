"""GDELT's own tables: tab separated, without a header, under names that end in ``.csv``.

They hold no text, but the names GDELT's machines found in one: people, organisations, places.  A record is made of
those and of the page's title where there is one, and says so.  Sources, as published by the GDELT Project:

* Global Knowledge Graph 2.1, 27 columns
  (http://data.gdeltproject.org/documentation/GDELT-Global_Knowledge_Graph_Codebook-V2.1.pdf)
* Event Database 2.0, 61 columns (http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf)
* Event Database 1.0 daily updates, 58 columns
  (http://data.gdeltproject.org/documentation/GDELT-Data_Format_Codebook.pdf)
* Mentions 2.0, 16 columns: only where an event was mentioned, no name in any language

The lists of the DOC 2.0 API have headers or keys of their own, which ``columns`` knows.  The day is the one on
which GDELT saw the article, in UTC: of an article that is new, its day or the one after.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from geodata.articles.documents import RawDocument, fingerprint, raw_document
from geodata.articles.formats.pieces import Piece
from geodata.errors import Problem

_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.S)
_LANGUAGE = re.compile(r"srclc:([a-z]{3})")


@dataclass(frozen=True)
class Shape:
    """One of GDELT's tables.

    ``names`` are the columns with names in them, ``parts`` says how a cell is taken apart: what parts its
    entries, what parts an entry's fields, and which field is the name.
    """

    name: str
    columns: int
    url: int
    day: int
    names: Mapping[int, tuple[str, str, int]]
    first: str
    publisher: int | None = None
    extras: int | None = None
    translated: int | None = None


_WHOLE = ("\0", "\0", 0)
SHAPES = (
    Shape(
        "Global Knowledge Graph 2.1",
        columns=27,
        url=4,
        day=1,
        # V1 persons and organisations are parted by semicolons; of V1 locations the second field is the name
        names={9: (";", "#", 1), 11: (";", "\0", 0), 13: (";", "\0", 0)},
        first=r"\d{14}-T?\d+$",
        publisher=3,
        extras=26,
        translated=25,
    ),
    Shape(
        "Event Database 2.0",
        columns=61,
        url=60,
        day=59,
        names={6: _WHOLE, 16: _WHOLE, 36: _WHOLE, 44: _WHOLE, 52: _WHOLE},
        first=r"\d{6,12}$",
    ),
    Shape(
        "Event Database 1.0",
        columns=58,
        url=57,
        day=56,
        names={6: _WHOLE, 16: _WHOLE, 36: _WHOLE, 43: _WHOLE, 50: _WHOLE},
        first=r"\d{6,12}$",
    ),
    Shape("Mentions 2.0", columns=16, url=5, day=2, names={}, first=r"\d{6,12}$"),
)
BY_NAME = {shape.name: shape for shape in SHAPES}


def shape_of(sample: str) -> Shape | None:
    """Which of GDELT's tables a file is, by its first line."""
    cells = sample.partition("\n")[0].rstrip("\r").split("\t")
    return next((shape for shape in SHAPES if len(cells) == shape.columns and re.match(shape.first, cells[0])), None)


def row_document(piece: Piece) -> RawDocument | Problem:
    """The record of one row.  Rows of one article, which events are, have one address and are linked by it."""
    shape = BY_NAME[piece.about["shape"]]
    try:
        cells = piece.content.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError:
        return piece.problem("the row is not UTF-8", "download the file again")
    if len(cells) != shape.columns:
        return piece.problem(f"{len(cells)} columns, where {shape.name} has {shape.columns}", "download the file again")
    if not shape.names:
        return piece.problem(f"{shape.name} holds no names or titles", "give the Global Knowledge Graph of that time")
    title = _title(cells[shape.extras]) if shape.extras is not None else ""
    given = {
        "url": (cells[shape.url], "the source's address"),
        "datePublished": (cells[shape.day][:8], "the day GDELT saw it"),
        "headline": (title, "the page's title"),
    }
    if shape.publisher is not None:
        given["publisher"] = (cells[shape.publisher], "the source's name")
    if shape.translated is not None:
        language = _LANGUAGE.search(cells[shape.translated])
        given["inLanguage"] = (language.group(1) if language else "eng", "the language GDELT read it in")
    names = dict.fromkeys(name for column, parts in shape.names.items() for name in _names(cells[column], *parts))
    note = f"no text: the names are those of GDELT's {shape.name}, found by its machines in English or a translation"
    text = "\n".join(f"{name}." for name in names)
    return raw_document(piece.file, piece.record, text, fingerprint(piece.content), given, notes=(note,))


def _title(extras: str) -> str:
    found = _TITLE.search(extras)
    return html.unescape(found.group(1)) if found else ""


def _names(cell: str, between: str, within: str, at: int) -> list[str]:
    entries = (entry.split(within) for entry in cell.split(between) if entry)
    found = (entry[at].strip() for entry in entries if at < len(entry))
    return [name.title() if name.isupper() or name.islower() else name for name in found if name]
