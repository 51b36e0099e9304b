"""Two days on one still: the outlines of each, and the ground and places between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Point

from dashboard.comparing import comparisons
from dashboard.state import ViewState
from geodata.comparisons import Comparison, Side
from geodata.store import Store

# The collection of what changes, as the browser makes it of /api/compare.geojson.
COLLECTION = "comparison"


@dataclass(frozen=True)
class Compared:
    """What a view compares: by zone, and the ids of the outlines on either side."""

    comparisons: dict[str, Comparison]
    first: frozenset[str]
    second: frozenset[str]


def compared(store: Store, state: ViewState) -> Compared | None:
    """What the view compares; None where it shows one day."""
    if state.compare is None:
        return None
    found = {one.zone: one for one in comparisons(store.catalog, state) if one.zone}
    return Compared(
        found, _versions(one.before for one in found.values()), _versions(one.after for one in found.values())
    )


def _versions(sides: Iterator[Side]) -> frozenset[str]:
    return frozenset(side.name for side in sides if side.outline is not None)


def changes(store: Store, state: ViewState) -> Iterator[tuple[dict[str, Any], Any]]:
    """Ground gained and lost, and places that change sides: properties and geometry (WGS 84)."""
    what = compared(store, state)
    for zone, comparison in what.comparisons.items() if what else ():
        found = comparison.difference
        for change, area in (("gained", found.gained), ("lost", found.lost)):
            if not area.is_empty:
                yield {"id": f"{zone} {change}", "change": change, "zone": zone}, area
        for side, places in (("gained", found.places_gained), ("lost", found.places_lost)):
            for place in places:
                names = {"name_en": place.name_en, "name_ar": place.name_ar}
                properties = {"id": place.id, "change": "place", "side": side, "zone": zone, **names}
                yield properties, Point(place.lon, place.lat)
