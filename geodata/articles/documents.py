"""A raw document as it was read, before anything is found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

# What a source may give along with the text, by the names of the contract.
GIVEN_FIELDS = ("url", "headline", "datePublished", "publisher", "inLanguage")


def one_line(value: str) -> str:
    """Text in one line, white space run together; half a surrogate pair, which no file can hold, is replaced."""
    return " ".join(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())


def mended(text: str) -> str:
    """A text that any file can hold: half a surrogate pair is replaced, line ends are one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class RawDocument:
    """``file`` and, in a file of many, ``record``; ``given`` holds what the source says of itself."""

    file: str
    record: str
    text: str
    sha256: str
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def feature(self) -> str:
        return self.record or "-"


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()
