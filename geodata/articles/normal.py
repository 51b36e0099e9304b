"""Words in a form in which spellings of the same word agree; each word keeps its place in the text.

Arabic and Persian: hamza and madda leave their letter, ya and kaf have one form each, ta marbuta
becomes ha, vowel signs and tatweel go; a zero-width non-joiner ends a word.  Latin letters lose
their accents, the Turkish dotless i its difference.  Digits of any script become numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Combining marks, Arabic vowel signs, tatweel: they belong to the word but tell nothing apart.
MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
WORD = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
SENTENCE_END = re.compile(r"[.!?؟۔…]|\n\s*\n")
SAME_LETTER = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ە": "ه", "ı": "i", "ʿ": None, "ʾ": None, "ـ": None}
)
LONGEST_NUMBER = 4


class Word(NamedTuple):
    """A word or number: its form, where it stands in the text, in which sentence."""

    form: str
    start: int
    end: int
    sentence: int
    number: int | None
    capital: bool
    all_capitals: bool


def words(text: str) -> list[Word]:
    """The words of a text in order; ``text[word.start:word.end]`` is the word as written."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    sentence, before = 0, None
    for found in WORD.finditer(text):
        start, end, raw = found.start(), found.end(), found.group()
        if before is not None and _ends_sentence(text[before.end : start], before):
            sentence += 1
        number = int(raw) if raw[0].isdecimal() and len(raw) <= LONGEST_NUMBER else None
        written = str(number) if number is not None else form(raw)
        capital = raw[0].isupper() or not raw[0].islower()
        before = Word(written, start, end, sentence, number, capital, capital and raw.upper() == raw)
        yield before


def _ends_sentence(gap: str, before: Word) -> bool:
    """A full stop after a short number (``11. Astana``, ``4.7.2017``) or an initial ends nothing."""
    if gap == " " or not SENTENCE_END.search(gap):
        return False
    abbreviates = before.end - before.start == 1 or (before.number is not None and before.number < 100)
    return not (gap.strip() == "." and abbreviates and "\n" not in gap)


def form(word: str) -> str:
    """The form of one word, for comparison."""
    return word.lower() if word.isascii() else _folded(word)


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    # The Cyrillic й alone is a letter of its own and not и with a mark.
    letters = unicodedata.normalize("NFC", word).casefold()
    plain = "".join(
        letter
        if letter == "й"
        else "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
        for letter in letters
    )
    return plain.translate(SAME_LETTER) or letters
