"""Days and months a text tells of, in the light of its own day: “on Thursday”, “on 4 July”, “in March”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from geodata.articles.dates import YEARS, WrittenDate, day_or_none, year_after
from geodata.articles.reading import Match, Reading

# “May”, «مه», «آب»
SHORT_MONTH = 3
# “in March” may be the coming one where it is this near.
MONTHS_AHEAD = 2


@dataclass(frozen=True)
class When:
    """A day or month told at words ``first`` to ``last``: its first and last day, how it was told.

    ``is_written`` says that a day is written out, or a month with its year; else it counts from the text's own day.
    """

    first: int
    last: int
    start: Day
    end: Day
    how: str
    is_written: bool = True


def told_days(reading: Reading, dates: Sequence[WrittenDate], day: Day | None) -> list[When]:
    """Every day and month the text tells of; where no year is written, in the light of the text's own ``day``."""
    found = []
    for date in dates:
        full = date.full or (_nearest(date, day) if day else None)
        if full:
            found.append(When(date.first, date.last, full, full, "one of its days"))
    taken = {position for one in dates for position in range(one.first, one.last + 1)}
    for month in reading.longest_of_kind("month"):
        if month.first in taken:
            continue
        dated = year_after(reading, month.last + 1, YEARS)
        if dated:
            found.append(When(month.first, dated[1], *_month(dated[0], int(month.id)), "its month"))
        elif day and not _is_doubtful(reading, month):
            start, end = _month(*_year_and_month(int(month.id), day))
            found.append(When(month.first, month.last, start, end, "its month", is_written=False))
    if day:
        found += [
            When(match.first, match.last, then, then, "one of its days", is_written=False)
            for match, then in _relative_days(reading, day)
        ]
    return found


def _relative_days(reading: Reading, day: Day) -> Iterator[tuple[Match, Day]]:
    for kind, step in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
        for match in reading.of_kind(kind):
            if not _is_a_day_counted(reading, match):
                yield match, day + timedelta(step)
    coming = reading.sentences(reading.of_kind("ahead"))
    for match in reading.longest_of_kind("weekday"):
        since = (day.isoweekday() - int(match.id)) % 7
        yield match, day - timedelta(since)
        if since and reading.words[match.first].sentence in coming:
            yield match, day + timedelta(7 - since)


def _is_a_day_counted(reading: Reading, today: Match) -> bool:
    """«اليوم الثاني», the second day: the Arabic word is both."""
    return reading.ends_at("not-round", today.last) and reading.starts_at("ordinal", today.last + 1)


def _is_doubtful(reading: Reading, month: Match) -> bool:
    """“May” and its like in other languages are common words: the month stands after a preposition or its own word."""
    short = month.first == month.last and len(reading.words[month.first].form) <= SHORT_MONTH
    before = month.first - 1
    return short and not (reading.ends_at("in", before) or reading.ends_at("filler", before))


def _nearest(date: WrittenDate, day: Day) -> Day | None:
    """The day of a date without its year that lies nearest to the text's."""
    years = (day_or_none(year, date.month, date.day) for year in (day.year - 1, day.year, day.year + 1))
    return min((one for one in years if one), key=lambda one: abs(one - day), default=None)


def _year_and_month(month: int, day: Day) -> tuple[int, int]:
    """“in March”: the last one, unless the next is a month or two away."""
    ahead = (month - day.month) % 12
    return day.year + (day.month + ahead > 12) - (ahead > MONTHS_AHEAD), month


def _month(year: int, month: int) -> tuple[Day, Day]:
    after = Day(year + month // 12, month % 12 + 1, 1)
    return Day(year, month, 1), after - timedelta(1)
