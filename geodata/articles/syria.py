"""Whether a text speaks of Syria, so that names count which are something else elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.articles.lexicon import SYRIA, Lexicon
from geodata.articles.reading import Match, Reading
from geodata.catalog import Catalog

# A town of Syria in a text on a border or truce with one of these is that town.
NEIGHBOURS = ("tur", "jor", "isr", "irq", "lbn")
TOWNS = 2
# Provisos of villages, of which most have names that are common words.
OF_MANY = ("town", "located")


def speaks_of_syria(found: Iterable[Match], reading: Reading, catalog: Catalog, lexicon: Lexicon) -> bool:
    """The text names the state, a zone, somebody of the process, a city of Syria or two of its towns.

    One town is enough with a group that fought there, or a post of those who watched the truce; if its name is nothing
    else, also with a neighbour and the truce or border.
    """
    found = list(found)
    if any(_is_of_syria(match) for match in found):
        return True
    places = [match for match in found if match.kind == "place" and catalog.places[match.id].country == SYRIA]
    if not places:
        return False
    ruled_out = {match.id for match in reading.of_kind("ruling-out")}
    if any(
        match.id in lexicon.unmistakable or _is_surely_a_city(match, reading, ruled_out, catalog) for match in places
    ):
        return True
    towns = [match for match in places if _helps(match, lexicon)]
    if not towns:
        return False
    several = len({town.id for town in towns}) >= TOWNS
    groups = any(match.kind == "party" and catalog.parties[match.id].kind == "opposition" for match in found)
    if groups or (several and any(_may_stand_for_itself(town, reading) for town in towns)):
        return True
    alone = any(_is_nothing_else(town) for town in towns)
    if reading.of_kind("post"):
        return alone or any(town.pattern.proviso == "town" for town in towns)
    neighbour = any(match.kind == "state" and match.id in NEIGHBOURS for match in found)
    return alone and neighbour and bool(reading.of_kind("side", "border"))


def _is_of_syria(match: Match) -> bool:
    if match.kind == "zone":
        return match.pattern.homonym is None
    return (match.kind, match.id) == ("state", SYRIA) or (match.kind == "person" and not match.pattern.proviso)


def _is_surely_a_city(match: Match, reading: Reading, ruled_out: set[str], catalog: Catalog) -> bool:
    if catalog.places[match.id].kind != "city":
        return False
    return match.pattern.homonym is None or _is_a_province(match, reading, ruled_out)


def _is_a_province(city: Match, reading: Reading, ruled_out: set[str]) -> bool:
    """«ريف حماة», “Homs province”: what else bears the name has no countryside."""
    before, after = city.first - 1, city.last + 1
    return str(city.pattern.homonym) not in ruled_out and (
        (reading.ends_at("province-before", before) and reading.in_one_sentence(before, city.first))
        or (reading.starts_at("province-after", after) and reading.in_one_sentence(city.first, after))
    )


def _helps(place: Match, lexicon: Lexicon) -> bool:
    """The name is one of several words, or few else bear it, or a word beside it says that it is a place."""
    pattern = place.pattern
    return pattern.proviso != "syria" or pattern.length > 1 or place.id in lexicon.distinctive


def _may_stand_for_itself(town: Match, reading: Reading) -> bool:
    """Where no capitals tell names apart, a homonym does not."""
    return town.pattern.homonym is None or not reading.words[town.first].all_capitals


def _is_nothing_else(town: Match) -> bool:
    pattern = town.pattern
    return pattern.length > 1 or (pattern.homonym is None and pattern.proviso not in OF_MANY)
