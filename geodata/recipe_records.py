"""What the files under ``data/recipes`` may hold.  Lengths in metres, areas in m², P-codes by level."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from geodata.records import Confidence, Day, Kilometres, Latitude, Longitude, Pcode, Record, Slug, Sources, ZoneId

Key = Annotated[str, Field(pattern=r"^[a-z-]+@\d{4}-\d{2}-\d{2}$")]
Metres = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class SmoothingRecipe(Record):
    gap: Metres
    smallest_island: Metres
    smallest_hole: Metres
    tolerance: Metres


class SettlementRecipes(Record):
    """Reading ``settlements``: by version, the settlements whose cells make the outline."""

    reading: Slug
    source: str
    method: str
    cap_m: Metres
    cap_m_by_governorate: dict[Pcode, Metres]
    smoothing: SmoothingRecipe
    versions: dict[Key, list[Pcode]]


class SubdistrictRecipe(Record):
    subdistricts: list[Pcode]
    certain: list[Pcode]
    probable: list[Pcode]
    neighbourhoods: list[Pcode]


class SubdistrictRecipes(Record):
    """Reading ``subdistricts``: by version, the whole sub-districts, settlements and neighbourhoods."""

    reading: Slug
    source: str
    method: str
    smoothing: SmoothingRecipe
    areas_from: dict[str, str]
    open_questions: list[str]
    versions: dict[Key, SubdistrictRecipe]


class Landmark(Record):
    """A corner of a ring of the reading ``landmarks``."""

    zone: ZoneId
    version_date: Day
    order: int
    lon: Longitude
    lat: Latitude
    landmark: str
    precision_km: Kilometres
    source: Sources
    confidence: Confidence
