"""What the map knows of articles: where they were written about, and how many on which day; never one by one.

Both are bounded by places and days, whatever the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from itertools import groupby
from typing import Any

from geodata.catalog import Catalog
from geodata.served import place_points
from geodata.store.tables import Counted


def article_layers(data: Catalog, counted: Counted) -> dict[str, dict]:
    """``articles``, a point for each place that articles name, and ``counts``."""
    named = sorted({place for place, _, _ in counted.by_place})
    return {"articles": place_points(data.places[place] for place in named), "counts": counts(counted)}


def counts(counted: Counted) -> dict[str, Any]:
    """Articles by day: ``{"all": {day: n}, "zones": {zone: {day: n}}, "by_name": …, "places": {place: …}}``.

    ``by_name`` counts those tied to the zone without a place in it.  Of places there are hundreds with thousands of
    days: ``{"from": first day, "gaps": [days since the one before], "n": [articles]}``.
    """
    return {
        "all": dict(counted.by_day),
        "zones": _by_key(counted.by_zone),
        "by_name": _by_key(counted.by_zone_name),
        "places": {place: _series(days) for place, days in _by_key(counted.by_place).items()},
    }


def _by_key(rows: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    return {key: {day: n for _, day, n in days} for key, days in groupby(rows, key=lambda row: row[0])}


def _series(days: dict[str, int]) -> dict[str, Any]:
    numbers = [Day.fromisoformat(day).toordinal() for day in days]
    gaps = [0, *(later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False))]
    return {"from": next(iter(days)), "gaps": gaps, "n": list(days.values())}
