"""What a source says of an article, brought to the form records have: days and languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from datetime import date as Day
from email.utils import parsedate_tz
from functools import lru_cache

from babel import Locale

from geodata.articles.dates import written_dates
from geodata.articles.lexicon import Lexicon
from geodata.articles.normal import words
from geodata.articles.reading import read

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?$")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?$")
_SHORT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
# ISO 639-2 codes, the bibliographic ones too (https://www.loc.gov/standards/iso639-2/).
THREE_LETTERS = {"eng": "en", "ara": "ar", "fas": "fa", "per": "fa", "tur": "tr", "rus": "ru"}
FIRST_YEAR = 1900
LONGEST_DAY = 80


def day_in_figures(value: str, slashes: str = "") -> Day | None:
    """A day in figures or as mail has it (RFC 5322); the day as written, in the time zone it is written in.

    ``slashes`` is ``dmy`` or ``mdy`` where the file shows which; without it, 3/4/2018 is no day.
    """
    value = "".join(str(unicodedata.digit(letter, letter)) for letter in value.strip()[:LONGEST_DAY])
    try:
        if found := _ISO.match(value) or _COMPACT.match(value):
            year, month, day = map(int, found.groups()[:3])
            return Day(year, month, day) if year >= FIRST_YEAR else None
        if found := _EPOCH.match(value):
            return datetime.fromtimestamp(int(found.group(1)), UTC).date()
        if found := _SHORT.match(value):
            return _short(int(found.group(1)), int(found.group(3)), int(found.group(4)), found.group(2), slashes)
        if (mail := parsedate_tz(value)) and mail[0] >= FIRST_YEAR and re.search(r"[A-Za-z]{3}", value):
            return Day(*mail[:3])
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return None


def _short(first: int, second: int, year: int, sign: str, slashes: str) -> Day | None:
    if first > 12 or sign == "." or slashes == "dmy" or first == second:
        return Day(year, second, first)
    if second > 12 or slashes == "mdy":
        return Day(year, first, second)
    return None


def order_of_slashes(values: Iterable[str]) -> str:
    """``dmy`` or ``mdy`` where days such as 25/3/2018 among the values leave one reading; else empty."""
    found = [(int(one.group(1)), int(one.group(3))) for value in values if (one := _SHORT.match(value.strip()))]
    day_first, month_first = any(first > 12 for first, _ in found), any(second > 12 for _, second in found)
    return "" if day_first == month_first else "dmy" if day_first else "mdy"


def day_given(value: str, lexicon: Lexicon) -> Day | None:
    """The day a source gives, in figures or written out in any language known here; None where it is in doubt."""
    day = day_in_figures(value)
    if day or len(value) > LONGEST_DAY:
        return day
    found = words(value)
    days = set()
    for language in lexicon.languages:
        reading = read(value, found, language, lexicon)
        days |= {date.full for date in written_dates(reading, lexicon.languages) if not date.is_range}
    days.discard(None)
    return days.pop() if len(days) == 1 and not _SHORT.search(value) else None


@lru_cache(maxsize=1024)
def language_given(value: str, known: tuple[str, ...]) -> str | None:
    """A language of ours by its code (en, en-GB, eng) or by its name in any of them (English, Arabic, العربية)."""
    told = value.strip().casefold()
    code = told.replace("_", "-").split("-")[0]
    code = THREE_LETTERS.get(code, code)
    if code in known:
        return code
    return next((one for one in known if told in _names_of(one, known)), None)


@lru_cache(maxsize=64)
def _names_of(code: str, known: tuple[str, ...]) -> frozenset[str]:
    own = Locale.parse(code)
    names = (own.get_language_name(other) for other in {*known, "en"})
    return frozenset(name.casefold() for name in names if name)
