"""The view state and its query string: the only place that knows parameter names.

One query string names a view; every page, picture and link uses it.  What is
left out takes its default; what makes no sense is dropped and reported, never
an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, fields
from datetime import date as Day
from urllib.parse import parse_qsl, urlencode

from geodata.boundaries import readings
from geodata.catalog import Catalog

ZONES = ("idlib", "north-homs", "eastern-ghouta", "south")
LAYERS = ("states", "governorates", "zones", "uncertainty", "posts", "places", "articles", "events", "arcs")
LANGUAGES = ("en", "ar", "fa", "tr", "ru")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
WINDOWS = ("7", "30", "90", "365", "all")
PANELS = ("meeting", "zone", "articles", "compare", "maintain")
MODES = ("difference", "swipe", "blink")
VERSION = re.compile(rf"(?:{'|'.join(ZONES)})@(\d{{4}}-\d{{2}}-\d{{2}})(?:~[a-z0-9][a-z0-9-]{{0,79}})?", re.ASCII)
DATA_VERSION = re.compile(r"[0-9a-f]{12}", re.ASCII)
LONGEST_TEXT = 200
# What the map can be fitted to where no ``view`` is given: west, south, east, north in degrees.
PRESETS = {"zones": (35.6, 32.4, 37.9, 36.6), "syria": (35.3, 32.2, 42.5, 37.4), "venue": (24, 22, 80, 62)}


@dataclass(frozen=True)
class Viewport:
    """Centre in degrees (WGS 84) and zoom level of the map."""

    lon: float
    lat: float
    zoom: float


@dataclass(frozen=True)
class ViewState:
    """What is shown.  Field names are those of the query string (``from_``, ``to`` are days).

    ``compare`` is what ``date`` is compared with: a second day, or the id of a boundary version (then its zone
    alone is compared); ``mode`` how the two are shown, ``divider`` the longitude in degrees at which a swipe parts
    them.  ``window`` is how many days of articles and events up to
    ``date`` are shown; ``focus`` a session or party of the meeting, picked out on the map.  ``asof`` is the version
    of the data it is drawn from; by default the present one.
    """

    date: Day = Day(2017, 7, 4)
    meeting: str = "astana-5"
    zone: tuple[str, ...] = ()
    layers: tuple[str, ...] = ("states", "zones", "articles")
    lang: str = "en"
    q: str = ""
    outlet: str = ""
    alang: tuple[str, ...] = ()
    from_: Day | None = None
    to: Day | None = None
    view: Viewport | None = None
    compare: Day | str | None = None
    mode: str = "difference"
    divider: float | None = None
    according: str = ""
    panel: str = "meeting"
    theme: str = ""
    window: str = "90"
    focus: str = ""
    asof: str = ""

    def first_day(self) -> Day | None:
        """The first day of the article window, which ends with ``date``; None for all days so far."""
        days = None if self.window == "all" else self.date.toordinal() - int(self.window)
        first = None if days is None or days < 1 else Day.fromordinal(days)
        return max(filter(None, (first, self.from_)), default=None)


def _day(text: str) -> Day:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return Day.fromisoformat(text)


def _day_or_version(text: str) -> Day | str:
    version = VERSION.fullmatch(text)
    if not version:
        return _day(text)
    _day(version[1])
    return text


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError(text)
    return text


def _data_version(text: str) -> str:
    if not DATA_VERSION.fullmatch(text):
        raise ValueError(text)
    return text


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT or not text.isprintable():
        raise ValueError(text)
    return text


def _one_of(known: tuple[str, ...]):
    def parse(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return parse


def _some_of(known: tuple[str, ...]):
    def parse(text: str) -> tuple[str, ...]:
        chosen = text.split(",") if text else []
        if not set(chosen) <= set(known):
            raise ValueError(text)
        return tuple(name for name in known if name in chosen)

    return parse


def _longitude(text: str) -> float:
    lon = float(text)
    if not abs(lon) <= 180:
        raise ValueError(text)
    return lon


def _viewport(text: str) -> Viewport:
    lon, lat, zoom = (float(part) for part in text.split(","))
    if not (math.isfinite(lon + lat + zoom) and abs(lon) <= 180 and abs(lat) <= 85 and 0 <= zoom <= 20):
        raise ValueError(text)
    return Viewport(lon, lat, zoom)


PARSERS = {
    "date": _day,
    "meeting": _slug,
    "zone": _some_of(ZONES),
    "layers": _some_of(LAYERS),
    "lang": _one_of(LANGUAGES),
    "q": _text,
    "outlet": _text,
    "alang": _some_of(LANGUAGES),
    "from": _day,
    "to": _day,
    "view": _viewport,
    "compare": _day_or_version,
    "mode": _one_of(MODES),
    "divider": _longitude,
    "according": _slug,
    "panel": _one_of(PANELS),
    "theme": _one_of(("light", "dark")),
    "window": _one_of(WINDOWS),
    "focus": _slug,
    "asof": _data_version,
}


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, Viewport):
        return ",".join(repr(part) for part in (value.lon, value.lat, value.zoom))
    return str(value)


def known_ids(catalog: Catalog) -> dict[str, Container[str]]:
    """What the data have, for the parameters that name a thing of theirs.

    They know of no other version of themselves; who can open one is ``dashboard.asof``.
    """
    return {
        "asof": (),
        "meeting": catalog.meetings,
        "compare": catalog.boundaries.index,
        "according": readings(catalog.boundaries),
    }


def parse_query(query: str, known: Mapping[str, Container[str]] | None = None) -> tuple[ViewState, tuple[str, ...]]:
    """Read a query string into a view state.

    Parameters
    ----------
    query : with or without the leading "?"
    known : ids that exist, by parameter, as ``known_ids`` gives them; others are dropped.  A day needs no such list.

    Returns
    -------
    (ViewState, names of the parameters that made no sense and were dropped)
    """
    values, dropped = {}, []
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if name not in PARSERS:
            continue
        try:
            value = PARSERS[name](text)
        except ValueError:
            dropped.append(name)
            continue
        if known and name in known and isinstance(value, str) and value not in known[name]:
            dropped.append(name)
            continue
        values["from_" if name == "from" else name] = value
    if "mode" in values and "compare" not in values:
        del values["mode"]  # nothing to show in that way
        dropped.append("mode")
    if "divider" in values and values.get("mode") != "swipe":
        del values["divider"]
        dropped.append("divider")
    return ViewState(**values), tuple(dict.fromkeys(dropped))


def as_texts(state: ViewState) -> dict[str, str]:
    """Every parameter of the query string, written out; what the page's script starts from."""
    return {field.name.rstrip("_"): _written(getattr(state, field.name)) for field in fields(ViewState)}


def to_query(state: ViewState) -> str:
    """The shortest query string that :func:`parse_query` reads back as this state."""
    default = ViewState()
    pairs = [
        (field.name.rstrip("_"), _written(getattr(state, field.name)))
        for field in fields(ViewState)
        if getattr(state, field.name) != getattr(default, field.name)
    ]
    return urlencode(pairs, safe=",@")
