"""Raw text: one document a file."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.articles.documents import RawDocument, fingerprint, raw_document
from geodata.articles.encodings import decoded
from geodata.articles.formats.pieces import UNDECODABLE, Known, Piece
from geodata.errors import Problem


def text_document(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    found = decoded(piece.content, known, piece.about.get("encoding"))
    if found is None:
        yield piece.problem(*UNDECODABLE)
        return
    sha256 = fingerprint(piece.content)
    yield raw_document(piece.file, piece.record, found.text, sha256, {}, encoding=found.note)
