"""Provenance: where everything is from is said, addresses are addresses, and no article's text is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from geodata.checks.curated import INNER, Curated
from geodata.errors import Problem
from geodata.holdings import HOLDINGS
from geodata.records import Article, Document, Record, Source

KINDS: tuple[type[Record], ...] = tuple(dict.fromkeys([*(holding.kind for holding in HOLDINGS), *INNER]))
# Fields that say where something is from, in whatever record they are.
PROVENANCE = ("source", "names_source", "method", "dated_by", "claimed_by", "publisher", "licence")
OPTIONAL = {(Article, "publisher")}
# A summary in our own words, or a snippet of evidence, is a few sentences; more is somebody's text.
LONGEST_WORDS = 600


def missing_provenance(data: Curated) -> Iterator[Problem]:
    """Sources, methods and licences are filled in, not blank."""
    for kind in KINDS:
        fields = [f for f in PROVENANCE if f in kind.model_fields and (kind, f) not in OPTIONAL]
        for entry in data.entries(kind) if fields else ():
            for field in fields:
                if _is_blank(getattr(entry.record, field)):
                    yield entry.problem(f"{field} is blank", f"say the {field}; nothing stands without provenance")


def _is_blank(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (list, dict)):
        parts = value.values() if isinstance(value, dict) else value
        return not value or any(_is_blank(part) for part in parts)
    return value is None


def articles_of_no_origin(data: Curated) -> Iterator[Problem]:
    """An article record says what it was made from."""
    for entry in data.entries(Article):
        origins = [value for value in entry.record.provenance.values() if isinstance(value, str)]
        if _is_blank(origins):
            yield entry.problem("provenance is blank", "say the file or page it is from and how each value was found")


def addresses(data: Curated) -> Iterator[Problem]:
    """An address is one a browser opens: http or https, with a host."""
    for kind in (Source, Document, Article):
        for entry in data.entries(kind):
            url = entry.record.url  # type: ignore[attr-defined]
            if url is not None and not _is_web_address(url):
                yield entry.problem(f"url: {url!r} is no http or https address", "correct it, or set it to null")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(c.isspace() for c in url)


def articles_with_text(data: Curated) -> Iterator[Problem]:
    """Records hold metadata and our own summary, never the text of an article."""
    for entry in data.entries(Article):
        for field, words in _strings(entry.record.model_dump(by_alias=True)):
            if len(words) > LONGEST_WORDS:
                problem = f"{field} has {len(words)} characters, more than {LONGEST_WORDS}: that is text"
                yield entry.problem(problem, "summarise it in a few words of our own")


def _strings(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every string within a value, by its dotted path."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(part, f"{field}.{key}".strip("."))
