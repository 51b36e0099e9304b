"""All the names and words that are looked for in a text, as patterns of one automaton."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from geodata.articles.languages import LanguageWords, languages
from geodata.articles.normal import form, words
from geodata.articles.spellings import (
    VILLAGE,
    Homonyms,
    capitals,
    cities,
    governments,
    key,
    rank,
    spellings,
    surnames,
)
from geodata.articles.transliterations import ARABIC_ARTICLES, ARTICLES, Sounds
from geodata.articles.vocabulary import Vocabulary
from geodata.catalog import Catalog, read_json, validated

GAP = "…"
NAMES = ("phrase", "other-body", "document", "zone", "all-zones", "agency", "person", "party", "state", "place")
# Kinds whose Arabic words may carry the article though they are listed without it.
WITH_ARTICLE = ("state", "round", "ordinal", "document")
# Words for what is held, of which every form counts, however short.
MEETINGS = ("round", "summit", "summit-of-heads", "guarantors", "accord", "delegation")
MAY_BE_HOMONYMS = ("zone", "state", "place")
SYRIA = "syr"
# The Astana format bears the name of its first venue, whatever city a round sat in.
SERIES_VENUE = "astana"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing looked for.

    ``proviso``: empty, or when a match counts: ``located`` after a word for town or a preposition, ``town``
    after a word for town, ``surname`` after the full name, ``syria`` where the text speaks of Syria, ``whole`` there
    too, and helps to say that it does; ``covered``
    where it also names a zone the document covers, or the document's day, ``signed`` where it names the document's
    day or place, or two of its three signatories.
    ``homonym`` is an index into the homonyms, ``language`` the only language it is a word of.
    """

    kind: str
    id: str
    length: int
    language: str | None = None
    capital: bool = False
    all_capitals: bool = False
    proviso: str = ""
    homonym: int | None = None
    has_gap: bool = False


@dataclass(frozen=True)
class Gapped:
    """A name in parts, with a few words between them; the parts are patterns of kind ``part``."""

    kind: str
    id: str
    parts: tuple[str, ...]
    proviso: str = ""


class Lexicon:
    """The patterns of a catalogue and the automaton that finds them."""

    def __init__(self, catalog: Catalog):
        self.languages: dict[str, LanguageWords] = languages(catalog)
        self.vocabulary = Vocabulary(self.languages)
        # The zone that bears the bare name of a city, by city: Idlib; not Homs, for its zone is the north of it.
        self.namesakes: dict[str, str] = {}
        self.gapped: dict[str, list[Gapped]] = defaultdict(list)
        read = validated(Homonyms, read_json(catalog.directory / "homonyms.json"), "homonyms.json", "-")
        self.homonyms = read.homonyms
        self._homonym_of = {key(name): number for number, homonym in enumerate(read.homonyms) for name in homonym.names}
        self._entries: list[tuple[tuple[str, ...], Pattern]] = []
        self._names_of(catalog)
        self._places_of(catalog, read)
        self.distinctive = frozenset(read.distinctive)
        self.unmistakable = frozenset(read.unmistakable)
        self.governments = governments(catalog)
        self.capitals = capitals(catalog)
        self.venues: dict[str, set[str]] = defaultdict(set)
        for meeting in catalog.meetings.values():
            for document in meeting.documents:
                self.venues[document].add(meeting.place)
        self._words_of_languages()
        self._words_about_homonyms(read)
        self._sound_names(catalog)
        self.automaton = self._automaton()

    def _add(
        self, kind: str, id: str, name: str, language: str | None = None, proviso: str = "", gap: bool = True
    ) -> None:
        if gap and GAP in name:
            parts = tuple(part.strip() for part in name.split(GAP))
            gapped = Gapped(kind, id, parts, proviso)
            for part in parts:
                self._add("part", part, part)
            self.gapped[parts[0]].append(gapped)
            for word in (word for part in parts for word in words(part)):
                self.vocabulary.add(word.form, kind in WITH_ARTICLE)
            return
        found = words(name)
        if not found:
            return
        homonym = self._homonym_of.get(tuple(word.form for word in found))
        pattern = Pattern(
            kind,
            id,
            len(found),
            language,
            found[0].capital,
            len(name) > 1 and all(word.all_capitals for word in found),
            proviso,
            homonym if kind in MAY_BE_HOMONYMS else None,
        )
        for word in found:
            self.vocabulary.add(word.form, kind in WITH_ARTICLE, language if kind in MEETINGS else None)
        self._entries.append((tuple(word.form for word in found), pattern))

    def _names_of(self, catalog: Catalog) -> None:
        for state in catalog.states.itertuples():
            for language, name in state.name.items():
                self._add("state", state.id, name, language)
        for party in catalog.parties.values():
            if party.id in catalog.states.index:
                continue
            for language, name in party.name.items():
                self._add("party", party.id, name, language, "" if party.kind in ("un", "observer") else "syria")
        for person in catalog.people.values():
            for name in dict.fromkeys([*person.name.values(), *person.aliases]):
                single = len(name.split()) == 1
                self._add("person", person.id, name, proviso="syria" if single else "")
                for surname in surnames(name):
                    self._add("person", person.id, surname, proviso="surname")
        for agency in catalog.agencies.values():
            for name in dict.fromkeys([*agency.name.values(), *agency.aliases]):
                self._add("agency", agency.id, name)
        for outlet in catalog.outlets.values():
            for name in dict.fromkeys([*outlet.name.values(), *outlet.aliases]):
                self._add("outlet", outlet.id, name)
        city_of = cities(catalog)
        for zone in catalog.zones.values():
            for name in dict.fromkeys([*zone.full_name.values(), *zone.aliases]):
                if city := city_of.get(key(name)):
                    self.namesakes[city] = zone.id
                else:
                    self._add("zone", zone.id, name)
        for document in catalog.documents.values():
            for name in document.aliases:
                self._add("document", document.id, name, proviso="" if GAP in name else "covered")
            for name in document.loose_aliases:
                self._add("document", document.id, name, proviso="signed")
        for meeting in catalog.meetings.values():
            for name in meeting.aliases:
                self._add("meeting", meeting.id, name)

    def _places_of(self, catalog: Catalog, read: Homonyms) -> None:
        """Each spelling goes to the foremost place that bears it; where two are foremost, to none."""
        self._rank = {place.id: rank(place) for place in catalog.places.values()}
        bearing: dict[tuple[str, ...], dict[str, tuple[int, str, str]]] = defaultdict(dict)
        never = {key(name) for name in read.never}
        persons = {form(word) for word in read.person_words}
        for place in catalog.places.values():
            for name, proviso in spellings(place, read, persons):
                spelling = key(name)
                if spelling and spelling not in never:
                    bearing[spelling].setdefault(place.id, (self._rank[place.id], name, proviso))
        for bearers in bearing.values():
            foremost = min(at for at, _, _ in bearers.values())
            at_front = [(id, name, proviso) for id, (at, name, proviso) in bearers.items() if at == foremost]
            if len(at_front) == 1:
                id, name, proviso = at_front[0]
                self._add("place", id, name, proviso=proviso, gap=False)

    def _words_of_languages(self) -> None:
        for code, one in self.languages.items():
            simple = {
                "today": one.today,
                "tomorrow": one.tomorrow,
                "yesterday": one.yesterday,
                "filler": one.date_fillers,
                "round": one.rounds,
                "not-round": one.not_rounds,
                "summit": one.summits,
                "in": one.in_words,
                "town-before": one.settlement_words_before,
                "town-after": one.settlement_words_after,
                "all-zones": one.all_zones,
                "before-place": one.before_places,
                "acts": one.government_words,
                "sport": one.sport,
                "guarantors": one.guarantors,
                "three": one.three,
                "side": one.sides,
                "delegation": one.delegations,
                "accord": one.accords,
                "summit-of-heads": one.summits_of_heads,
                "previous": one.previous,
                "next": one.next,
                "capital": one.capital,
                "takes-place": one.takes_place,
                "says": one.says,
                "impersonal": one.impersonal,
                "claims": one.claims,
                "team": one.teams,
                "ware": one.wares,
                "named-after": one.named_after,
                "counterpart": one.counterparts,
                "post": one.posts,
                "other-body": one.other_bodies,
                "province-before": one.provinces_before,
                "province-after": one.provinces_after,
                "house": one.houses,
                "border": one.borders,
                "ahead": one.ahead,
            }
            numbered = {
                "weekday": one.weekdays,
                "month": one.months,
                "solar-month": one.solar_months,
                "lunar-month": one.lunar_months,
                "ordinal": one.ordinals,
                "cardinal": one.cardinals,
            }
            for kind, listed in simple.items():
                for word in listed:
                    self._add(kind, word if kind == "sport" else kind, word, code)
            for kind, by_number in numbered.items():
                for number, names in by_number.items():
                    for word in names:
                        self._add(kind, str(number), word, code)
            for kind, by_state in {
                "state": one.states,
                "leader": one.leaders,
                "seat": one.capitals,
                "venue": one.venues,
            }.items():
                for state, names in by_state.items():
                    for name in names:
                        self._add(kind, state, name, code)

    def _words_about_homonyms(self, read: Homonyms) -> None:
        for phrase in read.phrases:
            self._add("phrase", phrase, phrase)
        for number, homonym in enumerate(read.homonyms):
            for word in homonym.needs:
                self._add("needed", str(number), word)
            for word in homonym.unless:
                self._add("ruling-out", str(number), word)

    def _sound_names(self, catalog: Catalog) -> None:
        """Places that are written of, and those who fought, are known by their sound."""
        alone = frozenset(forms[0] for forms, _ in self._entries if len(forms) == 1)
        own_spellings = {place.id for place in catalog.places.values() if place.kind == "city"}
        known = {id for id, at in self._rank.items() if at < VILLAGE} - own_spellings
        names = [
            forms
            for forms, one in self._entries
            if one.kind == "party"
            or (one.kind == "place" and one.id in known)
            or (one.kind == "part" and not alone.issuperset(forms) and not ARABIC_ARTICLES.isdisjoint(forms))
        ]
        self.vocabulary.join([article for article in ARTICLES if article not in alone])
        self.vocabulary.sound(Sounds(names, alone))

    def _automaton(self) -> ahocorasick.Automaton:
        by_key: dict[tuple[int, ...], dict[Pattern, None]] = defaultdict(dict)
        for forms, pattern in self._entries:
            by_key[tuple(self.vocabulary.number(one) for one in forms)][pattern] = None
        automaton = ahocorasick.Automaton(ahocorasick.STORE_ANY, ahocorasick.KEY_SEQUENCE)
        for numbers, patterns in by_key.items():
            automaton.add_word(numbers, tuple(self._of_one_place(patterns)))
        automaton.make_automaton()
        return automaton

    def _of_one_place(self, patterns: Iterable[Pattern]) -> Iterator[Pattern]:
        """Of places that sound alike the foremost; none, where two are."""
        places = {one.id: self._rank[one.id] for one in patterns if one.kind == "place"}
        least = min(places.values(), default=None)
        foremost = [id for id, at in places.items() if at == least]
        return (one for one in patterns if one.kind != "place" or [one.id] == foremost)


@lru_cache(maxsize=4)
def lexicon(catalog: Catalog) -> Lexicon:
    """The lexicon of a catalogue, built once."""
    return Lexicon(catalog)
