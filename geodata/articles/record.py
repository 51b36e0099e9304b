"""From a raw document to an article record: all that was found, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

from geodata.articles.dates import written_dates
from geodata.articles.documents import RawDocument
from geodata.articles.evidence import MOST_SNIPPETS, by_id, quoted
from geodata.articles.headings import Found, dateline, headline, outlet_id, publisher, web_address
from geodata.articles.languages import Identified, identified
from geodata.articles.lexicon import Lexicon
from geodata.articles.meetings import NamedMeeting, foremost_meeting, named_meetings
from geodata.articles.names import Match, Names, Reading, names, read
from geodata.articles.normal import words
from geodata.articles.published import Clues, Published, published
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.records import Article, Mention

MENTIONED = ("state", "person", "party", "agency", "place")


@dataclass(frozen=True)
class About:
    """Ids an article is about, in order, each with the words that say so."""

    evidence: dict[str, list[str]]
    rules: list[str]

    def as_provenance(self) -> dict:
        why = "; ".join(dict.fromkeys(self.rules)) or "no meeting, document or zone is named"
        return {"method": "names" if self.evidence else "not found", "reasoning": why, "evidence": self.evidence}


def article(document: RawDocument, catalog: Catalog, lexicon: Lexicon) -> Article:
    """The record of one document.

    Raises
    ------
    Refused
        the document has no words.
    """
    title = document.given.get("headline", "")
    text = f"{title}\n\n{document.text}" if title else document.text
    found = words(text)
    if not any(word.number is None for word in found):
        raise Refused(
            [Problem(document.file, document.feature, "the document has no words", "give the text of an article")]
        )
    language = _language(document, text, found, lexicon)
    reading = read(text, found, language.code, lexicon)
    head = headline(document)
    dates = written_dates(reading, lexicon.languages)
    line = dateline(reading, _openings(reading, title, head), dates)
    meetings = named_meetings(reading, names(reading, catalog, lexicon, line.words), dates, catalog, lexicon)
    named = names(reading, catalog, lexicon, line.words, meets=bool(meetings))
    about = _about(reading, named, meetings, catalog)
    day = published(
        Clues(
            document.given.get("datePublished"),
            reading,
            dates,
            line.words,
            foremost_meeting(meetings, catalog),
            [one for one in about.evidence if one in catalog.documents],
            catalog,
        )
    )
    who, address = publisher(document, reading, line, catalog), web_address(document)
    mentions = [match for match in named.matches if match.kind in MENTIONED]
    return Article.model_validate(
        {
            "id": _id(who, day, address, found, catalog),
            "url": address.value,
            "headline": head.value,
            "inLanguage": language.code,
            "datePublished": day.day,
            "publisher": who.value,
            "about": list(about.evidence),
            "mentions": _mentions(mentions, language.code, catalog),
            "provenance": _provenance(document, language, day, who, address, head, about, reading, mentions),
            "confidence": day.confidence,
        }
    )


def _openings(reading: Reading, title: str, head: Found) -> list[int]:
    """The words a dateline may begin at: the head of the text, and what follows a headline in its first line."""
    ends = [len(title)]
    if head.method == "first line":
        ends.append(reading.text.index("\n", len(reading.text) - len(reading.text.lstrip())))
    starts = (next((at for at, word in enumerate(reading.words) if word.start >= end), None) for end in ends)
    return [start for start in starts if start is not None]


def _language(document: RawDocument, text: str, found: Sequence, lexicon: Lexicon) -> Identified:
    given = document.given.get("inLanguage", "").lower().split("-")[0].split("_")[0]
    if given in lexicon.languages:
        return Identified(given, "the source gives it")
    return identified(text, found, lexicon.languages)


def _id(who: Found, day: Published, address: Found, found: Sequence, catalog: Catalog) -> str:
    """Outlet, day and eight digits of the SHA-256 of the address or, without one, of the words: stable and telling."""
    told = address.value or " ".join(word.form for word in found)
    digits = sha256(told.encode()).hexdigest()[:8]
    return f"{outlet_id(who.value, catalog) or 'doc'}-{day.day or 'undated'}-{digits}"


def _about(reading: Reading, named: Names, meetings: Sequence[NamedMeeting], catalog: Catalog) -> About:
    """Meetings, then documents, then zones in their order: those named, and those of a document named."""
    rules = [f"meetings by {one.rule}" for one in meetings]
    evidence = _meeting_evidence(reading, meetings)
    documents = by_id(reading, named.of_kind("document"))
    zones: dict[str, list[str]] = defaultdict(list, by_id(reading, named.of_kind("zone")))
    rules += ["documents by their names"] * bool(documents) + ["zones by their names"] * bool(zones)
    for document, snippets in documents.items():
        for zone in catalog.documents[document].zones:
            zones[zone] = list(dict.fromkeys([*zones[zone], *snippets]))[:MOST_SNIPPETS]
            rules.append(f"zones through {document}")
    in_order = {zone: zones[zone] for zone in catalog.zones if zone in zones}
    return About({**evidence, **documents, **in_order}, rules)


def _meeting_evidence(reading: Reading, meetings: Iterable[NamedMeeting]) -> dict[str, list[str]]:
    evidence: dict[str, list[str]] = {}
    for one in meetings:
        snippets = evidence.setdefault(one.meeting, [])
        words_found = quoted(reading, one.first, one.last)
        if len(snippets) < MOST_SNIPPETS and words_found not in snippets:
            snippets.append(words_found)
    return evidence


def _mentions(matches: Sequence[Match], language: str | None, catalog: Catalog) -> list[Mention]:
    """One mention for each thing named, in order of kind and of first naming, with how often."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for match in sorted(matches, key=lambda one: MENTIONED.index(one.kind)):
        counts[match.kind, match.id] += 1
    return [_mention(kind, id, count, language or "en", catalog) for (kind, id), count in counts.items()]


@lru_cache(maxsize=65536)
def _mention(kind: str, id: str, count: int, language: str, catalog: Catalog) -> Mention:
    if kind == "place":
        place = catalog.places[id]
        name = getattr(place, f"name_{language}", "") or place.name_en
        return Mention(kind="place", id=id, name=name, lon=place.lon, lat=place.lat, count=count)
    if kind == "state":
        state = catalog.states.loc[id]
        return Mention(kind="state", id=id, name=_in(state["name"], language), role=state["role"], count=count)
    if kind == "person":
        person = catalog.people[id]
        return Mention(kind="person", id=id, name=_in(person.name, language), party=person.party, count=count)
    if kind == "party":
        return Mention(kind="party", id=id, name=_in(catalog.parties[id].name, language), count=count)
    return Mention(kind="agency", id=id, name=_in(catalog.agencies[id].name, language), count=count)


def _in(name: Mapping[Any, str], language: str) -> str:
    return name.get(language) or name["en"]


def _provenance(
    document: RawDocument,
    language: Identified,
    day: Published,
    who: Found,
    address: Found,
    head: Found,
    about: About,
    reading: Reading,
    mentions: Sequence[Match],
) -> dict:
    identified_by = "given" if language.reasoning.startswith("the source") else "script, words and letters"
    fields = {
        "url": address.as_provenance(),
        "headline": head.as_provenance(),
        "inLanguage": {"method": identified_by, "reasoning": language.reasoning, "evidence": []},
        "datePublished": day.found.as_provenance(),
        "publisher": who.as_provenance(),
        "about": about.as_provenance(),
        "mentions": {
            "method": "names",
            "reasoning": "names of the catalogue, the longest where they overlap; what is doubtful is left out",
            "evidence": by_id(reading, mentions),
        },
    }
    where = {"record": document.record} if document.record else {}
    return {"file": document.file, **where, "sha256": document.sha256, "fields": fields}
