"""The atlas's data in Python.

>>> import geodata as gd
>>> sorted(gd.zones("2017-07-04")["zone"])
['eastern-ghouta', 'idlib', 'north-homs', 'south']
>>> gd.locate(36.402, 33.571, "2017-08-01")["zone"].tolist()
['eastern-ghouta']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import geopandas as gpd
import pandas as pd

from geodata import boundaries as _boundaries
from geodata import locating as _locating
from geodata.catalog import catalog
from geodata.join import join_rows as _join_rows

__all__ = ["governorates", "join", "locate", "meetings", "places", "sessions", "states", "zones"]


def zones(date: object, according: str = "") -> gpd.GeoDataFrame:
    """Boundaries in force on a day (EPSG:4326), one row per zone, with ``area_km2`` (geodesic); index = version.

    ``according`` names a reading; left out, the default of each zone.
    Raises InvalidDay where ``date`` is not a day.
    """
    outlines = _boundaries.in_force(catalog().boundaries, date, according)
    return outlines.assign(area_km2=[_boundaries.area_km2(outline) for outline in outlines.geometry])


def states() -> gpd.GeoDataFrame:
    """States and their part in the process (EPSG:4326), index = ISO 3166-1 alpha-3 in lower case."""
    return catalog().states.copy()


def governorates() -> gpd.GeoDataFrame:
    """Syria's 14 governorates (EPSG:4326), index = P-code."""
    return catalog().governorates.copy()


def meetings() -> pd.DataFrame:
    """One row per meeting in order of time; texts are dicts by language."""
    return pd.DataFrame([dict(meeting) for meeting in catalog().meetings.values()]).set_index("id", drop=False)


def sessions() -> pd.DataFrame:
    """One row per session, with ``meeting``; ``parties`` is a list of ids."""
    rows = [
        {"meeting": meeting.id, **dict(session)}
        for meeting in catalog().meetings.values()
        for session in meeting.sessions
    ]
    return pd.DataFrame(rows).set_index("id", drop=False)


def places() -> gpd.GeoDataFrame:
    """The gazetteer (EPSG:4326), index = id."""
    frame = pd.DataFrame([dict(place) for place in catalog().places.values()]).set_index("id", drop=False)
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs="EPSG:4326")


def locate(lon: object, lat: object, date: object) -> pd.DataFrame:
    """Zone each point lay in on its day; see :func:`geodata.locating.locate`."""
    return catalog().locator.locate(lon, lat, date)


def join(articles: Iterable[Mapping] | pd.DataFrame) -> pd.DataFrame:
    """Join rows of article records; see :func:`geodata.join.join_rows`."""
    return _join_rows(articles, catalog())


locate.__doc__ = _locating.locate.__doc__
