"""What the day, the window, the meeting and the choices make of every feature.

The browser keeps the same as feature states (``show`` in ``assets/map.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.collections import stored
from dashboard.layers.process import article_states
from dashboard.state import ViewState
from dashboard.still.compared import compared
from geodata.records import Meeting
from geodata.store import Store

States = dict[str, Any]


def holds(properties: Mapping[str, Any], day: str) -> bool:
    """Whether the day lies in a feature's half-open interval."""
    return properties["from"] <= day and (not properties["to"] or day < properties["to"])


def in_focus(meeting: Meeting, focus: str) -> Sequence[str]:
    """The parties picked out: those of a session, or one party; none where nothing is."""
    sessions = {session.id: session.parties for session in meeting.sessions}
    return sessions.get(focus, [focus] if focus else [])


def is_drawn(boundary: Mapping[str, Any], state: ViewState) -> bool:
    """Whether a boundary version is the one to draw for its zone on the day."""
    if not holds(boundary, str(state.date)):
        return False
    if state.according and boundary["status"] != "dissolved":
        return boundary["according"] == state.according
    return boundary["default"]


def outlines_of(store: Store, state: ViewState) -> dict[str, Mapping[str, Any]]:
    """Properties of the version drawn for each zone; ``box`` is None where its line is not known.

    Where two days are compared it is that of the second, or else of the first.
    """
    versions = [feature["properties"] for feature in stored(store, "boundaries")["features"]]
    what = compared(store, state)
    if what is None:
        return {p["zone"]: p for p in versions if is_drawn(p, state)}
    sides = (*(p for p in versions if p["id"] in what.first), *(p for p in versions if p["id"] in what.second))
    return {p["zone"]: p for p in sides}


def captioned(store: Store, state: ViewState) -> list[Mapping[str, Any]]:
    """Properties of every version drawn, those of both days where two are compared."""
    what = compared(store, state)
    if what is None:
        return list(outlines_of(store, state).values())
    versions = (feature["properties"] for feature in stored(store, "boundaries")["features"])
    return [p for p in versions if p["id"] in what.first | what.second]


def feature_states(store: Store, state: ViewState) -> Callable[[str, Mapping[str, Any]], States]:
    """A function of collection and properties that tells a feature's states."""
    day, first = str(state.date), str(state.first_day() or "")
    focus = in_focus(store.catalog.meetings[state.meeting], state.focus)
    counted = store.places_counted(state.first_day(), state.date) if "articles" in state.layers else {}
    of_places = article_states(counted)
    what = compared(store, state)

    def boundary(p: Mapping[str, Any]) -> States:
        chosen = p["zone"] in state.zone
        if what is not None:
            return {"first": p["id"] in what.first, "second": p["id"] in what.second, "chosen": chosen}
        drawn = is_drawn(p, state)
        rival = holds(p, day) and not drawn and p["status"] != "dissolved"
        return {"shown": drawn, "rival": rival, "chosen": chosen}

    def line(p: Mapping[str, Any]) -> States:
        if what is None:
            return {"shown": holds(p, day)}
        version = p.get("version", p["id"])
        second = version in what.second
        return {"first": version in what.first and not second, "second": second}

    def seat(p: Mapping[str, Any]) -> States:
        left_aside = bool(focus) and p["party"] not in focus
        return {"shown": state.meeting in p["meetings"], "dimmed": left_aside, "chosen": p["party"] in focus}

    table: Mapping[str, Callable[[Mapping[str, Any]], States]] = {
        "boundaries": boundary,
        **dict.fromkeys(("bands", "stretches"), line),
        "areas": lambda p: {"shown": what is None and holds(p, day)},
        "posts": lambda p: {"shown": holds(p, day)},
        "events": lambda p: {"shown": first <= p["date"] <= day},
        "articles": lambda p: of_places.get(p["id"], {}),
        "arcs": seat,
        "seats": seat,
        "venues": lambda p: {"shown": state.meeting in p["meetings"]},
        "states": lambda p: {"chosen": p["id"] in focus, "dimmed": bool(focus) and p["id"] not in focus},
    }

    def states_of(collection: str, properties: Mapping[str, Any]) -> States:
        return table[collection](properties) if collection in table else {}

    return states_of
