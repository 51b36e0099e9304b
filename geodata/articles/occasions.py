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

from geodata.articles.accords import guarantors
from geodata.articles.days import When
from geodata.articles.lexicon import SYRIA, Pattern
from geodata.articles.names import Names
from geodata.articles.reading import Match, Reading, by_sentence
from geodata.catalog import Catalog
from geodata.records import Meeting

# A text that says “the talks in Sochi” and no day is of about their days; one that says “the Sochi summit”, of weeks.
BEFORE, AFTER = timedelta(days=2), timedelta(days=3)
SUMMIT_BEFORE, SUMMIT_AFTER = timedelta(days=7), timedelta(days=45)
ACCORD_AFTER = timedelta(days=60)
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


@dataclass(frozen=True)
class Matter:
    """What a text is on, as far as it tells one meeting from all else that happens in its city."""

    syria: bool
    parties: frozenset[str]
    zones: frozenset[str]
    on_guarantors: bool
    on_three: bool

    def fits(self, meeting: Meeting, catalog: Catalog) -> bool:
        # The host of the talks meets others in its capital on much else.
        host = {meeting.host} - guarantors(catalog) if meeting.round is not None else set()
        if len(self.parties.intersection(meeting.parties) - host) > 1:
            return True
        agreed = {zone for one in meeting.documents for zone in catalog.documents[one].zones}
        if agreed & self.zones:
            return True
        among_guarantors = guarantors(catalog) <= set(meeting.parties)
        if among_guarantors and (self.on_guarantors or self.on_three):
            return True
        return self.syria and (among_guarantors or not agreed or len(guarantors(catalog) & set(meeting.parties)) > 1)


def matter(reading: Reading, names: Names, on_the_talks: bool) -> Matter:
    """``on_the_talks`` says that the text names a round of the format, and so is on Syria."""
    leaders = {match.id for match in reading.of_kind("leader")}
    return Matter(
        names.speaks_of_syria or on_the_talks,
        frozenset(names.ids("state") | names.ids("party") | leaders),
        frozenset(names.ids("zone")),
        bool(reading.of_kind("guarantors")),
        bool(reading.of_kind("three")),
    )


@lru_cache(maxsize=2)
def _held_at(catalog: Catalog) -> dict[str, list[Meeting]]:
    """The meetings by the city they sat in."""
    held: dict[str, list[Meeting]] = {}
    for meeting in catalog.meetings.values():
        held.setdefault(meeting.place, []).append(meeting)
    return held


def by_place_and_day(
    reading: Reading,
    names: Names,
    talks_at: Sequence[Match],
    whens: Sequence[When],
    dateline: range,
    day: Day | None,
    on_the_talks: bool,
    catalog: Catalog,
) -> Iterator[NamedMeeting]:
    """“the Sochi summit on 17 September 2018”, “in Moscow on Thursday”, “talks in Astana” in a text of their day."""
    held_at = _held_at(catalog)
    places = [match for match in names.of_kind("place") if match.id in held_at]
    at = {match.first for match in places}
    of_cities = [Match(Pattern("place", match.id, 1), match.first, match.last) for match in reading.of_kind("venue")]
    venues = [*places, *(match for match in (*talks_at, *of_cities) if match.first not in at)]
    if not venues:
        return
    on, who_in = matter(reading, names, on_the_talks), _who_met(reading, names)
    meets_in = reading.sentences(reading.of_kind("round", "summit"))
    if reading.of_kind("other-body"):
        elsewhere = _of_other_bodies(reading, names)
        venues = [venue for venue in venues if reading.words[venue.first].sentence not in elsewhere]
        who_in, meets_in = who_in - elsewhere, meets_in - elsewhere
    told: set[str] = set()
    other_days: set[int] = set()
    for when in whens:
        sentence = reading.words[when.first].sentence
        here = {venue.id: venue for venue in venues if reading.words[venue.first].sentence == sentence}
        for venue in here.values():
            held = [one for one in held_at[venue.id] if one.start <= when.end and when.start <= one.end]
            if len(held) != 1:
                other_days |= {sentence} if when.start == when.end else set()
                continue
            meeting, is_a_day = held[0], when.start == when.end
            meets, fits = sentence in meets_in, on.fits(held[0], catalog)
            they_met = is_a_day and fits and (_two(on, catalog) or sentence in who_in)
            if they_met or (meets and (fits or when.is_written)):
                span = (min(when.first, venue.first), max(when.last, venue.last))
                told.add(meeting.id)
                yield NamedMeeting(meeting.id, *span, f"its place and {when.how}")
    if day is not None:
        talks_in = who_in | reading.sentences(reading.of_kind("round", "delegation"))
        events = meets_in | who_in | reading.sentences(reading.of_kind("delegation"))
        for venue in {match.id: match for match in reversed(venues)}.values():
            sentence = reading.words[venue.first].sentence
            opens = venue.first in dateline
            is_of_it = sentence <= min(events) if opens and events else sentence in events
            talks = bool(talks_in) if opens else sentence in talks_in
            meetings = [
                *(_sitting(venue.id, day, on, talks, catalog) if is_of_it and sentence not in other_days else ()),
                *_summits(reading, venue, day, on, catalog),
                *_adopted(reading, venue, day, on, catalog),
                *(_talks(reading, venue, day, catalog) if venue in talks_at else ()),
            ]
            for meeting in dict.fromkeys(one.id for one in meetings if one.id not in told):
                yield NamedMeeting(meeting, venue.first, venue.last, "its place and the day of the text")


def _two(on: Matter, catalog: Catalog) -> bool:
    """Syria and two guarantors, or two who signed for a zone: that they met needs no word for meeting."""
    the_three = on.on_three and guarantors(catalog) <= on.parties
    return bool(on.zones) or the_three or (on.syria and len(on.parties & guarantors(catalog)) > 1)


def _of_other_bodies(reading: Reading, names: Names) -> set[int]:
    """Sentences on a body that meets in the same cities, unless they are on Syria or the guarantors as well."""
    ours = [match for match in names.of_kind("state") if match.id == SYRIA]
    on_syria = reading.sentences([*ours, *reading.of_kind("guarantors")])
    return reading.sentences(reading.of_kind("other-body")) - on_syria


def _who_met(reading: Reading, names: Names) -> set[int]:
    """Sentences that say who met: the guarantors, the three, leaders of two states, or one and his counterparts."""
    found = reading.sentences(reading.of_kind("guarantors", "three"))
    leaders: dict[int, set[str]] = {}
    for match in reading.of_kind("leader"):
        leaders.setdefault(reading.words[match.first].sentence, set()).add(match.id)
    beside = reading.sentences(reading.of_kind("counterpart")) & set(leaders)
    states_in = by_sentence(reading, names.of_kind("state")) if beside else {}
    for sentence in beside:
        states = {one.id for one in states_in.get(sentence, ())}
        # Two alone may meet on anything.
        if len(states | leaders[sentence]) > 2 or names.speaks_of_syria:
            leaders[sentence] |= states
    return found | {sentence for sentence, states in leaders.items() if len(states) > 1}


def _sitting(venue: str, day: Day, on: Matter, talks: bool, catalog: Catalog) -> list[Meeting]:
    """What sat at the venue on the day or just before; of the series, also what is about to.

    Elsewhere somebody else may have met the day before: Assad in Sochi, two days before the summit.  And a summit or
    agreement of Turkey and Iran in Astana may be on anything, where nothing says ``talks``.
    """
    return [
        one
        for one in _held_at(catalog)[venue]
        if one.start - (BEFORE if one.round is not None else timedelta(0)) <= day <= one.end + AFTER
        and on.fits(one, catalog)
        and (one.round is None or on.syria or on.zones or talks)
    ]


def _summits(reading: Reading, venue: Match, day: Day, on: Matter, catalog: Catalog) -> list[Meeting]:
    """“the Tehran summit”, in its weeks; on its days, whatever the text is on."""
    if not _summit_beside(reading, venue):
        return []
    held = [one for one in _held_at(catalog)[venue.id] if one.round is None]
    near = [one for one in held if one.start - SUMMIT_BEFORE <= day <= one.end + SUMMIT_AFTER]
    return [one for one in near if len(near) == 1 and (one.start <= day <= one.end or on.fits(one, catalog))]


def _talks(reading: Reading, venue: Match, day: Day, catalog: Catalog) -> list[Meeting]:
    """“the Astana talks”, “talks in Astana” or sides of the war in Astana, on the days of a round, in so many words."""
    steps = range(1, SUMMIT_TO_VENUE + 1)
    talks = any(
        (reading.ends_at("round", venue.first - step) and reading.in_one_sentence(venue.first - step, venue.first))
        or (reading.starts_at("round", venue.last + step) and reading.in_one_sentence(venue.last, venue.last + step))
        for step in steps
    )
    here = reading.words[venue.first].sentence
    if not talks and all(reading.words[match.first].sentence != here for match in reading.of_kind("side")):
        return []
    return [one for one in _held_at(catalog)[venue.id] if one.round and one.start <= day <= one.end + timedelta(days=1)]


def _adopted(reading: Reading, venue: Match, day: Day, on: Matter, catalog: Catalog) -> list[Meeting]:
    """“the truce reached in Cairo” in a text on the zone it is for, in the weeks after."""
    if not on.zones or not any(
        reading.in_one_sentence(venue.first, match.first) for match in reading.of_kind("accord")
    ):
        return []
    return [
        one
        for one in _held_at(catalog)[venue.id]
        if one.round is None
        and one.start <= day <= one.end + ACCORD_AFTER
        and any(on.zones.intersection(catalog.documents[document].zones) for document in one.documents)
    ]


def _summit_beside(reading: Reading, venue: Match) -> bool:
    """“the Tehran summit”, “summit in Tehran”, «قمة طهران»."""
    return bool(reading.of_kind("summit-of-heads")) and any(
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
    others = reading.sentences(abroad)
    counts = (*reading.of_kind("round"), *reading.of_kind("next"))
    rounds = {position for m in counts for position in range(m.first, m.last + 1)}
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
    others = reading.sentences(abroad)
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
