"""Meetings named by where and when they sat: “the Sochi summit on 17 September”, “talks in Astana on Tuesday”.

A city and a day alone name nothing: much else happens in a capital.  There must be a word for meeting or those who met,
and the text must be on what was met about: Syria, the guarantors, two of the parties, or a zone agreed on there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from geodata.articles.days import When
from geodata.articles.names import Names
from geodata.articles.reading import Match, Reading
from geodata.catalog import Catalog
from geodata.records import Meeting

GUARANTOR = "guarantor"
# A text that says “the talks in Sochi” and no day is of about their days; one that says “the Sochi summit”, of weeks.
BEFORE, AFTER = timedelta(days=2), timedelta(days=3)
SUMMIT_BEFORE, SUMMIT_AFTER = timedelta(days=7), timedelta(days=45)
SUMMIT_TO_VENUE = 3
# Words between a month and the word for round: “the round of talks held in March”.
MONTH_TO_ROUND = 5


@dataclass(frozen=True)
class NamedMeeting:
    """A meeting and the words that name it."""

    meeting: str
    first: int
    last: int
    rule: str


@lru_cache(maxsize=2)
def guarantors(catalog: Catalog) -> frozenset[str]:
    return frozenset(state for state, roles in catalog.states["roles"].items() if GUARANTOR in roles)


@dataclass(frozen=True)
class Matter:
    """What a text is on, as far as it tells one meeting from all else that happens in its city."""

    syria: bool
    parties: frozenset[str]
    zones: frozenset[str]
    on_guarantors: bool
    on_three: bool

    def fits(self, meeting: Meeting, catalog: Catalog) -> bool:
        if len(self.parties.intersection(meeting.parties)) > 1:
            return True
        agreed = {zone for one in meeting.documents for zone in catalog.documents[one].zones}
        if agreed & self.zones:
            return True
        among_guarantors = guarantors(catalog) <= set(meeting.parties)
        if among_guarantors and (self.on_guarantors or self.on_three):
            return True
        return self.syria and (among_guarantors or len(guarantors(catalog) & set(meeting.parties)) > 1)


def matter(reading: Reading, names: Names) -> Matter:
    leaders = {match.id for match in reading.of_kind("leader")}
    return Matter(
        names.speaks_of_syria,
        frozenset(names.ids("state") | names.ids("party") | leaders),
        frozenset(names.ids("zone")),
        bool(reading.of_kind("guarantors")),
        bool(reading.of_kind("three")),
    )


def by_place_and_day(
    reading: Reading, names: Names, whens: Sequence[When], dateline: range, day: Day | None, catalog: Catalog
) -> Iterator[NamedMeeting]:
    """“the Sochi summit on 17 September 2018”, “in Moscow on Thursday”, “talks in Astana” in a text of their day."""
    places = names.of_kind("place")
    if not places:
        return
    on = matter(reading, names)
    held_at: dict[int, list[Match]] = {}
    for match in places:
        held_at.setdefault(reading.words[match.first].sentence, []).append(match)
    meets_in = {reading.words[match.first].sentence for match in reading.of_kind("round", "summit")}
    who_in = _who_met(reading)
    told: set[str] = set()
    for when in whens:
        sentence = reading.words[when.first].sentence
        for venue in {match.id: match for match in held_at.get(sentence, ())}.values():
            meeting = _held(venue.id, when.start, when.end, catalog)
            if meeting is None:
                continue
            fits = on.fits(meeting, catalog)
            meets, is_a_day = sentence in meets_in, when.start == when.end
            if (meets and (fits or when.is_written)) or (
                is_a_day and fits and (_two(on, catalog) or sentence in who_in)
            ):
                span = (min(when.first, venue.first), max(when.last, venue.last))
                told.add(meeting.id)
                yield NamedMeeting(meeting.id, *span, f"its place and {when.how}")
    if day is not None:
        yield from _of_the_day(reading, places, dateline, day, on, meets_in | who_in, told, catalog)


def _two(on: Matter, catalog: Catalog) -> bool:
    """Syria and two guarantors, or two who signed for a zone: that they met needs no word for meeting."""
    return bool(on.zones) or (on.syria and len(on.parties & guarantors(catalog)) > 1)


def _who_met(reading: Reading) -> set[int]:
    """Sentences that say who met: the guarantors, the three, or leaders of two states."""
    found = {reading.words[match.first].sentence for match in reading.of_kind("guarantors", "three")}
    leaders: dict[int, set[str]] = {}
    for match in reading.of_kind("leader"):
        leaders.setdefault(reading.words[match.first].sentence, set()).add(match.id)
    return found | {sentence for sentence, states in leaders.items() if len(states) > 1}


def _held(venue: str, start: Day, end: Day, catalog: Catalog) -> Meeting | None:
    held = [one for one in catalog.meetings.values() if one.place == venue and one.start <= end and start <= one.end]
    return held[0] if len(held) == 1 else None


def _of_the_day(
    reading: Reading,
    places: Sequence[Match],
    dateline: range,
    day: Day,
    on: Matter,
    meets_in: set[int],
    told: set[str],
    catalog: Catalog,
) -> Iterator[NamedMeeting]:
    """No day is told: the meeting is that of the day of the text, or the summit of those weeks."""
    for venue in {match.id: match for match in reversed(places)}.values():
        sentence = reading.words[venue.first].sentence
        near = day - AFTER, day + BEFORE
        is_written_there = venue.first in dateline and bool(meets_in)
        is_of_it = sentence <= min(meets_in) if is_written_there else sentence in meets_in
        meeting = _held(venue.id, *near, catalog) if is_of_it else None
        if meeting is None and _summit_beside(reading, venue):
            held = [
                one
                for one in catalog.meetings.values()
                if one.place == venue.id
                and one.round is None
                and one.start - SUMMIT_BEFORE <= day <= one.end + SUMMIT_AFTER
            ]
            meeting = held[0] if len(held) == 1 else None
        is_the_summit = meeting is not None and meeting.start <= day <= meeting.end and _summit_beside(reading, venue)
        if meeting and meeting.id not in told and (is_the_summit or on.fits(meeting, catalog)):
            yield NamedMeeting(meeting.id, venue.first, venue.last, "its place and the day of the text")


def _summit_beside(reading: Reading, venue: Match) -> bool:
    """“the Tehran summit”, “summit in Tehran”, «قمة طهران»."""
    return any(
        reading.ends_at("summit-of-heads", venue.first - step)
        or reading.starts_at("summit-of-heads", venue.last + step)
        for step in range(1, SUMMIT_TO_VENUE + 1)
    )


def rounds_by_month(
    reading: Reading, whens: Sequence[When], venues: Sequence[Match], abroad: Sequence[Match], catalog: Catalog
) -> Iterator[NamedMeeting]:
    """“the March round”, where the text names the venue of the format and the sentence no other city."""
    if not venues:
        return
    others = {reading.words[match.first].sentence for match in abroad}
    rounds = {position for m in reading.of_kind("round") for position in range(m.first, m.last + 1)}
    for when in whens:
        if when.start == when.end or reading.words[when.first].sentence in others:
            continue
        around = (
            *range(when.first - MONTH_TO_ROUND, when.first),
            *range(when.last + 1, when.last + MONTH_TO_ROUND + 1),
        )
        beside = [at for at in around if at in rounds and reading.in_one_sentence(at, when.first)]
        held = [
            one
            for one in catalog.meetings.values()
            if one.round is not None and one.start <= when.end and when.start <= one.end
        ]
        if beside and len(held) == 1:
            yield NamedMeeting(held[0].id, min(when.first, *beside), max(when.last, *beside), "a round of the month")


def rounds_before(
    reading: Reading,
    counted: Sequence[int],
    day: Day | None,
    venues: Sequence[Match],
    abroad: Sequence[Match],
    catalog: Catalog,
) -> Iterator[NamedMeeting]:
    """“the previous round”: before the one round counted in the text, else before the day of the text."""
    told = reading.longest_of_kind("previous") if venues else []
    if not told:
        return
    others = {reading.words[match.first].sentence for match in abroad}
    by_round = {one.round: one for one in catalog.meetings.values() if one.round is not None}
    for match in told:
        beside = [
            at
            for at in (match.first - 2, match.first - 1, match.last + 1, match.last + 2)
            if reading.starts_at("round", at) or reading.ends_at("round", at)
        ]
        if not beside or reading.words[match.first].sentence in others:
            continue
        this = counted[0] if len(set(counted)) == 1 else None
        if this is None and not counted and day is not None:
            begun = [one.round or 0 for one in by_round.values() if one.start - BEFORE <= day]
            this = max(begun, default=0)
            if this and day > by_round[this].end + AFTER:
                this += 1
        if this and this - 1 in by_round:
            span = (min(match.first, *beside), max(match.last, *beside))
            yield NamedMeeting(by_round[this - 1].id, *span, "the round before")
