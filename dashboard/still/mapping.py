"""The map of a still with its names, zone chips and scale bar."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import shapely

from dashboard import layers
from dashboard.comparing import named_days
from dashboard.state import PRESETS, ViewState
from dashboard.still import fonts
from dashboard.still.canvas import LEAST_MAP, Canvas, Told, canvas, untold
from dashboard.still.chips import Chip, Obstacles, badge, drawn_chip, leader, place_chips
from dashboard.still.drawing import Drawing, draw_map
from dashboard.still.labels import Box, Ground, place
from dashboard.still.projection import Projection, fitted
from dashboard.still.sheet import Sheet
from dashboard.still.shown import outlines_of
from dashboard.still.venue import drawn_label
from dashboard.svg import fixed, tag, words
from dashboard.text import Text
from geodata.store import Store

# Below this zoom zones are specks, and their chips would hide half a continent (as in assets/chips.js).
SMALLEST_CHIP_ZOOM = 4.2
# A thumbnail has room for the zones on their ground.
THUMBNAIL_LAYERS = {"states", "zones", "uncertainty"}
FIT_PADDING = 14
EDGE = 5
SCALE_PX, SCALE_TEXT_PX = 118, 10.5


@dataclass(frozen=True)
class MapPart:
    """The map as SVG parts, and what the frame needs of it; boxes from the map's own corner."""

    projection: Projection
    parts: Sequence[str]
    boxes: Sequence[Box]
    drawing: Drawing
    has_counts: bool


def projection_of(state: ViewState, width: float, height: float) -> Projection:
    """Web Mercator at the view's own centre and zoom, or fitted to Syria."""
    if state.view is None:
        return fitted(PRESETS["syria"], width, height, FIT_PADDING)
    shrunk = min(1.0, width / LEAST_MAP[0], height / LEAST_MAP[1])
    return Projection(state.view.lon, state.view.lat, state.view.zoom + math.log2(shrunk), width, height)


def map_part(
    store: Store,
    state: ViewState,
    text: Text,
    tokens: Mapping[str, str],
    sheet: Sheet,
    box: Box,
    told: Told = untold,
    projection: Projection | None = None,
    covered: Sequence[Box] = (),
) -> MapPart:
    """The map drawn for a box of the sheet; ``projection`` is that of the view, unless given.

    Nothing is written where it is ``covered``: boxes from the map's own corner that a page puts buttons on.
    """
    projection = projection or projection_of(state, box.width, box.height)
    is_thumbnail = sheet.kind == "thumbnail"
    if is_thumbnail:
        state = replace(state, layers=tuple(layer for layer in state.layers if layer in THUMBNAIL_LAYERS))
    paper = canvas(store, state, text, tokens, projection, sheet.magnified, told)
    drawing = draw_map(paper, with_names=not is_thumbnail)
    bounds = Box(0, 0, box.width, box.height).grown(-EDGE)
    sea = tag("rect", {"width": fixed(box.width), "height": fixed(box.height), "fill": tokens["sea"]})
    chips = zone_chips(store, paper)
    if is_thumbnail:
        mark, taken = day_mark(state, text, tokens, bounds, sheet.mirrored, [chip.ground for chip in chips])
    else:
        mark, taken = scale_bar(text, tokens, projection, bounds, sheet.mirrored)
    predicted = [label.spots[0].box for names in drawing.labels.values() for label in names if label.spots]
    obstacles = Obstacles(bounds, [*taken, *covered], drawing.solid, predicted)
    placed = place_chips(chips, obstacles, bare=is_thumbnail)
    chip_boxes = [chip_box for _, chip_box in placed]
    solid = (*taken, *covered, *chip_boxes, *drawing.solid)
    names = [label for style in reversed(layers.ABOVE) for label in drawing.labels.get(style, ())]
    leaders = shapely.MultiLineString([] if is_thumbnail else [leader(*pair) for pair in placed])
    ground = Ground(bounds, solid, tuple(drawing.marks), shapely.union_all(drawing.outlines), leaders)
    named = place(names, ground)
    if is_thumbnail:
        chip_parts = [badge(chip, *chip_box.centre, tokens) for chip, chip_box in placed]
    else:
        pairs = [drawn_chip(chip, chip_box, tokens, sheet.mirrored) for chip, chip_box in placed]
        chip_parts = [*(line for line, _ in pairs), *(pill for _, pill in pairs)]
    parts = [sea, *drawing.parts, *(drawn_label(label, spot) for label, spot in named), *chip_parts, mark]
    boxes = [*taken, *chip_boxes, *(spot.box for _, spot in named), *drawing.inscriptions]
    return MapPart(projection, parts, boxes, drawing, any(chip.articles for chip, _ in placed))


def zone_chips(store: Store, paper: Canvas) -> list[Chip]:
    """A chip for every zone drawn and in sight, in the order of their numbers."""
    state, text = paper.state, paper.text
    if not (state.compare or "zones" in state.layers) or (state.view and state.view.zoom < SMALLEST_CHIP_ZOOM):
        return []
    counts = store.zones_counted(state.first_day(), state.date) if "articles" in state.layers else {}
    shapes = paper.shapes("boundaries")
    drawn = {p["id"] for p in outlines_of(store, state).values()}
    chips = []
    for p, outline in zip(shapes.properties, shapes.geometries, strict=True):
        if p["id"] not in drawn or outline.is_empty:
            continue
        count = counts.get(p["zone"], 0)
        chips.append(
            Chip(
                p["zone"],
                text.digits(p["number"]),
                text.name(store.catalog.zones[p["zone"]].name),
                text.number(count) if count else "",
                paper.tokens[f"zone-{p['number']}"],
                outline,
                chosen=p["zone"] in state.zone,
                dissolved=p["status"] == "dissolved",
                told="\n".join(paper.told("zones", p, {})),
            )
        )
    return sorted(chips, key=lambda chip: chip.number)


def scale_bar(
    text: Text, tokens: Mapping[str, str], projection: Projection, bounds: Box, mirrored: bool
) -> tuple[str, list[Box]]:
    """A bar of a round number of kilometres, true at the map's centre, in the corner where reading ends."""
    length_km = round_length(SCALE_PX * projection.metres_per_pixel / 1000)
    length = length_km * 1000 / projection.metres_per_pixel
    label = f"{text.number(length_km, 0 if length_km >= 1 else 1)} {text('js.km')}"
    across = fonts.width(label, SCALE_TEXT_PX)
    right = bounds.left + 6 + length if mirrored else bounds.right - 6
    base = bounds.bottom - 8
    box = Box(right - max(length, across) - 2, base - 20, right + 2, base + 3)
    bar = f"M{fixed(right - length)} {fixed(base - 5)}v5h{fixed(length)}v-5"
    halo = tag("path", {"d": bar, "fill": "none", "stroke": tokens["halo"], "stroke-width": "3.4"})
    line = tag("path", {"d": bar, "fill": "none", "stroke": tokens["ink"], "stroke-width": "1.3"})
    name = words(
        label, right - length / 2, base - 8, SCALE_TEXT_PX, tokens["ink"], anchor="middle", halo=tokens["halo"]
    )
    return tag("g", {"data-part": "scale"}, halo, line, name), [box]


def round_length(room_km: float) -> float:
    """The longest of 1, 2, 5, 10, 20, 50 … kilometres that fits."""
    power = 10 ** math.floor(math.log10(room_km))
    return next(step * power for step in (5, 2, 1) if step * power <= room_km)


def day_mark(
    state: ViewState, text: Text, tokens: Mapping[str, str], bounds: Box, mirrored: bool, zones: Sequence[Box]
) -> tuple[str, list[Box]]:
    """All the words of a thumbnail: its day, in a lower corner that hides no zone, or else where reading begins."""
    size = 11.5
    label = named_days(state, text)
    width = fonts.width(label, size, bold=True) + 14
    corners = [Box.of(left, bounds.bottom - 20, width, 20) for left in (bounds.left, bounds.right - width)]
    if mirrored:
        corners.reverse()
    free = [corner for corner in corners if not any(corner.overlaps(zone) for zone in zones)]
    box = (free or corners)[0]
    ground = {
        "x": fixed(box.left),
        "y": fixed(box.top),
        "width": fixed(width),
        "height": "20",
        "rx": "5",
        "fill": tokens["panel"],
        "fill-opacity": ".92",
    }
    line = words(label, box.centre[0], box.bottom - 6, size, tokens["ink"], anchor="middle", bold=True)
    return tag("g", {"data-part": "day"}, tag("rect", ground), line), [box]
