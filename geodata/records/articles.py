"""Who wrote what: sources, publishers, agencies, articles and what they name."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from geodata.records.fields import Confidence, Day, Latitude, Longitude, Record, Slug, Text


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
