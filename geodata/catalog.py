"""Reads the curated files under ``data/`` into records, once."""

from __future__ import annotations

from copy import copy
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pandas as pd

from geodata.article_files import REJECTS, read_articles
from geodata.errors import Problem, Refused
from geodata.holdings import HOLDINGS, Holding
from geodata.locating import Locator
from geodata.reading import KEYS, Entry, Reading, content_of, read_csv, read_json, reading, validated
from geodata.recipe_records import Landmark, Recipe, Waypoint
from geodata.records import (
    Agency,
    Area,
    Article,
    Boundary,
    Country,
    Disputed,
    Document,
    Event,
    Meeting,
    Outlet,
    Party,
    Person,
    Place,
    Post,
    Record,
    Source,
    State,
    Unit,
    Zone,
)
from geodata.stretches import stretches_frame

__all__ = ["REJECTS", "Catalog", "catalog", "read_articles", "read_csv", "read_json", "validated"]

DATA = Path(__file__).parent / "data"
SEEDS = Path(__file__).parent.parent / "seeds"
WGS84 = "EPSG:4326"

R = TypeVar("R", bound=Record)


class Catalog:
    """The curated data of one directory.  Every property is read when first asked for."""

    def __init__(self, directory: Path = DATA, seeds: Path = SEEDS):
        self.directory = Path(directory)
        self.seeds = Path(seeds)

    def files(self, pattern: str) -> list[str]:
        """Files of a holding, named as problems name them; a plain path is given whether the file exists or not."""
        if "*" not in pattern:
            return [pattern]
        folder, names = pattern.split("/")
        return [f"{folder}/{path.name}" for path in sorted(self._path(folder).glob(names))]

    def _path(self, file: str) -> Path:
        folder, _, rest = file.partition("/")
        return self.seeds / rest if folder == "seeds" else self.directory / file

    def reading(self, holding: Holding, file: str) -> Reading:
        """What one file gives, problems included."""
        return reading(holding.read, holding.kind, file, self.content(file))

    def content(self, file: str) -> bytes | Problem:
        """The bytes of a file, or why there are none."""
        try:
            return content_of(self._path(file), file)
        except Refused as refused:
            return refused.problems[0]

    def _entries(self, kind: type[R], only: str = "") -> list[Entry[R]]:
        """Every record of a kind, or of one file.  Raises Refused with every bad record of these files."""
        readings = [
            self.reading(holding, file)
            for holding in HOLDINGS
            if holding.kind is kind
            for file in self.files(holding.files)
            if file.startswith(only)
        ]
        problems = [problem for one in readings for problem in one.problems]
        if problems:
            raise Refused(problems)
        return [entry for one in readings for entry in one.entries]

    def _records(self, kind: type[R]) -> dict[str, R]:
        return _by_key(self._entries(kind))

    def _features(self, kind: type[R], only: str = "") -> gpd.GeoDataFrame:
        """Properties validated, geometry in WGS 84; index = what the kind is known by."""
        entries = self._entries(kind, only)
        _by_key(entries)
        unread = [e.problem("the geometry is not GeoJSON", "draw it anew") for e in entries if _is_unread(e)]
        if unread:
            raise Refused(unread)
        frame = gpd.GeoDataFrame(
            [dict(entry.record) for entry in entries], geometry=[entry.outline for entry in entries], crs=WGS84
        )
        keys = [getattr(entry.record, KEYS.get(kind, "id")) for entry in entries]
        return frame.set_index(pd.Index(keys, name="id"), drop=False).rename_axis("key")

    @cached_property
    def sources(self) -> dict[str, Source]:
        return self._records(Source)

    @cached_property
    def parties(self) -> dict[str, Party]:
        return self._records(Party)

    @cached_property
    def people(self) -> dict[str, Person]:
        return self._records(Person)

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        return self._records(Agency)

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        return self._records(Outlet)

    @cached_property
    def documents(self) -> dict[str, Document]:
        return self._records(Document)

    @cached_property
    def places(self) -> dict[str, Place]:
        return self._records(Place)

    @cached_property
    def posts(self) -> dict[str, Post]:
        return self._records(Post)

    @cached_property
    def events(self) -> dict[str, Event]:
        return self._records(Event)

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        """Meetings in order of time."""
        meetings = self._records(Meeting).values()
        return {meeting.id: meeting for meeting in sorted(meetings, key=lambda m: (m.start, m.end, m.id))}

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The article records in ``seeds/``, by day."""
        articles = self._records(Article).values()
        return {article.id: article for article in sorted(articles, key=lambda a: (str(a.datePublished), a.id))}

    @cached_property
    def zones(self) -> dict[str, Zone]:
        """Zone identities by id, in the order of the memorandum."""
        return dict(sorted(self._records(Zone).items(), key=lambda item: item[1].number))

    @property
    def zone_files(self) -> list[Path]:
        return sorted((self.directory / "zones").glob("*.geojson"))

    @cached_property
    def boundaries(self) -> gpd.GeoDataFrame:
        """Every boundary version and reading: the fields of Boundary and ``geometry`` (WGS 84), index = version.

        Dissolved versions have no geometry.
        """
        together = self._features(Boundary)
        order = together["zone"].map({zone: record.number for zone, record in self.zones.items()})
        return (
            together.assign(_number=order)
            .sort_values(["_number", "valid_from", "default"], ascending=[True, True, False])
            .drop(columns="_number")
        )

    @cached_property
    def stretches(self) -> gpd.GeoDataFrame:
        """Stretches of the versions' lines: version, follows, precision_km, note and geometry (LineString, WGS 84).

        A version may have none: its own precision_km then stands for all of its line.
        """
        return stretches_frame(self._entries(Boundary))

    @cached_property
    def locator(self) -> Locator:
        """Says where points lay, by these boundaries and stretches."""
        return Locator(self.boundaries, self.stretches)

    def with_boundaries(self, boundaries: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame | None = None) -> Catalog:
        """The same data with another table of boundary versions, such as one with a proposed version in it.

        ``stretches`` is the table of their stretches, where it is another too.
        """
        other = copy(self)
        vars(other)["boundaries"] = boundaries
        vars(other).pop("locator", None)
        if stretches is not None:
            vars(other)["stretches"] = stretches
        return other

    @cached_property
    def states(self) -> gpd.GeoDataFrame:
        """States: the fields of State and ``geometry`` (WGS 84), index = id."""
        return self._features(State)

    @cached_property
    def world(self) -> gpd.GeoDataFrame:
        """The rest of the world, for the far background (WGS 84), index = id."""
        return self._features(Country)

    @cached_property
    def governorates(self) -> gpd.GeoDataFrame:
        return self.units("admin1.geojson")

    def units(self, name: str) -> gpd.GeoDataFrame:
        """Administrative units of one file (``admin1.geojson`` … ``admin3.geojson``, ``neighbourhoods.geojson``)."""
        return self._features(Unit, name)

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        """How outlines are made, by id: ``<key>~<reading>``, or the id of an area."""
        return self._records(Recipe)

    @property
    def landmarks(self) -> list[Landmark]:
        """The corners of the rings recipes name."""
        return [entry.record for entry in self._entries(Landmark)]

    @property
    def waypoints(self) -> list[Waypoint]:
        """The vertices of the lines recipes name."""
        return [entry.record for entry in self._entries(Waypoint)]

    @cached_property
    def areas(self) -> gpd.GeoDataFrame:
        """Strips and corridors inside zones: the fields of Area and ``geometry`` (WGS 84), index = id."""
        return self._features(Area)

    @cached_property
    def disputed(self) -> gpd.GeoDataFrame:
        return self._features(Disputed)


def _is_unread(entry: Entry) -> bool:
    return entry.geometry is not None and entry.outline is None


def _by_key(entries: list[Entry[R]]) -> dict[str, R]:
    by_key: dict[str, R] = {}
    for entry in entries:
        key = getattr(entry.record, KEYS.get(type(entry.record), "id"))
        if key in by_key:
            raise Refused([entry.standing_twice()])
        by_key[key] = entry.record
    return by_key


@cache
def catalog() -> Catalog:
    """The catalogue of the data that ships with the program."""
    return Catalog()
