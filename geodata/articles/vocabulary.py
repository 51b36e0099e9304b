"""Forms of words: declensions, attached articles and prefixes, brought to one number for each word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from geodata.articles.languages import LanguageWords, script_of
from geodata.articles.normal import form
from geodata.articles.transliterations import Sounds

UNKNOWN = 0
LEAST_STEM = 2
# Shorter words that a suffix makes are mostly other words.
LEAST_WITH_SUFFIX = 4
LEAST_SUFFIXED = 3
MOST_SEEN = 50_000


class Vocabulary:
    """Numbers words so that all forms of a word have one number.

    Text is looked up word by word, so that a name of several inflected words needs one entry and not
    one for each combination of forms, and the search stays linear.
    """

    def __init__(self, known: Mapping[str, LanguageWords]):
        self._known = known
        self._declining = {one.script: one for one in known.values() if one.endings}
        self._articles = {one.script: form(one.article) for one in known.values() if one.article}
        self._prefixes = {
            code: [(form(letters), form(instead) if instead else "", least) for letters, instead, least in one.prefixes]
            for code, one in known.items()
        }
        self._suffixes = {code: sorted({form(one) for one in known[code].suffixes}, key=len)[::-1] for code in known}
        self._number: dict[str, int] = {}
        self._sounds = Sounds((), frozenset())
        # The words of a language are the same from text to text.
        self._seen: dict[str, dict[str, int]] = {}
        self._joined: list[int] = [UNKNOWN]

    def add(self, word: str, with_article: bool = False, suffixed: str | None = None) -> None:
        """Take in a word (in its normal form) with all its forms; with those of every suffix of a language."""
        forms = set(self._forms(word))
        if suffixed and len(word) >= LEAST_SUFFIXED:
            forms |= {word + suffix for suffix in self._suffixes.get(suffixed, ())}
        if with_article and (article := self._articles.get(_script(word))):
            forms |= {article + one for one in forms}
        known = {self._root(self._number[one]) for one in forms if one in self._number}
        number = min(known, default=len(self._joined))
        if not known:
            self._joined.append(number)
        for other in known:
            self._joined[other] = number
        for one in forms:
            self._number.setdefault(one, number)

    def join(self, words: Collection[str]) -> None:
        """Give words that stand for one another one number."""
        numbers = {self._root(self._number[one]) for one in words if one in self._number}
        first = min(numbers)
        for other in numbers:
            self._joined[other] = first
        for one in words:
            self._number.setdefault(one, first)

    def sound(self, sounds: Sounds) -> None:
        """Know the words of names by their sound too."""
        self._sounds = sounds
        self._seen.clear()
        for alike in sounds.groups():
            self.join(alike)

    def number(self, word: str) -> int:
        """The number of a word exactly as it stands, or ``UNKNOWN``."""
        return self._root(self._number.get(word, UNKNOWN))

    def numbers(self, words: Iterable[str], language: str | None) -> list[int]:
        """The numbers of a text's words; a prefix or suffix of its language is taken off where needed."""
        seen = self._seen.setdefault(language or "", {})
        if len(seen) > MOST_SEEN:
            seen.clear()
        found = []
        for word in words:
            number = seen.get(word)
            if number is None:
                number = seen[word] = self._number_in(word, language or "")
            found.append(number)
        return found

    def _number_in(self, word: str, language: str) -> int:
        return (
            self.number(word)
            or self._without_prefix(word, self._prefixes.get(language, ()))
            or self._without_suffix(word, self._suffixes.get(language, ()))
            or self._by_sound(word)
        )

    def _without_prefix(self, word: str, prefixes: Iterable[tuple[str, str, int]]) -> int:
        for letters, instead, least in prefixes:
            rest = word[len(letters) :]
            if word.startswith(letters) and len(rest) >= least and (number := self.number(instead + rest)):
                return number
        return UNKNOWN

    def _without_suffix(self, word: str, suffixes: Iterable[str]) -> int:
        for suffix in suffixes:
            rest = word[: -len(suffix)]
            if word.endswith(suffix) and len(rest) >= LEAST_WITH_SUFFIX and (number := self.number(rest)):
                return number
        return UNKNOWN

    def _by_sound(self, word: str) -> int:
        numbers = {self.number(one) for one in self._sounds.words_like(word)}
        return numbers.pop() if len(numbers) == 1 else UNKNOWN

    def _forms(self, word: str) -> list[str]:
        language = self._declining.get(_script(word))
        if language:
            for ending in sorted(language.endings, key=len, reverse=True):
                stem = word[: len(word) - len(ending)]
                if word.endswith(ending) and len(stem) >= LEAST_STEM:
                    return [word, *(stem + other for other in language.endings[ending])]
        return [word]

    def _root(self, number: int) -> int:
        while self._joined[number] != number:
            number = self._joined[number]
        return number


def _script(word: str) -> str:
    return script_of(word[0])
