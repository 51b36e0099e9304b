"""The whole still: map, names, chips and frame put together on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.comparing import named_days
from dashboard.state import ViewState, to_query
from dashboard.still import fonts
from dashboard.still.frame import Frame, frame_of
from dashboard.still.labels import Box
from dashboard.still.mapping import MapPart, map_part
from dashboard.still.projection import Projection
from dashboard.still.sheet import Sheet, sheet_of
from dashboard.svg import fixed, tag
from dashboard.text import Text
from dashboard.tokens import TOKENS
from geodata.markup import escaped
from geodata.store import Store

FAMILIES = f"'{fonts.FAMILY}','IBM Plex Sans',sans-serif"


@dataclass(frozen=True)
class Still:
    """A finished still."""

    state: ViewState
    width: int
    height: int
    sheet: Sheet
    map: MapPart
    frame: Frame

    @property
    def projection(self) -> Projection:
        """How the map was projected, in the sheet's pixels from the map's own corner."""
        return self.map.projection

    @property
    def boxes(self) -> Sequence[Box]:
        """Where words and chips stand, in the sheet's pixels; none overlaps another."""
        corner = self.frame.map
        return [*self.frame.boxes, *(box.moved(corner.left, corner.top) for box in self.map.boxes)]

    @cached_property
    def svg_with_page_fonts(self) -> str:
        """The still without the letters: for pages and programs that bring the typeface themselves."""
        return self._written("")

    @cached_property
    def svg(self) -> str:
        """The still as one file that needs nothing beside it."""
        return self._written(tag("style", {}, fonts.font_faces(fonts.letters(self.svg_with_page_fonts))))

    def _written(self, style: str) -> str:
        text, tokens, corner = Text(self.state.lang), TOKENS[self.state.theme or "light"], self.frame.map
        query = to_query(self.state)
        root = {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": self.width,
            "height": self.height,
            "viewBox": f"0 0 {fixed(self.sheet.width, 3)} {fixed(self.sheet.height, 3)}",
            "font-family": FAMILIES,
            "role": "img",
            "lang": text.lang,
        }
        place = {
            "x": fixed(corner.left),
            "y": fixed(corner.top),
            "width": fixed(corner.width),
            "height": fixed(corner.height),
            "data-part": "map",
        }
        ground = {"width": fixed(self.sheet.width), "height": fixed(self.sheet.height), "fill": tokens["panel"]}
        return tag(
            "svg",
            root,
            tag("title", {}, escaped(text("still.alt", day=named_days(self.state, text)))),
            tag("desc", {}, escaped(f"{self.frame.caption} {text('attribution')}")),
            tag("metadata", {}, escaped(f"{text('title')}{' ?' + query if query else ''}. {fonts.LICENCE}.")),
            style,
            tag("rect", ground),
            tag("svg", place, *self.map.parts),
            *self.frame.parts,
        )


def compose(store: Store, state: ViewState, width: int, height: int) -> Still:
    """The still of a view, ``width`` × ``height`` pixels."""
    text, tokens = Text(state.lang), TOKENS[state.theme or "light"]
    sheet = sheet_of(width, height, text.dir == "rtl")
    # The legend names what was drawn, and what is drawn depends on the room the legend leaves: the map comes
    # first where the legend stands beside it, and is drawn again with less room where it stands beneath.
    frame = frame_of(store, state, text, tokens, sheet, None)
    part = map_part(store, state, text, tokens, sheet, frame.map)
    framed = frame_of(store, state, text, tokens, sheet, part)
    if framed.map != frame.map:
        part = map_part(store, state, text, tokens, sheet, framed.map)
    return Still(state, width, height, sheet, part, framed)
