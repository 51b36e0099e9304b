"""Words of the interface, by language, and dates, numbers and names written the language's way.

One JSON file a language; a language joins by adding its file.  A key missing in a
language falls back to English, so the page is never blank; a test lists such gaps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

HERE = Path(__file__).parent
RIGHT_TO_LEFT = {"ar", "fa"}
# The Levantine month names and the digits that Syrian print uses.
LOCALES = {"ar": "ar_SY"}
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# Separators are part of the number only between digits.
DIGITS = {"ar": ARABIC_INDIC}
# Groups the data add to: what is brought in later has no words yet, and goes by its id.
NAMED_BY_DATA = {"reading"}


def available() -> tuple[str, ...]:
    """The languages that have a file, in the order of the language menu."""
    return tuple(language for language in ("en", "ar", "fa", "tr", "ru") if (HERE / f"{language}.json").exists())


@cache
def _words(language: str) -> dict[str, str]:
    path = HERE / f"{language}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@dataclass(frozen=True)
class Text:
    """The interface in one language."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with ``{names}`` filled in; digits are the language's."""
        return self.raw(key).format(**{name: self.digits(value) for name, value in values.items()})

    @property
    def dir(self) -> str:
        return "rtl" if self.lang in RIGHT_TO_LEFT else "ltr"

    def digits(self, value: object) -> str:
        return str(value).translate(DIGITS.get(self.lang, {}))

    def number(self, value: float, digits: int = 0) -> str:
        """A number with thousands separated, e.g. 9,010 or ٩٬٠١٠."""
        written = f"{value:,.{digits}f}"
        if self.lang in DIGITS:
            written = written.replace(",", "٬").replace(".", "٫")
        return self.digits(written)

    def name(self, text: Mapping[Any, str]) -> str:
        """A text by language in this one, its digits this language's, else in English as it stands."""
        if text.get(self.lang):
            return self.digits(text[self.lang])
        return text.get("en") or next(iter(text.values()), "")

    def day(self, day: Day, pattern: str = "d MMMM y") -> str:
        """A day in words; ``pattern`` in CLDR's letters."""
        return self.digits(format_date(day, pattern, locale=LOCALES.get(self.lang, self.lang)))

    def span(self, start: Day, end: Day) -> str:
        """A stretch of days, as short as it can be said."""
        if start == end:
            return self.day(start)
        if (start.year, start.month) == (end.year, end.month):
            return f"{self.digits(start.day)}–{self.day(end)}"
        if start.year == end.year:
            return f"{self.day(start, 'd MMMM')} – {self.day(end)}"
        return f"{self.day(start)} – {self.day(end)}"

    def raw(self, key: str) -> str:
        """The words for a key with their blanks left in."""
        words = _words(self.lang).get(key) or _words("en").get(key)
        group, _, name = key.partition(".")
        if words is None and group in NAMED_BY_DATA:
            return name
        return _words("en")[key] if words is None else words

    def all(self, prefix: str) -> dict[str, str]:
        """Every word whose key starts with ``prefix.``, blanks left in, for the browser's scripts."""
        start = f"{prefix}."
        return {key.removeprefix(start): self.raw(key) for key in _words("en") if key.startswith(start)}
