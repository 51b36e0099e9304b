"""References: what one record names exists in another file.  A table; a new reference is a new line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from geodata.checks.curated import Curated
from geodata.errors import Problem
from geodata.recipe_records import Corridor, Cut, Landmark, Recipe, Ring, Settlements, Step, Strip, Units, Waypoint
from geodata.records import (
    Agency,
    Area,
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
UNIT = Target("unit", (Unit,))
RECIPE = Target("recipe", (Recipe,))

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


def _in_steps(kind: type, field: str, target: Target, named: Callable[[Any], Iterable[str]]) -> Reference:
    """Ids that the steps of one kind name."""

    def of_all(recipe: Any) -> Iterable[str]:
        return [name for step in recipe.steps if isinstance(step, kind) for name in named(step)]

    return Reference(Recipe, f"steps.{field}", target, of_all)


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
    Recipe,
    Landmark,
    Waypoint,
    Area,
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
    _field(Recipe, "zone", ZONE),
    _field(Area, "zone", ZONE),
    _field(Area, "document", DOCUMENT),
    _field(Area, "recipe", RECIPE),
    _in_steps(Settlements, "reach_km_by_governorate", GOVERNORATE, lambda step: step.reach_km_by_governorate),
    _in_steps(Settlements, "settlements.source", SOURCE, lambda step: [n for s in step.settlements for n in s.source]),
    _in_steps(Units, "units.source", SOURCE, lambda step: [n for unit in step.units for n in unit.source]),
    _in_steps(Units, "units", UNIT, lambda step: [unit.pcode for unit in step.units]),
    _in_steps(Strip, "along", RECIPE, lambda step: [step.along]),
    _in_steps(Strip, "except_along", UNIT, lambda step: set(step.except_along) - {"state", "governorate"}),
    _in_steps(Step, "source", SOURCE, lambda step: step.source),
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
    for entry in data.entries(Recipe):
        named = [s.pcode for step in entry.record.steps if isinstance(step, Settlements) for s in step.settlements]
        yield from _settlements_not_in(known, entry, named)


def unknown_lines_and_rings(data: Curated) -> Iterator[Problem]:
    """Recipes name lines and rings of ``lines.csv`` and ``landmarks.csv``."""
    lines = {entry.record.line for entry in data.entries(Waypoint)}
    rings = {f"{entry.record.zone}@{entry.record.version_date}" for entry in data.entries(Landmark)}
    for entry in data.entries(Recipe):
        for step in entry.record.steps:
            if isinstance(step, (Corridor, Cut)) and data.is_whole(Waypoint) and step.line not in lines:
                yield entry.problem(f"the line {step.line} is not known", "add it to recipes/lines.csv")
            if isinstance(step, Ring) and data.is_whole(Landmark) and step.ring not in rings:
                yield entry.problem(f"the ring {step.ring} is not known", "add it to recipes/landmarks.csv")


def _settlements_not_in(known: set, entry: Any, named: list[str]) -> Iterator[Problem]:
    for pcode in named:
        if pcode not in known:
            problem = f"the settlement {pcode} is not known"
            yield entry.problem(problem, "correct the P-code, or add the place to places.csv")


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
