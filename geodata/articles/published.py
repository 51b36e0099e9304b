"""The day an article was published: the rules in order of their strength.

A rule either finds a day and says why, or passes; where none finds one the article has no day.  Only a
date in the dateline or one tied to “today” or to a weekday is a date of writing; a date elsewhere in the
text is the date of what it tells of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta

from geodata.articles.dates import (
    NEAR,
    Weekday,
    WrittenDate,
    day_or_none,
    named_today,
    today_and_tomorrow,
)
from geodata.articles.evidence import quoted
from geodata.articles.headings import Found
from geodata.articles.reading import Reading
from geodata.catalog import Catalog
from geodata.records import Confidence, Meeting

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A date without a year takes the year in which it lies this near to the meeting named.
NEAR_MEETING = timedelta(days=31)


@dataclass(frozen=True)
class Published:
    """The day, how it was found and how far to trust it; no confidence without a day."""

    found: Found
    confidence: Confidence | None

    @property
    def day(self) -> Day | None:
        return Day.fromisoformat(self.found.value) if self.found.value else None


@dataclass(frozen=True)
class Clues:
    """What the rules look at.

    ``dateline`` are the words of the dateline, ``documents`` the ids the text is about; the text was there by
    ``latest``.
    """

    given: str | None
    reading: Reading
    dates: Sequence[WrittenDate]
    dateline: range
    meeting: Meeting | None
    documents: Sequence[str]
    catalog: Catalog
    latest: Day = Day.max


def _found(clues: Clues, day: Day, method: str, why: str, confidence: Confidence, *spans: tuple[int, int]) -> Published:
    evidence = dict.fromkeys(quoted(clues.reading, first, last) for first, last in spans)
    return Published(Found(str(day), method, why, tuple(evidence)), confidence)


def _none(clues: Clues, why: str, *spans: tuple[int, int]) -> Published:
    return Published(Found(None, "not found", why, tuple(quoted(clues.reading, *span) for span in spans)), None)


def given(clues: Clues) -> Published | None:
    """The source gives the day."""
    if not clues.given:
        return None
    try:
        day = Day.fromisoformat(clues.given[:10])
    except ValueError:
        return None
    return _found(clues, day, "given", "the source gives it", "high")


def in_dateline(clues: Clues) -> Published | None:
    """The dateline holds one date with its year, or without and near the meeting named."""
    here = [d for d in clues.dates if d.first in clues.dateline and not d.is_range]
    # Beside the same day in two calendars the Gregorian is the surer.
    here = [d for d in here if not d.is_lunar] or here
    days = {day for date in here if (day := date.full or _near_meeting(date, clues.meeting))}
    if len(days) != 1:
        return None
    date = here[0]
    if date.is_lunar:
        why = "the date stands in the dateline, in the Islamic calendar; it may be a day off"
        return _found(clues, days.pop(), "dateline", why, "medium", (date.first, date.last))
    why = "the date stands in the dateline"
    if date.full is None and clues.meeting:
        why += f"; it has no year there and lies near {clues.meeting.id} only in that one"
    return _found(clues, days.pop(), "dateline", why, "high", (date.first, date.last))


def tied_to_today(clues: Clues) -> Published | None:
    """A date written out beside “today”."""
    return _tied(clues, "today", "it stands beside today")


def tied_to_weekday(clues: Clues) -> Published | None:
    """A date written out beside the name of its weekday."""
    return _tied(clues, "weekday", "it stands beside its weekday, as the day of a report does")


def tied_to_yesterday(clues: Clues) -> Published | None:
    """A date written out beside “yesterday”: the text is of the day after."""
    return _tied(clues, "yesterday", "the day after it, for it stands beside yesterday", timedelta(1))


def _tied(clues: Clues, kind: str, why: str, later: timedelta = timedelta(0)) -> Published | None:
    words = clues.reading.longest_of_kind(kind)
    edges = {position: match for match in words for position in (match.first, match.last)}
    tied: dict[Day, WrittenDate] = {}
    for date in clues.dates:
        day = date.full
        if day is None or date.is_range:
            continue
        around = (*range(date.first - NEAR - 1, date.first), *range(date.last + 1, date.last + NEAR + 2))
        beside = [edges[at] for at in around if at in edges and clues.reading.in_one_sentence(at, date.first)]
        if any(kind != "weekday" or int(match.id) == day.isoweekday() for match in beside):
            tied[day] = date
    if len(tied) != 1:
        return None
    day, date = tied.popitem()
    return _found(clues, day + later, f"date beside {kind}", why, "high", (date.first, date.last))


def by_weekday_of_meeting(clues: Clues) -> Published | None:
    """“today, Tuesday” and the days of the meeting named.  A weekday that fits none of them ends the search."""
    named = named_today(clues.reading)
    if not named or clues.meeting is None:
        return None
    meeting, first = clues.meeting, named[0]
    spans = [(one.first, one.last) for one in named]
    numbers = {one.number for one in named}
    if len(numbers) > 1:
        return _none(clues, "the text calls today by more than one weekday", *spans[:3])
    fitting = [day for day in _days(meeting) if day.isoweekday() == first.number]
    if len(fitting) != 1:
        which = "none" if not fitting else "more than one"
        return _none(
            clues,
            f"the text says today is {DAY_NAMES[first.number - 1]}, but {which} of the days of {meeting.id}, "
            f"{_span(meeting)}, is one; no day is guessed",
            *spans[:1],
        )
    day = fitting[0]
    both = today_and_tomorrow(clues.reading)
    why = _weekday_reasoning(first, day, meeting, bool(both))
    return _found(clues, day, "weekday of the meeting", why, "high", spans[0], *both[:1])


def _weekday_reasoning(weekday: Weekday, day: Day, meeting: Meeting, says_tomorrow: bool) -> str:
    name = DAY_NAMES[weekday.number - 1]
    why = f"“today, {name}”: of the days of {meeting.id}, {_span(meeting)}, only {day} is a {name}"
    if not says_tomorrow:
        return why
    if day < meeting.end:
        return f"{why}; “today and tomorrow” agrees, for {day + timedelta(1)} is a day of it too"
    return (
        f"{why}; “today and tomorrow” would reach past the end of the meeting, but the weekday is the stronger evidence"
    )


def by_weekday_before(clues: Clues) -> Published | None:
    """“yesterday, Tuesday” where one day of the meeting named is a Tuesday: the text is of the day after."""
    named = named_today(clues.reading, "yesterday")
    if len({one.number for one in named}) != 1 or clues.meeting is None:
        return None
    fitting = [day for day in _days(clues.meeting) if day.isoweekday() == named[0].number]
    if len(fitting) != 1:
        return None
    name, day = DAY_NAMES[named[0].number - 1], fitting[0] + timedelta(1)
    why = f"“yesterday, {name}”: of the days of {clues.meeting.id}, {_span(clues.meeting)}, only {fitting[0]} is one"
    return _found(clues, day, "weekday of the meeting", why, "medium", (named[0].first, named[0].last))


def by_today_and_tomorrow(clues: Clues) -> Published | None:
    """“today and tomorrow” where only one day of the meeting has another after it."""
    both = today_and_tomorrow(clues.reading)
    if not both or clues.meeting is None or named_today(clues.reading):
        return None
    days = _days(clues.meeting)
    if len(days) != 2:
        return None
    why = (
        f"“today and tomorrow”: of the days of {clues.meeting.id}, {_span(clues.meeting)}, "
        f"only {days[0]} is followed by another"
    )
    return _found(clues, days[0], "today and tomorrow", why, "medium", both[0])


def only_date_in_text(clues: Clues) -> Published | None:
    """The one date written out, where the meeting named sat on it, or the text opens with it.

    Never the date of a document the text is about, nor of a meeting that adopted it.
    """
    told = [date for date in clues.dates if not (date.is_range or date.is_lunar)]
    full = {date: day for date in told if (day := date.full or _in_meeting(date, clues.meeting))}
    if len(set(full.values())) != 1:
        return None
    date, day = next(iter(full.items()))
    if any(clues.catalog.documents[one].date == day for one in clues.documents):
        return None
    span = (date.first, date.last)
    if clues.meeting and clues.meeting.start <= day <= clues.meeting.end:
        why = f"the only date written out, a day of {clues.meeting.id}; taken for the day of the report"
        return _found(clues, day, "only date in the text", why, "medium", span)
    if clues.meeting is None and clues.reading.words[date.first].sentence == 0:
        why = "the only date written out, in the first sentence; taken for the day of the report"
        return _found(clues, day, "only date in the text", why, "low", span)
    return None


def _near_meeting(date: WrittenDate, meeting: Meeting | None) -> Day | None:
    if meeting is None:
        return None
    years = range(meeting.start.year - 1, meeting.end.year + 2)
    days = [day for year in years if (day := day_or_none(year, date.month, date.day))]
    near = [day for day in days if meeting.start - NEAR_MEETING <= day <= meeting.end + NEAR_MEETING]
    return near[0] if len(near) == 1 else None


def _in_meeting(date: WrittenDate, meeting: Meeting | None) -> Day | None:
    day = _near_meeting(date, meeting) if date.year is None else None
    return day if day and meeting and meeting.start <= day <= meeting.end else None


def _days(meeting: Meeting) -> list[Day]:
    return [meeting.start + timedelta(step) for step in range((meeting.end - meeting.start).days + 1)]


def _span(meeting: Meeting) -> str:
    return str(meeting.start) if meeting.start == meeting.end else f"{meeting.start} to {meeting.end}"


RULES: tuple[Callable[[Clues], Published | None], ...] = (
    # these tell the day outright
    given,
    in_dateline,
    tied_to_today,
    tied_to_yesterday,
    # these by the meeting named, or by likelihood
    by_weekday_of_meeting,
    by_weekday_before,
    tied_to_weekday,
    by_today_and_tomorrow,
    only_date_in_text,
)


OUTRIGHT = 4


def published(clues: Clues) -> Published:
    """The day of publication by the first rule that decides."""
    result = next((decided for rule in RULES if (decided := rule(clues))), None) or _none(clues, _why_none(clues))
    if result.day and result.day > clues.latest:
        result = _none(clues, f"{result.found.reasoning}: {result.day}, but the text was there by {clues.latest}")
    if clues.given and result.found.method != "given" and "was there by" not in result.found.reasoning:
        note = f"the source gives {clues.given!r}, which is no ISO day; {result.found.reasoning}"
        return replace(result, found=replace(result.found, reasoning=note[:300]))
    return result


def day_told(clues: Clues) -> Day | None:
    """The day where it is told outright, whatever meeting the text is about: what its relative dates count from."""
    told = next((decided for rule in RULES[:OUTRIGHT] if (decided := rule(clues))), None)
    return told.day if told and told.day and told.day <= clues.latest else None


def _why_none(clues: Clues) -> str:
    if named_today(clues.reading) or today_and_tomorrow(clues.reading):
        return "the text counts from today, but names no meeting whose days would say which day that is"
    if clues.dates:
        return "no date stands in the dateline or beside today; those in the text are dates of what it tells of"
    return "the text holds no date and no words that count from the day of writing"
