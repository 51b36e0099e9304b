"""The words of each language that are no names, and which language a text is in.

A language is one file, ``data/languages/<code>.json``; adding a file adds the language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geodata.articles.normal import Word, form
from geodata.catalog import Catalog, read_json, validated
from geodata.records import Record

# A text is in a language when this share of its words are common words of it, or at least
# one is and the letters agree.  Foreign Latin texts share a word or two with English.
LEAST_SHARE = 0.06
WORDS_READ = 3000
# One foreign letter may be a name's; a short word may end in anything.
MOST_FOREIGN = 2
LEAST_WITH_ENDING = 6


class LanguageWords(Record):
    """One language.

    ``letters`` are found in it alone among languages of its script here; ``foreign_letters``, ``foreign_words`` and
    ``foreign_endings`` are of its neighbours (Azeri, Urdu, Pashto, Kurdish, Ukrainian, Bulgarian, Kazakh …), not of it;
    ``own_endings`` and ``own_beginnings`` of it and not of them.
    ``prefixes`` attach to a word: letters, what stands in their place, least length of the rest; ``article``
    attaches to words that are no names.  ``endings`` are the forms of an ending, longest first when looked up;
    ``suffixes`` are taken off a word that is not known otherwise.  ``endings_of_names`` says that names decline
    too.  ``weekdays`` count from Monday, 1; ``months`` from 1.

    ``all_zones`` name the four zones together.  A capital is its government where one of ``government_words`` stands
    beside it (anywhere after it where ``verbs_last``), and none of ``before_places``, ``place_prefixes`` or
    ``place_suffixes``.  ``sport`` tells teams from states.

    Who meets: ``leaders`` by state, ``guarantors``, the ``three`` together, ``delegations``, the ``sides`` of the war
    and what they fight over; ``summits_of_heads`` are theirs, ``accords`` what they adopt.  ``previous`` stands beside
    a word for round, ``next`` for one; ``venues`` are adjectives of cities («тегеранский»), ``capital`` beside a state
    means its city; ``takes_place`` are verbs after a venue whose name is also a common word.

    ``counterparts`` of a leader met him, ``posts`` are those of the guarantors; ``other_bodies`` hold summits and
    rounds of their own in the same cities.  ``provinces_before`` and ``provinces_after`` stand beside a city for the
    land about it; ``houses`` are governments, but places after a word for in: “signed in the Kremlin”.
    ``ahead`` says that a weekday is the coming one.

    ``capitals`` by state are its government only beside a word of what it ``says``; after “in” beside an ``impersonal``
    one («в Москве заявили») or, set off by a comma, one of its ``claims`` («…, заявили в Ереване»).  ``teams`` and
    ``wares`` beside a state mean no state, a word of ``named_after`` beside a
    name no place: the national team, Turkish coffee, an Idlib restaurant.
    """

    code: str
    script: str
    letters: str
    foreign_letters: str
    foreign_words: list[str] = []
    foreign_endings: list[str] = []
    own_endings: list[str] = []
    own_beginnings: list[str] = []
    common: list[str]
    encodings: list[str]
    prefixes: list[tuple[str, str, int]]
    article: str
    endings: dict[str, list[str]]
    suffixes: list[str] = []
    endings_of_names: bool
    today: list[str]
    tomorrow: list[str]
    yesterday: list[str] = []
    weekdays: dict[int, list[str]]
    months: dict[int, list[str]]
    solar_months: dict[int, list[str]]
    lunar_months: dict[int, list[str]] = {}
    month_first: bool
    date_fillers: list[str]
    ordinals: dict[int, list[str]]
    ordinal_suffixes: list[str]
    ordinal_follows_venue: bool
    rounds: list[str]
    not_rounds: list[str]
    summits: list[str]
    in_words: list[str]
    settlement_words_before: list[str]
    settlement_words_after: list[str]
    states: dict[str, list[str]]
    all_zones: list[str] = []
    before_places: list[str] = []
    place_prefixes: list[str] = []
    place_suffixes: list[str] = []
    government_words: list[str] = []
    verbs_last: bool = False
    cardinals: dict[int, list[str]] = {}
    sport: list[str] = []
    leaders: dict[str, list[str]] = {}
    guarantors: list[str] = []
    three: list[str] = []
    sides: list[str] = []
    delegations: list[str] = []
    accords: list[str] = []
    summits_of_heads: list[str] = []
    previous: list[str] = []
    next: list[str] = []
    venues: dict[str, list[str]] = {}
    capital: list[str] = []
    takes_place: list[str] = []
    capitals: dict[str, list[str]] = {}
    says: list[str] = []
    impersonal: list[str] = []
    claims: list[str] = []
    teams: list[str] = []
    wares: list[str] = []
    named_after: list[str] = []
    counterparts: list[str] = []
    posts: list[str] = []
    provinces_before: list[str] = []
    provinces_after: list[str] = []
    houses: list[str] = []
    borders: list[str] = []
    ahead: list[str] = []
    other_bodies: list[str] = []


@dataclass(frozen=True)
class Identified:
    """The language of a text, or None, and why."""

    code: str | None
    reasoning: str


def languages(catalog: Catalog) -> dict[str, LanguageWords]:
    """The languages by code.  Raises Refused where a file is damaged."""
    read = [
        validated(LanguageWords, read_json(path), f"languages/{path.name}", path.stem)
        for path in sorted((catalog.directory / "languages").glob("*.json"))
    ]
    return {language.code: language for language in read}


def script_of(letter: str) -> str:
    """``Latin``, ``Arabic``, ``Cyrillic``, … by the letter's Unicode name."""
    return unicodedata.name(letter, "?").split(" ")[0].capitalize()


def identified(text: str, words: Sequence[Word], known: dict[str, LanguageWords]) -> Identified:
    """The language a text is in.

    By script, common words and letters, not by a statistical model: headlines and agency notes are a
    dozen words full of foreign names, where such models guess; here no evidence means no language.
    """
    read = [word for word in words[:WORDS_READ] if word.number is None]
    if not read:
        return Identified(None, "the text has no words")
    letters = "".join(text[word.start : word.end] for word in read).lower()
    scripts = [script_of(text[word.start]) for word in read]
    script = max(sorted(set(scripts)), key=scripts.count)
    scores = {code: _score(language, read, letters) for code, language in known.items() if language.script == script}
    best = max(scores, key=lambda code: scores[code], default=None)
    if best is None or scores[best] < LEAST_SHARE:
        return Identified(None, f"{script} script, but too few words or letters of a known language")
    return Identified(best, f"{script} script with common words and letters of {best}")


def share_of_common_words(language: LanguageWords, read: Sequence[Word]) -> float:
    """Which part of the words, 0–1, are common words of the language."""
    common = _common_forms(language.code, tuple(language.common))
    return sum(word.form in common for word in read) / max(len(read), 1)


@lru_cache(maxsize=64)
def _common_forms(code: str, common: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(form, common))


def _score(language: LanguageWords, read: Sequence[Word], letters: str) -> float:
    """Share of common words, plus the share of own letters less that of foreign ones, weighted as rarer."""
    share = share_of_common_words(language, read)
    own = sum(map(letters.count, language.letters))
    foreign = sum(map(letters.count, language.foreign_letters))
    if foreign >= MOST_FOREIGN and foreign > own / 2:
        return 0
    endings, beginnings = tuple(language.own_endings), tuple(language.own_beginnings)
    own_words = sum(
        len(word.form) >= LEAST_WITH_ENDING and (word.form.endswith(endings) or word.form.startswith(beginnings))
        for word in read
    )
    return (
        share + own_words / len(read) / 2 - _share_of_foreign_words(language, read) + 2 * (own - foreign) / len(letters)
    )


def _share_of_foreign_words(language: LanguageWords, read: Sequence[Word]) -> float:
    foreign = _common_forms(language.code + "-foreign", tuple(language.foreign_words))
    endings = tuple(language.foreign_endings)
    found = sum(
        word.form in foreign or (len(word.form) >= LEAST_WITH_ENDING and word.form.endswith(endings)) for word in read
    )
    return found / max(len(read), 1)
