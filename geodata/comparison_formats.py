"""A comparison as text for people, as JSON, as GeoJSON, and as a picture: one table, one function for each format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import area_km2
from geodata.catalog import Catalog
from geodata.comparisons import Comparison
from geodata.credits import credits
from geodata.diffs import Crossing
from geodata.pictures import comparison_picture, ground


@dataclass(frozen=True)
class Shown:
    """What is to be shown: one comparison, or (with ``title``) the zones of two days."""

    comparisons: tuple[Comparison, ...]
    credits: tuple[str, ...]
    title: str | None = None


def shown(catalog: Catalog, comparisons: Sequence[Comparison], title: str | None = None) -> Shown:
    """Comparisons with the lines that credit their sources."""
    sources = [side.source for c in comparisons for side in (c.before, c.after) if side.source]
    return Shown(tuple(comparisons), tuple(credits(catalog.sources, sources)), title)


# -- text ---------------------------------------------------------------------------------------------


def as_text(what: Shown, catalog: Catalog) -> str:
    """Figures in aligned columns, then the posts and places that change sides, by name."""
    sections = [_section(comparison) for comparison in what.comparisons]
    if not sections:
        sections = ["nothing to compare: no zone has an outline on either day"]
    return "\n\n".join([what.title, *sections] if what.title else sections) + "\n"


def _section(comparison: Comparison) -> str:
    found = comparison.difference
    rows = [
        ("", "before", "after", "change"),
        ("area, km²", f"{found.before_km2:,.2f}", f"{found.after_km2:,.2f}", f"{found.change_km2:+,.2f}"),
        ("gained, km²", "", "", f"{found.gained_km2:,.2f}"),
        ("lost, km²", "", "", f"{found.lost_km2:,.2f}"),
        ("vertices", *map(str, (found.before_vertices, found.after_vertices)), _signed(found)),
        ("lines farthest apart (Hausdorff), km", "", "", _farthest(found.hausdorff_km)),
    ]
    lists = [
        ("posts gained", found.posts_gained),
        ("posts lost", found.posts_lost),
        ("places gained", found.places_gained),
        ("places lost", found.places_lost),
    ]
    table = "\n".join(f"  {name:<36}{before:>12}{after:>12}{change:>14}" for name, before, after, change in rows)
    return "\n".join([comparison.title, table, *(_listed(name, crossings) for name, crossings in lists)])


def _signed(found: Any) -> str:
    return f"{found.after_vertices - found.before_vertices:+d}"


def _farthest(kilometres: float | None) -> str:
    return "no line" if kilometres is None else f"{kilometres:,.2f}"


def _listed(name: str, crossings: Sequence[Crossing]) -> str:
    """The Arabic name stands last in its line, so that its direction does not disturb the columns."""
    if not crossings:
        return f"  {name}: none"
    width = max(len(crossing.id) for crossing in crossings)
    english = max(len(crossing.name_en) for crossing in crossings)
    rows = (f"    {c.id:<{width}}  {c.name_en:<{english}}  {c.name_ar}".rstrip() for c in crossings)
    return "\n".join([f"  {name}: {len(crossings)}", *rows])


# -- JSON and GeoJSON ---------------------------------------------------------------------------------


def as_json(what: Shown, catalog: Catalog) -> str:
    """One object for one comparison; for two days an object with a list of them as ``zones``."""
    found = [comparison.as_dict() for comparison in what.comparisons]
    whole: dict[str, Any] = {"title": what.title, "zones": found} if what.title else found[0]
    return json.dumps(whole | {"credits": list(what.credits)}, ensure_ascii=False, indent=1) + "\n"


def as_geojson(what: Shown, catalog: Catalog) -> str:
    """A feature each for the ground before, after, gained and lost, told apart by ``change``."""
    return json.dumps(collection(what), ensure_ascii=False) + "\n"


def collection(what: Shown) -> dict[str, Any]:
    """The features of :func:`as_geojson`, not yet written."""
    features = [feature for comparison in what.comparisons for feature in _features(comparison)]
    return {"type": "FeatureCollection", "credits": list(what.credits), "features": features}


def _features(comparison: Comparison) -> Iterable[dict]:
    found = comparison.difference
    areas: tuple[tuple[str, str, BaseGeometry | None, float], ...] = (
        ("before", comparison.before.name, comparison.before.outline, area_km2(found.before)),
        ("after", comparison.after.name, comparison.after.outline, area_km2(found.after)),
        ("gained", comparison.title, found.gained, found.gained_km2),
        ("lost", comparison.title, found.lost, found.lost_km2),
    )
    for change, name, area, size in areas:
        properties = {"change": change, "zone": comparison.zone, "name": name, "area_km2": round(size, 3)}
        geometry = None if area is None or area.is_empty else mapping(area)
        yield {"type": "Feature", "properties": properties, "geometry": geometry}


# -- picture ------------------------------------------------------------------------------------------


def as_svg(what: Shown, catalog: Catalog) -> str:
    """See ``pictures.comparison_picture``; a single comparison is headed by its zone's name."""
    zone = what.comparisons[0].zone if what.comparisons else None
    name = catalog.zones[zone].full_name["en"] if zone in catalog.zones else "Two outlines compared"  # type: ignore[index]
    return comparison_picture(what.comparisons, ground(catalog), what.title or name, what.credits)


FORMATS: dict[str, Callable[[Shown, Catalog], str]] = {
    "text": as_text,
    "json": as_json,
    "geojson": as_geojson,
    "svg": as_svg,
}
SUFFIXES = {".txt": "text", ".json": "json", ".geojson": "geojson", ".svg": "svg"}
