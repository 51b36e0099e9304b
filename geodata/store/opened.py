"""A built store, open for reading: nothing of the articles is held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from datetime import date as Day
from functools import cached_property
from pathlib import Path
from typing import Any

from geodata.catalog import Catalog
from geodata.records import Article
from geodata.store import records
from geodata.store.database import cursor, quoted
from geodata.store.directory import manifest_of
from geodata.store.records import Kept
from geodata.store.selecting import Selection, Summary, Tables, numbers, summary


@dataclass(frozen=True)
class Found:
    """A page of the articles that were asked for, and how many there are in all."""

    total: int
    page: list[Kept]


@dataclass(frozen=True)
class Store:
    """A built store.  One object stands for one build: what it reads does not change under it."""

    directory: Path
    catalog: Catalog

    def __post_init__(self) -> None:
        _ = self.manifest  # as it is now, whatever is built later

    @cached_property
    def manifest(self) -> dict:
        return manifest_of(self.directory)

    @cached_property
    def areas_km2(self) -> dict[str, float]:
        """Geodesic area by boundary version."""
        return self.manifest["areas_km2"]

    def layer(self, name: str) -> dict:
        """One layer as GeoJSON."""
        return json.loads((self.directory / self.manifest["files"][name]).read_text(encoding="utf-8"))

    def table(self, name: str) -> Path:
        """Where a table lies."""
        return self.directory.resolve() / self.manifest["tables"][name]

    @property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id, in order of day, each read when it is asked for."""
        return Articles(self)

    def kept(self, id: str) -> Kept | None:
        """An article with its joins, by its id."""
        rows = self.rows("SELECT n FROM {articles} WHERE id = ?", [id])
        return self._kept([n for (n,) in rows])[0] if rows else None

    def found(self, selection: Selection, limit: int, offset: int = 0) -> Found:
        """A page of the articles that fit, newest first."""
        tables = self.tables
        return Found(summary(selection, tables).total, self._kept(numbers(selection, tables, limit, offset)))

    def summary(self, selection: Selection) -> Summary:
        """How many articles fit, by language, outlet, zone and meeting."""
        return summary(selection, self.tables)

    def tied(self, kind: str, target: str, limit: int) -> Found:
        """Articles joined with a target, the most certain first, then the oldest."""
        of_target = "FROM {joins} WHERE target_kind = ? AND target = ?"
        [(total,)] = self.rows(f"SELECT count(DISTINCT n) {of_target}", [kind, target])
        rows = self.rows(
            f"SELECT n {of_target} GROUP BY n, date ORDER BY max(certainty) DESC, date NULLS LAST, n LIMIT ?",
            [kind, target, limit],
        )
        return Found(total, self._kept([n for (n,) in rows]))

    def ids_tied(self, kind: str, target: str, limit: int) -> list[str]:
        """Ids of the articles joined with a target, the oldest first."""
        rows = self.rows(
            "SELECT article FROM {joins} WHERE target_kind = ? AND target = ? GROUP BY n, article ORDER BY n LIMIT ?",
            [kind, target, limit],
        )
        return [id for (id,) in rows]

    def places_counted(self, first: Day | None, last: Day | None) -> dict[str, int]:
        """Articles from ``first`` to ``last``, both included, by the places they name."""
        return self._counted("place", "target = '' AND place <> ''", first, last)

    def newest_at_places(self, first: Day | None, last: Day | None, each: int) -> dict[str, list[Article]]:
        """The newest articles from ``first`` to ``last`` by the places they name, so many for each."""
        query = (
            "SELECT place, n FROM (SELECT unnest(places) AS place, n FROM {articles} "
            "WHERE datePublished BETWEEN ? AND ?) QUALIFY row_number() OVER (PARTITION BY place ORDER BY n DESC) <= ? "
            "ORDER BY place, n DESC"
        )
        rows = self.rows(query, [first or Day.min, last or Day.max, each])
        numbered = dict.fromkeys(n for _, n in rows)
        articles = dict(zip(numbered, (kept.article for kept in self._kept(list(numbered))), strict=True))
        found: dict[str, list[Article]] = {}
        for place, n in rows:
            found.setdefault(place, []).append(articles[n])
        return found

    def zones_counted(self, first: Day | None, last: Day | None) -> dict[str, int]:
        """The same by the zones they are tied to."""
        return self._counted("target", "target_kind = 'zone' AND place = ''", first, last)

    def _counted(self, kind: str, cells: str, first: Day | None, last: Day | None) -> dict[str, int]:
        days = [first or Day.min, last or Day.max]
        query = (
            f"SELECT {kind}, sum(articles)::INTEGER FROM {{cube}} WHERE {cells} AND date BETWEEN ? AND ? GROUP BY ALL"
        )
        return dict(self.rows(query, days))

    @cached_property
    def tables(self) -> Tables:
        return Tables(self.table("articles"), self.table("words"))

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple]:
        """Rows of a query in which ``{name}`` stands for a table of the store."""
        tables = {name: quoted(self.table(name)) for name in self.manifest["tables"]}
        with cursor(self.directory.resolve()) as found:
            return found.execute(query.format_map(tables), list(values)).fetchall()

    def _kept(self, numbered: Sequence[int]) -> list[Kept]:
        return records.kept(self.table("records"), numbered)


class Articles(Mapping[str, Article]):
    """Articles of a store by id, read from disk as they are asked for."""

    def __init__(self, store: Store):
        self._store = store

    def __getitem__(self, id: str) -> Article:
        kept = self._store.kept(id)
        if kept is None:
            raise KeyError(id)
        return kept.article

    def __contains__(self, id: object) -> bool:
        return bool(self._store.rows("SELECT 1 FROM {articles} WHERE id = ? LIMIT 1", [str(id)]))

    def __iter__(self) -> Iterator[str]:
        return iter([id for (id,) in self._store.rows("SELECT id FROM {articles} ORDER BY n")])

    def __len__(self) -> int:
        return self._store.manifest["articles"]

    def values(self) -> ValuesView[Article]:
        return InOrder(self)

    def in_order(self) -> Iterator[Article]:
        """Every article in order of day, read a few at a time: one by one by its id would be a query each."""
        return records.every_article(self._store.table("records"))


class InOrder(ValuesView[Article]):
    """The articles of a store, without their ids."""

    def __init__(self, articles: Articles):
        super().__init__(articles)
        self._articles = articles

    def __iter__(self) -> Iterator[Article]:
        return self._articles.in_order()


def reopened(store: Store) -> Store:
    """The store in the same directory as it is now; the curated data are read anew where they differ."""
    manifest = manifest_of(store.directory)
    if not manifest or manifest["fingerprint"] == store.manifest["fingerprint"]:
        return store
    same = manifest["curated"] == store.manifest["curated"]
    return Store(store.directory, store.catalog if same else Catalog(store.catalog.directory, store.catalog.seeds))
