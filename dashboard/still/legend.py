"""The legend: each zone with its status, area and precision, and every mark that was drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import layers
from dashboard.collections import stored
from dashboard.comparing import sides
from dashboard.comparison_layers import drawn_layers
from dashboard.layout.parts import party_name
from dashboard.state import ViewState
from dashboard.still import fonts
from dashboard.still.compared import compared
from dashboard.still.drawing import INSCRIPTION_PX, Drawing, hatch, painted
from dashboard.still.expressions import Feature, evaluate
from dashboard.still.flow import Flow
from dashboard.still.geometry import hatching
from dashboard.still.labels import Box
from dashboard.still.marks import LETTERS, icon
from dashboard.still.shown import feature_states, holds, outlines_of
from dashboard.svg import fixed, path_data, tag, words
from dashboard.text import Text
from geodata.comparisons import Comparison
from geodata.records import Zone
from geodata.store import Store

SWATCH_WIDTH, SWATCH_HEIGHT, INDENT = 24, 15, 33
NAME_PX, DETAIL_PX, HEADING_PX = 12.5, 10.3, 10.5
LEADING = 1.25


def heading(flow: Flow, title: str) -> None:
    """A small title over a part of the legend."""
    flow.paragraph(title, HEADING_PX, "muted", bold=True)
    flow.gap(4)


def zone_rows(flow: Flow, store: Store, state: ViewState, text: Text, with_details: bool) -> None:
    """A row a zone, whether or not it has an outline on the day."""
    drawn, what = outlines_of(store, state), compared(store, state)
    states_of = feature_states(store, state)
    for zone in store.catalog.zones.values():
        boundary = drawn.get(zone.id)
        top = flow.y
        row = flow.paragraph
        is_there = bool(boundary and boundary["box"])
        row(text.name(zone.name), NAME_PX, "ink" if is_there else "muted", bold=is_there, indent=INDENT)
        if with_details:
            detail = zone_change(what.comparisons.get(zone.id), text) if what else zone_detail(boundary, text)
            row(detail, DETAIL_PX, "muted", indent=INDENT)
        shown = boundary if is_there and boundary else {}
        states = {**states_of("boundaries", shown), "shown": True} if shown else {}
        box = flow.box(0, top + (2 if with_details else 1), SWATCH_WIDTH, SWATCH_HEIGHT)
        flow.parts.append(zone_swatch(zone, shown, states, box, text, flow.tokens))
        flow.gap(5 if with_details else 4)


def zone_change(comparison: Comparison | None, text: Text) -> str:
    """A zone's area on the first and on the second of two days."""
    if comparison is None:
        return text("compare.no-outline")
    found = comparison.difference
    areas = {"before": text.number(found.before_km2), "after": text.number(found.after_km2)}
    return text("compare.km2", area=text("compare.areas", **areas))


def zone_detail(boundary: Mapping | None, text: Text) -> str:
    """Status, area and precision of an outline in a line."""
    if boundary is None:
        return text("still.zone.none")
    status = text(f"status.{boundary['status']}")
    if not boundary["box"]:
        return f"{status} · {text('status.unknown')}"
    if boundary["area_km2"] is None or boundary["precision_km"] is None:
        return status
    area = text("still.zone.area", area=text.number(boundary["area_km2"]), km=precision(boundary["precision_km"], text))
    return f"{status} · {area}"


def precision(km: float, text: Text) -> str:
    """Kilometres without a needless decimal."""
    return text.number(km, 0 if km == int(km) else 1)


def zone_swatch(zone: Zone, boundary: Mapping, states: Mapping, box: Box, text: Text, tokens: Mapping[str, str]) -> str:
    """The zone's own fill and line with its number; a grey frame where it has no outline."""
    feature = Feature(boundary, states, 6, tokens)
    looks = [
        attributes
        for style in layers.ZONES.style
        if feature.properties
        and style["source"] == "boundaries"
        and evaluate(style["filter"], feature)
        and (attributes := painted(style, feature))
    ]
    empty: dict[str, object] = {"fill": "none", "stroke": tokens["line"], "stroke-width": "1.2"}
    rects = [tag("rect", {**_rect(box, 1), "rx": "3", **look}) for look in looks or [empty]]
    ink = tokens["ink" if looks else "muted"]
    x, y = box.centre
    return "".join(rects) + words(text.digits(zone.number), x, y + 3.9, 11, ink, anchor="middle", bold=True)


def _rect(box: Box, inside: float) -> dict[str, object]:
    inner = box.grown(-inside)
    return {
        "x": fixed(inner.left),
        "y": fixed(inner.top),
        "width": fixed(inner.width),
        "height": fixed(inner.height),
    }


def posts_on(store: Store, state: ViewState, text: Text) -> str:
    """Whose posts stood on the day, each country after the letter in its mark."""
    posts = [feature["properties"] for feature in stored(store, "posts")["features"]]
    countries = sorted({post["country"] for post in posts if holds(post, str(state.date))})
    # A letter stays with its name at the end of a line.
    names = [f"{LETTERS[country]}\u00a0{party_name(country, store.catalog, text)}" for country in countries]
    return ("، " if text.dir == "rtl" else ", ").join(names)


@dataclass(frozen=True)
class Key:
    """A row of the legend: its words, and the mark they explain; without a style it is the number on a chip."""

    wording: str
    layer: layers.Layer | None = None
    style: Mapping | None = None
    feature: Feature | None = None


def legend_keys(store: Store, state: ViewState, text: Text, drawing: Drawing, has_counts: bool) -> list[Key]:
    """A key for every kind of mark that was drawn, in the order of drawing; each wording once."""
    keys: dict[str, Key] = {}
    window, posts = text(f"window.{state.window}"), posts_on(store, state, text)
    before, after = sides(state, text)
    for layer in drawn_layers(state):
        styles = {style["id"]: style for style in layer.style}
        for style_id, key in layer.legend.items():
            wording = text(key, window=window, posts=posts, before=before, after=after)
            if style_id in drawing.drawn:
                keys.setdefault(wording, Key(wording, layer, styles[style_id], drawing.drawn[style_id]))
    chips = [Key(text("key.chip", window=window))] if has_counts else []
    return [*keys.values(), *chips]


def key_rows(flow: Flow, keys: Sequence[Key], text: Text, size: float, bottom: float) -> None:
    """The rows of these keys, as far as they stay above ``bottom``."""
    for key in keys:
        lines = len(fonts.wrapped(key.wording, size, flow.width - INDENT))
        if flow.y + lines * size * LEADING > bottom:
            return
        top = flow.y + (size * LEADING - SWATCH_HEIGHT) / 2
        box = flow.box(0, top, SWATCH_WIDTH, SWATCH_HEIGHT)
        flow.parts.append(swatch(key, box, text, flow.tokens))
        flow.paragraph(key.wording, size, indent=INDENT, leading=LEADING)
        flow.gap(2.5)


def swatch(key: Key, box: Box, text: Text, tokens: Mapping[str, str]) -> str:
    """A mark as it looks on the map, for the margin of its words."""
    x, y = box.centre
    if key.layer is None or key.style is None or key.feature is None:
        return words(text.digits(3), x, y + 4.2, 12, tokens["accent"], anchor="middle")
    style, feature, layer = key.style, key.feature, key.layer
    if "icon-image" in style["layout"]:
        name = evaluate(style["layout"]["icon-image"], feature)
        return icon(name, x, y, 0.85, tokens)[0]
    look = dict(painted(style, feature) or {})
    if style["type"] == "circle":
        radius = min(float(str(look.pop("r"))), 6.5)
        count = feature.states.get(layer.inscription) or 0
        number = text.number(count)
        disc = tag("circle", {"cx": fixed(x), "cy": fixed(y), "r": fixed(radius, 2), **look})
        if count < 2 or fonts.width(number, INSCRIPTION_PX, bold=True) > 2 * radius - 2:
            return disc
        return disc + words(number, x, y + 3.4, INSCRIPTION_PX, tokens["panel"], anchor="middle", bold=True)
    if style["type"] == "line":
        return tag("path", {**look, "d": f"M{fixed(box.left + 1)} {fixed(y)}h{SWATCH_WIDTH - 2}"})
    if "fill-pattern" in style["paint"]:
        frame = {**_rect(box, 1.5), "fill": "none", "stroke": tokens["muted"], "stroke-dasharray": "3 2"}
        lines = hatch(style, tokens)
        return tag("path", {**lines, "d": path_data([hatching(box.grown(-1.5).area)], 1)}) + tag("rect", frame)
    if style["source"] == "bands":
        # A band is too pale to be known without the line it runs beside.
        line = {
            **_rect(box, 4.5),
            "rx": "1",
            "fill": tokens["syria"],
            "stroke": look["fill"],
            "stroke-width": "1.2",
        }
        soft = {**_rect(box, 0), "rx": "4", **look, "fill-opacity": ".22"}
        return tag("rect", soft) + tag("rect", line)
    ground = {"fill": tokens["land"], "stroke": tokens["border"], "stroke-width": ".8"}
    is_land = style["source"] == "states"
    shape = {**_rect(box, 1.5), "rx": "3"}
    return (tag("rect", {**shape, **ground}) if is_land else "") + tag("rect", {**shape, **look})
