"""What a view compares, worked out once: the map, the panel, the data and the picture ask for the same."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date as Day
from functools import cache, lru_cache
from threading import Lock

import pandas as pd

from dashboard.state import ViewState
from dashboard.text import Text
from geodata.catalog import Catalog
from geodata.comparisons import Comparison, Side, compared_days, compared_with_version, without_outline

REMEMBERED = 512
# Several parts of a page ask at once: the first works it out, the others wait for the answer.
ONE_AT_A_TIME = Lock()


def sides(state: ViewState, text: Text) -> tuple[str, str]:
    """The day of a view and what it is compared with, in words; the second is empty where it compares nothing."""
    second = text.day(state.compare) if isinstance(state.compare, Day) else state.compare or ""
    return text.day(state.date), second


def named_days(state: ViewState, text: Text) -> str:
    """The day of a view, or both where two are compared."""
    return together(text, *sides(state, text))


def together(text: Text, before: str, after: str) -> str:
    """Both days of a comparison, or the one there is."""
    return text("compare.days", before=before, after=after) if after else before


def comparisons(catalog: Catalog, state: ViewState) -> tuple[Comparison, ...]:
    """What changes from the view's day to what it is compared with, a comparison for each zone with an outline.

    Compared with a boundary version, its zone alone.  Empty where the view compares nothing.

    Raises
    ------
    Refused
        no boundary version has this id.
    """
    if state.compare is None:
        return ()
    with ONE_AT_A_TIME:
        found = _between(catalog, *(_turn(catalog, day) for day in (state.date, state.compare)), state.according)
    days = state.date, state.compare if isinstance(state.compare, Day) else state.date
    return tuple(replace(c, before=_dated(c.before, days[0]), after=_dated(c.after, days[1])) for c in found)


@lru_cache(maxsize=REMEMBERED)
def _between(catalog: Catalog, day: Day, compare: Day | str, according: str) -> tuple[Comparison, ...]:
    if isinstance(compare, str):
        return (compared_with_version(catalog, day, compare, according),)
    return tuple(compared_days(catalog, day, compare, according))


def _dated(side: Side, day: Day) -> Side:
    """The side of a zone without an outline names the day asked for, not the turn before it."""
    is_version = side.source is not None
    return side if is_version or side.zone is None else without_outline(side.zone, day)


def _turn(catalog: Catalog, day: Day | str) -> Day | str:
    """The last day up to this one on which anything compared began or ended: between turns nothing changes."""
    if isinstance(day, str):
        return day
    days = turns(catalog)
    return days[bisect_right(days, day) - 1]


@cache
def turns(catalog: Catalog) -> tuple[Day, ...]:
    """The days on which an outline or a post begins or ends, after the first day there is; in order."""
    posts = catalog.posts.values()
    days: Iterable = (
        *catalog.boundaries["valid_from"],
        *catalog.boundaries["valid_to"],
        *(post.established for post in posts),
        *(post.evacuated for post in posts),
    )
    return (Day.min, *sorted({day for day in days if day is not None and not pd.isna(day)}))
