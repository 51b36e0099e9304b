"""Datasets as text and as Parquet: formats written without GDAL."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date as Day
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import CRS
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.canonical import ordered
from geodata.exports.dataset import Dataset

GEOPARQUET = "1.1.0"


def _head(dataset: Dataset) -> dict[str, Any]:
    """The members before the rows: what the data are, their licence, and the lines to show."""
    licence = {"id": dataset.licence.id, "name": dataset.licence.name, "url": dataset.licence.url}
    head = {"name": dataset.name, "title": dataset.title, "description": dataset.description}
    return head | {"valid_on": _plain(dataset.day), "licence": licence, "attribution": list(dataset.credits)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, Day) else value


def _plain_rows(dataset: Dataset) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in dataset.rows]


def _outlines(dataset: Dataset) -> list[BaseGeometry | None]:
    """Geometries with rings as RFC 7946 wants them; empty ones are none."""
    return [g if g is None or g.is_empty else ordered(g) for g in dataset.geometries or [None] * len(dataset.rows)]


def geojson(dataset: Dataset) -> bytes:
    """RFC 7946, a feature a line; licence and attribution as members of the collection."""
    head = json.dumps({"type": "FeatureCollection", **_head(dataset)}, ensure_ascii=False, indent=1)
    features = ",\n".join(
        json.dumps(
            {"type": "Feature", "properties": row, "geometry": mapping(outline) if outline is not None else None},
            ensure_ascii=False,
        )
        for row, outline in zip(_plain_rows(dataset), _outlines(dataset), strict=True)
    )
    return f'{head[:-2]},\n "features": [\n{features}\n ]\n}}\n'.encode()


def as_json(dataset: Dataset) -> bytes:
    """The records, nested where the curated files are; a map's features where there is nothing to nest."""
    if dataset.records is None and dataset.geometries is not None:
        return geojson(dataset)
    records = dataset.records if dataset.records is not None else _plain_rows(dataset)
    whole = _head(dataset) | {dataset.name: list(records)}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(dataset: Dataset) -> bytes:
    """UTF-8 with a header; the geometry, if any, as well-known text in a last column ``WKT``."""
    out = io.StringIO()
    names = [field.name for field in dataset.fields]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*names, "WKT"] if dataset.geometries is not None else names)
    writer.writerows(_csv_rows(dataset, names))
    return out.getvalue().encode()


def _csv_rows(dataset: Dataset, names: list[str]) -> Iterator[list[Any]]:
    for row, outline in zip(_plain_rows(dataset), _outlines(dataset), strict=True):
        cells = [_cell(row[name]) for name in names]
        wkt = "" if outline is None else shapely.to_wkt(outline, rounding_precision=-1, trim=True)
        yield [*cells, wkt] if dataset.geometries is not None else cells


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def parquet(dataset: Dataset) -> bytes:
    """GeoParquet (or plain Parquet where there is no geometry); licence and attribution as file metadata."""
    table = dataset.arrow()
    metadata = {**dataset.metadata, "fields": json.dumps({field.name: field.meaning for field in dataset.fields})}
    if dataset.geometries is not None:
        outlines = _outlines(dataset)
        wkb = [None if outline is None else shapely.to_wkb(outline) for outline in outlines]
        table = table.append_column("geometry", pa.array(wkb, pa.binary()))
        metadata["geo"] = json.dumps(_geo([outline for outline in outlines if outline is not None]))
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), out)
    return out.getvalue()


def _geo(outlines: list[BaseGeometry]) -> dict[str, Any]:
    """The ``geo`` metadata of GeoParquet: coordinates are longitude, latitude in WGS 84."""
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({outline.geom_type for outline in outlines}),
        "crs": CRS.from_epsg(4326).to_json_dict(),
        "orientation": "counterclockwise",
    }
    if outlines:
        column["bbox"] = list(shapely.total_bounds(outlines))
    return {"version": GEOPARQUET, "primary_column": "geometry", "columns": {"geometry": column}}
