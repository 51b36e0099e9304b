"""The days worth stopping at: the outlines changed, a meeting began, or it is the day asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from dashboard.state import ViewState
from geodata.store import Store


@dataclass(frozen=True)
class Moment:
    """A day, and the meeting shown on it."""

    day: Day
    meeting: str

    def view(self, state: ViewState) -> ViewState:
        """The view of this day; a session picked out belongs to its own meeting."""
        focus = state.focus if self.meeting == state.meeting else ""
        return replace(state, date=self.day, meeting=self.meeting, focus=focus, compare=None, mode="difference")


def moments(store: Store, state: ViewState) -> Sequence[Moment]:
    """Days in order, from the first outline to the last change of one."""
    boundaries = store.catalog.boundaries
    drawn = boundaries[boundaries["default"] | (boundaries["according"] == (state.according or "-"))]
    changes = {day for column in ("valid_from", "valid_to") for day in drawn[column] if isinstance(day, Day)}
    first, last = min(changes), max(changes)
    meetings = store.catalog.meetings.values()
    begun = {meeting.start for meeting in meetings if first <= meeting.start <= last}
    # A day asked for alone brings the default meeting along, which may be far from it.
    is_asked = state.meeting != ViewState.meeting or state.date == ViewState.date
    return [
        Moment(day, state.meeting if day == state.date and is_asked else _latest(store, day))
        for day in sorted(changes | begun | {state.date})
    ]


def _latest(store: Store, day: Day) -> str:
    """The meeting that began last; before the first, the first."""
    meetings = list(store.catalog.meetings.values())
    return max((one for one in meetings if one.start <= day), key=lambda one: one.start, default=meetings[0]).id
