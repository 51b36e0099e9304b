"""What the files under ``data/recipes`` may hold.  Lengths in km, areas in km², P-codes of any level.

A recipe is a file with a list of steps, each a kind of record here; a settlement,
a unit, a corner stands on a line of its own, so that a diff shows what changed.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from geodata.records import Confidence, Day, Kilometres, Latitude, Longitude, Pcode, Record, Slug, Sources, ZoneId

Key = Annotated[str, Field(pattern=r"^[a-z-]+@\d{4}-\d{2}-\d{2}$")]
RecipeId = Annotated[str, Field(pattern=r"^[a-z0-9-]+(@\d{4}-\d{2}-\d{2}~[a-z0-9-]+)?$")]
Area = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Level = Literal["governorate", "district", "sub-district"]
Border = Literal["state", "governorate", "district", "sub-district"]
Certainty = Literal["certain", "probable"]
Direction = Literal["north", "east", "south", "west"]
LineKind = Literal["road", "railway", "river", "landmark"]


class Settlement(Record):
    """A settlement and its side.  One not listed is outside; ``certainty`` None where the list does not say."""

    pcode: Pcode
    name: str
    side: Literal["inside", "outside"] = "inside"
    certainty: Certainty | None = None
    why: str = ""
    source: list[str] = []


class NamedUnit(Record):
    pcode: Pcode
    name: str
    why: str = ""
    source: list[str] = []


class Step(Record):
    """``why`` and ``source`` say what a step rests on."""

    why: str = ""
    source: list[str] = []


class Settlements(Step):
    """Adds the cells of settlements inside, each within its unit and within its reach."""

    step: Literal["settlements"]
    within: Level
    reach_km: Kilometres | None = None
    reach_km_by_governorate: dict[Pcode, Kilometres] = {}
    settlements: list[Settlement]


class Units(Step):
    """Adds whole administrative units, and neighbourhoods of a city."""

    step: Literal["units"]
    units: list[NamedUnit]


class Ring(Step):
    """Adds the ring through landmarks of ``landmarks.csv``."""

    step: Literal["ring"]
    ring: Key


class Strip(Step):
    """Adds the inner strip along another recipe's outline, save where that outline follows what is excepted."""

    step: Literal["strip"]
    along: RecipeId
    depth_km: Kilometres
    except_along: list[str] = []
    within_km: Kilometres = 1


class Corridor(Step):
    """Adds the ground on both sides of a line of ``lines.csv``, cut off square at its ends."""

    step: Literal["corridor"]
    line: Slug
    each_side_km: Kilometres


class Cut(Step):
    """Keeps what lies on one side of a line of ``lines.csv``, drawn on straight beyond its ends."""

    step: Literal["cut"]
    line: Slug
    keep: Direction


class Smooth(Step):
    """Closes gaps, drops specks, thins vertices."""

    step: Literal["smooth"]
    gap_km: Kilometres
    smallest_island_km2: Area
    smallest_hole_km2: Area
    tolerance_km: Kilometres


class Follow(Step):
    """Lays the outline exactly along borders it runs beside."""

    step: Literal["follow"]
    borders: list[Border] = Field(min_length=1)
    within_km: Kilometres


class Soften(Step):
    """Rounds the outline where it crosses empty land, and only there."""

    step: Literal["soften"]
    clear_of_km: Kilometres
    over_km: Kilometres


AnyStep = Annotated[
    Settlements | Units | Ring | Strip | Corridor | Cut | Smooth | Follow | Soften, Field(discriminator="step")
]


class Recipe(Record):
    """How one outline is made.

    ``id`` is the file's name: ``<key>~<reading>`` for a zone's outline, where several versions may share the key,
    or the id of an area in ``areas.geojson``.
    """

    id: RecipeId
    zone: ZoneId
    source: Sources
    method: str = Field(min_length=1)
    why: str = ""
    open_questions: list[str] = []
    steps: list[AnyStep] = Field(min_length=1)

    @property
    def key(self) -> str:
        return self.id.partition("~")[0]

    @property
    def reading(self) -> str:
        """The reading; "" for an area's recipe."""
        return self.id.partition("~")[2]


class Landmark(Record):
    """A corner of a ring."""

    zone: ZoneId
    version_date: Day
    order: int
    lon: Longitude
    lat: Latitude
    landmark: str
    precision_km: Kilometres
    source: Sources
    confidence: Confidence


class Waypoint(Record):
    """A vertex of a line to cut by or to lay a corridor along: a road, a railway, a river, a list of landmarks."""

    line: Slug
    kind: LineKind
    order: int
    lon: Longitude
    lat: Latitude
    name: str
    pcode: Annotated[Pcode | None, BeforeValidator(lambda value: value or None)]
    precision_km: Kilometres
    source: Sources
    confidence: Confidence


LEVELS: tuple[Border, ...] = get_args(Border)
