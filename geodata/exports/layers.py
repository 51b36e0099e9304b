"""Datasets as FlatGeobuf, GeoPackage and zipped Shapefile, through GDAL.

The files hold no time of writing (its place has a fixed one), so that the same
data give the same bytes.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

import pyarrow as pa
import shapely
from shapely.geometry import MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.exports.dataset import Dataset, Field
from geodata.exports.qgis import qml, sld

NO_TIME = "1980-01-01T00:00:00.000Z"  # the first day a zip archive can hold
TEXT_BYTES = 254  # the longest text of a dBASE column
MULTIPLE = {"MultiPolygon": MultiPolygon, "MultiPoint": MultiPoint}


@contextmanager
def _without_time() -> Iterator[None]:
    import pyogrio  # GDAL: 30 MiB of a server that may never be asked for such a file

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": NO_TIME})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _write(dataset: Dataset, path: Path, driver: str, layer_options: dict[str, str], **more: Any) -> None:
    import pyogrio

    geometries = [_multiple(geometry, dataset.geometry_type) for geometry in dataset.geometries or ()]
    wkb = pa.array([None if g is None else shapely.to_wkb(g) for g in geometries], pa.binary())
    column = pa.field("geom", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    with _without_time():
        pyogrio.write_arrow(
            dataset.arrow().append_column(column, wkb),
            path,
            layer=dataset.name,
            driver=driver,
            geometry_name="geom",
            geometry_type=dataset.geometry_type,
            crs="EPSG:4326",
            layer_options=layer_options,
            **more,
        )


def _multiple(geometry: BaseGeometry | None, geometry_type: str | None) -> BaseGeometry | None:
    """A layer holds one type: single polygons become multiple ones."""
    kind = MULTIPLE.get(geometry_type or "")
    if geometry is None or geometry.is_empty:
        return None
    return kind([geometry]) if kind and not isinstance(geometry, kind) else geometry


def flatgeobuf(dataset: Dataset) -> bytes:
    """FlatGeobuf with title and description, which holds licence and attribution."""
    about = " ".join([dataset.description, *dataset.credits, f"Licence: {dataset.licence.name}."])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{dataset.name}.fgb"
        # the index would change the order, and cannot hold versions without outline
        options = {"TITLE": dataset.title, "DESCRIPTION": about, "SPATIAL_INDEX": "NO"}
        _write(dataset, path, "FlatGeobuf", options)
        return path.read_bytes()


# -- GeoPackage ---------------------------------------------------------------------------------------


def geopackage(dataset: Dataset) -> bytes:
    """A GeoPackage with metadata and default styles, which QGIS applies on opening; a companion is a layer more."""
    about = " ".join([dataset.description, *dataset.credits])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{dataset.name}.gpkg"
        options = {"IDENTIFIER": dataset.title, "DESCRIPTION": about, "GEOMETRY_NAME": "geom"}
        metadata = {name.upper(): value for name, value in dataset.metadata.items() if name != "description"}
        # version 1.2, which older programs open without a warning too
        more = {"dataset_options": {"VERSION": "1.2"}, "dataset_metadata": metadata, "layer_metadata": metadata}
        _write(dataset, path, "GPKG", options, **more)
        described = [dataset]
        if dataset.companion:
            beside = dataset.companion
            options = {"IDENTIFIER": beside.title, "DESCRIPTION": beside.description, "GEOMETRY_NAME": "geom"}
            _write(beside, path, "GPKG", options)
            described.append(beside)
        with closing(sqlite3.connect(path)) as database, database:
            _describe_fields(database, described)
            if styled := [one for one in described if one.look]:
                _add_styles(database, styled)
        return path.read_bytes()


def _describe_fields(database: sqlite3.Connection, datasets: Sequence[Dataset]) -> None:
    """What each column means, by the schema extension of GeoPackage (OGC 12-128, annex F.9)."""
    database.execute(
        "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, "
        "description TEXT, mime_type TEXT, constraint_name TEXT, PRIMARY KEY (table_name, column_name))"
    )
    database.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)",
        [(dataset.name, field.name, field.meaning) for dataset in datasets for field in dataset.fields],
    )
    database.execute(
        "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, "
        "value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
        "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))"
    )
    database.executemany(
        "INSERT INTO gpkg_extensions (table_name, extension_name, definition, scope) VALUES (?, 'gpkg_schema', "
        "'http://www.geopackage.org/spec121/#extension_schema', 'read-write')",
        [("gpkg_data_columns",), ("gpkg_data_column_constraints",)],
    )


def _add_styles(database: sqlite3.Connection, datasets: Sequence[Dataset]) -> None:
    """The table QGIS keeps styles in, as QGIS itself creates it, with a default style for each layer."""
    database.execute(
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
        "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), "
        "styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
        "update_time DATETIME)"
    )
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, '', NULL, ?)",
        [(one.name, one.name, qml(one), sld(one), f"Default style: {one.title}", NO_TIME) for one in datasets],
    )
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of the layers, as QGIS keeps them', ?)",
        (NO_TIME,),
    )


# -- Shapefile ----------------------------------------------------------------------------------------


def zipped_shapefile(dataset: Dataset) -> bytes:
    """A Shapefile in a zip archive, with a README that gives licence, attribution and the meaning of the columns.

    Names have ten characters.  Text longer than 254 bytes goes on in further columns, ``…_2``, ``…_3``.
    """
    short = _shortened(dataset)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{dataset.name}.shp"
        _write(short, path, "ESRI Shapefile", {"DBF_DATE_LAST_UPDATE": NO_TIME[:10]}, encoding="UTF-8")
        parts = {part.name: part.read_bytes() for part in sorted(Path(folder).iterdir())}
    parts["README.txt"] = _readme(dataset, short).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980-01-01
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _shortened(dataset: Dataset) -> Dataset:
    """The dataset with short names, and long text spread over several columns."""
    fields: list[Field] = []
    rows: list[dict[str, Any]] = [{} for _ in dataset.rows]
    for field in dataset.fields:
        values = [row[field.name] for row in dataset.rows]
        pieces = [_pieces(value) if field.kind == "text" else [value] for value in values]
        for number in range(max([1, *map(len, pieces)])):
            name = field.short_name if number == 0 else f"{field.short_name[:8]}_{number + 1}"
            meaning = field.meaning if number == 0 else f"{field.meaning}, continued"
            fields.append(replace(field, name=name, meaning=meaning, short=""))
            for row, found in zip(rows, pieces, strict=True):
                row[name] = found[number] if number < len(found) else None
    return replace(dataset, fields=tuple(fields), rows=rows)


def _pieces(text: str | None) -> Sequence[str | None]:
    """Text cut into pieces of at most 254 bytes of UTF-8, within words: spaces at either end would be lost."""
    if text is None or len(text.encode()) <= TEXT_BYTES:
        return [text]
    length = len(text.encode()[:TEXT_BYTES].decode(errors="ignore"))
    within = (n for n in range(length, 0, -1) if not text[n - 1].isspace() and not text[n].isspace())
    cut = next(within, length)
    return [text[:cut], *_pieces(text[cut:])]


def _readme(dataset: Dataset, short: Dataset) -> str:
    width = max(len(field.name) for field in short.fields)
    table = [f"{field.name:<{width}}  {field.meaning}" for field in short.fields]
    paragraphs = [
        dataset.title,
        *("\n".join(wrap(text, 100)) for text in (dataset.description, *dataset.credits)),
        f"Licence: {dataset.licence.name} {dataset.licence.url or ''}".strip(),
        *([f"In force on {dataset.day}."] if dataset.day else []),
        "Coordinates are WGS 84 longitude and latitude (EPSG:4326), text is UTF-8.\n"
        "Text longer than 254 bytes goes on in the columns with _2, _3 and so on.",
        "\n".join(table),
    ]
    return "\n\n".join(paragraphs) + "\n"
