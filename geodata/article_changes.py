"""Which articles are joined otherwise when boundaries change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day

import geopandas as gpd
import pandas as pd

from geodata.catalog import Catalog
from geodata.join import Tie, ties, unknown_spans
from geodata.locating import locate
from geodata.records import Article


@dataclass(frozen=True)
class ArticleChange:
    """An article whose joins to zones change: ties only the one or only the other boundaries give.

    Where only the certainty of a tie changes, it stands in both lists.
    """

    article: str
    headline: str | None
    gained: tuple[Tie, ...]
    lost: tuple[Tie, ...]


def articles_changed(
    catalog: Catalog,
    articles: Iterable[Article],
    before: gpd.GeoDataFrame,
    after: gpd.GeoDataFrame,
    stretches: gpd.GeoDataFrame | None = None,
) -> list[ArticleChange]:
    """The articles whose joins to zones would change between two boundary tables, in the order given.

    Parameters
    ----------
    catalog : the curated data; its own boundaries are not looked at
    before, after : as ``Catalog.boundaries``
    stretches : those of ``after``; the catalogue's where left out

    Another version id for the same ground is no change; another zone, basis or certainty is.
    """
    articles = list(articles)
    old, new = catalog.with_boundaries(before), catalog.with_boundaries(after, stretches)
    moved = _located_otherwise(articles, old, new) | _from_days_without_outline(articles, old, new)
    changes = (_article_change(article, old, new) for article in articles if article.id in moved)
    return [change for change in changes if change]


def _located_otherwise(articles: list[Article], before: Catalog, after: Catalog) -> set[str]:
    """The articles that name a place lying elsewhere, or less certainly there.

    Boundaries come into a join by the places alone, so all are looked up at once, those
    of articles from a day on which the tables differ.
    """
    spans = _validities_changed(before.boundaries, after.boundaries)
    named = [
        (article.id, mention.lon, mention.lat, article.datePublished)
        for article in articles
        for mention in article.mentions
        if mention.kind == "place" and None not in (mention.lon, mention.lat)
        if any(begins <= article.datePublished < ends for begins, ends in spans if article.datePublished)
    ]
    if not named:
        return set()
    ids, lon, lat, days = zip(*named, strict=True)
    was, is_now = (
        zip(found["zone"], found["certainty"], strict=True)
        for found in (locate(one.boundaries, lon, lat, days, one.stretches) for one in (before, after))
    )
    return {id for id, old, new in zip(ids, was, is_now, strict=True) if old != new}


def _from_days_without_outline(articles: list[Article], before: Catalog, after: Catalog) -> set[str]:
    """The articles from days for which a zone's last outline stands in (``join.places_between_outlines``)."""
    spans = {*unknown_spans(before), *unknown_spans(after)}
    return {
        article.id
        for article in articles
        if article.datePublished and any(span.start <= article.datePublished < span.end for span in spans)
    }


def _validities_changed(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> set[tuple[Day, Day]]:
    """First day and day after the last of the versions that only one of the tables has, or has otherwise."""
    columns = ["version", "zone", "status", "default", "valid_from", "valid_to", "precision_km"]

    def rows(table: gpd.GeoDataFrame) -> dict[tuple, tuple[Day, Day]]:
        ends = [Day.max if pd.isna(end) else end for end in table["valid_to"]]
        known = zip(*(table[column].astype(str) for column in columns), table.geometry.to_wkb(), strict=True)
        return dict(zip(known, zip(table["valid_from"], ends, strict=True), strict=True))

    old, new = rows(before), rows(after)
    return {(old | new)[key] for key in old.keys() ^ new.keys()}


def _article_change(article: Article, before: Catalog, after: Catalog) -> ArticleChange | None:
    old, new = _zone_ties(article, before), _zone_ties(article, after)
    gained = tuple(tie for key, tie in new.items() if key not in old)
    lost = tuple(tie for key, tie in old.items() if key not in new)
    return ArticleChange(article.id, article.headline, gained, lost) if gained or lost else None


def _zone_ties(article: Article, catalog: Catalog) -> dict[tuple[str, str, float], Tie]:
    zones = [tie for tie in ties(article, catalog) if tie.target_kind == "zone"]
    return {(tie.target, tie.basis, tie.certainty): tie for tie in zones}
