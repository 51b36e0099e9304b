"""A zone's versions and readings, oldest first, with their provenance: for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from textwrap import wrap
from typing import Any

import pandas as pd
from shapely.geometry import mapping

from geodata.boundaries import area_km2, history
from geodata.catalog import Catalog
from geodata.credits import credits, licence
from geodata.errors import Problem, Refused
from geodata.records import Boundary, Source

WIDTH = 100


def versions(catalog: Catalog, zone: str) -> list[dict[str, Any]]:
    """The boundary versions of a zone: the fields of Boundary with days as text, ``area_km2`` and ``outline``.

    Oldest first, the default before other readings.  Raises Refused for a zone that is not known.
    """
    if zone not in catalog.zones:
        known = ", ".join(catalog.zones)
        raise Refused([Problem("zones", zone, "no such zone", f"use one of {known}")])
    rows = []
    for row in history(catalog.boundaries, zone).to_dict("records"):
        fields = {name: _plain(row[name]) for name in Boundary.model_fields}
        area = round(area_km2(row["geometry"]), 3) if row["geometry"] is not None else None
        rows.append({**fields, "area_km2": area, "outline": row["geometry"]})
    return rows


def _plain(value: Any) -> Any:
    """A cell as JSON has it: no value is None, a day its ISO text."""
    if isinstance(value, list | bool | str):
        return value
    if pd.isna(value):
        return None
    return value.isoformat() if hasattr(value, "isoformat") else value


def as_table(catalog: Catalog, zone: str) -> str:
    """For people, at most ``WIDTH`` columns: a line for each version, its provenance beneath."""
    rows = versions(catalog, zone)
    drawn = sum(row["default"] for row in rows)
    name = catalog.zones[zone]  # type: ignore[index]
    head = wrap(
        f"{name.full_name['en']} ({zone}): {drawn} versions drawn (marked *), {len(rows) - drawn} other readings. "
        "A version is valid from its first day up to, not including, the second.",
        WIDTH,
    )
    return "\n".join([*head, *(line for row in rows for line in ("", *_lines(row, catalog.sources)))]) + "\n"


def _lines(row: dict[str, Any], sources: dict[str, Source]) -> list[str]:
    area = "no outline" if row["area_km2"] is None else f"{row['area_km2']:,.1f} km²"
    precision = "" if row["precision_km"] is None else f"±{row['precision_km']:g} km"
    mark = "*" if row["default"] else " "
    days = f"{row['valid_from']} – {row['valid_to'] or 'today':<10}"
    first = f"{mark} {row['version']:<37} {days}  {row['status']:<9} {area:>13}  {precision}"
    provenance = (
        ("according", f"{row['according']}, confidence {row['confidence']}"),
        ("recipe", row["recipe"]),
        ("source", _cited(row["source"], sources)),
        ("dated by", "; ".join(_cited(id, sources) for id in row["dated_by"])),
        ("method", row["method"]),
        ("note", row["note"]),
    )
    return [first.rstrip(), *(line for name, text in provenance if text for line in _wrapped(name, text))]


def _cited(id: str, sources: dict[str, Source]) -> str:
    source = sources[id]
    parts = [source.title, source.publisher, source.date, licence(source.licence).id, source.url]
    return f"{id}: {', '.join(part for part in parts if part)}"


def _wrapped(name: str, text: str) -> list[str]:
    """A name and its text, hanging; an address longer than a line stays whole."""
    return wrap(
        text,
        WIDTH,
        initial_indent=f"    {name:<10} ",
        subsequent_indent=" " * 15,
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_json(catalog: Catalog, zone: str) -> str:
    """The versions without their outlines, and the sources they name."""
    rows = versions(catalog, zone)
    named = sorted({id for row in rows for id in (row["source"], *row["dated_by"])})
    found = {
        "zone": zone,
        "versions": [{name: value for name, value in row.items() if name != "outline"} for row in rows],
        "sources": {id: catalog.sources[id].model_dump() for id in named},
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_geojson(catalog: Catalog, zone: str) -> str:
    """A feature each, dissolved versions with a null geometry, and the lines to show for their sources."""
    features = []
    for row in versions(catalog, zone):
        outline = row.pop("outline")
        geometry = mapping(outline) if outline is not None else None
        features.append({"type": "Feature", "id": row["version"], "properties": row, "geometry": geometry})
    lines = credits(catalog.sources, [feature["properties"]["source"] for feature in features])
    collection = {"type": "FeatureCollection", "zone": zone, "credits": lines, "features": features}
    return json.dumps(collection, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[Catalog, str], str]] = {"table": as_table, "json": as_json, "geojson": as_geojson}
