"""Which names stand in a text, and which of them count.

One pass of the automaton finds everything; longer names win over shorter ones that they hold; then
each provisional name is kept or dropped by what else the text says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geodata.articles.lexicon import NAMES, SYRIA, Gapped, Lexicon, Pattern
from geodata.articles.normal import Word
from geodata.catalog import Catalog

# Words that may stand in the gap of a name in parts: “memorandum … de-escalation zones” holds a sentence
# together, “de-escalation zone … Homs” only while the city is near.
WIDEST_GAP = {"document": 10, "zone": 4}
# What may stand between the words of one name; a comma or bracket parts names.
PARTING = frozenset(',;:()[]{}/|،؛!?؟\n\t«»"“”')


@dataclass(frozen=True)
class Match:
    """A pattern at words ``first`` to ``last``, both included."""

    pattern: Pattern
    first: int
    last: int

    @property
    def kind(self) -> str:
        return self.pattern.kind

    @property
    def id(self) -> str:
        return self.pattern.id


@dataclass(frozen=True)
class Reading:
    """A text, its words, its language and all that the automaton found in it."""

    text: str
    words: Sequence[Word]
    language: str | None
    matches: Sequence[Match]

    @cached_property
    def _by_kind(self) -> dict[str, list[Match]]:
        by_kind: dict[str, list[Match]] = defaultdict(list)
        for match in self.matches:
            by_kind[match.kind].append(match)
        return by_kind

    @cached_property
    def _edges(self) -> dict[str, set[int]]:
        return {kind: {m.last for m in found} for kind, found in self._by_kind.items()}

    @cached_property
    def _starts(self) -> dict[str, set[int]]:
        return {kind: {m.first for m in found} for kind, found in self._by_kind.items()}

    def of_kind(self, *kinds: str) -> list[Match]:
        return [match for kind in kinds for match in self._by_kind.get(kind, ())]

    @cached_property
    def _longest_by_kind(self) -> dict[str, list[Match]]:
        return {kind: longest(found) for kind, found in self._by_kind.items()}

    def longest_of_kind(self, kind: str) -> list[Match]:
        """Matches of one kind in order, without those that overlap a longer one (“شنبه” in “سه شنبه”)."""
        return self._longest_by_kind.get(kind, [])

    def ends_at(self, kind: str, position: int) -> bool:
        """A word of this kind ends at a position."""
        return position in self._edges.get(kind, ())

    def starts_at(self, kind: str, position: int) -> bool:
        return position in self._starts.get(kind, ())

    def written(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last].end]

    def between(self, first: int, second: int) -> str:
        """The text between two words."""
        return self.text[self.words[first].end : self.words[second].start]

    def in_one_sentence(self, *positions: int) -> bool:
        return len({self.words[position].sentence for position in positions}) == 1


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap the longest, then the first; in order of the text."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda one: (one.first - one.last, one.first)):
        span = range(match.first, match.last + 1)
        if taken.isdisjoint(span):
            kept.append(match)
            taken.update(span)
    return sorted(kept, key=lambda one: one.first)


def read(text: str, words: Sequence[Word], language: str | None, lexicon: Lexicon) -> Reading:
    """Find every pattern in a text: names and words of grammar, overlapping ones too."""
    numbers = lexicon.vocabulary.numbers((word.form for word in words), language)
    raw: list[Match] = []
    bare = Reading(text, words, language, ())
    if numbers:
        for last, patterns in lexicon.automaton.iter(tuple(numbers)):
            for pattern in patterns:
                match = Match(pattern, last - pattern.length + 1, last)
                if _is_written_so(match, bare):
                    raw.append(match)
    return Reading(text, words, language, [*raw, *_gapped(raw, bare, lexicon)])


def _is_written_so(match: Match, reading: Reading) -> bool:
    pattern, here = match.pattern, reading.words[match.first : match.last + 1]
    if pattern.language and reading.language and pattern.language != reading.language:
        return False
    if pattern.capital and not here[0].capital:
        return False
    if pattern.all_capitals and not all(word.all_capitals for word in here):
        return False
    if here[0].sentence != here[-1].sentence:
        return False
    return pattern.kind == "phrase" or not any(
        PARTING.intersection(reading.between(position, position + 1)) for position in range(match.first, match.last)
    )


def _gapped(raw: Iterable[Match], reading: Reading, lexicon: Lexicon) -> list[Match]:
    """Names in parts: each part follows the one before within ``WIDEST_GAP`` words of its sentence."""
    parts = {(match.id, match.first): match for match in raw if match.kind == "part"}
    found = []
    for opening in parts.values():
        for gapped in lexicon.gapped.get(opening.id, ()):
            last = _last_word(gapped, opening, parts, reading)
            if last is not None:
                found.append(
                    Match(Pattern(gapped.kind, gapped.id, last - opening.first + 1, has_gap=True), opening.first, last)
                )
    return found


def _last_word(gapped: Gapped, opening: Match, parts: Mapping[tuple[str, int], Match], reading: Reading) -> int | None:
    last = opening.last
    for part in gapped.parts[1:]:
        within = (parts.get((part, position)) for position in range(last + 1, last + WIDEST_GAP[gapped.kind] + 2))
        nearest = next((match for match in within if match), None)
        if nearest is None or not reading.in_one_sentence(last, nearest.last):
            return None
        last = nearest.last
    return last


@dataclass(frozen=True)
class Names:
    """The names that count, in order of the text, and what spoke of Syria first, if anything did."""

    matches: Sequence[Match]
    speaks_of_syria: bool

    def of_kind(self, kind: str) -> list[Match]:
        return [match for match in self.matches if match.kind == kind]

    def ids(self, kind: str) -> set[str]:
        return {match.id for match in self.matches if match.kind == kind}


def names(
    reading: Reading, catalog: Catalog, lexicon: Lexicon, dateline: range = range(0), meets: bool = False
) -> Names:
    """The names of a text.

    An agency named in the ``dateline`` is the publisher and not quoted.  ``meets`` says that the text names a
    meeting of the catalogue, and so speaks of Syria.
    """
    candidates = [
        match
        for match in reading.of_kind(*NAMES)
        if not (match.kind == "agency" and match.first in dateline) and _is_near_what_it_needs(match, reading)
    ]
    foremost = _foremost(candidates, catalog)
    surnames_of = {match.id for match in foremost if match.kind == "person" and not match.pattern.proviso}
    syria = meets or _speaks_of_syria(foremost, catalog)
    cues = {(match.kind, match.id) for match in reading.of_kind("needed", "ruling-out")}
    kept = [
        match
        for match in foremost
        if match.kind != "phrase"
        and _counts(match, syria, surnames_of)
        and (match.kind != "place" or meets or _homonym_counts(match, reading.language, cues, syria, lexicon))
    ]
    return Names(kept, syria)


def _is_near_what_it_needs(match: Match, reading: Reading) -> bool:
    """A village's name stands beside a word for town, or, where capitals tell names apart, after a preposition."""
    if match.pattern.proviso not in ("town", "located"):
        return True
    if reading.ends_at("town-before", match.first - 1) or reading.starts_at("town-after", match.last + 1):
        return True
    is_after_preposition = reading.ends_at("in", match.first - 1)
    return match.pattern.proviso == "located" and is_after_preposition and not _goes_on_capitalised(match, reading)


def _goes_on_capitalised(match: Match, reading: Reading) -> bool:
    """“in Hassan Nasrallah's speech”: the word is part of a longer name."""
    after = match.last + 1
    return after < len(reading.words) and reading.between(match.last, after) == " " and reading.words[after].capital


def _foremost(candidates: Sequence[Match], catalog: Catalog) -> list[Match]:
    """Of names that overlap the longest, then the first; of those at the same words, the foremost kind."""
    states = {match.id for match in candidates if match.kind == "state"}
    whole = [match for match in candidates if not match.pattern.has_gap or match.kind == "zone"]
    kept = longest(sorted(whole, key=lambda match: (NAMES.index(match.kind), match.pattern.proviso)))
    # “the Russian memorandum on Syria's four zones” names two states as well.
    kept += longest(match for match in candidates if match.pattern.has_gap and match.kind != "zone")
    cities = {(m.first, m.last): m for m in candidates if m.kind == "place"}
    return sorted((_state_or_city(match, cities, states, catalog) for match in kept), key=lambda m: m.first)


def _state_or_city(match: Match, cities: Mapping[tuple[int, int], Match], states: set[str], catalog: Catalog) -> Match:
    """A name that a state and a city share (Arabic for Oman and Amman) is the city's where its country is named."""
    city = cities.get((match.first, match.last))
    shared = match.kind == "state" and city is not None
    return city if shared and city and catalog.places[city.id].country in states - {match.id} else match


def _speaks_of_syria(found: Iterable[Match], catalog: Catalog) -> bool:
    """The text names the state, a zone, somebody of the process, or two towns of Syria."""
    towns = set()
    for match in found:
        if match.kind == "zone" or (match.kind, match.id) == ("state", SYRIA):
            return True
        if match.kind == "person" and not match.pattern.proviso:
            return True
        if match.kind == "place" and match.pattern.proviso != "syria" and catalog.places[match.id].country == SYRIA:
            towns.add(match.id)
    return len(towns) > 1


def _counts(match: Match, syria: bool, full_names: set[str]) -> bool:
    proviso = match.pattern.proviso
    if match.kind == "document":
        return syria
    if proviso == "surname":
        return match.id in full_names
    return syria or not proviso


def _homonym_counts(
    match: Match, language: str | None, cues: set[tuple[str, str]], syria: bool, lexicon: Lexicon
) -> bool:
    number = match.pattern.homonym
    if number is None:
        return True
    homonym = lexicon.homonyms[number]
    if homonym.language and homonym.language != language:
        return True
    if homonym.only_with_syria and not syria:
        return False
    if homonym.needs and ("needed", str(number)) not in cues:
        return False
    return syria or ("ruling-out", str(number)) not in cues
