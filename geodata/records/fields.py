"""The kinds of value a record holds, and what every record has in common."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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
Semicolons = Annotated[list[str], BeforeValidator(_semicolons)]
Maybe = BeforeValidator(_none_if_blank)


class Record(BaseModel):
    """Frozen, and strict about unknown fields: a misspelt field is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")
