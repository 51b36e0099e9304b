"""Formats documents come in; ``FORMATS`` is the table of them, and a new one is a line in it.

A format is recognised by the suffix of the file's name; standard input and files without a known suffix by how they
begin.  ``pieces`` takes a file apart in order, ``documents`` makes documents of a piece, wherever there is a
processor free.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from geodata.articles.documents import RawDocument
from geodata.articles.encodings import decoded
from geodata.articles.formats.columns import columns_of
from geodata.articles.formats.feeds import feed_documents
from geodata.articles.formats.gdelt import shape_of
from geodata.articles.formats.objects import json_line_pieces, json_pieces, object_document
from geodata.articles.formats.pages import mhtml_document, page_document
from geodata.articles.formats.pieces import Known, Opened, Options, Piece, Pieces, whole
from geodata.articles.formats.plain import text_document
from geodata.articles.formats.tables import row_document, table_pieces
from geodata.articles.sources import Source
from geodata.errors import Problem, Refused


class Format(NamedTuple):
    """``begins`` matches the beginning of a file of the format; None where only a name can tell."""

    suffixes: tuple[str, ...]
    pieces: Callable[[Opened], Pieces]
    documents: Callable[[Piece, Known], Iterator[RawDocument | Problem]]
    begins: str | None = None


PAGE = r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype )?html"
MESSAGE = r"(?:[\w-]+:[^\n]*\n\s*)*content-type:\s*multipart/related"
FORMATS: dict[str, Format] = {
    "html": Format(
        (".html", ".htm", ".xhtml"), whole, page_document, r"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype )?html"
    ),
    "feed": Format((".rss", ".atom", ".rdf", ".xml"), whole, feed_documents, r"(<\?xml|<rss|<feed|<rdf:RDF)"),
    "mhtml": Format(
        (".mhtml", ".mht"), whole, mhtml_document, r"(?:[\w-]+:[^\n]*\n\s*)*content-type:\s*multipart/related"
    ),
    "json": Format((".json",), json_pieces, object_document, r"[\[{]"),
    "jsonl": Format((".jsonl", ".ndjson"), json_line_pieces, object_document),
    "table": Format((".csv", ".tsv", ".tab"), table_pieces, row_document),
    "text": Format((".txt", ".text", ".md"), whole, text_document),
}
BY_SUFFIX = {suffix: name for name, format in FORMATS.items() for suffix in format.suffixes}
HEAD = 1 << 12


def pieces(source: Source, options: Options, known: Known) -> Pieces:
    """The pieces of a source in order, and problems among them; a problem of the whole file ends it."""
    try:
        opened = Opened(source, source.open(), options, known)
        name = format_of(opened)
        if name is None:
            suffixes = ", ".join(sorted(BY_SUFFIX))
            what = source.suffix or "without a suffix"
            yield opened.problem("-", f"the format {what} is not known", f"use one of {suffixes}, or --format")
            return
        for piece in FORMATS[name].pieces(opened):
            yield replace(piece, format=name) if isinstance(piece, Piece) else piece
    except Refused as refused:
        yield from refused.problems


def documents(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    """The documents of a piece."""
    return FORMATS[piece.format].documents(piece, known)


def format_of(opened: Opened) -> str | None:
    """By the user's word, by suffix, or by how it begins.

    Standard input that begins like nothing else is a table if it has the header of one, else text.
    """
    if opened.options.format:
        return opened.options.format
    named = BY_SUFFIX.get(opened.source.suffix)
    if named:
        return named
    head = opened.stream.head(HEAD)
    found = decoded(head[: len(head) // 4 * 4], opened.known) or decoded(
        head[: max(head.rfind(b"\n"), 0)], opened.known
    )
    if found is None:
        return None if opened.source.suffix else "text"
    begins = found.text.lstrip("\ufeff \r\n\t")
    for name, format in FORMATS.items():
        if format.begins and re.match(format.begins, begins, re.I | re.S):
            return name
    if opened.source.suffix:
        return None
    return "table" if shape_of(begins) or _has_header(begins) else "text"


def _has_header(begins: str) -> bool:
    first = begins.partition("\n")[0]
    headers = (tuple(name.strip(' "') for name in first.split(delimiter)) for delimiter in ",;\t|")
    return any(len(columns_of(header)) > 1 for header in headers)
