"""Which file holds which records: the data directory as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from geodata.reading import Reading, read_features, read_head, read_list, read_single, read_table
from geodata.recipe_records import Landmark, SettlementRecipes, SubdistrictRecipes
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


@dataclass(frozen=True)
class Holding:
    """Which files hold records of a kind (a path, or a pattern for a file each), and how they are read."""

    kind: type[Record]
    files: str
    read: Callable[[type, str, bytes], Reading]


HOLDINGS = (
    Holding(Source, "sources.json", read_list),
    Holding(Party, "parties.json", read_list),
    Holding(Person, "people.json", read_list),
    Holding(Agency, "agencies.json", read_list),
    Holding(Outlet, "outlets.json", read_list),
    Holding(Document, "documents.json", read_list),
    Holding(Place, "places.csv", read_table),
    Holding(Post, "posts.csv", read_table),
    Holding(Event, "events.csv", read_table),
    Holding(Meeting, "meetings/*.json", read_single),
    Holding(Zone, "zones/*.geojson", read_head),
    Holding(Boundary, "zones/*.geojson", read_features),
    Holding(State, "states.geojson", read_features),
    Holding(Country, "world.geojson", read_features),
    Holding(Unit, "admin1.geojson", read_features),
    Holding(Unit, "admin2.geojson", read_features),
    Holding(Unit, "admin3.geojson", read_features),
    Holding(Unit, "neighbourhoods.geojson", read_features),
    Holding(Disputed, "disputed.geojson", read_features),
    Holding(SettlementRecipes, "recipes/settlements.json", read_single),
    Holding(SubdistrictRecipes, "recipes/subdistricts.json", read_single),
    Holding(Landmark, "recipes/landmarks.csv", read_table),
    Holding(Article, "seeds/*.json", read_single),
)
