"""A raw document as it was read, before anything is found in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from geodata.articles.limits import LONGEST_TEXT, LONGEST_VALUE

# What a source may give along with the text, by the names of the contract.
GIVEN_FIELDS = ("url", "headline", "datePublished", "publisher", "inLanguage")
# Control characters tell nothing; the zero-width joiners of Persian are none.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")


def one_line(value: str) -> str:
    """Text in one line, white space run together, without control characters.

    Half a surrogate pair, which no file can hold, is replaced; what is longer than any headline is cut.
    """
    if not value.isascii() or not value.isprintable():
        value = _CONTROL.sub(" ", whole(value))
    return " ".join(value.split())[:LONGEST_VALUE].rstrip()


def whole(value: str) -> str:
    """The text without half surrogate pairs."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def mended(text: str) -> str:
    """A text that any file can hold: half a surrogate pair is replaced, line ends are one character."""
    text = whole(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub(" ", text)


@dataclass(frozen=True)
class RawDocument:
    """One document.

    ``file`` and, in a file of many, ``record`` say where it stands; ``given`` holds what the source says of itself
    and ``told_by`` where it says so.  ``suggested`` is taken only where the text decides nothing.  ``notes`` are
    for the provenance, ``encoding`` how the bytes were read where they were no plain UTF-8.
    """

    file: str
    record: str
    text: str
    sha256: str
    given: Mapping[str, str] = field(default_factory=dict)
    told_by: Mapping[str, str] = field(default_factory=dict)
    suggested: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    notes: tuple[str, ...] = ()

    @property
    def feature(self) -> str:
        return self.record or "-"


def raw_document(
    file: str,
    record: str,
    text: str,
    sha256: str,
    given: Mapping[str, tuple[str, str]],
    suggested: Mapping[str, str] | None = None,
    encoding: str = "",
    notes: tuple[str, ...] = (),
) -> RawDocument:
    """A document with its values in one line each; ``given`` holds each value with where the source says so."""
    if len(text) > LONGEST_TEXT:
        notes += (f"only the first {LONGEST_TEXT:,} of {len(text):,} characters of the text were read",)
    lines = {name: (one_line(value), where) for name, (value, where) in given.items()}
    kept = {name: value for name, (value, _) in lines.items() if value}
    told_by = {name: where for name, (_, where) in lines.items() if name in kept and where}
    return RawDocument(
        file, record, mended(text[:LONGEST_TEXT]), sha256, kept, told_by, suggested or {}, encoding, notes
    )


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()
