"""Datasets as KML: places in time with their provenance in the balloon, licence and attribution in the document.

Every field travels as typed ``SimpleData``, so that reading the file gives the same table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Day
from datetime import timedelta
from typing import Any

from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.canonical import ordered
from geodata.exports.dataset import Dataset, Field, Kind
from geodata.markup import escaped

TYPES: dict[Kind, str] = {"text": "string", "day": "string", "number": "double", "count": "int", "truth": "bool"}
SPANS = (("valid_from", "valid_to"), ("start", "end"), ("datePublished", "datePublished"))
LABELS = ("version", "title_en", "headline", "name_en", "id")


def kml(dataset: Dataset) -> bytes:
    """A KML 2.2 document: a schema, a style for each value of the look, a placemark for each row."""
    about = "\n\n".join([dataset.description, *dataset.credits, f"Licence: {_licence(dataset)}"])
    fields = "".join(
        f'<SimpleField name="{field.name}" type="{TYPES[field.kind]}"><displayName>{escaped(field.meaning)}'
        "</displayName></SimpleField>"
        for field in dataset.fields
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom">',
        f'<Document id="{dataset.name}">',
        f"<name>{escaped(dataset.title)}</name>",
        f"<description>{escaped(about)}</description>",
        *(_style(name, colour) for name, _, colour in (dataset.look.values if dataset.look else ())),
        f'<Schema name="{dataset.name}" id="fields">{fields}</Schema>',
        f"<Folder><name>{dataset.name}</name>",
        *_placemarks(dataset),
        "</Folder>",
        "</Document>",
        "</kml>\n",
    ]
    return "\n".join(lines).encode()


def _licence(dataset: Dataset) -> str:
    return f"{dataset.licence.name} {dataset.licence.url or ''}".strip()


def _style(name: str, colour: str) -> str:
    """KML writes colours as aabbggrr."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    solid = f"{blue}{green}{red}".lower()
    return (
        f'<Style id="{_style_id(name)}"><IconStyle><color>ff{solid}</color></IconStyle>'
        f"<LineStyle><color>ff{solid}</color><width>1.5</width></LineStyle>"
        f"<PolyStyle><color>42{solid}</color></PolyStyle></Style>"
    )


def _style_id(value: str) -> str:
    return f"style-{value or 'all'}"


def _placemarks(dataset: Dataset) -> Iterator[str]:
    for row, geometry in zip(dataset.rows, dataset.geometries or (), strict=True):
        label = next((row[name] for name in LABELS if row.get(name)), "")
        style = _style_id(row[dataset.look.column] if dataset.look and dataset.look.column else "")
        identity = f' id="{escaped(row["id"])}"' if "id" in row else ""  # GDAL reads a field id from here only
        yield "".join(
            [
                f"<Placemark{identity}><name>{escaped(label)}</name>",
                f"<description>{escaped(_balloon(row, dataset.fields))}</description>",
                _span(row),
                f"<styleUrl>#{style}</styleUrl>" if dataset.look else "",
                f'<ExtendedData><SchemaData schemaUrl="#fields">{_simple_data(row)}</SchemaData></ExtendedData>',
                _geometry(geometry),
                "</Placemark>",
            ]
        )


def _balloon(row: dict[str, Any], fields: Iterable[Field]) -> str:
    """What a person reads on a click: every field that says something, in words."""
    return "\n".join(f"{field.meaning}: {row[field.name]}" for field in fields if row[field.name] is not None)


def _simple_data(row: dict[str, Any]) -> str:
    return "".join(
        f'<SimpleData name="{name}">{escaped(_written(value))}</SimpleData>'
        for name, value in row.items()
        if value is not None
    )


def _written(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _span(row: dict[str, Any]) -> str:
    """KML's days are both shown: the last one is the day before ``valid_to``."""
    for begins, ends in SPANS:
        if isinstance(begin := row.get(begins), Day):
            end = row.get(ends)
            last = end - timedelta(days=1) if ends == "valid_to" and end else end
            return f"<TimeSpan><begin>{begin}</begin>{f'<end>{last}</end>' if last else ''}</TimeSpan>"
    return ""


def _geometry(geometry: BaseGeometry | None) -> str:
    if geometry is None or geometry.is_empty:
        return ""
    if isinstance(geometry, MultiPolygon | MultiPoint):
        return f"<MultiGeometry>{''.join(map(_geometry, ordered(geometry).geoms))}</MultiGeometry>"
    if isinstance(geometry, Point):
        return f"<Point><coordinates>{_positions([geometry.coords[0]])}</coordinates></Point>"
    return _polygon(ordered(geometry))


def _polygon(polygon: Polygon) -> str:
    def ring(name: str, coordinates: Iterable[tuple[float, ...]]) -> str:
        return f"<{name}><LinearRing><coordinates>{_positions(coordinates)}</coordinates></LinearRing></{name}>"

    outer = ring("outerBoundaryIs", polygon.exterior.coords)
    return f"<Polygon>{outer}{''.join(ring('innerBoundaryIs', hole.coords) for hole in polygon.interiors)}</Polygon>"


def _positions(coordinates: Iterable[tuple[float, ...]]) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in coordinates)
