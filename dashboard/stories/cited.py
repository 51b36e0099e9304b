"""Sources of a step as a reader is shown them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.svg import RIGHT_TO_LEFT
from dashboard.text import Text
from geodata.records import Article, Source
from geodata.store import Store

LEFT_TO_RIGHT = "\u200e"


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
    return Cited(_label(source.publisher, source.title, source.date), source.url or "")


def _article(article: Article) -> Cited:
    return Cited(_label(article.publisher, article.headline, str(article.datePublished or "")), article.url or "")


def _label(publisher: str | None, title: str | None, day: str | None) -> str:
    words = " · ".join(part for part in (publisher, title) if part)
    # After Arabic letters the parts of a day would be set in the opposite order.
    mark = LEFT_TO_RIGHT if day and RIGHT_TO_LEFT.search(words) else ""
    return " · ".join(part for part in (words, f"{mark}{day or ''}") if part)
