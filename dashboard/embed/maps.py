"""The map of an embed: its colours follow the page, its marks tell what they are, its letters stay legible.

Without a script the page shows one of two layouts, by the room there is; a script that
knows the room asks for the map laid out for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dashboard.comparing import named_days
from dashboard.embed.cards import Cards
from dashboard.embed.options import Options
from dashboard.state import PRESETS, ViewState
from dashboard.still.canvas import LEAST_MAP
from dashboard.still.labels import Box
from dashboard.still.mapping import FIT_PADDING, MapPart, map_part
from dashboard.still.projection import Projection, at, fitted
from dashboard.still.sheet import Sheet
from dashboard.svg import fixed, tag
from dashboard.text import Text
from dashboard.tokens import TOKENS
from geodata.store import Store

# Colours by name: the page's style sheet says what they are, in light, in dark and on paper.
NAMED = {name: f"var(--{name})" for name in TOKENS["light"]}
# Class of the layout, and the room it is laid out for; assets/embed.css tells from which width on each is shown.
LAYOUTS = {"narrow": (360, 430), "wide": (720, 450)}
# How fine its lines are beside a still's: to half a pixel, since whoever comes closer gets a new map.
DETAIL = 0.6
# The room of the zoom buttons (assets/embed.css): from the corner where reading ends, with some air around.
BUTTONS = 8 + 34 + 4, 8 + 3 * 33 + 4
# Below this width the map begins with the zones, above with the whole country.
COUNTRY_WIDTH = 520


@dataclass(frozen=True)
class EmbedMap:
    """A map as drawn, and as SVG for the page."""

    part: MapPart
    svg: str


def embed_maps(store: Store, state: ViewState, text: Text, options: Options) -> list[EmbedMap]:
    """The maps of the page, the largest last."""
    if options.map_size:
        return [_drawn(store, state, text, "exact", begun(*options.map_size), options.has("zoom"))]
    wide = begun(*LAYOUTS["wide"])
    begins = {"narrow": beside(wide, *LAYOUTS["narrow"]), "wide": wide}
    return [_drawn(store, state, text, name, projection, options.has("zoom")) for name, projection in begins.items()]


def buttons(width: float, mirrored: bool) -> Box:
    """What of a map the zoom buttons cover."""
    across, down = BUTTONS
    return Box.of(0 if mirrored else width - across, 0, across, down)


def _drawn(store: Store, state: ViewState, text: Text, name: str, begins: Projection, has_zoom: bool) -> EmbedMap:
    """A map of a layout; ``begins`` has its room, and the place where the view names none."""
    width, height = round(begins.width), round(begins.height)
    sheet = Sheet(width, height, DETAIL, "card", text.dir == "rtl")
    projection = None if state.view else begins
    cards = Cards(store, state, text)
    covered = [buttons(width, sheet.mirrored)] if has_zoom else []
    part = map_part(store, state, text, NAMED, sheet, Box(0, 0, width, height), cards, projection, covered)
    shown = part.projection
    root = {
        "class": f"map-{name}",
        "viewBox": f"0 0 {width} {height}",
        "role": "group",
        "aria-label": text("still.alt", day=named_days(state, text)),
        # What a script needs to tell where a pixel lies, and which view would show another place.
        "data-place": f"{fixed(shown.lon, 6)},{fixed(shown.lat, 6)},{fixed(shown.zoom, 4)}",
        "data-shift": fixed(-math.log2(min(1.0, width / LEAST_MAP[0], height / LEAST_MAP[1])), 4),
    }
    return EmbedMap(part, tag("svg", root, *part.parts))


def begun(width: int, height: int) -> Projection:
    """The place shown where the view names none."""
    preset = PRESETS["syria" if width >= COUNTRY_WIDTH else "zones"]
    return fitted(preset, width, height, FIT_PADDING)


def beside(wide: Projection, width: int, height: int) -> Projection:
    """The zones in a narrow room, to the scale of the wide map and whole pixels from it.

    Its lines are then the same characters but for where they begin, which compression makes next to nothing of.
    """
    zones = fitted(PRESETS["zones"], width, height, FIT_PADDING)
    corner = np.array(wide.centre) * wide.world_px - (wide.width / 2, wide.height / 2)
    own = np.array(zones.centre) * wide.world_px - (width / 2, height / 2)
    return at(corner + np.rint(own - corner) + (width / 2, height / 2), wide.zoom, width, height)
