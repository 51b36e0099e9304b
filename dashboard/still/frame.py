"""What stands round the map: title, legend, inset, and whose outlines and data these are."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.comparing import sides, together
from dashboard.state import ViewState
from dashboard.still.flow import Flow
from dashboard.still.labels import Box
from dashboard.still.legend import heading, key_rows, legend_keys, precision, zone_rows
from dashboard.still.mapping import MapPart
from dashboard.still.sheet import PAD, Sheet
from dashboard.still.shown import captioned, in_focus
from dashboard.still.venue import venue_inset
from dashboard.svg import fixed, tag
from dashboard.text import Text
from geodata.store import Store

INSET_RATIO, LEAST_INSET_PX, WIDEST_INSET = 190 / 300, 96, 320
# Details of zones and size of the key, as a column gets shorter; the last leaves out what finds no room.
KEY_PX = 11.5
ATTEMPTS = ((True, KEY_PX), (True, 10.5), (True, 9.8), (False, KEY_PX), (False, 10.5), (False, 9.5))
COLUMN_TITLE, HEAD_TITLE, CARD_TITLE = 20, 20, 15.5


@dataclass(frozen=True)
class Frame:
    """The frame as SVG parts, where its words stand, the box it leaves to the map, and the caption."""

    map: Box
    parts: Sequence[str]
    boxes: Sequence[Box]
    caption: str


def caption(store: Store, state: ViewState, text: Text) -> str:
    """Whose outlines these are and how exact, as under the interactive map."""
    live = [p for p in captioned(store, state) if p["status"] != "dissolved" and p["box"]]
    if not live:
        return text("caption.none")
    spread = sorted({p["precision_km"] for p in live if p["precision_km"] is not None})
    ends = dict.fromkeys((spread[0], spread[-1])) if spread else ()
    stop = "، " if text.lang in ("ar", "fa") else ", "
    line = text(
        "caption",
        readings=stop.join(dict.fromkeys(text(f"reading.{p['according']}") for p in live)),
        precision="–".join(precision(km, text) for km in ends),
        status=stop.join(dict.fromkeys(text(f"status.{p['status']}") for p in live)),
    )
    return f"{line} · {text('caption.soft')}"


def meeting_line(store: Store, state: ViewState, text: Text) -> str:
    """The meeting of a view with its days; where they are not the day of the view, it is said to be the one shown."""
    meeting = store.catalog.meetings[state.meeting]
    line = text("still.meeting", title=text.name(meeting.title), when=_unbroken(text.span(meeting.start, meeting.end)))
    return line if meeting.start <= state.date <= meeting.end else text("still.meeting.shown", meeting=line)


@dataclass(frozen=True)
class Setting:
    """All that setting the frame depends on."""

    store: Store
    state: ViewState
    text: Text
    tokens: Mapping[str, str]
    sheet: Sheet
    part: MapPart | None

    def flow(self, left: float, top: float, width: float) -> Flow:
        """A block; ``left`` is counted from where reading begins."""
        start = self.sheet.width - left - width if self.sheet.mirrored else left
        return Flow(start, top, width, self.tokens, self.sheet.mirrored)

    @property
    def shows_inset(self) -> bool:
        return bool({"arcs", "states"} & set(self.state.layers))


def frame_of(
    store: Store, state: ViewState, text: Text, tokens: Mapping[str, str], sheet: Sheet, part: MapPart | None
) -> Frame:
    """The frame round a map; ``part`` is the map already drawn, if it is, for the legend to go by."""
    return FRAMES[sheet.kind](Setting(store, state, text, tokens, sheet, part))


def _head(flow: Flow, setting: Setting, size: float) -> None:
    """The day, and the meeting with its days."""
    state, text = setting.state, setting.text
    day = together(text, *map(_unbroken, sides(state, text)))
    flow.paragraph(text("still.title", day=day), size, bold=True, leading=1.2)
    flow.gap(3)
    flow.paragraph(meeting_line(setting.store, state, text), max(11, size * 0.62), "muted")


def _unbroken(day: str) -> str:
    """A day that no line breaks apart."""
    return day.replace(" ", "\u00a0")


def _foot(setting: Setting, size: float) -> Flow:
    """Caption and sources, set upwards from the sheet's lower edge."""
    line = caption(setting.store, setting.state, setting.text)

    def at(top: float) -> Flow:
        flow = setting.flow(PAD, top, setting.sheet.width - 2 * PAD)
        flow.paragraph(line, size + 0.6, "ink")
        flow.paragraph(setting.text("attribution"), size, "muted")
        return flow

    return at(setting.sheet.height - at(0).y - 7)


def _rule(setting: Setting, y: float) -> str:
    return tag("path", {"d": f"M0 {fixed(y)}H{fixed(setting.sheet.width)}", "stroke": setting.tokens["line"]})


def _thumbnail(setting: Setting) -> Frame:
    line = caption(setting.store, setting.state, setting.text)
    return Frame(Box(0, 0, setting.sheet.width, setting.sheet.height), [], [], line)


def _card(setting: Setting) -> Frame:
    """Title, map, foot."""
    foot = _foot(setting, 8.2)
    head = setting.flow(PAD, 8, setting.sheet.width - 2 * PAD)
    _head(head, setting, CARD_TITLE)
    box = Box(0, head.y + 7, setting.sheet.width, foot.top - 6)
    return _framed(setting, box, [head, foot], [_rule(setting, box.top), _rule(setting, box.bottom)])


def _below(setting: Setting) -> Frame:
    """Title, map, legend in two columns, foot."""
    sheet = setting.sheet
    foot = _foot(setting, 8.8)
    head = setting.flow(PAD, 12, sheet.width - 2 * PAD)
    _head(head, setting, HEAD_TITLE)
    half = (sheet.width - 3 * PAD) / 2

    def legend(top: float) -> list[Flow]:
        zones, key = setting.flow(PAD, top, half), setting.flow(2 * PAD + half, top, half)
        if "zones" not in setting.state.layers:
            zones, key = setting.flow(2 * PAD + half, top, half), setting.flow(PAD, top, half)
        else:
            _zones(zones, setting, True)
        _key(key, setting, KEY_PX)
        return [zones, key]

    height = max(flow.y for flow in legend(0))
    top = foot.top - height - 16
    box = Box(0, head.y + 9, sheet.width, top - 10)
    rules = [_rule(setting, box.top), _rule(setting, box.bottom), _rule(setting, foot.top - 6)]
    return _framed(setting, box, [head, *legend(top), foot], rules)


def _column(setting: Setting) -> Frame:
    """A column with title, legend and inset beside the map; the foot under both."""
    sheet = setting.sheet
    foot = _foot(setting, 9.2)
    bottom = foot.top - 6
    left = 0 if sheet.mirrored else sheet.column
    box = Box(left, 0, left + sheet.width - sheet.column, bottom)
    edge = box.right if sheet.mirrored else box.left
    rules = [
        _rule(setting, bottom),
        tag("path", {"d": f"M{fixed(edge)} 0V{fixed(bottom)}", "stroke": setting.tokens["line"]}),
    ]
    column = _fullest_column(setting, bottom)
    frame = _framed(setting, box, [column, foot], rules)
    room = bottom - PAD - column.y - 8
    width = min(sheet.column - 2 * PAD, WIDEST_INSET, room / INSET_RATIO)
    if setting.part is None or not setting.shows_inset or width * INSET_RATIO < LEAST_INSET_PX:
        return frame
    return _with_inset(setting, frame, bottom - PAD - width * INSET_RATIO, width)


def _fullest_column(setting: Setting, bottom: float) -> Flow:
    """The column with all it can hold: details of zones and type give way before anything is left out."""
    flow = None
    for with_details, size in ATTEMPTS:
        flow = setting.flow(PAD, PAD, setting.sheet.column - 2 * PAD)
        _head(flow, setting, COLUMN_TITLE if with_details else 16)
        flow.gap(12)
        if "zones" in setting.state.layers:
            _zones(flow, setting, with_details)
            flow.gap(8)
        _key(flow, setting, size, bottom if (with_details, size) == ATTEMPTS[-1] else math.inf)
        if flow.y <= bottom - 4:
            break
    assert flow is not None
    return flow


def _zones(flow: Flow, setting: Setting, with_details: bool) -> None:
    heading(flow, setting.text("still.zones"))
    zone_rows(flow, setting.store, setting.state, setting.text, with_details)


def _key(flow: Flow, setting: Setting, size: float, bottom: float = math.inf) -> None:
    """Every mark drawn; those for which there is no room above ``bottom`` are left out."""
    if setting.part is None:
        return
    keys = legend_keys(setting.store, setting.state, setting.text, setting.part.drawing, setting.part.has_counts)
    if keys:
        heading(flow, setting.text("still.key"))
        key_rows(flow, keys, setting.text, size, bottom)


def _with_inset(setting: Setting, frame: Frame, top: float, width: float) -> Frame:
    sheet = setting.sheet
    left = sheet.width - PAD - width if sheet.mirrored else PAD
    meeting = setting.store.catalog.meetings[setting.state.meeting]
    svg, boxes = venue_inset(
        setting.store.catalog,
        meeting,
        setting.text,
        setting.tokens,
        Box.of(left, top, width, width * INSET_RATIO),
        in_focus(meeting, setting.state.focus),
    )
    return Frame(frame.map, [*frame.parts, svg], [*frame.boxes, *boxes], frame.caption)


def _framed(setting: Setting, box: Box, flows: Sequence[Flow], rules: Sequence[str]) -> Frame:
    parts = [part for flow in flows for part in flow.parts]
    boxes = [one for flow in flows for one in flow.boxes]
    return Frame(box, [*rules, *parts], boxes, caption(setting.store, setting.state, setting.text))


FRAMES: Mapping[str, Callable[[Setting], Frame]] = {
    "thumbnail": _thumbnail,
    "card": _card,
    "below": _below,
    "column": _column,
}
