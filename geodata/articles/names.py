"""Which names stand in a text, and which of them count.

Longer names win over shorter ones that they hold; then each provisional name is kept or dropped by what
else the text says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import cached_property

from geodata.articles.accords import (
    fits_its_day,
    is_meant,
    is_of_the_process,
    signed_by_all,
    told,
    was_adopted_at,
)
from geodata.articles.governments import acting_governments, has_place_suffix, is_in_a_house
from geodata.articles.lexicon import NAMES, Lexicon, Pattern
from geodata.articles.reading import Match, Reading, by_id, by_kind, longest
from geodata.articles.syria import speaks_of_syria
from geodata.catalog import Catalog

# Words of sport that a text about a game holds at least; one alone may stand in any text.
LEAST_SPORT = 2
# Here a noun stands before its adjective, there after its owner; in Russian either.
TEAM_MEANS_ELECTED = ("ar",)
NOUN_BEFORE, OWNER_FIRST = ("ar", "fa"), ("en", "tr")
# The sign in «عمّان», Amman; «عُمان» is Oman.
DOUBLED = "\u0651"


@dataclass(frozen=True)
class Names:
    """The names that count, in order of the text, and what spoke of Syria first, if anything did."""

    matches: Sequence[Match]
    speaks_of_syria: bool

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Match]]:
        return by_kind(self.matches)

    def of_kind(self, kind: str) -> Sequence[Match]:
        return self._by_kind.get(kind, [])

    def ids(self, kind: str) -> set[str]:
        return {match.id for match in self.of_kind(kind)}


def names(
    reading: Reading,
    catalog: Catalog,
    lexicon: Lexicon,
    dateline: range = range(0),
    meets: bool = False,
    days: Collection[Day] = (),
    own_day: Day | None = None,
    dated: Sequence[Match] = (),
) -> Names:
    """The names of a text.

    An agency named in the ``dateline`` is the publisher and not quoted.  ``meets`` says that the text names a
    meeting of the catalogue, and so speaks of Syria; ``days`` are those written out in it,
    ``own_day`` is the one it is of; ``dated`` are documents that may be meant by their days.
    """
    candidates = [
        match
        for match in reading.of_kind(*NAMES)
        if not (match.kind == "agency" and match.first in dateline) and _is_near_what_it_needs(match, reading, lexicon)
    ]
    foremost = _foremost(candidates, reading, catalog)
    if reading.of_kind("ware"):
        foremost = [match for match in foremost if not _is_a_ware(match, reading)]
    if reading.of_kind("house"):
        foremost = [
            match for match in foremost if not (match.kind == "state" and is_in_a_house(match, reading, lexicon))
        ]
    if reading.of_kind("named-after") and not meets:
        foremost = _without_namesakes(foremost, reading, catalog, lexicon)
    # An Arabic team is also somebody elected.
    names_a_team = bool(reading.of_kind("team")) and (
        reading.language not in TEAM_MEANS_ELECTED or any(_is_a_team(match, reading) for match in foremost)
    )
    surnames_of = {match.id for match in foremost if match.kind == "person" and not match.pattern.proviso}
    syria = meets or speaks_of_syria(foremost, reading, catalog, lexicon)
    venues = {match.id for match in foremost if match.kind == "place"}
    cues = {(match.kind, match.id) for match in reading.of_kind("needed", "ruling-out")}
    kept = [
        match
        for match in foremost
        if match.kind not in ("phrase", "other-body")
        and (
            _counts(match, syria, surnames_of)
            or was_adopted_at(match, venues, lexicon)
            or is_of_the_process(match, foremost, own_day, catalog)
        )
        and (meets or _homonym_counts(match, reading, cues, syria, lexicon))
        and (syria or not _is_a_person(match, foremost, reading, lexicon))
    ]
    kept += [
        _zone_called_so(match, lexicon) for match in kept if match.kind == "place" and match.id in lexicon.namesakes
    ]
    governments = acting_governments(reading, kept, dateline, syria, lexicon)
    acting = {match.first for match in governments if match.id in lexicon.governments.values()}
    if dated or any(match.kind == "document" for match in kept):
        days = {*days, *(catalog.documents[match.id].date for match in dated)}
        text = told(reading, [*kept, *governments], acting, days, own_day, syria, lexicon)
        kept = [match for match in kept if match.kind != "document" or is_meant(match, text, catalog, lexicon)]
        kept += [match for match in dated if fits_its_day(match, text, catalog, lexicon)]
    kept += signed_by_all(reading, [*kept, *governments], own_day, catalog)
    if not meets and _is_about_sport(reading, kept, names_a_team):
        kept = [match for match in kept if match.kind != "state"]
    else:
        kept = [match for match in kept if not (match.kind == "place" and match.first in acting)] + governments
    return Names(sorted(kept, key=lambda match: match.first), syria)


def _zone_called_so(city: Match, lexicon: Lexicon) -> Match:
    """“Idlib” is a city, and the name of the zone about it."""
    return Match(Pattern("zone", lexicon.namesakes[city.id], city.pattern.length), city.first, city.last)


def _is_a_ware(match: Match, reading: Reading) -> bool:
    """“Turkish coffee”, «الخطوط الجوية التركية»."""
    return match.kind == "state" and _is_beside("ware", match, reading, 1)


def _is_a_team(match: Match, reading: Reading) -> bool:
    """“Iran's under-21 national team”, «منتخب إيران», «сборная России»."""
    return match.kind == "state" and _is_beside("team", match, reading, 3)


def _is_beside(kind: str, match: Match, reading: Reading, within: int) -> bool:
    """A word of the kind stands before the name, or where the language has it so, within some words after."""
    before, after = match.first - 1, match.last + 1
    if reading.language not in OWNER_FIRST and reading.ends_at(kind, before):
        return reading.in_one_sentence(before, match.first)
    if reading.language in NOUN_BEFORE:
        return False
    return any(
        reading.starts_at(kind, at) and reading.in_one_sentence(match.first, at) for at in range(after, after + within)
    )


def _without_namesakes(found: Sequence[Match], reading: Reading, catalog: Catalog, lexicon: Lexicon) -> list[Match]:
    """A restaurant or street called after a place is not the place, in a text that does not speak of Syria besides."""
    called = [
        match
        for match in found
        if match.kind in ("zone", "state", "place") and _is_beside("named-after", match, reading, 1)
    ]
    if not called:
        return list(found)
    others = [match for match in found if match not in called]
    return list(found) if speaks_of_syria(others, reading, catalog, lexicon) else others


def _is_about_sport(reading: Reading, kept: Iterable[Match], names_a_team: bool) -> bool:
    """Teams are called by their states' names; but a text on a zone or document speaks of states all the same."""
    about_the_zones = any(match.kind in ("zone", "all-zones", "document") for match in kept)
    return not about_the_zones and (names_a_team or is_of_sport(reading))


def is_of_sport(reading: Reading) -> bool:
    """Several words of sport stand in the text."""
    return len({match.id for match in reading.of_kind("sport")}) >= LEAST_SPORT


def _is_near_what_it_needs(match: Match, reading: Reading, lexicon: Lexicon) -> bool:
    """A village's name stands beside a word for town, or, where capitals tell names apart, after a preposition."""
    if match.pattern.proviso not in ("town", "located"):
        return True
    if reading.ends_at("town-before", match.first - 1) or reading.starts_at("town-after", match.last + 1):
        return True
    if match.pattern.proviso != "located":
        return False
    is_after_preposition = reading.ends_at("in", match.first - 1) and not _goes_on_capitalised(match, reading)
    return is_after_preposition or has_place_suffix(match, reading, lexicon)


def _goes_on_capitalised(match: Match, reading: Reading) -> bool:
    """“in Hassan Nasrallah's speech”: the word is part of a longer name."""
    after = match.last + 1
    return after < len(reading.words) and reading.between(match.last, after) == " " and reading.words[after].capital


def _foremost(candidates: Sequence[Match], reading: Reading, catalog: Catalog) -> list[Match]:
    """Of names that overlap the longest, then the first; of those at the same words, the foremost kind."""
    states = {match.id for match in candidates if match.kind == "state"}
    whole = [
        match
        for match in candidates
        if match.kind not in ("document", "all-zones") and (not match.pattern.has_gap or match.kind == "zone")
    ]
    kept = longest(sorted(whole, key=lambda match: (NAMES.index(match.kind), match.pattern.proviso)))
    # “the Russian memorandum on Syria's four zones” names two states as well.
    # Nor does a protocol hide the memorandum it is to.
    documents = by_id(match for match in candidates if match.kind == "document")
    kept += [match for alike in documents.values() for match in longest(alike)]
    # and “four de-escalation zones: Idlib, …” one of the zones
    kept += longest(match for match in candidates if match.kind == "all-zones")
    # So does “southern Syria”.
    inside = {position for match in kept if match.kind == "zone" for position in range(match.first, match.last + 1)}
    kept += longest(match for match in candidates if match.kind == "state" and match.first in inside)
    cities = {(m.first, m.last): m for m in candidates if m.kind == "place"}
    return sorted((_state_or_city(match, cities, states, reading, catalog) for match in kept), key=lambda m: m.first)


def _state_or_city(
    match: Match, cities: Mapping[tuple[int, int], Match], states: set[str], reading: Reading, catalog: Catalog
) -> Match:
    """A name that a state and a city share (Arabic for Oman and Amman) is the city's where its country is named."""
    city = cities.get((match.first, match.last))
    if match.kind != "state" or city is None:
        return match
    is_doubled = DOUBLED in reading.written(match.first, match.last)
    return city if is_doubled or catalog.places[city.id].country in states - {match.id} else match


def _counts(match: Match, syria: bool, full_names: set[str]) -> bool:
    proviso = match.pattern.proviso
    if match.kind in ("document", "all-zones"):
        return syria
    if proviso == "surname":
        return match.id in full_names
    return syria or not proviso


def _homonym_counts(match: Match, reading: Reading, cues: set[tuple[str, str]], syria: bool, lexicon: Lexicon) -> bool:
    number = match.pattern.homonym
    if number is None:
        return True
    homonym = lexicon.homonyms[number]
    if homonym.language and homonym.language != reading.language:
        return True
    if homonym.only_with_syria and not syria:
        return False
    if homonym.needs and (("needed", str(number)) not in cues or is_on_the_eve(match, reading)):
        return False
    return syria or ("ruling-out", str(number)) not in cues


def is_on_the_eve(city: Match, reading: Reading) -> bool:
    """«در آستانه دور چهارم»: the name of a city that is also the word for a threshold."""
    after = city.last + 1
    return reading.ends_at("in", city.first - 1) and (
        reading.starts_at("round", after) or reading.starts_at("ordinal", after)
    )


def _is_a_person(match: Match, found: Sequence[Match], reading: Reading, lexicon: Lexicon) -> bool:
    """“Jordan Miles”, in a text that names no other state."""
    number = match.pattern.homonym
    if number is None or not lexicon.homonyms[number].given_name or not _goes_on_capitalised(match, reading):
        return False
    after = match.last + 1
    is_known = any(one.first == after for one in found)
    others = any(one.kind == "state" and one.id != match.id and one.pattern.homonym is None for one in found)
    return not (is_known or others)
