"""Names written in other letters by other habits: “Ain al-Hur” for Ayn al-Hawr, “Cisr eş-Şuğur”, «Джиср-эш-Шугур».

What stays the same is the consonants, and mostly the kind of vowel between them.  A word unknown otherwise is taken for
the word of a name that sounds like it: of a name of several words, or of one so long that no other word sounds so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Consonants in a one-word name that make it unlike all others.
LEAST_ALONE = 5
LEAST_CONSONANTS = 2
LEAST_SPLIT = 3
ARABIC_ARTICLES = frozenset(("al", "el", "аль", "эль"))
ARTICLES = (
    *("al", "el", "ul", "ash", "esh", "ar", "er", "as", "es", "an", "en", "at", "et", "az", "ez", "ad", "ed"),
    *("эль", "аль", "эл", "ал", "ас", "аш", "ар", "ан", "ат", "аз", "ад", "эс", "эш", "эр", "эн", "эт", "эз", "эд"),
)
# In Arabic and Persian these are written as one word with what follows, or apart.
JOINED_HEADS = ("كفر", "معر", "خان", "تل", "دير", "بيت", "عين", "جسر", "معرة", "أم", "شير")
SPLIT_HEADS = ("كفر", "معر")

_CYRILLIC = str.maketrans(
    "абвгдежзийклмнопрстуфхцчшщыэюяё",
    "abvgdejziyklmnoprstufhssssieuae",
    "ъь",
)
# Longer signs before shorter ones.
_SIGNS = (("dzh", "c"), ("sh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"))
_ONE_SIGN = str.maketrans("qjwp", "kcvb")
_VOWELS = re.compile(r"(?:[aeiouy]|v(?![aeiouy]))+")
_DOUBLED = re.compile(r"([^aeiouy])\1+")
_CASES = ("ом", "ем", "ой", "ам", "ах")
LEAST_STEM = 3


def consonants(word: str) -> str:
    """The consonants of a word, after an ``A`` where it begins with a vowel."""
    plain = _plain(word)
    return ("A" if _VOWELS.match(plain) else "") + _VOWELS.sub("", plain)


def sound(word: str) -> str:
    """How a word sounds: its consonants with the kinds of vowels between them."""
    return _VOWELS.sub(_kind, _plain(word)).rstrip("AIU")


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """The word in Latin letters, a sign for a sound."""
    if word[0] >= "а":
        if word.endswith(_CASES) and len(word) > LEAST_STEM + 2:
            word = word[:-2]
        word = word.translate(_CYRILLIC)
    if "dj" in word:
        word = word.replace("dj", "c")
    if "h" in word:
        for sign, instead in _SIGNS:
            word = word.replace(sign, instead)
        if word.endswith(("ah", "eh")):
            word = word[:-1]
    return _DOUBLED.sub(r"\1", word.translate(_ONE_SIGN))


def _kind(vowels: re.Match[str]) -> str:
    run = vowels[0]
    if any(sign in run for sign in "uov"):
        return "U"
    return "I" if "i" in run or "y" in run else "A"


def run_together(name: str) -> Iterator[str]:
    """“Babülhava”, “Maarratünnuman” in Turkish: the article as it is said, in one word with the rest."""
    first, _, rest = name.partition(" al-")
    if rest and first.isalpha() and rest.isalpha() and name.isascii():
        yield f"{first}ul{rest.lower()}"
        yield f"{first}u{rest[0].lower()}{rest.lower()}"


class Sounds:
    """The words of names by their sound; one that several words share is nobody's."""

    def __init__(self, names: Iterable[tuple[str, ...]], taken: frozenset[str]):
        """``names`` by their words; ``taken`` are words that are looked for by themselves."""
        self._by_sound: dict[str, set[str]] = {}
        self._by_consonants: dict[str, set[str]] = {}
        for name in names:
            for word in name:
                if _is_written_otherwise(word) and word not in ARTICLES:
                    bare = consonants(word)
                    least = LEAST_ALONE if len(name) == 1 or word in taken else LEAST_CONSONANTS
                    if len(bare) >= least:
                        self._by_sound.setdefault(sound(word), set()).add(word)
                        self._by_consonants.setdefault(bare, set()).add(word)

    def groups(self) -> Iterable[set[str]]:
        """Words that sound alike, though they be known in more than one spelling."""
        return self._by_sound.values()

    def words_like(self, word: str) -> set[str]:
        """The words of names that sound like a word; by the consonants alone where those are of one."""
        alike = self._by_consonants.get(consonants(word)) if _is_written_otherwise(word) else None
        return (self._by_sound.get(sound(word)) or alike) if alike else set()


def _is_written_otherwise(word: str) -> bool:
    """Latin and Cyrillic; Arabic letters leave no choice."""
    return word[0].isalpha() and word[0] < "\u0500"


def joined_or_split(name: str) -> Iterator[str]:
    """«كفرلاها» for «كفر لاها», «كفر نبل» for «كفرنبل»."""
    first, _, rest = name.partition(" ")
    if rest and first in JOINED_HEADS and " " not in rest:
        yield first + rest
    for head in SPLIT_HEADS:
        if not rest and name.startswith(head) and len(name) >= len(head) + LEAST_SPLIT:
            yield f"{head} {name.removeprefix(head)}"
