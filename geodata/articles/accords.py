"""Which document a short name means: “the Sochi memorandum”, “the truce in the south-west”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from geodata.articles.dates import WrittenDate, day_or_none
from geodata.articles.lexicon import Lexicon, Pattern
from geodata.articles.reading import Match, Reading
from geodata.catalog import Catalog
from geodata.records import Document

# While it is new “the Sochi memorandum” needs no word of Idlib; there was another later.
NEW_DOCUMENT = timedelta(days=183)
# Before it was made it may be spoken of as a draft.
DRAFTED = timedelta(days=7)
# And while this new, what is agreed in its city on a zone is what it says.
JUST_AGREED = timedelta(days=30)
# Words between an agreement and its day: “5 Mart'ta Moskova'da imzalanan Ek Protokol”.
ACCORD_TO_DAY = 6
SO_CALLED = "called by its day"
TWO = 2
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
    guarantors_named: bool,
    catalog: Catalog,
    lexicon: Lexicon,
) -> bool:
    """Whether a short or loose name means the document: there were two memoranda of Sochi, and many ceasefires.

    ``there`` are the matches without capitals that stand for governments.
    """
    document, proviso = catalog.documents[match.id], match.pattern.proviso
    if document.date in days or (proviso == "covered" and guarantors_named):
        return True
    if own_day is not None and own_day < document.date - DRAFTED:
        return False
    places = {one.id for one in there if one.kind == "place"}
    at_venue = not places.isdisjoint(lexicon.venues.get(match.id, ()))
    if not at_venue and _is_another(document, places, own_day, catalog, lexicon):
        return False
    if not proviso:
        return True
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


def by_their_days(
    reading: Reading, dates: Sequence[WrittenDate], own_day: Day | None, catalog: Catalog
) -> Iterator[Match]:
    """“the memorandum of 17 September”, «اتفاق الخامس من آذار», «договорённости от 5 марта 2020 года»."""
    words = reading.of_kind("accord") if dates else ()
    if not words:
        return
    signed_on = _by_day(catalog)
    for date in dates:
        document = signed_on.get(date.full or _last(date, own_day))
        beside = [
            word
            for word in words
            if document
            and max(date.first - word.last, word.first - date.last) <= ACCORD_TO_DAY
            and reading.in_one_sentence(word.first, date.first)
        ]
        if document and beside:
            word = min(beside, key=lambda one: max(date.first - one.last, one.first - date.last))
            first, last = min(date.first, word.first), max(date.last, word.last)
            proviso = SO_CALLED if any(_is_called_by(date, one, reading) for one in beside) else ""
            yield Match(Pattern("document", document, last - first + 1, proviso=proviso), first, last)


def signed_by_all(reading: Reading, found: Sequence[Match], own_day: Day | None, catalog: Catalog) -> Iterator[Match]:
    """“Russia, Iran and Turkey signed a memorandum”, in a text of the day or the next; two sign much else."""
    accords = reading.of_kind("accord") if own_day else ()
    signed_on = _by_day(catalog) if accords else {}
    for day in (own_day, own_day - timedelta(1)) if own_day else ():
        document = catalog.documents.get(signed_on.get(day, ""))
        if document is None or len(document.signatories) <= TWO:
            continue
        for word in accords:
            sentence = reading.words[word.first].sentence
            states = {one.id for one in found if one.kind == "state" and reading.words[one.first].sentence == sentence}
            if states >= set(document.signatories):
                yield Match(Pattern("document", document.id, word.pattern.length), word.first, word.last)
                break


def _is_called_by(date: WrittenDate, word: Match, reading: Reading) -> bool:
    """“the memorandum of 17 September”, “5 Mart mutabakatı”; not “signed on 17 September an agreement”."""
    is_noun = reading.starts_at("summit", word.first)
    return is_noun and (0 < date.first - word.last <= 2 or word.first - date.last == 1)


def fits_its_day(
    match: Match,
    kept: Sequence[Match],
    reading: Reading,
    own_day: Day | None,
    syria: bool,
    catalog: Catalog,
    lexicon: Lexicon,
) -> bool:
    """An agreement of that day is the document in a text on Syria, the guarantors, its city or a zone it covers.

    Called by its day, it is too where two who signed are named; and while it is new where patrols and posts are, and
    no state but of those that take part.  Much else is signed on a day by any two.
    """
    document = catalog.documents[match.id]
    named = {(one.kind, one.id) for one in kept}
    if syria or reading.of_kind("guarantors") or any(("zone", zone) in named for zone in document.zones):
        return True
    signed_by = {one.id for one in (*kept, *reading.of_kind("leader"))} & set(document.signatories)
    takes_part = not _names_another_state(kept, catalog)
    if any(("place", venue) in named for venue in lexicon.venues.get(match.id, ())):
        return takes_part
    watched = bool(reading.of_kind("post")) and _is_new(document, own_day) and takes_part
    return match.pattern.proviso == SO_CALLED and (len(signed_by) > 1 or watched)


def _names_another_state(found: Sequence[Match], catalog: Catalog) -> bool:
    roles = catalog.states["roles"]
    return any(one.kind == "state" and OTHER_STATE in roles[one.id] for one in found)


def _last(date: WrittenDate, own_day: Day | None) -> Day | None:
    """The last day with this date, as of the text's own: agreements are spoken of that have been made."""
    if own_day is None:
        return None
    this_year = day_or_none(own_day.year, date.month, date.day)
    return this_year if this_year and this_year <= own_day else day_or_none(own_day.year - 1, date.month, date.day)


@lru_cache(maxsize=2)
def _by_day(catalog: Catalog) -> dict[Day | None, str]:
    """Agreements, not statements, by the day they were made."""
    return {one.date: one.id for one in catalog.documents.values() if one.aliases or one.loose_aliases}


def _is_another(document: Document, places: set[str], own_day: Day | None, catalog: Catalog, lexicon: Lexicon) -> bool:
    """The text names the city where another was made in these days: the memorandum of Amman, not of Astana."""
    return any(
        other.id != document.id
        and own_day is not None
        and other.date <= own_day <= other.date + JUST_AGREED
        and not places.isdisjoint(lexicon.venues.get(other.id, ()))
        for other in catalog.documents.values()
    )


def was_adopted_at(match: Match, venues: set[str], lexicon: Lexicon) -> bool:
    """A document counts too where the text names the city it was adopted in, though not Syria."""
    return match.kind == "document" and not venues.isdisjoint(lexicon.venues.get(match.id, ()))


def is_of_the_process(match: Match, found: Sequence[Match], own_day: Day | None, catalog: Catalog) -> bool:
    """A document in its first months, or the four zones, where no state is named but of those that take part.

    There were zones of de-escalation in other wars.
    """
    if match.kind not in ("document", "all-zones"):
        return False
    if _names_another_state(found, catalog):
        return False
    taking_part = {one.id for one in found if one.kind == "state"} & guarantors(catalog)
    if match.kind == "all-zones":
        return len(taking_part) > 1
    document = catalog.documents[match.id]
    return _is_new(document, own_day) and not taking_part.isdisjoint(document.signatories)


def _is_new(document: Document, own_day: Day | None) -> bool:
    """The text is of the document's first months."""
    return own_day is not None and document.date <= own_day <= document.date + NEW_DOCUMENT
