"""The head of an article: its dateline, its publisher, its headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from geodata.articles.dates import WrittenDate
from geodata.articles.documents import RawDocument, one_line
from geodata.articles.evidence import LONGEST_SNIPPET
from geodata.articles.normal import form
from geodata.articles.reading import Match, Reading
from geodata.catalog import Catalog
from geodata.records import Outlet

# A dateline is short: outlet, city, date and what parts them.
DATELINE_WORDS = 14
INNER_CLOSING = ("-", "–", "—", ":", "/", ")", "]", "|", "»")
CLOSING = (*INNER_CLOSING, "،", ",", "\n")
OPENING = ("(", "[", "/", "-", "–", "—", "|", "«", ",", "،", ".", "\n")
FULL_STOPS = (".", "!", "؟", "?", "…", ":", "،", ",", ";", "؛")
LONGEST_HEADLINE = 160
# A line of its own for the date stands among the first and holds little else.
DATED_LINES, LONGEST_DATED_LINE = 5, 60
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


@dataclass(frozen=True)
class Dateline:
    """The words of a dateline: outlet, city and date before the text begins; empty where there is none.

    ``signed`` is the outlet that signs it.
    """

    words: range
    signed: Match | None = None


def dateline(reading: Reading, starts: Sequence[int], dates: Sequence[WrittenDate]) -> Dateline:
    """The first dateline that opens the text at one of the words ``starts`` (its head, and after a headline)."""
    for start in starts:
        signed = _signed_outlets(reading, start, dates)
        last = signed[-1].last if signed else _last_before_dash(reading, start)
        first_dates = [d for d in dates if start <= d.first < start + DATELINE_WORDS and _closes(reading, d.last)]
        city = next((m.last for m in reading.of_kind("place") if m.first == start), None)
        heads = {start, *(end + 1 for end in (last, city) if end is not None)}
        following = [d.last for d in first_dates if d.first in heads]
        ends = [end for end in (last, *following, _last_of_dated_line(reading, start, dates)) if end is not None]
        if ends:
            return Dateline(range(start, max(ends) + 1), signed[0] if signed else None)
    return Dateline(range(0))


def _closes(reading: Reading, last: int) -> bool:
    """After this word a sign parts the dateline from the text."""
    after = reading.text[reading.words[last].end :][:3].strip(" ")
    return not after or after.startswith(("-", "–", "—", ":", "\n", ".", "|", ")", "/"))


def _last_before_dash(reading: Reading, start: int) -> int | None:
    """“Astana, 4 July – ”: the last word before a dash that stands free, in the first words."""
    for at in range(start, min(start + DATELINE_WORDS, len(reading.words) - 1)):
        gap = reading.between(at, at + 1)
        if gap.strip() in ("–", "—", "-", "--") and gap.strip() != gap:
            return at
        if not reading.in_one_sentence(start, at + 1):
            return None
    return None


def _last_of_dated_line(reading: Reading, start: int, dates: Sequence[WrittenDate]) -> int | None:
    """A line among the first that holds a date and little else: “Published 4 July 2017, 14:05”."""
    for date in dates:
        head = reading.text[reading.words[start].start : reading.words[date.first].start] if date.first >= start else ""
        if head.count("\n") > DATED_LINES or len(head) > DATED_LINES * LONGEST_HEADLINE:
            return None
        line_start = reading.text.rfind("\n", 0, reading.words[date.first].start) + 1
        line_end = reading.text.find("\n", reading.words[date.last].end)
        is_line = line_end > 0 and len(reading.text[line_start:line_end].strip()) <= LONGEST_DATED_LINE
        if is_line and date.first >= start:
            return date.last
    return None


def _signed_outlets(reading: Reading, start: int, dates: Sequence[WrittenDate]) -> list[Match]:
    """Outlets in the first words that stand apart as signatures do: “الوقت-”, “(TASS)”, “/SANA/”, “Reuters –”."""
    dated = {date.first for date in dates}
    return [
        match
        for match in reading.longest_of_kind("outlet")
        if start <= match.first
        and match.last < start + DATELINE_WORDS
        and "\n" not in reading.text[reading.words[start].start : reading.words[match.last].end]
        and _stands_apart(reading, match, start, dated)
    ]


def _stands_apart(reading: Reading, match: Match, start: int, dated: set[int]) -> bool:
    before = reading.between(match.first - 1, match.first).strip(" ") if match.first > start else ""
    after = reading.text[reading.words[match.last].end :][:2].strip(" ")
    opens = match.first == start or before.endswith(OPENING)
    closes = match.last + 1 in dated or after.startswith(CLOSING if match.first == start else INNER_CLOSING)
    return opens and closes


def publisher(document: RawDocument, reading: Reading, head: Dateline, catalog: Catalog) -> Found:
    """Who published an article: as given, by its dateline, or by the host of its address."""
    given = document.given.get("publisher")
    if given:
        # Some sources add the agency or another spelling: “Ahram Online (Reuters)”.
        forms = (form_of(given), form_of(given.split("(")[0]))
        outlets = outlets_by_form(catalog)
        known = next((outlets[one] for one in forms if one in outlets), None)
        name = known.name["en"] if known else given
        return Found(name, "given", f"the source gives {given}")
    if head.signed:
        outlet = catalog.outlets[head.signed.id]
        signature = reading.written(head.signed.first, head.signed.last)
        words = reading.written(head.words.start, min(head.signed.last + 2, len(reading.words) - 1))
        return Found(
            outlet.name["en"],
            "dateline",
            f"the dateline is signed {signature}, as {outlet.name['en']} signs",
            (one_line(words)[:LONGEST_SNIPPET],),
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


@lru_cache(maxsize=2)
def outlets_by_form(catalog: Catalog) -> dict[str, Outlet]:
    """Outlets by each of their names in its normal form; the first where two share one."""
    forms: dict[str, Outlet] = {}
    for outlet in catalog.outlets.values():
        for name in (outlet.id, *outlet.name.values(), *outlet.aliases):
            forms.setdefault(form_of(name), outlet)
    return forms


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
