"""Ties an article to zones, states and meetings: the rules, one function each.

A rule reads one article record and yields ties with the words or the place that
support them.  Certainties are ours, ordered by how direct the evidence is; they
rank ties and are not probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Day
from datetime import timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from geodata.catalog import Catalog, validated
from geodata.records import Article, Meeting, Mention

SYRIA = "syr"
COLUMNS = ("article", "target_kind", "target", "basis", "evidence", "boundary", "certainty", "date")


class Tie(NamedTuple):
    """One join row: why an article is tied to a zone, state or meeting."""

    article: str
    target_kind: str
    target: str
    basis: str
    evidence: str
    boundary: str | None
    certainty: float
    date: Day | None


def words_kept(article: Article, field: str, id: str) -> list[str]:
    """The words an article's provenance keeps for one id of ``about`` or ``mentions``."""
    found = article.provenance.get("fields", {}).get(field, {})
    return found.get("evidence", {}).get(id, []) if isinstance(found.get("evidence"), dict) else []


def evidence_for(article: Article, about: str) -> str:
    """The words an article's provenance keeps for one of its ``about`` ids, else where the id comes from."""
    return " … ".join(words_kept(article, "about", about)) or "given in the record, without the words"


def _named(article: Article, about: str) -> float:
    """Certainty that the article names it: less where the record says so without the words."""
    return 0.95 if words_kept(article, "about", about) else 0.7


def _tie(
    article: Article, kind: str, target: str, basis: str, evidence: str, certainty: float, boundary: str | None = None
) -> Tie:
    return Tie(article.id, kind, target, basis, evidence, boundary, certainty, article.datePublished)


def _documents(article: Article, catalog: Catalog) -> list[str]:
    return [one for one in article.about if one in catalog.documents]


def places_named(article: Article) -> list[Mention]:
    """The places an article names whose position it gives."""
    return [m for m in article.mentions if m.kind == "place" and m.lon is not None and m.lat is not None]


def named_zones(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article names the zone.  A zone it has only through a document is that rule's business."""
    through: dict[str, set[str]] = {}
    for document in _documents(article, catalog):
        for covered in catalog.documents[document].zones:
            through.setdefault(covered, set()).update(words_kept(article, "about", document))
    for zone in article.about:
        certainty = _named(article, zone) if _was_agreed(zone, article.datePublished, catalog) else 0.3
        own = set(words_kept(article, "about", zone)) - through.get(zone, set())
        if zone in catalog.zones and (own or zone not in through):
            yield _tie(article, "zone", zone, "names-zone", evidence_for(article, zone), certainty)


def _was_agreed(zone: str, day: Day | None, catalog: Catalog) -> bool:
    """A document covered the zone by that day; a text of 2013 on Ghouta names the ground that became one."""
    first = _first_agreed(zone, catalog)
    return day is None or first is None or day >= first


@lru_cache(maxsize=64)
def _first_agreed(zone: str, catalog: Catalog) -> Day | None:
    return min((one.date for one in catalog.documents.values() if zone in one.zones), default=None)


def located_places(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """A place the article names lay in the zone on the article's day, by the default outline.

    Nearer to the line than the line is precise it may have lain on the other side: within, certainty falls; without,
    the line as drawn decides, and there is no tie.
    """
    if article.datePublished is None:
        return
    for mention in places_named(article):
        spot = catalog.locator.at(mention.lon, mention.lat, article.datePublished)  # type: ignore[arg-type]
        if spot.zone is not None:
            certainty = 0.9 if spot.certainty == "inside" else 0.6
            yield _tie(article, "zone", spot.zone, "located-in", mention.name, certainty, spot.boundary)


def places_between_outlines(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """A place the article names lay in the zone's last outline, on a day for which none is known.

    While an offensive ran nobody drew the line of the day: Eastern Ghouta from 18 February to 1 April 2018.
    """
    day = article.datePublished
    for span in unknown_spans(catalog):
        if day is None or not span.start <= day < span.end:
            continue
        for mention in places_named(article):
            spot = catalog.locator.at(mention.lon, mention.lat, span.start - timedelta(days=1))  # type: ignore[arg-type]
            if spot.zone == span.zone:
                evidence = f"{mention.name}; no outline is known for {day}, this is the last before it"
                yield _tie(article, "zone", spot.zone, "located-in", evidence, 0.7, spot.boundary)


class UnknownSpan(NamedTuple):
    """Days from ``start`` to before ``end`` on which a zone was, but no outline of it is known."""

    zone: str
    start: Day
    end: Day


@lru_cache(maxsize=4)
def unknown_spans(catalog: Catalog) -> tuple[UnknownSpan, ...]:
    """The gaps between one default outline of a zone and the next."""
    spans = []
    drawn = catalog.boundaries[catalog.boundaries["default"]].sort_values("valid_from")
    for zone, versions in drawn.groupby("zone"):
        for (_, one), (_, following) in pairwise(versions.iterrows()):
            if one["valid_to"] is not None and one["valid_to"] < following["valid_from"]:
                spans.append(UnknownSpan(str(zone), one["valid_to"], following["valid_from"]))
    return tuple(spans)


def zones_via_documents(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article is about a document that covers the zone."""
    for document in _documents(article, catalog):
        for zone in catalog.documents[document].zones:
            evidence = f"{document}: {evidence_for(article, document)}"
            yield _tie(article, "zone", zone, "via-document", evidence, 0.8)


def zones_via_meetings(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article is about a meeting that adopted a document covering the zone."""
    for one in article.about:
        for document in catalog.meetings[one].documents if one in catalog.meetings else ():
            for zone in catalog.documents[document].zones:
                yield _tie(article, "zone", zone, "via-meeting", f"{one}: {document}", 0.3)


def meetings_via_documents(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article is about a document that the meeting adopted."""
    for document in _documents(article, catalog):
        for meeting in catalog.meetings.values():
            if document in meeting.documents:
                evidence = f"{document}: {evidence_for(article, document)}"
                where_it_was_signed = meeting.city["en"] == catalog.documents[document].place
                certainty = 0.8 if where_it_was_signed else 0.3
                yield _tie(article, "meeting", meeting.id, "via-document", evidence, certainty)


def named_meetings(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article names the meeting."""
    for meeting in article.about:
        if meeting in catalog.meetings:
            yield _tie(
                article, "meeting", meeting, "names-meeting", evidence_for(article, meeting), _named(article, meeting)
            )


def named_states(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article names the state."""
    for mention in article.mentions:
        if mention.kind == "state":
            words = " … ".join(words_kept(article, "mentions", mention.id)) or mention.name
            yield _tie(article, "state", mention.id, "names-state", words, 0.95)


def meetings_under_way(article: Article, catalog: Catalog) -> Iterator[Tie]:
    """The article is dated while a meeting sat and names its venue or two of its parties.

    Only where it names neither the meeting nor a document of it.  With venue, Syria and two parties it reports the
    meeting; with less it may.
    """
    if article.datePublished is None:
        return
    named = {mention.id for mention in article.mentions}
    for meeting in _sitting(article.datePublished, catalog):
        if meeting.id in article.about or not set(meeting.documents).isdisjoint(article.about):
            continue
        at_venue, parties = meeting.place in named, sorted(named & set(meeting.parties))
        if not (at_venue or len(parties) >= 2):
            continue
        reports = at_venue and SYRIA in named and len(parties) >= min(2, len(meeting.parties))
        evidence = ", ".join([meeting.place] * at_venue + parties * (reports or not at_venue))
        yield _tie(
            article,
            "meeting",
            meeting.id,
            "dated-within",
            f"{article.datePublished}: {evidence}",
            0.8 if reports else 0.3,
        )


@lru_cache(maxsize=10_000)
def _sitting(day: Day, catalog: Catalog) -> list[Meeting]:
    """The meetings that sat on a day.  The day after still counts: dailies report what ended the evening before."""
    return [one for one in catalog.meetings.values() if one.start <= day <= one.end + timedelta(days=1)]


RULES: tuple[Callable[[Article, Catalog], Iterator[Tie]], ...] = (
    named_zones,
    located_places,
    places_between_outlines,
    zones_via_documents,
    zones_via_meetings,
    named_meetings,
    meetings_via_documents,
    named_states,
    meetings_under_way,
)


def ties(article: Article, catalog: Catalog) -> list[Tie]:
    """All ties of one article, most certain first; one for each target and basis, its evidence gathered."""
    gathered: dict[tuple[str, str, str], Tie] = {}
    for rule in RULES:
        for tie in rule(article, catalog):
            key = (tie.target_kind, tie.target, tie.basis)
            if key not in gathered:
                gathered[key] = tie
            elif tie.evidence not in gathered[key].evidence.split("; "):
                known = gathered[key]
                stronger = max(known, tie, key=lambda t: t.certainty)
                gathered[key] = stronger._replace(evidence=f"{known.evidence}; {tie.evidence}")
    return sorted(gathered.values(), key=lambda t: (-t.certainty, t.target_kind, t.target, t.basis))


def join_rows(articles: Iterable[Article | Mapping] | pd.DataFrame, catalog: Catalog) -> pd.DataFrame:
    """Join articles with zones, states and meetings.

    Parameters
    ----------
    articles : Article records, mappings of the same shape, or a DataFrame of them
    catalog : the curated data

    Returns
    -------
    DataFrame with the columns of ``COLUMNS``; one row per article, target and basis, in the order of the
    articles.  ``boundary`` is the version used (``located-in`` only), ``certainty`` 0–1.

    Raises
    ------
    Refused
        an article is not a valid record; the problem names its id and field.
    """
    if isinstance(articles, pd.DataFrame):
        articles = articles.to_dict("records")  # type: ignore[assignment]
    records = [
        one
        if isinstance(one, Article)
        else validated(Article, dict(one), "articles", str(dict(one).get("id", f"record {n}")))
        for n, one in enumerate(articles, 1)
    ]
    # all places are looked up at once, and the rules then find them known
    catalog.locator.prepare(
        (place.lon, place.lat, article.datePublished)  # type: ignore[misc]
        for article in records
        if article.datePublished is not None
        for place in places_named(article)
    )
    rows = [tie for article in records for tie in ties(article, catalog)]
    return pd.DataFrame(rows, columns=list(COLUMNS))
