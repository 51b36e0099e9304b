"""References: what one record names exists in another file.  A table; a new reference is a new line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from geodata.checks.curated import Curated
from geodata.errors import Problem
from geodata.recipe_records import Landmark, SettlementRecipes, SubdistrictRecipes
from geodata.records import (
    Agency,
    Article,
    Boundary,
    Claim,
    Country,
    Delegation,
    Disputed,
    Document,
    Event,
    LifeEvent,
    Meeting,
    Member,
    Mention,
    Party,
    Person,
    Place,
    Post,
    Record,
    Session,
    Source,
    State,
    Statement,
    Unit,
    Zone,
)


@dataclass(frozen=True)
class Target:
    """What can be named: kinds whose ids count, of one file if it is given."""

    name: str
    kinds: tuple[type[Record], ...]
    file: str = ""

    def ids(self, data: Curated) -> frozenset[str] | None:
        """Known ids; None where they cannot be told because a file cannot be read."""
        found = [data.ids(kind, self.file) for kind in self.kinds]
        known = [ids for ids in found if ids is not None]
        return frozenset().union(*known) if len(known) == len(found) else None


SOURCE = Target("source", (Source,))
PARTY = Target("party", (Party,))
PERSON = Target("person", (Person,))
AGENCY = Target("agency", (Agency,))
DOCUMENT = Target("document", (Document,))
PLACE = Target("place", (Place,))
ZONE = Target("zone", (Zone,))
STATE = Target("state", (State,))
COUNTRY = Target("country", (State, Country))
SUBJECT = Target("meeting, zone or document", (Meeting, Zone, Document))
GOVERNORATE = Target("governorate", (Unit,), "admin1.geojson")
DISTRICT = Target("district", (Unit,), "admin2.geojson")
SUBDISTRICT = Target("sub-district", (Unit,), "admin3.geojson")
NEIGHBOURHOOD = Target("neighbourhood", (Unit,), "neighbourhoods.geojson")

MENTIONED = {"state": STATE, "person": PERSON, "place": PLACE, "agency": AGENCY, "party": PARTY, "zone": ZONE}


@dataclass(frozen=True)
class Reference:
    """A field of a kind of record, and the ids a record has in it."""

    kind: type[Record]
    field: str
    target: Target
    named: Callable[[Any], Iterable[str | None]]


def _field(kind: type[Record], field: str, target: Target) -> Reference:
    """A field that holds one id, a list of ids, or nothing."""

    value_of = attrgetter(field)

    def named(record: Any) -> Iterable[str | None]:
        value = value_of(record)
        return value if isinstance(value, list) else (value,)

    return Reference(kind, field, target, named)


def _mentioned(kind: str, target: Target) -> Reference:
    return Reference(Mention, "id", target, lambda mention: [mention.id] if mention.kind == kind else [])


def _in_recipes(field: str, target: Target) -> Reference:
    """P-codes the recipes of all versions have in a field."""
    return Reference(
        SubdistrictRecipes,
        f"versions.{field}",
        target,
        lambda recipes: [pcode for recipe in recipes.versions.values() for pcode in getattr(recipe, field)],
    )


SOURCED: tuple[type[Record], ...] = (
    Claim,
    LifeEvent,
    Boundary,
    State,
    Country,
    Unit,
    Disputed,
    Place,
    Member,
    Session,
    Statement,
    Document,
    Meeting,
    Post,
    Event,
    SettlementRecipes,
    SubdistrictRecipes,
    Landmark,
)

REFERENCES = (
    *(_field(kind, "source", SOURCE) for kind in SOURCED),
    _field(Source, "derived_from", SOURCE),
    _field(Boundary, "dated_by", SOURCE),
    _field(State, "names_source", SOURCE),
    _field(Zone, "governorates", GOVERNORATE),
    _field(Unit, "admin1_pcode", GOVERNORATE),
    _field(Unit, "admin2_pcode", DISTRICT),
    _field(Place, "admin1", GOVERNORATE),
    _field(Place, "admin2", DISTRICT),
    _field(Place, "admin3", SUBDISTRICT),
    _field(Place, "country", COUNTRY),
    _field(Person, "party", PARTY),
    _field(Document, "signatories", PARTY),
    _field(Document, "zones", ZONE),
    _field(Meeting, "place", PLACE),
    _field(Meeting, "host", COUNTRY),
    _field(Meeting, "parties", PARTY),
    _field(Meeting, "documents", DOCUMENT),
    _field(Delegation, "party", PARTY),
    _field(Delegation, "head", PERSON),
    _field(Member, "person", PERSON),
    _field(Session, "parties", PARTY),
    _field(Statement, "speaker", PERSON),
    _field(Statement, "party", PARTY),
    _field(Statement, "agency", AGENCY),
    _field(Post, "country", STATE),
    _field(Post, "place", PLACE),
    _field(Event, "zones", ZONE),
    _field(Event, "place", PLACE),
    _field(Article, "about", SUBJECT),
    *(_mentioned(kind, target) for kind, target in MENTIONED.items()),
    _field(Mention, "party", PARTY),
    Reference(
        SettlementRecipes, "cap_m_by_governorate", GOVERNORATE, lambda recipes: list(recipes.cap_m_by_governorate)
    ),
    _in_recipes("subdistricts", SUBDISTRICT),
    _in_recipes("neighbourhoods", NEIGHBOURHOOD),
)


def unknown_references(data: Curated) -> Iterator[Problem]:
    """Every id a record names is that of a record."""
    for reference in REFERENCES:
        known = reference.target.ids(data)
        if known is None:
            continue
        for entry in data.entries(reference.kind):
            for name in reference.named(entry.record):
                if name is not None and name not in known:
                    problem = f"{reference.field}: the {reference.target.name} {name!r} is not known"
                    yield entry.problem(problem, "add it or correct the id")


def unknown_settlements(data: Curated) -> Iterator[Problem]:
    """Recipes name settlements by P-codes of the gazetteer."""
    if not data.is_whole(Place):
        return
    known = {entry.record.pcode for entry in data.entries(Place)}
    for entry in data.entries(SettlementRecipes):
        yield from _settlements_not_in(known, entry, entry.record.versions)
    for other in data.entries(SubdistrictRecipes):
        named = {key: recipe.certain + recipe.probable for key, recipe in other.record.versions.items()}
        yield from _settlements_not_in(known, other, named)


def _settlements_not_in(known: set, entry: Any, named: dict[str, list[str]]) -> Iterator[Problem]:
    for key, pcodes in named.items():
        for pcode in pcodes:
            if pcode not in known:
                problem = f"the settlement {pcode} is not known"
                yield Problem(entry.file, key, problem, "correct the P-code, or add the place to places.csv")


def parents_of_units(data: Curated) -> Iterator[Problem]:
    """A P-code begins with that of the unit around it: SY070001 lies in SY0700, and that in SY07."""
    for unit in data.entries(Unit):
        yield from _unnested(unit, [unit.record.admin1_pcode, unit.record.admin2_pcode, unit.record.pcode])
    for place in data.entries(Place):
        yield from _unnested(place, [place.record.admin1, place.record.admin2, place.record.admin3])


def _unnested(entry: Any, pcodes: list[str | None]) -> Iterator[Problem]:
    present = [pcode for pcode in pcodes if pcode]
    for outer, within in zip(present, present[1:], strict=False):
        if not within.startswith(outer):
            yield entry.problem(f"{within} does not lie in {outer}, as the P-codes say", "correct one of them")


def seats_of_documents(data: Curated) -> Iterator[Problem]:
    """A document names the town it was signed in, as the gazetteer writes it."""
    if not data.is_whole(Place):
        return
    names = {name for entry in data.entries(Place) for name in _town_names(entry.record)}
    for entry in data.entries(Document):
        if entry.record.place not in names:
            problem = f"place: no place is called {entry.record.place!r}"
            yield entry.problem(problem, "write its name as in places.csv")


def _town_names(place: Place) -> Iterator[str]:
    """The English name, with and without its remark in brackets, and other spellings."""
    yield from (place.name_en, place.name_en.split(" (")[0], *place.alt_names)
