"""Reads the curated files under ``data/`` into records, once."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd
from pydantic import ValidationError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused
from geodata.records import (
    Agency,
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

DATA = Path(__file__).parent / "data"
SEEDS = Path(__file__).parent.parent / "seeds"
WGS84 = "EPSG:4326"

R = TypeVar("R", bound=Record)


def read_json(path: Path) -> Any:
    """The JSON in a file.  Raises Refused naming line and column where it is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Refused([Problem(path.name, where, f"not JSON ({error.msg})", "mend the syntax there")]) from error
    except UnicodeDecodeError as error:
        raise Refused([Problem(path.name, f"byte {error.start}", "not UTF-8", "save the file as UTF-8")]) from error
    except FileNotFoundError as error:
        raise Refused([Problem(path.name, "-", "the file is missing", "restore it")]) from error


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, as text."""
    if not path.exists():
        raise Refused([Problem(path.name, "-", "the file is missing", "restore it")])
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def validated(kind: type[R], raw: Any, file: str, feature: str) -> R:
    """One record from raw values.  Raises Refused, one problem for each field that is wrong."""
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise Refused(_schema_problems(error, file, feature)) from error


def _schema_problems(error: ValidationError, file: str, feature: str) -> list[Problem]:
    remedies = {"missing": "add the field", "extra_forbidden": "remove it or correct its name"}
    problems = []
    for issue in error.errors():
        field = ".".join(map(str, issue["loc"])) or "record"
        remedy = remedies.get(issue["type"], f"correct {field}")
        problems.append(Problem(file, feature, f"{field}: {issue['msg'][:1].lower()}{issue['msg'][1:]}", remedy))
    return problems


def read_articles(path: Path) -> list[Article]:
    """Article records of a JSON Lines file, a JSON file (one record or a list), or a folder of those.

    Raises
    ------
    Refused
        what is wrong, by file and line or id; nothing is returned then.
    """
    if path.is_dir():
        return [
            article
            for file in sorted(path.iterdir())
            if file.suffix in {".json", ".jsonl"}
            for article in read_articles(file)
        ]
    if path.suffix != ".jsonl":
        found = read_json(path)
        records = [(str(n), record) for n, record in enumerate(found if isinstance(found, list) else [found], 1)]
        return [validated(Article, record, path.name, f"record {n}") for n, record in records]
    articles, problems = [], []
    for number, line in enumerate(_text_lines(path), 1):
        try:
            articles.append(validated(Article, json.loads(line), path.name, f"line {number}"))
        except json.JSONDecodeError as error:
            problems.append(Problem(path.name, f"line {number}", f"not JSON ({error.msg})", "give one record a line"))
        except Refused as refused:
            problems.extend(refused.problems)
    if problems:
        raise Refused(problems)
    return articles


def _text_lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except UnicodeDecodeError as error:
        raise Refused([Problem(path.name, f"byte {error.start}", "not UTF-8", "save the file as UTF-8")]) from error
    except OSError as error:
        raise Refused([Problem(path.name, "-", f"cannot be read ({error.strerror})", "check the path")]) from error


class Catalog:
    """The curated data of one directory.  Every property is read when first asked for."""

    def __init__(self, directory: Path = DATA, seeds: Path = SEEDS):
        self.directory = Path(directory)
        self.seeds = Path(seeds)

    def _records(self, kind: type[R], name: str) -> dict[str, R]:
        path = self.directory / name
        rows = read_csv(path) if path.suffix == ".csv" else read_json(path)
        return _by_id(
            (validated(kind, row, name, str(row.get("id", f"record {n}"))) for n, row in enumerate(rows, 1)), name
        )

    def _features(self, kind: type[R], name: str, identity: Callable[[dict], str]) -> gpd.GeoDataFrame:
        """Properties validated, geometry in WGS 84; index = identity."""
        collection = read_json(self.directory / name)
        rows, geometries = [], []
        for feature in collection["features"]:
            raw = feature["properties"]
            rows.append(dict(validated(kind, raw, name, str(feature.get("id", identity(raw))))))
            geometries.append(feature["geometry"])
        frame = gpd.GeoDataFrame(rows, geometry=[_shape(geometry) for geometry in geometries], crs=WGS84)
        return frame.set_index(pd.Index([identity(row) for row in rows], name="id"), drop=False).rename_axis("key")

    @cached_property
    def sources(self) -> dict[str, Source]:
        return self._records(Source, "sources.json")

    @cached_property
    def parties(self) -> dict[str, Party]:
        return self._records(Party, "parties.json")

    @cached_property
    def people(self) -> dict[str, Person]:
        return self._records(Person, "people.json")

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        return self._records(Agency, "agencies.json")

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        return self._records(Outlet, "outlets.json")

    @cached_property
    def documents(self) -> dict[str, Document]:
        return self._records(Document, "documents.json")

    @cached_property
    def places(self) -> dict[str, Place]:
        return self._records(Place, "places.csv")

    @cached_property
    def posts(self) -> dict[str, Post]:
        return self._records(Post, "posts.csv")

    @cached_property
    def events(self) -> dict[str, Event]:
        return self._records(Event, "events.csv")

    @cached_property
    def meetings(self) -> dict[str, Meeting]:
        """Meetings in order of time."""
        paths = sorted((self.directory / "meetings").glob("*.json"))
        meetings = [validated(Meeting, read_json(path), f"meetings/{path.name}", path.stem) for path in paths]
        return {meeting.id: meeting for meeting in sorted(meetings, key=lambda m: (m.start, m.end, m.id))}

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The article records in ``seeds/``, by day."""
        paths = sorted(self.seeds.glob("*.json"))
        articles = [validated(Article, read_json(path), f"seeds/{path.name}", path.stem) for path in paths]
        return {article.id: article for article in sorted(articles, key=lambda a: (str(a.datePublished), a.id))}

    @cached_property
    def zones(self) -> dict[str, Zone]:
        """Zone identities by id, in the order of the memorandum."""
        zones = []
        for path in self.zone_files:
            raw = read_json(path).get("zone", {})
            zones.append(validated(Zone, raw, f"zones/{path.name}", str(raw.get("id", path.stem))))
        return {zone.id: zone for zone in sorted(zones, key=lambda zone: zone.number)}

    @property
    def zone_files(self) -> list[Path]:
        return sorted((self.directory / "zones").glob("*.geojson"))

    @cached_property
    def boundaries(self) -> gpd.GeoDataFrame:
        """Every boundary version and reading: the fields of Boundary and ``geometry`` (WGS 84), index = version.

        Dissolved versions have no geometry.
        """
        frames = [self._features(Boundary, f"zones/{path.name}", lambda p: p["version"]) for path in self.zone_files]
        together = pd.concat(frames)
        order = together["zone"].map({zone: record.number for zone, record in self.zones.items()})
        return (
            together.assign(_number=order)
            .sort_values(["_number", "valid_from", "default"], ascending=[True, True, False])
            .drop(columns="_number")
        )

    @cached_property
    def states(self) -> gpd.GeoDataFrame:
        """States: the fields of State and ``geometry`` (WGS 84), index = id."""
        return self._features(State, "states.geojson", lambda p: p["id"])

    @cached_property
    def world(self) -> gpd.GeoDataFrame:
        """The rest of the world, for the far background (WGS 84), index = id."""
        return self._features(Country, "world.geojson", lambda p: p["id"])

    @cached_property
    def governorates(self) -> gpd.GeoDataFrame:
        return self.units("admin1.geojson")

    def units(self, name: str) -> gpd.GeoDataFrame:
        """Administrative units of one file (``admin1.geojson`` … ``admin3.geojson``, ``neighbourhoods.geojson``)."""
        return self._features(Unit, name, lambda p: p["pcode"])

    @cached_property
    def disputed(self) -> gpd.GeoDataFrame:
        return self._features(Disputed, "disputed.geojson", lambda p: p["id"])


def _shape(geometry: dict | None) -> BaseGeometry | None:
    return shape(geometry) if geometry else None


def _by_id(records: Iterable[Any], file: str) -> dict[str, Any]:
    by_id: dict[str, Any] = {}
    for record in records:
        if record.id in by_id:
            raise Refused([Problem(file, record.id, "the id stands twice", "rename or remove one")])
        by_id[record.id] = record
    return by_id


@cache
def catalog() -> Catalog:
    """The catalogue of the data that ships with the program."""
    return Catalog()
