"""Which articles a view asks for."""

from __future__ import annotations

from dashboard.state import ViewState
from geodata import store as stores


class Selection(stores.Selection):
    """A store's selection, made from a view."""

    @classmethod
    def of_view(cls, state: ViewState) -> Selection:
        """What the article list of a view shows: the window that ends with the day, narrowed by the filters."""
        return cls(
            words=state.q,
            outlet=state.outlet,
            languages=state.alang,
            zones=state.zone,
            first=state.first_day(),
            last=min(filter(None, (state.date, state.to))),
        )
