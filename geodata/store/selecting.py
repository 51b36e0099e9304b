"""Which articles fit, how many, and of what kinds: questions to a store's tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date as Day
from functools import lru_cache
from pathlib import Path
from typing import Any

from geodata.store.database import cursor, quoted
from geodata.store.words import asked_words

# Outlets and other kinds told beside a list of articles; of outlets there may be thousands.
MOST_KINDS = 200
# Facets by the column they count.
FACETS = {"inLanguage": "inLanguage", "publisher": "publisher", "zones": "zone", "meetings": "meeting"}
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Selection:
    """Conditions that all must hold; an empty one asks nothing.

    Each of ``words`` must begin a word of headline, publisher or summary; ``zones``, ``meetings`` and ``states``
    ask for a join with one of them, ``places`` for being named; ``first`` and ``last`` are days, both included.
    """

    words: str = ""
    outlet: str = ""
    languages: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: Day | None = None
    last: Day | None = None


@dataclass(frozen=True)
class Tables:
    """The files a selection is made from; their names change with their content."""

    articles: Path
    words: Path


@dataclass(frozen=True)
class Summary:
    """How many articles fit, and how many of each language, outlet, zone and meeting, most first."""

    total: int
    facets: dict[str, dict[str, int]]


def condition(selection: Selection, tables: Tables) -> tuple[str, list[Any]]:
    """The selection as SQL over ``articles``; what was asked for travels as parameters."""
    parts: list[str] = []
    values: list[Any] = []

    def ask(part: str, *asked: Any) -> None:
        parts.append(part)
        values.extend(asked)

    if selection.first:
        ask("datePublished >= ?", selection.first)
    if selection.last:
        ask("datePublished <= ?", selection.last)
    if selection.outlet:
        ask("publisher = ?", selection.outlet)
    if selection.languages:
        ask("list_contains(?, inLanguage)", list(selection.languages))
    for column in ("zones", "meetings", "states", "places"):
        if targets := getattr(selection, column):
            ask(f"list_has_any({column}, ?)", list(targets))
    if asked := asked_words(selection.words):
        # The longest word, which is found in the fewest articles, innermost: what is looked up in is always small.
        has_word = f"n IN (SELECT n FROM {quoted(tables.words)} WHERE word >= ? AND word < ?"
        spans = [bound for word in reversed(asked) for bound in (word, word + LAST_LETTER)]
        ask(" AND ".join([has_word] * len(asked)) + ")" * len(asked), *spans)
    return " AND ".join(parts) or "true", values


def numbers(selection: Selection, tables: Tables, limit: int, offset: int) -> list[int]:
    """Numbers of a page of the articles that fit, newest first; those without a day last."""
    fits, values = condition(selection, tables)
    rows = f"SELECT n FROM {quoted(tables.articles)} WHERE {fits} ORDER BY n DESC LIMIT ? OFFSET ?"
    with cursor(tables.articles.parent) as found:
        return [n for (n,) in found.execute(rows, [*values, limit, offset]).fetchall()]


@lru_cache(maxsize=128)
def summary(selection: Selection, tables: Tables) -> Summary:
    """Total and facets of all that fit, however many are shown."""
    fits, values = condition(selection, tables)
    # Each facet is counted by itself in one reading; grouping() is 1 for the columns that were not told apart.
    rows = f"""
        SELECT {", ".join(FACETS)}, {", ".join(f"grouping({column})" for column in FACETS)}, count(*)
        FROM {quoted(tables.articles)} WHERE {fits}
        GROUP BY GROUPING SETS ((), {", ".join(f"({column})" for column in FACETS)})"""
    with cursor(tables.articles.parent) as found:
        counted = found.execute(rows, values).fetchall()
    total, facets = 0, {column: Counter[str]() for column in FACETS}
    for *row, articles in counted:
        kinds, together = row[: len(FACETS)], row[len(FACETS) :]
        if all(together):
            total = articles
        for column, kind, is_together in zip(FACETS, kinds, together, strict=True):
            if not is_together:
                facets[column].update(dict.fromkeys(_several(kind), articles))
    return Summary(total, {name: _most(facets[column]) for column, name in FACETS.items()})


def _several(kind: str | list[str] | None) -> list[str]:
    """What a column holds: some articles have none, and some columns many."""
    return kind if isinstance(kind, list) else [kind] if kind else []


def _most(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST_KINDS])
