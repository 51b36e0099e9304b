"""Under which spellings a name is looked for, and which of them count without more ado.

Precision before recall: most villages of the gazetteer are common words or given names, and some cities are something
else elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from geodata.articles.normal import Word, words
from geodata.articles.transliterations import joined_or_split, run_together
from geodata.catalog import Catalog
from geodata.records import Place, Record

LEAST_SPELLING = 5
LEAST_VILLAGE = 6
# The rank of a settlement with no other spellings.
VILLAGE = 3


class Homonym(Record):
    """A name of a zone, state or place that is also something else.

    ``only_with_syria``: it counts where the text speaks of Syria otherwise; ``needs``: where one of these
    words stands in the text; ``unless``: not where one of these does and the text does not speak of Syria;
    ``given_name``: not before another capitalised word, where the text names no other state.
    """

    names: list[str]
    language: str | None
    also: str
    only_with_syria: bool
    needs: list[str]
    unless: list[str]
    given_name: bool = False


class Homonyms(Record):
    """``phrases`` swallow a shorter name; ``never`` are spellings not taken for a place; ``distinctive`` settlements
    have a one-word name that is no other word, ``unmistakable`` ones a name that is no other place's or person's
    anywhere; ``person_words`` begin names of people as well as of villages."""

    homonyms: list[Homonym]
    phrases: list[str]
    never: list[str]
    distinctive: list[str]
    person_words: list[str]
    unmistakable: list[str]


def key(name: str) -> tuple[str, ...]:
    return tuple(word.form for word in words(name))


def cities(catalog: Catalog) -> dict[tuple[str, ...], str]:
    """The city by its name in each language."""
    return {
        key(name): city.id
        for city in catalog.places.values()
        if city.kind == "city"
        for name in (city.name_en, city.name_ar, city.name_fa, city.name_tr, city.name_ru)
        if name
    }


def capitals(catalog: Catalog) -> dict[str, str]:
    """The place that is a state's capital, by state; of the states that take part."""
    cities_of = {key(one.name_en.split(" (")[0]): one.id for one in catalog.places.values() if one.kind == "city"}
    return {
        party.id: cities_of[key(party.capital.name)]
        for party in catalog.parties.values()
        if party.capital and party.id in catalog.states.index and key(party.capital.name) in cities_of
    }


def governments(catalog: Catalog) -> dict[str, str]:
    """The state whose government is meant where its capital acts, by the capital's place.

    Not that of a host: “Astana” and “Cairo” stand for what was held and signed there.
    """
    return {city: state for state, city in capitals(catalog).items() if catalog.parties[state].kind != "host"}


def surnames(name: str) -> Iterator[str]:
    """What follows the given name, with and without what stands before the last word."""
    parts = name.split()
    for start in range(1, len(parts)):
        surname = " ".join(parts[start:]).removeprefix("al-")
        if len(surname) >= LEAST_SPELLING - 1 and surname[0] == surname[0].upper():
            yield surname


def rank(place: Place) -> int:
    """Cities before venues and sites before towns with other spellings before villages."""
    if place.kind == "settlement":
        return 2 if place.alt_names else VILLAGE
    return 0 if place.kind == "city" else 1


def spellings(place: Place, read: Homonyms, persons: set[str]) -> Iterator[tuple[str, str]]:
    """Spellings to look for, each with the proviso under which it counts."""
    main = [
        place.name_en.split(" (")[0],
        *(name.split(" (")[0] for name in (place.name_ar, place.name_fa, place.name_tr, place.name_ru)),
    ]
    is_sure = place.id in read.unmistakable
    is_distinctive = is_sure or place.id in read.distinctive
    # Arabic script writes no short vowels
    others = [
        name
        for name in place.alt_names
        if len(name) >= LEAST_SPELLING - is_distinctive * (1 if name.isascii() or name[0].isupper() else 2)
    ]
    if place.kind == "city":
        yield from ((name, "") for name in (*main, *others) if name)
        return
    for name in (*main, *others):
        if name and "/" not in name:
            yield name, "" if is_sure else _proviso(place, words(name), is_distinctive, persons)
            together = run_together(name) if rank(place) < VILLAGE else ()
            for other in (*joined_or_split(name), *together):
                yield other, "" if is_sure else "whole"


def _proviso(place: Place, found: list[Word], is_distinctive: bool, persons: set[str]) -> str:
    """Precision before recall: most villages are common words or given names.

    Arabic script has no capitals, so a one-word name needs a word for town before it.
    """
    if not found:
        return "town"
    is_village = place.kind == "settlement" and not place.alt_names
    if len(found) > 1:
        return "town" if is_village and found[0].form in persons else "syria"
    if is_distinctive:
        return "syria"
    caseless = found[0].all_capitals
    return "town" if caseless or len(found[0].form) < LEAST_VILLAGE else "located"
