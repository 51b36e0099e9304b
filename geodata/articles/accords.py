"""Which document a short name means: “the Sochi memorandum”, “the truce in the south-west”."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from geodata.articles.lexicon import Lexicon
from geodata.articles.reading import Match
from geodata.catalog import Catalog
from geodata.records import Document

# While it is new “the Sochi memorandum” needs no word of Idlib; there was another later.
NEW_DOCUMENT = timedelta(days=183)
GUARANTOR, OTHER_STATE = "guarantor", "other"


@lru_cache(maxsize=2)
def guarantors(catalog: Catalog) -> frozenset[str]:
    return frozenset(state for state, roles in catalog.states["roles"].items() if GUARANTOR in roles)


def is_meant(
    match: Match,
    kept: Sequence[Match],
    there: Sequence[Match],
    days: Collection[Day],
    own_day: Day | None,
    catalog: Catalog,
    lexicon: Lexicon,
) -> bool:
    """Whether a short or loose name means the document: there were two memoranda of Sochi, and many ceasefires.

    ``there`` are the matches without capitals that stand for governments.
    """
    document, proviso = catalog.documents[match.id], match.pattern.proviso
    if not proviso or document.date in days:
        return True
    places = {one.id for one in there if one.kind == "place"}
    at_venue = not places.isdisjoint(lexicon.venues.get(match.id, ()))
    if proviso == "covered":
        # “the agreement of Moscow and Ankara” is not that of Moscow.
        capitals = {one.first for one in kept if one.kind == "place" and one.id in lexicon.governments}
        zones = {one.id for one in kept if one.kind == "zone"}
        covers_all = len(document.zones) == len(catalog.zones)
        is_new = at_venue and _is_new(document, own_day)
        return (covers_all or is_new or not zones.isdisjoint(document.zones)) and capitals.isdisjoint(
            range(match.last + 1, match.last + 3)
        )
    signed_by = {one.id for one in kept if one.kind == "state"} & set(document.signatories)
    return at_venue or len(signed_by) > 1 < len(document.signatories) - 1


def was_adopted_at(match: Match, venues: set[str], lexicon: Lexicon) -> bool:
    """A document counts too where the text names the city it was adopted in, though not Syria."""
    return match.kind == "document" and not venues.isdisjoint(lexicon.venues.get(match.id, ()))


def is_of_the_process(match: Match, found: Sequence[Match], own_day: Day | None, catalog: Catalog) -> bool:
    """A document in its first months, or the four zones, where no state is named but of those that take part.

    There were zones of de-escalation in other wars.
    """
    if match.kind not in ("document", "all-zones"):
        return False
    roles = catalog.states["roles"]
    states = {one.id for one in found if one.kind == "state"}
    if any(OTHER_STATE in roles[state] for state in states):
        return False
    taking_part = states & guarantors(catalog)
    if match.kind == "all-zones":
        return len(taking_part) > 1
    document = catalog.documents[match.id]
    return _is_new(document, own_day) and not taking_part.isdisjoint(document.signatories)


def _is_new(document: Document, own_day: Day | None) -> bool:
    """The text is of the document's first months."""
    return own_day is not None and document.date <= own_day <= document.date + NEW_DOCUMENT
