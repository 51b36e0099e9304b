"""From a raw document to an article record: all that was found, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from functools import lru_cache
from hashlib import sha256
from typing import Any

from geodata.articles.accords import by_their_days
from geodata.articles.dates import written_dates
from geodata.articles.documents import RawDocument
from geodata.articles.evidence import LONGEST_SNIPPET, MOST_SNIPPETS, by_id, quoted
from geodata.articles.given import day_given, day_in_figures, language_given
from geodata.articles.headings import Found, dateline, headline, outlet_id, publisher, web_address
from geodata.articles.languages import Identified, identified
from geodata.articles.lexicon import Lexicon
from geodata.articles.meetings import NamedMeeting, foremost_meeting, named_meetings, rounds_of_a_day
from geodata.articles.names import Names, names
from geodata.articles.normal import Word, words
from geodata.articles.published import Clues, Published, day_told, published
from geodata.articles.reading import Match, Reading, read
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.records import Article, Mention

SHORT_DIGEST, LONG_DIGEST = 8, 16
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
    return identified_article(document, catalog, lexicon)[0]


def identified_article(document: RawDocument, catalog: Catalog, lexicon: Lexicon) -> tuple[Article, str]:
    """The record of one document, and the SHA-256 in hexadecimal that its id begins to tell.

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
    days = {date.full for date in dates if date.full}
    given_day = document.given.get("datePublished")
    clues = Clues(
        str(day_given(given_day, lexicon) or given_day) if given_day else None,
        reading,
        dates,
        line.words,
        None,
        [],
        catalog,
        latest=latest_day(),
    )
    own_day = day_told(clues)
    dated = list(by_their_days(reading, dates, own_day, catalog))
    named = names(reading, catalog, lexicon, line.words, days=days, own_day=own_day, dated=dated)
    meetings = named_meetings(reading, named, dates, line.words, own_day, catalog, lexicon)
    if meetings:
        named = names(reading, catalog, lexicon, line.words, True, days, own_day, dated)
    about = _about(reading, named, meetings, catalog)
    documents = [one for one in about.evidence if one in catalog.documents]
    day = published(replace(clues, meeting=foremost_meeting(meetings, catalog), documents=documents))
    if day.day is None:
        day = _suggested_day(document) or day
    if all(catalog.meetings[one.meeting].round is None for one in meetings):
        rounds = rounds_of_a_day(reading, named, dates, line.words, day.day, catalog, lexicon)
        about = _about(reading, named, [*meetings, *rounds], catalog) if rounds else about
    who, address = publisher(document, reading, line, catalog), web_address(document)
    mentions = [match for match in named.matches if match.kind in MENTIONED]
    digest = _digest(address, found)
    record = Article.model_validate(
        {
            "id": _id(who, day, digest, catalog),
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
    return record, digest


def latest_day() -> Day:
    """No text read now was published after today, anywhere on earth (UTC+14)."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def _openings(reading: Reading, title: str, head: Found) -> list[int]:
    """The words a dateline may begin at: the head of the text, and what follows a headline in its first line."""
    ends = [len(title)]
    if head.method == "first line":
        ends.append(reading.text.index("\n", len(reading.text) - len(reading.text.lstrip())))
    starts = (next((at for at, word in enumerate(reading.words) if word.start >= end), None) for end in ends)
    return [start for start in starts if start is not None]


def _suggested_day(document: RawDocument) -> Published | None:
    """The day the markup of a page suggests, where the text tells none."""
    suggested = document.suggested.get("datePublished")
    day = day_in_figures(suggested) if suggested else None
    if day is None:
        return None
    why = "the text tells no day; htmldate finds this one in the page's markup or address"
    return Published(Found(str(day), "markup", why), "low")


def _language(document: RawDocument, text: str, found: Sequence, lexicon: Lexicon) -> Identified:
    known = tuple(lexicon.languages)
    given = language_given(document.given.get("inLanguage", ""), known)
    if given:
        return Identified(given, "the source gives it")
    found_here = identified(text, found, lexicon.languages)
    suggested = language_given(document.suggested.get("inLanguage", ""), known)
    if found_here.code is None and suggested:
        return Identified(suggested, f"the source is marked {suggested} as a whole; {found_here.reasoning}")
    return found_here


def _digest(address: Found, found: Sequence[Word]) -> str:
    """The SHA-256 of the address and the words: what two documents have in common if they are one."""
    told = " ".join(word.form for word in found)
    return sha256((f"{address.value}\n{told}" if address.value else told).encode()).hexdigest()


def _id(who: Found, day: Published, digest: str, catalog: Catalog) -> str:
    """Outlet, day and the first digits of the digest: stable and telling.

    Eight digits tell the articles of one outlet and day apart; a million without either need more.
    """
    outlet = outlet_id(who.value, catalog)
    digits = digest[: SHORT_DIGEST if outlet and day.day else LONG_DIGEST]
    return f"{outlet or 'doc'}-{day.day or 'undated'}-{digits}"


def _about(reading: Reading, named: Names, meetings: Sequence[NamedMeeting], catalog: Catalog) -> About:
    """Meetings, then documents, then zones in their order: those named, and those of a document named."""
    rules = [f"meetings by {one.rule}" for one in meetings]
    evidence = _meeting_evidence(reading, meetings)
    documents = by_id(reading, named.of_kind("document"))
    zones: dict[str, list[str]] = defaultdict(list, by_id(reading, named.of_kind("zone")))
    rules += ["documents by their names"] * bool(documents) + ["zones by their names"] * bool(zones)
    covered = {zone for document in documents for zone in catalog.documents[document].zones}
    together = named.of_kind("all-zones") if covered < set(catalog.zones) else []
    for snippets in by_id(reading, together).values():
        for zone in catalog.zones:
            zones[zone] = list(dict.fromkeys([*zones[zone], *snippets]))[:MOST_SNIPPETS]
        rules.append("all zones by the name of the four together")
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
    for field, where in document.told_by.items():
        if field in fields and fields[field]["method"] == "given":
            fields[field]["reasoning"] += f": {where}"[:LONGEST_SNIPPET]
    told = {"record": document.record, "encoding": document.encoding, "notes": list(document.notes)}
    kept = {name: value for name, value in told.items() if value}
    return {"file": document.file, **kept, "sha256": document.sha256, "fields": fields}
