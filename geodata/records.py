"""The records the atlas is made of: what each curated file may hold.

Each class reads one kind of record and nothing else.  Days are ISO 8601,
coordinates degrees in WGS 84, lengths km.  Text comes by language
(``{"en": …, "ar": …}``); every record names its sources by id in
``data/sources.json``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Language = Literal["en", "ar", "fa", "tr", "ru"]
ZoneId = Literal["idlib", "north-homs", "eastern-ghouta", "south"]
Status = Literal["proposed", "agreed", "active", "reduced", "dissolved"]
Role = Literal["guarantor", "host", "subject", "observer", "neighbour", "other"]
Confidence = Literal["high", "medium", "low"]
Basis = Literal[
    "names-zone", "located-in", "via-meeting", "via-document", "names-state", "names-meeting", "dated-within"
]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Pcode = Annotated[str, Field(pattern=r"^(SY|C|N)\d+$")]
Text = dict[Language, str]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Kilometres = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


def _iso_day(value: object) -> object:
    """Pydantic would take 20170704 for seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        return value
    raise ValueError(f"{value!r} is not a day; write it as 2017-07-04")


Day = Annotated[date, BeforeValidator(_iso_day)]


def _none_if_blank(value: object) -> object:
    return None if value == "" else value


def _words(value: object) -> object:
    """A CSV cell holds a list as words."""
    return value.split() if isinstance(value, str) else value


def _semicolons(value: object) -> object:
    return [part for part in value.split(";") if part] if isinstance(value, str) else value


Sources = Annotated[list[str], Field(min_length=1), BeforeValidator(_words)]
Words = Annotated[list[str], BeforeValidator(_words)]
Maybe = BeforeValidator(_none_if_blank)


class Record(BaseModel):
    """Frozen, and strict about unknown fields: a misspelt field is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """Where something is from.  ``url`` only where one is known."""

    id: str
    title: str | None
    publisher: str
    date: str | None
    licence: str
    attribution: str
    url: str | None
    note: str = ""
    derived_from: list[str] = []


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
    alt_names: Annotated[list[str], BeforeValidator(_semicolons)]
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


class Capital(Record):
    name: str
    lon: Longitude
    lat: Latitude


class Party(Record):
    """Whoever sits at the table: a state (ISO 3166-1 alpha-3, lower case), the UN, the opposition, a group."""

    id: Slug
    kind: Literal["government", "guarantor", "host", "observer", "un", "opposition"]
    name: Text
    capital: Capital | None
    note: str


class Person(Record):
    id: Slug
    name: Text
    party: Slug
    aliases: list[str]


class Agency(Record):
    """A news agency quoted by others."""

    id: Slug
    name: Text
    aliases: list[str]


class Outlet(Record):
    """A publisher; ``aliases`` as it signs its datelines."""

    id: Slug
    name: Text
    aliases: list[str]
    url: str | None


class Member(Record):
    person: Slug
    office: Text
    is_head: bool
    source: Sources
    confidence: Confidence
    note: str = ""


class Delegation(Record):
    """Who sat for a party.  Sources may name two heads; both are kept, each with its source."""

    party: Slug
    head: Slug | None
    members: list[Member]


class Session(Record):
    id: Slug
    date: Day
    order: int
    format: Literal["trilateral-expert", "consultative", "bilateral", "extended", "plenary"]
    parties: list[Slug] = Field(min_length=1)
    topic: Text
    status: Literal["held", "announced"]
    source: Sources
    confidence: Confidence


class Statement(Record):
    id: Slug
    date: Day
    speaker: Slug
    party: Slug
    agency: list[Slug]
    gist: Text
    source: Sources


class Document(Record):
    """A document adopted at a meeting.

    ``aliases`` are ways of writing of it; an ellipsis stands for a few words in between, within a sentence.
    """

    id: Slug
    title: Text
    aliases: list[str] = []
    date: Day
    place: str
    signatories: list[Slug]
    zones: list[ZoneId]
    provisions: Text
    url: str | None
    source: Sources
    confidence: Confidence


class Meeting(Record):
    """A meeting; ``round`` counts those of the Astana format, whatever city they sat in."""

    id: Slug
    round: int | None
    title: Text
    label: Text
    full_title: Text
    start: Day
    end: Day
    place: Slug
    city: Text
    host: str
    lon: Longitude
    lat: Latitude
    parties: list[Slug]
    outcome: Text
    delegations: list[Delegation]
    sessions: list[Session]
    statements: list[Statement]
    documents: list[Slug]
    source: Sources
    confidence: Confidence
    note: str = ""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Meeting:
        if self.end < self.start:
            raise ValueError(f"ends {self.end} before it starts {self.start}")
        return self


class Post(Record):
    """An observation post; without coordinates where none are known."""

    id: Slug
    country: Literal["rus", "irn", "tur"]
    order: int
    name_en: str
    name_ar: str
    place: Annotated[str | None, Maybe]
    lon: Annotated[Longitude | None, Maybe]
    lat: Annotated[Latitude | None, Maybe]
    established: Annotated[Day | None, Maybe]
    evacuated: Annotated[Day | None, Maybe]
    area_en: str
    area_ar: str
    source: Sources
    confidence: Confidence
    note: str


class Event(Record):
    id: Slug
    date: Day
    zones: Words
    kind: Literal["meeting", "offensive", "capture", "agreement", "ceasefire", "post-established", "dissolution"]
    title_en: str
    title_ar: str
    place: Annotated[str | None, Maybe]
    source: Sources
    confidence: Confidence
    note: str


class Mention(Record):
    """Something an article names: a state or person by id, a place by id and position, an agency."""

    kind: Literal["state", "person", "place", "agency", "party", "zone"]
    id: str
    name: str
    role: str | None = None
    party: str | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    count: int = Field(ge=1)


class Article(Record):
    """Metadata of one article, after schema.org NewsArticle; never its text.

    ``about`` holds ids of meetings, zones and documents; ``provenance`` the file,
    its sha256 and, field by field, how each value was found.  ``sameAs`` holds the id of
    the record that tells the same story before this one: the same address, or nearly the
    same headline on the same day.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$")]
    type: Literal["NewsArticle"] = Field("NewsArticle", alias="@type")
    url: str | None
    headline: str | None
    inLanguage: str | None  # noqa: N815 – the name is schema.org's
    datePublished: Day | None  # noqa: N815
    publisher: str | None
    abstract: Text = {}
    about: list[str] = []
    mentions: list[Mention] = []
    sameAs: list[str] = Field([], exclude_if=lambda ids: not ids)  # noqa: N815
    provenance: dict[str, Any]
    confidence: Confidence | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
