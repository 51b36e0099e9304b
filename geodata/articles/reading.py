"""A text with its words and all that the automaton found in it, in one pass, before anything is weighed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geodata.articles.lexicon import Gapped, Lexicon, Pattern
from geodata.articles.normal import Word

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
