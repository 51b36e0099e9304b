"""Which document a short name means: “the Sochi memorandum”, “the truce in the south-west”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache

from geodata.articles.dates import WrittenDate, day_or_none
from geodata.articles.lexicon import Lexicon, Pattern
from geodata.articles.reading import Match, Reading, by_sentence
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
# Words from the agreement to its day, with a preposition.
TO_ITS_DAY = 2
PAIR = 2
GUARANTOR, OTHER_STATE = "guarantor", "other"


@lru_cache(maxsize=2)
def guarantors(catalog: Catalog) -> frozenset[str]:
    return frozenset(state for state, roles in catalog.states["roles"].items() if GUARANTOR in roles)


@dataclass(frozen=True)
class Told:
    """What a text tells, as far as it tells documents apart.

    ``places`` are those that stand for no government; capitals stand at the words ``capitals``.
    """

    own_day: Day | None
    days: frozenset[Day]
    states: frozenset[str]
    leaders: frozenset[str]
    zones: frozenset[str]
    places: frozenset[str]
    capitals: frozenset[int]
    syria: bool
    guarantors: bool
    posts: bool


def told(
    reading: Reading,
    kept: Sequence[Match],
    acting: Collection[int],
    days: Collection[Day],
    own_day: Day | None,
    syria: bool,
    lexicon: Lexicon,
) -> Told:
    """``kept`` are the names that count, ``acting`` the words at which a capital is a government."""
    return Told(
        own_day,
        frozenset(days),
        frozenset(one.id for one in kept if one.kind == "state"),
        frozenset(one.id for one in reading.of_kind("leader")),
        frozenset(one.id for one in kept if one.kind == "zone"),
        frozenset(one.id for one in kept if one.kind == "place" and one.first not in acting),
        frozenset(one.first for one in kept if one.kind == "place" and one.id in lexicon.governments),
        syria,
        bool(reading.of_kind("guarantors")),
        bool(reading.of_kind("post")),
    )


def is_meant(match: Match, text: Told, catalog: Catalog, lexicon: Lexicon) -> bool:
    """Whether a short or loose name means the document: there were two memoranda of Sochi, and many ceasefires."""
    document, proviso = catalog.documents[match.id], match.pattern.proviso
    if document.date in text.days or (proviso == "covered" and text.guarantors and text.syria):
        return True
    if text.own_day is not None and text.own_day < document.date - DRAFTED:
        return False
    at_venue = not text.places.isdisjoint(lexicon.venues.get(match.id, ()))
    if not at_venue and _is_another(document, text, catalog, lexicon):
        return False
    if not proviso:
        return True
    if proviso == "covered":
        # “the agreement of Moscow and Ankara” is not that of Moscow.
        covers_all = len(document.zones) == len(catalog.zones)
        is_new = at_venue and _is_new(document, text.own_day)
        return (covers_all or is_new or not text.zones.isdisjoint(document.zones)) and text.capitals.isdisjoint(
            range(match.last + 1, match.last + 3)
        )
    signed_by = text.states & set(document.signatories)
    return at_venue or len(signed_by) > 1 < len(document.signatories) - 1


def by_their_days(
    reading: Reading, dates: Sequence[WrittenDate], own_day: Day | None, catalog: Catalog
) -> Iterator[Match]:
    """“the memorandum of 17 September”, «اتفاق الخامس من آذار», «договорённости от 5 марта 2020 года»."""
    accords = {at: word for word in reading.of_kind("accord") for at in (word.first, word.last)} if dates else {}
    signed_on = _by_day(catalog) if accords else {}
    for date in dates if accords else ():
        document = signed_on.get(date.full or _last(date, own_day))
        around = (*range(date.first - ACCORD_TO_DAY, date.first), *range(date.last + 1, date.last + ACCORD_TO_DAY + 1))
        beside = [accords[at] for at in around if at in accords and reading.in_one_sentence(at, date.first)]
        if document and beside:
            word = min(beside, key=lambda one: max(date.first - one.last, one.first - date.last))
            first, last = min(date.first, word.first), max(date.last, word.last)
            proviso = SO_CALLED if any(_is_called_by(date, one, reading) for one in beside) else ""
            yield Match(Pattern("document", document, last - first + 1, proviso=proviso), first, last)


def _is_called_by(date: WrittenDate, word: Match, reading: Reading) -> bool:
    """“the memorandum of 17 September”, “5 Mart mutabakatı”; not “signed on 17 September an agreement”."""
    is_noun = reading.starts_at("summit", word.first)
    return is_noun and (0 < date.first - word.last <= TO_ITS_DAY or word.first - date.last == 1)


def fits_its_day(match: Match, text: Told, catalog: Catalog, lexicon: Lexicon) -> bool:
    """An agreement of that day is the document in a text on Syria, the guarantors, its city or a zone it covers.

    Called by its day, it is too where two who signed are named; and while it is new where patrols and posts are, and
    no state but of those that take part.  Much else is signed on a day by any two.
    """
    document = catalog.documents[match.id]
    if text.syria or text.guarantors or not text.zones.isdisjoint(document.zones):
        return True
    takes_part = not _is_other(text.states, catalog)
    if not text.places.isdisjoint(lexicon.venues.get(match.id, ())):
        return takes_part
    signed_by = (text.states | text.leaders) & set(document.signatories)
    watched = text.posts and _is_new(document, text.own_day) and takes_part
    return match.pattern.proviso == SO_CALLED and (len(signed_by) > 1 or watched)


def signed_by_all(reading: Reading, kept: Sequence[Match], own_day: Day | None, catalog: Catalog) -> Iterator[Match]:
    """“Russia, Iran and Turkey signed a memorandum”, in a text of the day or the next; two sign much else."""
    if own_day is None:
        return
    signed_on = _by_day(catalog)
    made = [signed_on[day] for day in (own_day, own_day - timedelta(1)) if day in signed_on]
    documents = [catalog.documents[one] for one in made if len(catalog.documents[one].signatories) > PAIR]
    if not documents:
        return
    states = by_sentence(reading, (one for one in kept if one.kind == "state"))
    for word in reading.of_kind("accord"):
        here = {one.id for one in states.get(reading.words[word.first].sentence, ())}
        for document in documents:
            if here >= set(document.signatories):
                yield Match(Pattern("document", document.id, word.pattern.length), word.first, word.last)


def _is_other(states: Collection[str], catalog: Catalog) -> bool:
    """One of the states takes no part."""
    roles = catalog.states["roles"]
    return any(OTHER_STATE in roles[state] for state in states)


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


def _is_another(document: Document, text: Told, catalog: Catalog, lexicon: Lexicon) -> bool:
    """The text names the city where another was made in these days: the memorandum of Amman, not of Astana."""
    return any(
        other.id != document.id
        and text.own_day is not None
        and other.date <= text.own_day <= other.date + JUST_AGREED
        and not text.places.isdisjoint(lexicon.venues.get(other.id, ()))
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
    states = {one.id for one in found if one.kind == "state"}
    if _is_other(states, catalog):
        return False
    taking_part = states & guarantors(catalog)
    if match.kind == "all-zones":
        return len(taking_part) > 1
    document = catalog.documents[match.id]
    return _is_new(document, own_day) and not taking_part.isdisjoint(document.signatories)


def _is_new(document: Document, own_day: Day | None) -> bool:
    """The text is of the document's first months."""
    return own_day is not None and document.date <= own_day <= document.date + NEW_DOCUMENT
