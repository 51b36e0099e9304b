"""Dates written out in a text, and words that count from the day of writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from geodata.articles.languages import LanguageWords
from geodata.articles.reading import Match, Reading

YEARS = range(1900, 2100)
SOLAR_YEARS = range(1300, 1450)
# Those that hijridate's table holds.
LUNAR_YEARS = range(1343, 1501)
LUNAR_MARKS = ("ه", "هجري", "هجريه", "هجرية", "هق", "ق")
# Words between “today” and the day's name: “today, on Tuesday”.
NEAR = 2
RANGE_SIGNS = ("-", "–", "—", "/")
NUMERIC_SIGNS = ("-", ".", "/")
ENGLISH_SUFFIXES = ("st", "nd", "rd", "th")
MOST_FILLERS = 4
# “ and ”, with what stands for it elsewhere
LONGEST_AND = 5


@dataclass(frozen=True)
class WrittenDate:
    """A date as written at words ``first`` to ``last``; ``year`` is None where none is written.

    ``is_range`` says that it ends or begins a span of days and so names no single one, ``is_lunar`` that it was
    written in the Islamic calendar and may be a day off.
    """

    first: int
    last: int
    year: int | None
    month: int
    day: int
    is_range: bool = False
    is_lunar: bool = False

    @property
    def full(self) -> Day | None:
        """The day, where the year is written."""
        return None if self.year is None else day_or_none(self.year, self.month, self.day)


@dataclass(frozen=True)
class Weekday:
    """“today, Tuesday”: the day of writing has this ISO weekday."""

    number: int
    first: int
    last: int


def day_or_none(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def from_solar(year: int, month: int, day: int) -> Day | None:
    """A Solar Hijri date in the Gregorian calendar, or None where there is no such day."""
    if year not in SOLAR_YEARS or not JalaliDate.check_date(year, month, day):
        return None
    return JalaliDate(year, month, day).to_gregorian()


def from_lunar(year: int, month: int, day: int) -> Day | None:
    """An Islamic date by the Umm al-Qura calendar; where the moon was sighted, a day more or less."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return Day(found.year, found.month, found.day)


def written_dates(reading: Reading, known: dict[str, LanguageWords]) -> list[WrittenDate]:
    """The dates written out in a text, in order."""
    months, solar = reading.longest_of_kind("month"), reading.longest_of_kind("solar-month")
    month_first = any(
        one.month_first for code, one in known.items() if reading.language is None or code == reading.language
    )
    found = [
        *_numeric(reading, slash_is_day_first=not month_first),
        *_day_month(reading, months),
        *_day_month(reading, solar, is_solar=True),
        *_lunar(reading),
        *(_month_day(reading, months) if month_first else ()),
    ]
    taken: set[int] = set()
    kept = []
    for date in sorted(found, key=lambda one: (one.first - one.last, one.first)):
        span = range(date.first, date.last + 1)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(date)
    return sorted(kept, key=lambda one: one.first)


def _number(reading: Reading, position: int, allowed: range) -> int | None:
    if 0 <= position < len(reading.words):
        number = reading.words[position].number
        return number if number is not None and number in allowed else None
    return None


def _numeric(reading: Reading, slash_is_day_first: bool) -> Iterator[WrittenDate]:
    """2017-07-04, 4.7.2017, 4/7/2017 where that cannot be the seventh of April, and the Solar Hijri 1396/4/13."""
    for at in range(len(reading.words) - 2):
        if reading.words[at].number is None:
            continue
        three = [reading.words[at + step].number for step in range(3)]
        signs = {reading.between(at, at + 1).strip(), reading.between(at + 1, at + 2).strip()}
        if None in three or len(signs) != 1 or (sign := signs.pop()) not in NUMERIC_SIGNS:
            continue
        one, two, three_ = (number or 0 for number in three)
        day = None
        if one in YEARS:
            day = day_or_none(one, two, three_)
        elif one in SOLAR_YEARS:
            day = from_solar(one, two, three_)
        elif three_ in YEARS and (sign != "/" or slash_is_day_first or one > 12 or one == two):
            day = day_or_none(three_, two, one)
        elif three_ in YEARS and two > 12:
            day = day_or_none(three_, one, two)
        if day:
            yield WrittenDate(at, at + 2, day.year, day.month, day.day)


def year_after(reading: Reading, position: int, years: range) -> tuple[int, int] | None:
    """The year after a month and its position; a second name of the month (“يوليو/تموز”) or “of” may stand between."""
    start = position
    while any(reading.starts_at(kind, position) for kind in ("month", "filler")) and position < start + MOST_FILLERS:
        position += 1
    year = _number(reading, position, years)
    return (year, position) if year is not None and reading.in_one_sentence(start - 1, position) else None


def _day_month(reading: Reading, months: Sequence[Match], is_solar: bool = False) -> Iterator[WrittenDate]:
    """4 July 2017, the 4th of July, ٤ تموز/يوليو ٢٠١٧, 4 июля 2017 года, ۱۳ تیر ۱۳۹۶, الخامس من آذار."""
    ordinals = {match.last: match for match in reading.longest_of_kind("ordinal")} if months else {}
    for month in months:
        at = month.first - 1
        while at >= 0 and (reading.starts_at("filler", at) or reading.words[at].form in ENGLISH_SUFFIXES):
            at -= 1
        day = _number(reading, at, range(1, 32))
        if day is None and at in ordinals:
            at, day = ordinals[at].first, int(ordinals[at].id)
        if day is None or not reading.in_one_sentence(at, month.last):
            continue
        dated = year_after(reading, month.last + 1, SOLAR_YEARS if is_solar else YEARS)
        is_range = _is_range(reading, at)
        if not is_solar:
            year, last = dated or (None, month.last)
            yield WrittenDate(at, last, year, int(month.id), day, is_range)
        elif dated and (full := from_solar(dated[0], int(month.id), day)):
            yield WrittenDate(at, dated[1], full.year, full.month, full.day, is_range)


def _lunar(reading: Reading) -> Iterator[WrittenDate]:
    """«10 شوال 1438هـ»: only with the sign of its calendar after the year."""
    for month in reading.longest_of_kind("lunar-month"):
        day = _number(reading, month.first - 1, range(1, 31))
        year = _number(reading, month.last + 1, LUNAR_YEARS)
        mark = month.last + 2
        is_marked = mark < len(reading.words) and reading.words[mark].form in LUNAR_MARKS
        if day and year and is_marked and (full := from_lunar(year, int(month.id), day)):
            yield WrittenDate(month.first - 1, mark, full.year, full.month, full.day, is_lunar=True)


def _month_day(reading: Reading, months: Sequence[Match]) -> Iterator[WrittenDate]:
    """July 4, 2017 and July 4th."""
    for month in months:
        at = month.last + 1
        day = _number(reading, at, range(1, 32))
        if day is None or not reading.in_one_sentence(month.first, at):
            continue
        after = at + 1
        if after < len(reading.words) and reading.words[after].form in ENGLISH_SUFFIXES:
            after += 1
        is_range = (
            _number(reading, after, range(1, 32)) is not None
            and reading.between(after - 1, after).strip() in RANGE_SIGNS
        )
        dated = year_after(reading, after + is_range, YEARS)
        year, last = dated or (None, at)
        yield WrittenDate(month.first, last, year, int(month.id), day, is_range)


def day_before(reading: Reading, date: WrittenDate) -> int | None:
    """The position of the other day of “21–22 December”, “14 and 15 May”, «14 و15 أيار»: no number of a round."""
    for at in (date.first - 1, date.first - 2):
        if _number(reading, at, range(1, 32)) is not None and reading.in_one_sentence(at, date.first):
            return at if len(reading.between(at, date.first)) <= LONGEST_AND else None
    return None


def _is_range(reading: Reading, at: int) -> bool:
    """Another day of the month stands just before, joined by a dash: 4–5 July."""
    before = _number(reading, at - 1, range(1, 32))
    return before is not None and reading.between(at - 1, at).strip() in RANGE_SIGNS


def named_today(reading: Reading, word: str = "today") -> list[Weekday]:
    """Every “today, Tuesday” or “Tuesday, today”; with ``word`` "yesterday", every “yesterday, Monday”."""
    starts = {match.first: match for match in reading.longest_of_kind("weekday")}
    ends = {match.last: match for match in starts.values()}
    found = []
    for today in reading.of_kind(word):
        after = next((starts[at] for at in range(today.last + 1, today.last + 1 + NEAR) if at in starts), None)
        before = next((ends[at] for at in range(today.first - 1, today.first - 1 - NEAR, -1) if at in ends), None)
        for day in (after, before):
            if day and reading.in_one_sentence(today.first, day.first):
                first, last = min(today.first, day.first), max(today.last, day.last)
                found.append(Weekday(int(day.id), first, last))
                break
    return found


def today_and_tomorrow(reading: Reading) -> list[tuple[int, int]]:
    """Spans of “today and tomorrow”."""
    tomorrows = {match.first: match.last for match in reading.of_kind("tomorrow")}
    return [
        (today.first, tomorrows[at])
        for today in reading.of_kind("today")
        for at in range(today.last + 1, today.last + 1 + NEAR)
        if at in tomorrows and reading.in_one_sentence(today.first, at)
    ]
