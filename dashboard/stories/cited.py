"""Sources of a step as a reader is shown them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.text import Text
from geodata.records import Article, Source
from geodata.store import Store


@dataclass(frozen=True)
class Cited:
    """What stands in a list of sources; ``url`` is empty where no address is known."""

    label: str
    url: str

    def written(self) -> str:
        return f"{self.label} <{self.url}>" if self.url else self.label


def cited(store: Store, ids: Iterable[str], text: Text) -> list[Cited]:
    """Sources and articles by id, each address once; an id this store does not hold is passed over."""
    found: dict[str, Cited] = {}
    for id in ids:
        source, article = store.catalog.sources.get(id), store.articles.get(id)
        one = _source(source, text) if source else _article(article) if article else None
        if one:
            # The record of an article tells its headline, which the source behind it may lack.
            key = one.url.rstrip("/") or one.label
            found[key] = one if article or key not in found else found[key]
    return list(found.values())


def _source(source: Source, text: Text) -> Cited:
    if source.id == "general-knowledge":
        return Cited(text("source.unverified"), "")
    parts = (source.publisher, source.title, source.date)
    return Cited(" · ".join(part for part in parts if part), source.url or "")


def _article(article: Article) -> Cited:
    parts = (article.publisher, article.headline, str(article.datePublished or ""))
    return Cited(" · ".join(part for part in parts if part), article.url or "")
