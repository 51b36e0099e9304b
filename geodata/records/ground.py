"""Zones with their outlines, states, units and places: what lies on the map."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from geodata.records.fields import (
    Confidence,
    Day,
    Kilometres,
    Latitude,
    Longitude,
    Maybe,
    Pcode,
    Record,
    Role,
    Semicolons,
    Slug,
    Sources,
    Status,
    Text,
    ZoneId,
)


class Claim(Record):
    """A figure somebody gave, and who: never a fact of ours."""

    kind: Literal["population", "fighters"]
    value: int
    text: Text
    claimed_by: Text
    claimed_on: Day
    source: Sources
    confidence: str


class LifeEvent(Record):
    """A turn in the life of a zone."""

    date: Day
    status: Status
    event: Text
    source: Sources
    confidence: Confidence


class Zone(Record):
    """A zone's identity, apart from any outline; ``number`` follows the memorandum of 4 May 2017."""

    id: ZoneId
    number: Literal[1, 2, 3, 4]
    name: Text
    full_name: Text
    aliases: list[str]
    governorates: list[Pcode]
    description: Text
    claims: list[Claim]
    lifecycle: list[LifeEvent]


class Boundary(Record):
    """The properties of one boundary version; its geometry is the feature's.

    Validity is half-open, ``valid_from <= day < valid_to``; no ``valid_to``
    means still in force.  ``default`` marks the reading drawn for its days;
    ``recipe`` the key of the recipe it is built from.
    """

    zone: ZoneId
    version: str
    valid_from: Day
    valid_to: Day | None
    status: Status
    according: Slug
    default: bool
    recipe: str | None
    source: str = Field(min_length=1)
    dated_by: list[str]
    method: str = Field(min_length=1)
    precision_km: Kilometres | None
    confidence: Confidence
    note: str

    @model_validator(mode="after")
    def _outlines_state_their_precision(self) -> Boundary:
        if self.status != "dissolved" and self.precision_km is None:
            raise ValueError("precision_km is missing; an outline without it may not be drawn")
        return self


Follows = Literal["border", "road", "railway", "river", "coast", "halfway", "landmark", "steppe", "free"]


class Stretch(Record):
    """Part of a version's line: what it follows, and how far from it the true line may run.

    ``halfway`` is between settlements of the two sides, ``steppe`` where those lie so far apart that no line
    is known, ``free`` a hand-drawn line.  Its geometry runs along the outline, vertex for vertex.
    """

    version: str
    follows: Follows
    precision_km: Kilometres
    note: str = ""


class State(Record):
    """A state and its part in the process; ``role`` is the first of ``roles``."""

    id: Annotated[str, Field(pattern=r"^[a-z]{3}$")]
    iso_a2: str | None
    role: Role
    roles: list[Role]
    roles_since: dict[Role, Day] = {}
    name: Text
    label: tuple[Longitude, Latitude]
    source: str
    names_source: str
    precision_km: Kilometres


class Country(Record):
    """A country of the far background, drawn and nothing else."""

    id: Slug
    name: Text
    source: str


class Unit(Record):
    """A governorate (level 1), district (2), sub-district (3) or city neighbourhood of Syria."""

    pcode: Pcode
    name: Text
    source: str
    iso_3166_2: str | None = None
    admin1_pcode: Pcode | None = None
    admin2_pcode: Pcode | None = None


class Disputed(Record):
    """Ground whose status is disputed; kept out of every zone and drawn as disputed."""

    id: Slug
    name: Text
    note: Text
    source: str
    method: str
    precision_km: Kilometres


class Area(Record):
    """Ground inside a zone with terms of its own, such as a demilitarised strip; it is no zone.

    Validity is half-open, as a boundary's; ``document`` is what it was agreed in, ``recipe`` what it is built from.
    """

    id: Slug
    zone: ZoneId
    kind: Literal["strip", "corridor"]
    name: Text
    valid_from: Day
    valid_to: Day | None
    document: Slug
    source: Sources
    method: str = Field(min_length=1)
    precision_km: Kilometres
    confidence: Confidence
    recipe: str | None
    note: Text


class Place(Record):
    """A point people name: a settlement of the gazetteer, a site, a capital, a venue."""

    id: Slug
    pcode: Annotated[Pcode | None, Maybe]
    kind: Literal["city", "settlement", "site", "venue"]
    name_en: str = Field(min_length=1)
    name_ar: str
    name_fa: str
    name_tr: str
    name_ru: str
    alt_names: Semicolons
    country: Annotated[str, Field(pattern=r"^[a-z]{3}$")]
    admin1: Annotated[Pcode | None, Maybe]
    admin2: Annotated[Pcode | None, Maybe]
    admin3: Annotated[Pcode | None, Maybe]
    lon: Longitude
    lat: Latitude
    population: Annotated[int | None, Maybe]
    source: Sources
    confidence: Confidence
    note: str
