"""Which meetings of the catalogue a text names: by number, by ordinal, or by place and date."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from geodata.articles.accords import guarantors
from geodata.articles.dates import WrittenDate, day_before
from geodata.articles.days import told_days
from geodata.articles.languages import LanguageWords
from geodata.articles.lexicon import SERIES_VENUE, SYRIA, Lexicon, Pattern
from geodata.articles.names import Names, is_of_sport, is_on_the_eve
from geodata.articles.occasions import NamedMeeting, by_place_and_day, rounds_before, rounds_by_month
from geodata.articles.reading import Match, Reading, by_sentence, longest
from geodata.articles.rounds import counted_rounds, counts_something, roman
from geodata.articles.schedules import rounds_on_their_days
from geodata.catalog import Catalog
from geodata.records import Meeting

# Words between that and the venue: “13th International High-Level Meeting on Syria in Nur-Sultan”.
ROUND_TO_VENUE = 10
# And where the sentence names no other city.
ALONE_TO_VENUE = 25
# Scripts without capitals: “in Astana five” may go on with what is counted.
CASELESS = ("ar", "fa")
# A text on “the fifth round” that does not say where may be written some days before or after it.
NEAR_ROUND = timedelta(days=3)


def named_meetings(
    reading: Reading,
    names: Names,
    dates: Sequence[WrittenDate],
    dateline: range,
    day: Day | None,
    catalog: Catalog,
    lexicon: Lexicon,
) -> list[NamedMeeting]:
    """Every place where the text names a meeting, in order of the text; ``day`` is its own, where that is known.

    ``names`` are those found without regard to meetings; a city in the ``dateline`` is where the text was written.
    Clubs and tournaments called Astana play rounds too, so where the text speaks of sport it must also speak of
    Syria or of two guarantors.
    """
    rounds = _rounds(catalog)
    venues = longest(match for match in reading.of_kind("place") if match.id == SERIES_VENUE)
    if country := _in_its_country(reading, catalog):
        venues = sorted([*venues, *country], key=lambda match: match.first)
    dates_at = _dates_at(reading, dates)
    whens = told_days(reading, dates, day)
    found: list[NamedMeeting] = []
    may_be_the_talks = _may_be_the_talks(reading, names, venues, catalog)
    surely = [venue for venue in venues if _is_surely_a_place(venue, reading, lexicon)]
    if may_be_the_talks:
        abroad = _abroad(names, dateline, catalog)
        near = _rounds_near(day, catalog)
        found += _numbered(reading, venues, surely, rounds, near, dates_at, lexicon.languages)
        counted = list(counted_rounds(reading, dates_at, surely, lexicon.languages))
        if near or names.speaks_of_syria:
            found += _beside_ordinal(reading, surely, near if not names.speaks_of_syria else rounds)
        found += _by_ordinal(reading, counted, abroad, surely, rounds, names.speaks_of_syria, catalog)
        found += rounds_on_their_days(reading, names, counted, whens, abroad, catalog)
        found += rounds_by_month(reading, whens, surely, abroad, catalog)
        numbers = [int(number) for number, _, _ in counted] + [
            catalog.meetings[one.meeting].round or 0 for one in found
        ]
        found += rounds_before(reading, numbers, day, surely, abroad, catalog)
    talks_at = surely if may_be_the_talks else []
    found += by_place_and_day(reading, names, talks_at, whens, dateline, day, bool(found), catalog)
    places = names.ids("place")
    found += [
        NamedMeeting(match.id, match.first, match.last, "its name")
        for match in reading.of_kind("meeting")
        if names.speaks_of_syria or (catalog.meetings[match.id].place in places and not is_of_sport(reading))
    ]
    return sorted(set(found), key=lambda one: (one.first, one.last, one.meeting))


def _dates_at(reading: Reading, dates: Sequence[WrittenDate]) -> set[int]:
    """Positions of dates, with the days that open a span."""
    found = {position for date in dates for position in range(date.first, date.last + 1)}
    return found | {at for date in dates if (at := day_before(reading, date)) is not None}


@lru_cache(maxsize=2)
def _rounds(catalog: Catalog) -> dict[str, str]:
    """The meeting by its number in the series."""
    return {str(meeting.round): meeting.id for meeting in catalog.meetings.values() if meeting.round is not None}


@lru_cache(maxsize=10_000)
def _rounds_near(day: Day | None, catalog: Catalog) -> dict[str, str]:
    return {
        number: one
        for number, one in _rounds(catalog).items()
        if day and catalog.meetings[one].start - NEAR_ROUND <= day <= catalog.meetings[one].end + NEAR_ROUND
    }


def foremost_meeting(found: Sequence[NamedMeeting], catalog: Catalog) -> Meeting | None:
    """The meeting a text is mainly about: named most often, of several the first named."""
    if not found:
        return None
    ids = [one.meeting for one in found]
    return catalog.meetings[max(dict.fromkeys(ids), key=ids.count)]


def _in_its_country(reading: Reading, catalog: Catalog) -> list[Match]:
    """“in Kazakhstan”: for the talks that is their city."""
    host = catalog.places[SERIES_VENUE].country
    if all(match.id != host for match in reading.of_kind("state")):
        return []
    return [
        Match(Pattern("place", SERIES_VENUE, match.pattern.length), match.first, match.last)
        for match in reading.longest_of_kind("state")
        if match.id == host and reading.ends_at("in", match.first - 1)
    ]


def _beside_ordinal(reading: Reading, venues: Sequence[Match], rounds: dict[str, str]) -> Iterator[NamedMeeting]:
    """«пятая Астана», without a word for round."""
    ordinals = {match.last: match for match in reading.longest_of_kind("ordinal")}
    for venue in venues:
        ordinal = ordinals.get(venue.first - 1)
        if ordinal and ordinal.id in rounds and reading.in_one_sentence(ordinal.last, venue.first):
            yield NamedMeeting(rounds[ordinal.id], ordinal.first, venue.last, "the name of the format with an ordinal")


def _may_be_the_talks(reading: Reading, names: Names, venues: Sequence[Match], catalog: Catalog) -> bool:
    named = names.ids("state") & guarantors(catalog)
    homonyms = {str(venue.pattern.homonym) for venue in venues}
    # One word of sport is enough here: much else is played in rounds.
    speaks_of_sport = bool(reading.of_kind("sport", "team")) or any(
        match.id in homonyms for match in reading.of_kind("ruling-out")
    )
    return names.speaks_of_syria or len(named) > 1 or not speaks_of_sport


def _is_surely_a_place(venue: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """In Persian “on the eve of the fifth round” holds the city's name; only other words tell them apart."""
    number = venue.pattern.homonym
    homonym = None if number is None else lexicon.homonyms[number]
    if homonym is None or not homonym.needs or homonym.language not in (None, reading.language):
        return True
    before, after = venue.first - 1, venue.last + 1
    is_after_in = reading.ends_at("in", before)
    if is_on_the_eve(venue, reading):
        return False
    # «نشست آستانه», «نشست پنجم آستانه», «آستانه، ۱۳ تیر», «در آستانه برگزار شد»
    return (
        any(reading.ends_at(kind, before) for kind in ("round", "summit"))
        or (reading.ends_at("ordinal", before) and not is_after_in)
        or (venue.first == 0 and after < len(reading.words) and "،" in reading.between(venue.last, after))
        or (is_after_in and reading.starts_at("takes-place", after))
        or any(cue.id == str(number) for cue in reading.of_kind("needed"))
    )


def _numbered(
    reading: Reading,
    venues: Sequence[Match],
    surely: Sequence[Match],
    rounds: dict[str, str],
    near: dict[str, str],
    dates_at: set[int],
    known: dict[str, LanguageWords],
) -> Iterator[NamedMeeting]:
    """“Astana 5”, “Astana-5”, «أستانا 5», and, where ordinals follow the noun, «أستانا الخامس»."""
    after_noun = {code for code, one in known.items() if one.ordinal_follows_venue}
    ordinals = {match.first: match for match in reading.longest_of_kind("ordinal")}
    cardinals = {match.first: match for match in reading.longest_of_kind("cardinal")}
    common = {word for code, one in known.items() if reading.language in (None, code) for word in one.common}
    for venue in venues:
        at = venue.last + 1
        if at >= len(reading.words) or reading.between(venue.last, at).strip(" «»\"'“”()_") not in ("", "-", "–"):
            continue
        ordinal = ordinals.get(at)
        number = reading.words[at].number or roman(reading, at) or _in_words(reading, at, cardinals)
        if number is not None and at not in dates_at:
            # “in Astana 6” of the days of the sixth
            counts = counts_something(reading, venue, at, None if str(number) in near else common)
            if str(number) in rounds and not counts:
                yield NamedMeeting(rounds[str(number)], venue.first, at, "the name of the format with a number")
        elif ordinal and venue in surely and ordinal.pattern.language in after_noun and ordinal.id in rounds:
            yield NamedMeeting(rounds[ordinal.id], venue.first, ordinal.last, "the name of the format with an ordinal")


def _in_words(reading: Reading, at: int, cardinals: dict[int, Match]) -> int | None:
    """“Astana Five”; not “in Astana five delegations”."""
    cardinal = cardinals.get(at)
    if cardinal is None or not (reading.words[at].capital or reading.between(at - 1, at) == "-"):
        return None
    return int(cardinal.id) if reading.language not in CASELESS else None


def _abroad(names: Names, dateline: range, catalog: Catalog) -> list[Match]:
    """Cities that other talks are held in."""
    return [
        match
        for match in names.of_kind("place")
        if match.id != SERIES_VENUE and catalog.places[match.id].country != SYRIA and match.first not in dateline
    ]


def rounds_of_a_day(
    reading: Reading,
    names: Names,
    dates: Sequence[WrittenDate],
    dateline: range,
    day: Day | None,
    catalog: Catalog,
    lexicon: Lexicon,
) -> list[NamedMeeting]:
    """“the fifth round of talks” in a text on Syria that says no place, written while that round sat or near it."""
    if day is None:
        return []
    near = _rounds_near(day, catalog)
    seats = {SERIES_VENUE, *_seats(near.values(), catalog)}
    at_venue = any(match.id in seats for match in names.of_kind("place"))
    is_on_it = at_venue or names.speaks_of_syria or reading.of_kind("guarantors")
    abroad = [match for match in _abroad(names, dateline, catalog) if match.id not in _seats(near.values(), catalog)]
    venues = [match for match in reading.of_kind("place") if match.id == SERIES_VENUE]
    if not near or not is_on_it or abroad or not _may_be_the_talks(reading, names, venues, catalog):
        return []
    dates_at = _dates_at(reading, dates)
    return [
        NamedMeeting(near[number], first, last, "the round counted by an ordinal, of the day of the text")
        for number, first, last in counted_rounds(reading, dates_at, (), lexicon.languages)
        if number in near
    ]


def _seats(meetings: Iterable[str], catalog: Catalog) -> set[str]:
    return {catalog.meetings[one].place for one in meetings}


def _by_ordinal(
    reading: Reading,
    counted: Sequence[tuple[str, int, int]],
    abroad: Sequence[Match],
    venues: Sequence[Match],
    rounds: dict[str, str],
    syria: bool,
    catalog: Catalog,
) -> Iterator[NamedMeeting]:
    """“the fifth round of Astana talks”, «الجولة الخامسة», «пятый раунд», “round 5”; “the tenth round, in Sochi”."""
    venues_in, abroad_in = by_sentence(reading, venues), by_sentence(reading, abroad)
    for number, first, last in counted:
        if number not in rounds:
            continue
        span = (first, last)
        sentence, seat = reading.words[first].sentence, catalog.meetings[rounds[number]].place
        others = [match for match in abroad_in.get(sentence, ()) if match.id != seat]
        seats = [match for match in abroad_in.get(sentence, ()) if match.id == seat] if venues or syria else []
        if sentence in venues_in or seats:
            venue = _nearest(span, venues_in.get(sentence, ()), others) or _nearest(span, seats, others)
            if venue is None:
                continue
            span = (min(span[0], venue.first), max(span[1], venue.last))
        elif any(match.id != seat for match in abroad) or not venues:
            # Where the sentence names no venue the text as a whole decides: that one and no other abroad.
            continue
        yield NamedMeeting(rounds[number], *span, "the round counted by an ordinal")


def _nearest(span: tuple[int, int], venues: Sequence[Match], others: Sequence[Match]) -> Match | None:
    """The venue of the format nearest the words, if none of the other cities is nearer; both in order of the text."""

    def distance(match: Match | None) -> int:
        return ALONE_TO_VENUE + 1 if match is None else max(match.first - span[1], span[0] - match.last, 0)

    def closest(matches: Sequence[Match]) -> Match | None:
        at = bisect_left(matches, span[0], key=lambda match: match.first)
        return min(matches[max(at - 1, 0) : at + 2], key=distance, default=None)

    venue = closest(venues)
    return (
        venue
        if distance(venue) <= min(ALONE_TO_VENUE if not others else ROUND_TO_VENUE, distance(closest(others)))
        else None
    )
