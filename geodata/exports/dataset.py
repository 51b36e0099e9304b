"""What is exported, before any format: rows with plain values, their geometry, and what travels along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any, Literal

import pyarrow as pa
from shapely.geometry.base import BaseGeometry

from geodata.credits import Licence

Kind = Literal["text", "day", "number", "count", "truth"]
ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "day": pa.date32(),
    "number": pa.float64(),
    "count": pa.int64(),
    "truth": pa.bool_(),
}


@dataclass(frozen=True)
class Field:
    """A column and what it means; ``short`` is its name where names have at most ten characters (Shapefile)."""

    name: str
    kind: Kind
    meaning: str
    short: str = ""

    @property
    def short_name(self) -> str:
        return self.short or self.name


@dataclass(frozen=True)
class Look:
    """How a layer is drawn where a format carries a style: by the values of a column, each with label and colour.

    Without ``column`` everything has the one colour of the first value.  ``dashes`` are lengths of strokes and gaps,
    in widths of the line, of values whose lines are not drawn through.
    """

    column: str | None
    values: tuple[tuple[str, str, str], ...]
    dashes: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """A table ready to be written; ``rows`` hold a value or None for each field.

    ``geometries`` (WGS 84, one for each row, None where there is none) and ``geometry_type`` are None for a
    table without geometry.  ``records`` are what JSON gets: nested, as in the curated files.  ``companion`` goes
    with it where a file may hold several layers.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    rows: Sequence[dict[str, Any]]
    geometries: Sequence[BaseGeometry | None] | None
    geometry_type: str | None
    records: Sequence[dict[str, Any]] | None
    licence: Licence
    credits: tuple[str, ...]
    day: Day | None
    look: Look | None = None
    companion: Dataset | None = None

    @property
    def metadata(self) -> dict[str, str]:
        """What travels along as text: title, description, licence, attribution, and the day asked for."""
        found = {
            "title": self.title,
            "description": self.description,
            "licence": self.licence.id,
            "licence_url": self.licence.url or "",
            "attribution": " ".join(self.credits),
            "valid_on": self.day.isoformat() if self.day else "",
        }
        return {name: value for name, value in found.items() if value}

    def arrow(self) -> pa.Table:
        """The rows as typed columns, without geometry."""
        return pa.table(
            {field.name: pa.array([row[field.name] for row in self.rows], ARROW[field.kind]) for field in self.fields}
        )
