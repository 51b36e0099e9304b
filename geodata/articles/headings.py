"""The head of an article: its dateline, its publisher, its headline."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from geodata.articles.documents import RawDocument, one_line
from geodata.articles.lexicon import Lexicon
from geodata.articles.names import Match, Reading
from geodata.articles.normal import form
from geodata.catalog import Catalog
from geodata.records import Outlet

# A dateline is short: outlet, city, date and what parts them.
DATELINE_WORDS = 14
CLOSING = ("-", "–", "—", ":", "/", ")", "]", "|", "»", "،", ",", "\n")
OPENING = ("(", "[", "/", "-", "–", "—", "|", "«", ",", "،", ".", "\n")
FULL_STOPS = (".", "!", "؟", "?", "…", ":", "،", ",", ";", "؛")
LONGEST_HEADLINE = 160
WEB = ("http", "https")


@dataclass(frozen=True)
class Found:
    """A value with how and why it was found."""

    value: str | None
    method: str
    reasoning: str
    evidence: tuple[str, ...] = ()

    def as_provenance(self) -> dict:
        return {"method": self.method, "reasoning": self.reasoning, "evidence": list(self.evidence)}


def dateline_end(reading: Reading, start: int) -> int:
    """The first word after the dateline, which opens the body of the text at word ``start``; ``start`` without one.

    A dateline ends at the last of the outlets signed in the first words, or at a dash after city and date.
    """
    signed = _signed_outlets(reading, start)
    if signed:
        return signed[-1].last + 1
    for at in range(start, min(start + DATELINE_WORDS, len(reading.words) - 1)):
        if reading.words[at + 1].sentence != reading.words[start].sentence:
            return start
        gap = reading.between(at, at + 1)
        if gap.strip() in ("–", "—", "-", "--") and gap.strip() != gap:
            return at + 1
    return start


def _signed_outlets(reading: Reading, start: int) -> list[Match]:
    """Outlets in the first words that stand apart as signatures do: “الوقت-”, “(TASS)”, “/SANA/”, “Reuters –”."""
    head = [
        match
        for match in reading.longest_of_kind("outlet")
        if start <= match.first and match.last < start + DATELINE_WORDS and "\n" not in _between(reading, start, match)
    ]
    return [match for match in head if _stands_apart(reading, match, start)]


def _between(reading: Reading, start: int, match: Match) -> str:
    return reading.text[reading.words[start].start : reading.words[match.last].end]


def _stands_apart(reading: Reading, match: Match, start: int) -> bool:
    before = reading.between(match.first - 1, match.first).strip(" ") if match.first > start else ""
    after = reading.text[reading.words[match.last].end :][:2].strip(" ")
    opens = match.first == start or before.endswith(OPENING)
    return opens and after.startswith(CLOSING) and not (match.first > start and after[:1] in (",", "،", "\n"))


def publisher(document: RawDocument, reading: Reading, start: int, catalog: Catalog, lexicon: Lexicon) -> Found:
    """Who published an article: as given, by its dateline, or by the host of its address."""
    given = document.given.get("publisher")
    if given:
        known = next((o for o in catalog.outlets.values() if form_of(given) in _forms(o)), None)
        name = known.name["en"] if known else given
        return Found(name, "given", f"the source gives {given}")
    signed = _signed_outlets(reading, start)
    if signed:
        outlet = catalog.outlets[signed[0].id]
        words = reading.written(start, min(signed[0].last + 2, len(reading.words) - 1))
        return Found(
            outlet.name["en"],
            "dateline",
            f"the dateline is signed {reading.written(signed[0].first, signed[0].last)}, as {outlet.name['en']} signs",
            (one_line(words)[:120],),
        )
    host = _host(document.given.get("url", ""))
    for outlet in catalog.outlets.values():
        if host and outlet.url and _host(outlet.url) == host:
            return Found(outlet.name["en"], "address", f"the address is at {host}, that of {outlet.name['en']}")
    return Found(None, "not found", "no outlet is given, signed in the dateline or known by the address")


def outlet_id(name: str | None, catalog: Catalog) -> str | None:
    """The id of the outlet of that name."""
    return next((outlet.id for outlet in catalog.outlets.values() if name == outlet.name["en"]), None)


def form_of(name: str) -> str:
    return " ".join(form(word) for word in name.split())


def _forms(outlet: Outlet) -> set[str]:
    return {form_of(name) for name in (outlet.id, *outlet.name.values(), *outlet.aliases)}


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def web_address(document: RawDocument) -> Found:
    """The address if it is one of the web; ``javascript:`` and the like are dropped."""
    given = document.given.get("url")
    if given is None:
        return Found(None, "not given", "the source gives no address")
    try:
        is_web = urlsplit(given).scheme.lower() in WEB and bool(_host(given))
    except ValueError:
        is_web = False
    if is_web:
        return Found(given, "given", "the source gives it")
    return Found(None, "dropped", "the address given is none of the web")


def headline(document: RawDocument) -> Found:
    """The headline as given, or a first line that reads as one: short, no full stop, a longer text after it."""
    given = document.given.get("headline")
    if given:
        return Found(given, "given", "the source gives it")
    first, _, rest = document.text.strip().partition("\n")
    first = one_line(first)
    reads_as_one = 0 < len(first) <= LONGEST_HEADLINE and not first.endswith(FULL_STOPS) and len(rest) > 2 * len(first)
    if reads_as_one:
        return Found(first, "first line", "the first line is short, has no full stop and a longer text follows")
    return Found(None, "not found", "the first line reads as text and not as a headline")
