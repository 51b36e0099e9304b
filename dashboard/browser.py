"""What the page's script starts from: the view, the registry of layers, the time line, the words it needs."""

from __future__ import annotations

from typing import Any

from dashboard import layers
from dashboard.asof import version_to_keep
from dashboard.comparison_layers import COMPARISON
from dashboard.layout.parts import event_title, party_name
from dashboard.pages.panels import PANELS
from dashboard.state import LANGUAGES, LAYERS, PRESETS, ViewState, as_texts
from dashboard.text import Text
from dashboard.tokens import TOKENS
from geodata.boundaries import history
from geodata.records import Meeting, Zone
from geodata.store import Store

COLLECTIONS = (
    "world",
    "states",
    "state-names",
    "governorates",
    "disputed",
    "boundaries",
    "bands",
    "stretches",
    "areas",
    "cities",
    "places",
    "posts",
    "events",
    "arcs",
    "seats",
    "venues",
    "articles",
    "counts",
)


def configuration(store: Store, state: ViewState, text: Text) -> dict[str, Any]:
    """JSON-ready; everything in it is public and the same for everybody but for ``view`` and the language."""
    catalog = store.catalog
    return {
        "view": as_texts(state),
        "defaults": as_texts(ViewState()),
        "asof": version_to_keep(store),
        "panels": {name: panel.parameters for name, panel in PANELS.items() if panel.parameters},
        "lang": text.lang,
        "dir": text.dir,
        "tokens": TOKENS,
        "urls": {name: f"/store/{store.manifest['files'][name]}" for name in COLLECTIONS},
        "layers": layers.for_browser(COMPARISON),
        "order": LAYERS,
        "languages": LANGUAGES,
        "presets": PRESETS,
        "zones": [zone_strip(store, zone, text) for zone in catalog.zones.values()],
        "meetings": [meeting_mark(meeting, text) for meeting in catalog.meetings.values()],
        "events": [{"date": str(event.date), "title": event_title(event, text)} for event in catalog.events.values()],
        "versions": list(catalog.boundaries.index),
        "parties": {party: party_name(party, catalog, text) for party in catalog.parties},
        "text": spoken(text),
    }


def meeting_mark(meeting: Meeting, text: Text) -> dict[str, Any]:
    """A meeting as the time line and the highlights need it."""
    return {
        "id": meeting.id,
        "label": text.name(meeting.label),
        "title": text.name(meeting.title),
        "city": text.name(meeting.city),
        "from": str(meeting.start),
        "to": str(meeting.end),
        "sessions": {session.id: session.parties for session in meeting.sessions},
    }


SPOKEN_GROUPS = ("status", "follows", "reading", "find", "confidence", "timeline", "caption", "compare")


def spoken(text: Text) -> dict[str, str]:
    """The words the scripts say, blanks left in."""
    groups = {f"{group}.{key}": words for group in SPOKEN_GROUPS for key, words in text.all(group).items()}
    return {
        **text.all("js"),
        **groups,
        "caption": text.raw("caption"),
        "webgl": text("webgl"),
        "share-title": text.raw("still.title"),
    }


def zone_strip(store: Store, zone: Zone, text: Text) -> dict[str, Any]:
    """A zone's life as stretches of its default versions, for the time line."""
    versions = history(store.catalog.boundaries, zone.id)
    stretches = [
        {
            "from": str(version["valid_from"]),
            "to": "" if version["valid_to"] is None else str(version["valid_to"]),
            "status": version["status"],
            "version": name,
            "area_km2": store.areas_km2.get(str(name)),
        }
        for name, version in versions[versions["default"]].iterrows()
    ]
    return {"id": zone.id, "number": zone.number, "name": text.name(zone.name), "life": stretches}
