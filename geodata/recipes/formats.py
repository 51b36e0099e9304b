"""Explanations and overlays as text for people, as JSON and as GeoJSON: a table, a function for each format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from shapely.geometry import mapping

from geodata.credits import credits
from geodata.recipes.comparing import Overlay, Pair
from geodata.recipes.explaining import Explanation, Side, StepTaken
from geodata.records import Place, Source

Sources = dict[str, Source]


# -- explanations -------------------------------------------------------------------------------------


def explanation_text(what: Explanation, sources: Sources) -> str:
    """Steps with what they add, then settlements: side, certainty, cell, and what changing sides would come to."""
    parts = [
        [f"{what.name}: {what.area_km2:,.2f} km², recipe {what.recipe}", f"  {what.method}"],
        [f"  why: {what.why}"] if what.why else [],
        [f"  open: {question}" for question in what.open_questions],
        ["", "Steps"],
        *(_step_lines(step) for step in what.steps),
        ["", "What the line follows", *_stretch_lines(what.stretches)] if what.stretches else [],
        _settlement_lines(what.settlements),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def _step_lines(step: StepTaken) -> Iterator[str]:
    yield f"  {step.step:<24}{step.after_km2:>12,.2f} km² {step.after_km2 - step.before_km2:>+12,.2f}"
    for name, value in step.particulars.items():
        if value in (None, "", [], {}):
            continue
        if not isinstance(value, list) or not value or not isinstance(value[0], dict):
            yield f"    {name}: {_words(value)}"
            continue
        for record in value:
            yield "    " + "  ".join(_words(inner) for inner in record.values() if inner not in (None, "", []))
    if step.why:
        yield f"    why: {step.why}"
    if step.source:
        yield f"    source: {', '.join(step.source)}"


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(map(str, value.values())) if set(value) <= {"en", "ar"} else json.dumps(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _stretch_lines(stretches: dict[str, dict[str, float]]) -> Iterator[str]:
    for name, figures in stretches.items():
        yield f"  {name:<12}{figures['km']:>9,.1f} km, on average known to {figures['mean_precision_km']:g} km"


def _settlement_lines(settlements: Iterable[Side]) -> Iterator[str]:
    rows = list(settlements)
    if not rows:
        return
    yield ""
    yield "Settlements: cell, and what the outline would gain or lose (km², before smoothing) if it changed sides"
    width = max(len(one.name_en) for one in rows)
    for one in rows:
        through = {"settlement": "", "": "not listed"}.get(one.through, f"in {one.through}")
        told = "; ".join(part for part in (through, one.why, ", ".join(one.source)) if part)
        yield (
            f"  {one.pcode:<6} {one.name_en:<{width}}  {one.side:<8} {one.certainty or '–':<9}"
            f"{one.cell_km2:>9,.2f} {one.change_km2:>+9,.2f}  {told}  {one.name_ar}".rstrip()
        )
    counts = Counter(one.side for one in rows)
    yield f"  inside {counts['inside']:,}, just outside {counts['outside']:,}"


def explanation_json(what: Explanation, sources: Sources) -> str:
    return json.dumps(what.as_dict(), ensure_ascii=False, indent=1) + "\n"


EXPLANATIONS: dict[str, Callable[[Explanation, Sources], str]] = {"text": explanation_text, "json": explanation_json}


# -- overlays -----------------------------------------------------------------------------------------


def overlay_text(what: Overlay, sources: Sources) -> str:
    """Areas of the readings, what each pair shares, and the places they disagree on."""
    lines = [f"{what.zone} on {what.day}: {len(what.readings)} readings"]
    for one in what.readings:
        validity = f"{one.valid_from} to {one.valid_to or 'now'}"
        told = f"{one.version}, {validity}{', the default' if one.default else ''}"
        lines.append(f"  {one.according:<14}{one.area_km2:>10,.1f} km²  ±{one.precision_km:g} km  {told}")
    lines.append(
        f"  all agree on {what.agreed_km2:,.1f} km²; {what.disputed_km2:,.1f} km² are in some and not in others"
    )
    for pair in what.pairs:
        lines += ["", *_pair_lines(pair)]
    return "\n".join(lines) + "\n"


def _pair_lines(pair: Pair) -> Iterator[str]:
    yield f"{pair.first} and {pair.second}: {pair.iou:.1%} shared (IoU), {pair.shared_km2:,.1f} km²"
    for name, area, places in (
        (pair.first, pair.only_first_km2, pair.only_in_first),
        (pair.second, pair.only_second_km2, pair.only_in_second),
    ):
        yield f"  only in {name}: {area:,.1f} km², {len(places)} places"
        yield from (f"    {place.pcode or place.id:<8} {place.name_en}  {place.name_ar}".rstrip() for place in places)


def overlay_json(what: Overlay, sources: Sources) -> str:
    return json.dumps(_overlay(what), ensure_ascii=False, indent=1) + "\n"


def _overlay(what: Overlay) -> dict[str, Any]:
    return {
        "zone": what.zone,
        "date": what.day.isoformat(),
        "readings": [
            {
                "version": one.version,
                "according": one.according,
                "default": one.default,
                "valid_from": one.valid_from.isoformat(),
                "valid_to": one.valid_to and one.valid_to.isoformat(),
                "precision_km": one.precision_km,
                "area_km2": round(one.area_km2, 3),
            }
            for one in what.readings
        ],
        "agreed_km2": round(what.agreed_km2, 3),
        "disputed_km2": round(what.disputed_km2, 3),
        "pairs": [
            {
                "first": pair.first,
                "second": pair.second,
                "shared_km2": round(pair.shared_km2, 3),
                "only_first_km2": round(pair.only_first_km2, 3),
                "only_second_km2": round(pair.only_second_km2, 3),
                "iou": round(pair.iou, 4),
                "only_in_first": list(map(_place, pair.only_in_first)),
                "only_in_second": list(map(_place, pair.only_in_second)),
            }
            for pair in what.pairs
        ],
        "places": [{**_place(place), "inside": list(holders)} for place, holders in what.disputed],
    }


def _place(place: Place) -> dict[str, Any]:
    names = ("id", "pcode", "name_en", "name_ar", "lon", "lat")
    return {name: getattr(place, name) for name in names}


def overlay_geojson(what: Overlay, sources: Sources) -> str:
    """A feature for the ground each set of readings holds, and one for each place they disagree on."""
    regions = [
        {
            "type": "Feature",
            "properties": {
                "inside": list(region.inside),
                "outside": list(region.outside),
                "area_km2": round(region.area_km2, 3),
            },
            "geometry": mapping(region.ground),
        }
        for region in what.regions
    ]
    places = [
        {
            "type": "Feature",
            "properties": {**_place(place), "inside": list(holders)},
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        }
        for place, holders in what.disputed
    ]
    cited = [f"reading-{reading.according}" for reading in what.readings if f"reading-{reading.according}" in sources]
    collection = {"type": "FeatureCollection", "attribution": credits(sources, cited), "features": [*regions, *places]}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


OVERLAYS: dict[str, Callable[[Overlay, Sources], str]] = {
    "text": overlay_text,
    "json": overlay_json,
    "geojson": overlay_geojson,
}
