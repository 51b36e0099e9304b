"""Which files are read, by which GDAL driver, and what must be true of a file before GDAL sees it.

GDAL guesses the format from the content and follows references to other files and to the network (virtual
layers, a CRS given as a link).  So a file is only handed on when its suffix is in the table, and its first
bytes or its syntax bear the suffix out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from geodata.errors import Problem, Refused

JSON_KINDS = {
    "Topology": "TopoJSON",
    **dict.fromkeys(
        ("FeatureCollection", "Feature", "GeometryCollection", "Polygon", "MultiPolygon", "Point", "MultiPoint"),
        "GeoJSON",
    ),
    **dict.fromkeys(("LineString", "MultiLineString"), "GeoJSON"),
}
# A CRS by its registered name, such as EPSG:32637 or urn:ogc:def:crs:OGC:1.3:CRS84.
NAMED_CRS = re.compile(r"^(urn:(x-)?ogc:def:crs:)?[A-Za-z0-9_.]+:[A-Za-z0-9_.:]*$")


UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def refused(file: str, problem: str, remedy: str, feature: str = "-") -> Refused:
    return Refused([Problem(file, feature, problem, remedy)])


def checked_text(content: bytes, file: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.  Raises Refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(file, "not UTF-8", "save the file as UTF-8", f"byte {error.start}") from error
    if "\0" in text:
        raise refused(file, "holds NUL bytes, so it is no text in UTF-8", "save the file as UTF-8")
    return text


def json_driver(content: bytes, file: str) -> str:
    """GeoJSON or TopoJSON, by the ``type`` the file states.  Raises Refused where it is neither."""
    collection = _parsed_json(checked_text(content, file), file)
    kind = collection.get("type") if isinstance(collection, dict) else None
    if not isinstance(kind, str) or kind not in JSON_KINDS:
        raise refused(file, "neither GeoJSON nor TopoJSON", "export the outline as GeoJSON (RFC 7946)")
    return JSON_KINDS[kind]


def _parsed_json(text: str, file: str, line: int = 0) -> Any:
    def without_linked_crs(members: dict) -> dict:
        crs = members.get("crs")
        if isinstance(crs, dict) and not _is_named(crs):
            raise refused(file, "its CRS is not a registered name", "reproject to WGS 84 and leave out crs")
        return members

    try:
        return json.loads(text, object_hook=without_linked_crs)
    except json.JSONDecodeError as error:
        where = f"line {line or error.lineno} column {error.colno}"
        problem = f"not JSON, or cut off ({error.msg})"
        raise refused(file, problem, "export or download the file again", where) from error
    except (ValueError, RecursionError) as error:
        raise refused(
            file, "not JSON that can be read: nested too deeply, or a number too long", "export it again"
        ) from error


def _is_named(crs: dict) -> bool:
    properties = crs.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return crs.get("type") == "name" and isinstance(name, str) and bool(NAMED_CRS.match(name))


def json_lines_driver(content: bytes, file: str) -> str:
    for number, line in enumerate(checked_text(content, file).splitlines(), 1):
        if line.strip("\x1e \t"):
            _parsed_json(line.strip("\x1e \t"), file, number)
    return "GeoJSONSeq"


def xml_driver(driver: str) -> Callable[[bytes, str], str]:
    """A check that the file is well-formed XML without a document type, hence without entities of its own."""

    def check(content: bytes, file: str) -> str:
        def refuse_doctype(*_: object) -> None:
            problem = "declares a document type, through which entities come in"
            raise refused(file, problem, "remove <!DOCTYPE …>; no such file needs it")

        if content.startswith(UTF_16):
            raise refused(file, "in UTF-16, which GDAL does not read", "save the file as UTF-8")
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse_doctype
        parser.EntityDeclHandler = refuse_doctype
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            where = f"line {parser.ErrorLineNumber} column {parser.ErrorColumnNumber + 1}"
            problem = f"not well-formed XML, cut off, or not in the encoding it states ({error})"
            raise refused(file, problem, "export or download the file again", where) from error
        return driver

    return check


def signature(driver: str, start: bytes, name: str) -> Callable[[bytes, str], str]:
    """A check that the file starts as its format does."""

    def check(content: bytes, file: str) -> str:
        if not content.startswith(start):
            raise refused(file, f"does not start as a {name} does", "export or download the file again")
        return driver

    return check


def csv_driver(content: bytes, file: str) -> str:
    header = checked_text(content, file).split("\n", 1)[0]
    columns = {column.strip(' "\r').lower() for column in re.split(r"[,;\t|]", header)}
    if not columns & set(GEOMETRY_COLUMNS):
        raise refused(file, "no column holds WKT", f"name it {GEOMETRY_COLUMNS[0]}", "line 1")
    return "CSV"


GEOMETRY_COLUMNS = ("wkt", "geometry", "geom", "the_geom", "wkt_geom", "shape")


@dataclass(frozen=True)
class Format:
    """A kind of file: the check that names its driver, the files that go with it, how GDAL opens it."""

    driver: Callable[[bytes, str], str]
    siblings: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


SHAPEFILE = Format(signature("ESRI Shapefile", b"\0\0\x27\x0a", "Shapefile"), (".shx", ".dbf", ".prj", ".cpg"))
CSV_OPTIONS = {"GEOM_POSSIBLE_NAMES": ",".join(GEOMETRY_COLUMNS), "KEEP_GEOM_COLUMNS": "NO"}

FORMATS: dict[str, Format] = {
    ".geojson": Format(json_driver),
    ".json": Format(json_driver),
    ".topojson": Format(json_driver),
    ".geojsonl": Format(json_lines_driver),
    ".shp": SHAPEFILE,
    ".kml": Format(xml_driver("LIBKML")),
    ".gml": Format(xml_driver("GML")),
    ".gpkg": Format(signature("GPKG", b"SQLite format 3\0", "GeoPackage")),
    ".fgb": Format(signature("FlatGeobuf", b"fgb\x03fgb", "FlatGeobuf")),
    ".csv": Format(csv_driver, options=CSV_OPTIONS),
}
ARCHIVES = (".zip", ".kmz")
DRIVERS = ("GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRI Shapefile", "LIBKML", "GML", "GPKG", "FlatGeobuf", "CSV")


def format_of(path: Path, file: str) -> Format:
    """The format a suffix stands for.  Raises Refused where the table has none."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        known = " ".join((*FORMATS, *ARCHIVES))
        what = path.suffix or "without a suffix"
        raise refused(file, f"the format {what} is not read", f"use one of {known}; QGIS or ogr2ogr converts")
    return found
