"""Who met, where and with what outcome, and what happened on the ground."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from geodata.records.fields import (
    Confidence,
    Day,
    Latitude,
    Longitude,
    Maybe,
    Record,
    Slug,
    Sources,
    Text,
    Words,
    ZoneId,
)


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
    ``loose_aliases`` may mean something else too and count beside its day, its place or most of its signatories.
    """

    id: Slug
    title: Text
    aliases: list[str] = []
    loose_aliases: list[str] = []
    date: Day
    place: str
    signatories: list[Slug]
    zones: list[ZoneId]
    provisions: Text
    url: str | None
    source: Sources
    confidence: Confidence


class Meeting(Record):
    """A meeting; ``round`` counts those of the Astana format, whatever city they sat in.

    ``aliases`` are names of it alone; those of the format are known by their number.
    """

    id: Slug
    round: int | None
    title: Text
    aliases: list[str] = []
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
