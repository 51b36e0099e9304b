"""A view to take along: one HTML file that opens from disk, with every day on which the outlines changed.

Each day is a still.  What several days have in common (land, borders, names, most zones) is stored once, so that
forty pictures weigh little more than a few.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from dashboard import tokens
from dashboard.offline.days import Moment, moments
from dashboard.offline.sharing import Shared
from dashboard.state import ViewState
from dashboard.still import compose, fonts
from dashboard.templating import page
from dashboard.text import Text
from geodata.store import Store

# Wide with its legend beside the map, narrow without; the width of the window decides.
SIZES = {"wide": (1180, 760), "narrow": (440, 470)}


def offline_html(store: Store, state: ViewState) -> bytes:
    """The file.  It asks the network for nothing, and says so in its own policy."""
    text = Text(state.lang)
    days = moments(store, state)
    shared = Shared()
    layouts = {
        name: [shared.add(compose(store, moment.view(state), *size)) for moment in days] for name, size in SIZES.items()
    }
    at = next(number for number, moment in enumerate(days) if moment.day == state.date)
    start = compose(store, days[at].view(state), *SIZES["wide"])
    content = {
        "parts": shared.parts,
        "layouts": {name: {"size": SIZES[name], "days": drawn} for name, drawn in layouts.items()},
        "at": at,
    }
    html = page(
        "offline.html",
        text=text,
        theme=state.theme or "light",
        tokens=Markup(tokens.css_variables()),
        title=text("still.title", day=text.day(state.date)),
        first=Markup(start.svg_with_page_fonts),
        days=[_described(moment, store, text) for moment in days],
        at=at,
        content=Markup(json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")),
        faces=Markup("FACES"),
        family=fonts.FAMILY,
        licence=fonts.LICENCE,
    )
    return html.replace("FACES", _faces(html), 1).encode("utf-8")


def _faces(html: str) -> str:
    """The typeface in both weights, with the letters of the file."""
    used = frozenset(html) | fonts.LATIN
    if any(fonts.ARABIC.match(letter) for letter in used):
        used |= fonts.ARABIC_LETTERS
    return fonts.font_faces(dict.fromkeys(fonts.WEIGHTS, frozenset(letter for letter in used if letter.isprintable())))


def _described(moment: Moment, store: Store, text: Text) -> dict[str, Any]:
    """A day in words: what happened on it, and the meeting then under way or last held."""
    meeting = store.catalog.meetings[moment.meeting]
    sessions = [session for session in meeting.sessions if session.date == moment.day]
    return {
        "iso": str(moment.day),
        "label": text.day(moment.day),
        "events": _events(moment, store, text),
        "meeting": text.name(meeting.title),
        "when": f"{text.span(meeting.start, meeting.end)} · {text.name(meeting.city)}",
        "outcome": text.name(meeting.outcome),
        "sessions": [text.name(session.topic) for session in sessions],
    }


def _events(moment: Moment, store: Store, text: Text) -> Sequence[str]:
    on_the_day = [event for event in store.catalog.events.values() if event.date == moment.day]
    return [
        text.digits(event.title_ar if text.lang == "ar" and event.title_ar else event.title_en) for event in on_the_day
    ]
