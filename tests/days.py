"""The days on which the zones' outlines change, from the memorandum to the last of them."""

from datetime import date, timedelta

from geodata.boundaries import in_force
from geodata.catalog import catalog

FIRST, LAST = date(2017, 5, 1), date(2020, 12, 31)


def changing_days():
    """The first day and each on which another set of outlines is in force than the day before.

    What holds on these holds on every day between: nothing that is drawn depends on the day in another way.
    """
    days, before = [], None
    for day in (FIRST + timedelta(days) for days in range((LAST - FIRST).days + 1)):
        versions = frozenset(in_force(catalog().boundaries, day).index)
        if versions != before:
            days.append(day)
        before = versions
    return days
