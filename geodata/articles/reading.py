"""A text with its words and all that the automaton found in it, in one pass, before anything is weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from geodata.articles.lexicon import Gapped, Lexicon, Pattern
from geodata.articles.normal import Word

# Words that may stand in the gap of a name in parts: “memorandum … de-escalation zones” holds a sentence
# together, “de-escalation zone … Homs” only while the city is near.
WIDEST_GAP = {"document": 10, "zone": 4}
# “the capital of Kazakhstan”, “Kazakhstan's capital”
CAPITAL_TO_STATE = 2
LEAST_PARTS = 2
# What may stand between the words of one name; a comma or bracket parts names.
PARTING = frozenset(',;:()[]{}/|،؛!?؟\n\t«»"“”')


class Match(NamedTuple):
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
    def _by_kind(self) -> Mapping[str, list[Match]]:
        return by_kind(self.matches)

    @cached_property
    def _edges(self) -> dict[str, set[int]]:
        return {}

    @cached_property
    def _starts(self) -> dict[str, set[int]]:
        return {}

    def of_kind(self, *kinds: str) -> Sequence[Match]:
        if len(kinds) == 1:
            return self._by_kind.get(kinds[0], [])
        return [match for kind in kinds for match in self._by_kind.get(kind, ())]

    def sentences(self, matches: Iterable[Match]) -> set[int]:
        """The sentences that matches begin in."""
        return {self.words[match.first].sentence for match in matches}

    @cached_property
    def _longest(self) -> dict[str, list[Match]]:
        return {}

    def longest_of_kind(self, kind: str) -> list[Match]:
        """Matches of one kind in order, without those that overlap a longer one (“شنبه” in “سه شنبه”)."""
        if kind not in self._longest:
            found = self._by_kind.get(kind, [])
            self._longest[kind] = longest(found) if len(found) > 1 else found
        return self._longest[kind]

    def ends_at(self, kind: str, position: int) -> bool:
        """A word of this kind ends at a position."""
        if kind not in self._edges:
            self._edges[kind] = {match.last for match in self._by_kind.get(kind, ())}
        return position in self._edges[kind]

    def starts_at(self, kind: str, position: int) -> bool:
        if kind not in self._starts:
            self._starts[kind] = {match.first for match in self._by_kind.get(kind, ())}
        return position in self._starts[kind]

    def written(self, first: int, last: int) -> str:
        return self.text[self.words[first].start : self.words[last].end]

    def between(self, first: int, second: int) -> str:
        """The text between two words."""
        return self.text[self.words[first].end : self.words[second].start]

    def in_one_sentence(self, *positions: int) -> bool:
        return len({self.words[position].sentence for position in positions}) == 1


def by_kind(matches: Iterable[Match]) -> Mapping[str, list[Match]]:
    """Matches by their kind, each in order of the text."""
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        found[match.pattern.kind].append(match)
    return found


def by_id(matches: Iterable[Match]) -> Mapping[str, list[Match]]:
    """Matches by what they name."""
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        found[match.id].append(match)
    return found


def by_sentence(reading: Reading, matches: Iterable[Match]) -> Mapping[int, list[Match]]:
    """Matches by the sentence they begin in."""
    found: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        found[reading.words[match.first].sentence].append(match)
    return dict(found)


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
                if language and pattern.language and pattern.language != language:
                    continue
                match = Match(pattern, last - pattern.length + 1, last)
                is_any_word = pattern.length == 1 and not pattern.capital and not pattern.all_capitals
                if is_any_word or _is_written_so(match, bare):
                    raw.append(match)
    found = Reading(text, words, language, raw)
    made_up = [*_gapped(found, lexicon), *_capitals(found, lexicon)]
    return Reading(text, words, language, raw + made_up) if made_up else found


def _is_written_so(match: Match, reading: Reading) -> bool:
    pattern, here = match.pattern, reading.words[match.first : match.last + 1]
    if pattern.capital and not here[0].capital:
        return False
    if pattern.all_capitals and not all(word.all_capitals for word in here):
        return False
    if here[0].sentence != here[-1].sentence:
        return False
    return pattern.kind == "phrase" or not any(
        PARTING.intersection(reading.between(position, position + 1)) for position in range(match.first, match.last)
    )


def _capitals(reading: Reading, lexicon: Lexicon) -> list[Match]:
    """“the Kazakh capital”, «عاصمة كازاخستان»: the city, at the word for capital."""
    words = reading.of_kind("capital")
    states = [match for match in reading.of_kind("state") if match.id in lexicon.capitals] if words else []
    found = []
    for word in words:
        beside = [
            (max(word.first - state.last, state.first - word.last), state)
            for state in states
            if reading.in_one_sentence(word.first, state.first)
        ]
        away, state = min(beside, key=lambda one: one[0], default=(CAPITAL_TO_STATE + 1, None))
        if state and 0 < away <= CAPITAL_TO_STATE:
            found.append(Match(Pattern("place", lexicon.capitals[state.id], 1), word.first, word.first))
    return found


def _gapped(reading: Reading, lexicon: Lexicon) -> list[Match]:
    """Names in parts: each part follows the one before within ``WIDEST_GAP`` words of its sentence."""
    found_parts = reading.of_kind("part")
    if len(found_parts) < LEAST_PARTS:
        return []
    parts = {(match.id, match.first): match for match in found_parts}
    found = []
    for opening in parts.values():
        for gapped in lexicon.gapped.get(opening.id, ()):
            last = _last_word(gapped, opening, parts, reading)
            if last is not None:
                found.append(
                    Match(
                        Pattern(gapped.kind, gapped.id, last - opening.first + 1, proviso=gapped.proviso, has_gap=True),
                        opening.first,
                        last,
                    )
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
