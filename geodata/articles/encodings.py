"""Bytes to text: by what they declare where that proves true, else by what reads as a language.

Every byte means something in the one-byte encodings, so that a wrong guess raises nothing and only the words
tell.  The order: byte order mark; UTF-8, which other encodings do not form by chance; what the document
declares, if it reads as a language; the older encodings of the languages known here, the one whose words are
most common; last, charset-normalizer for all other languages.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import charset_normalizer

from geodata.articles.languages import LEAST_SHARE, LanguageWords, share_of_common_words
from geodata.articles.normal import words

SAMPLE = 20_000
# Control characters that occur in text; many others mean that the bytes are no text in that encoding.
IN_TEXT = {"\t", "\n", "\r", "\f", "\v", "\u001a", "\u200c"}
MOST_CONTROL = 0.02
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
WITHOUT_MARK = ("utf-16-le", "utf-16-be")


class Decoded(NamedTuple):
    """A text, the encoding it was read in and why that one; ``note`` is for the provenance, empty for plain UTF-8."""

    text: str
    encoding: str
    why: str

    @property
    def note(self) -> str:
        return f"{self.encoding.replace('cp125', 'windows-125')}: {self.why}" if self.why else ""


def decoded(content: bytes, known: Mapping[str, LanguageWords], declared: str | None = None) -> Decoded | None:
    """The text in bytes, or None where they are no text in any encoding tried."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            text = _text(content, encoding)
            why = "" if encoding == "utf-8-sig" else "by its byte order mark"
            return None if text is None else Decoded(text, encoding, why)
    declared = _name(declared)
    as_utf8 = _text(content, "utf-8")
    if as_utf8 is not None:
        wrong = declared not in (None, "utf-8", "ascii") and not as_utf8.isascii()
        return Decoded(as_utf8, "utf-8", f"it is valid UTF-8, though {declared} is declared" if wrong else "")
    return _by_words(content, known, declared) or _by_statistics(content)


def _name(declared: str | None) -> str | None:
    """The codec's name for a declared encoding.  ``ISO-8859-1`` means windows-1252 on the web (WHATWG Encoding)."""
    try:
        name = codecs.lookup((declared or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return {"iso8859-1": "cp1252", "iso8859-9": "cp1254"}.get(name, name)


def _by_words(content: bytes, known: Mapping[str, LanguageWords], declared: str | None) -> Decoded | None:
    best, best_share = None, 0.0
    for encoding in dict.fromkeys([declared, *WITHOUT_MARK, *(one for own in known.values() for one in own.encodings)]):
        text = _text(content, encoding) if encoding else None
        if not text or not encoding:
            continue
        found = words(text[:SAMPLE])
        share = max((share_of_common_words(language, found) for language in known.values()), default=0.0)
        if encoding == declared and share >= LEAST_SHARE:
            return Decoded(text, encoding, "as declared")
        if share > best_share:
            best, best_share = Decoded(text, encoding, "its words are common ones only in this encoding"), share
    if best and best_share >= LEAST_SHARE:
        return best._replace(why=f"{best.why}, not in {declared}, which is declared") if declared else best
    as_declared = _text(content, declared) if declared else None
    return Decoded(as_declared, declared, "as declared") if as_declared and declared else None


def _by_statistics(content: bytes) -> Decoded | None:
    sample = content[: 4 * SAMPLE]
    guess = charset_normalizer.from_bytes(sample, enable_fallback=False).best() if _has_words(sample) else None
    text = _text(content, guess.encoding) if guess else None
    return Decoded(text, guess.encoding, "by charset-normalizer") if text and guess else None


def _has_words(sample: bytes) -> bool:
    """Statistics need something to count."""
    return len(sample) > 32


def _text(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    head = text[:SAMPLE]
    control = sum(letter < " " and letter not in IN_TEXT for letter in head) if not head.isprintable() else 0
    return None if control > MOST_CONTROL * len(head) else text


def in_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """A stream of bytes in an encoding as one in UTF-8; what cannot be decoded becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")
