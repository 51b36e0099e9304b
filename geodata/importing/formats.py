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
NAMED_CRS = re.compile(
    r"^((urn:(x-)?ogc:def:crs:)?[A-Za-z0-9_.]+:[A-Za-z0-9_.:]*|https?://(www\.)?opengis\.net/def/crs/[A-Za-z0-9_./]+)$"
)
XML_ENCODING = re.compile(r"""^(<\?xml[^>]*?)\s+encoding\s*=\s*("[^"]*"|'[^']*')""")
READ_BY_GDAL = ("utf-8", "us-ascii", "iso-8859-1")
# UTF-16 with a byte order mark, or as XML starts without one
UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


@dataclass(frozen=True)
class Checked:
    """What a file turned out to be: its driver; the CRS it states, where GDAL may not heed it; and the content to
    give to GDAL, where that is not the file's own."""

    driver: str
    crs: str | None = None
    content: bytes | None = None


Check = Callable[[bytes, str], Checked]


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


def checked_json(content: bytes, file: str) -> Checked:
    """GeoJSON or TopoJSON, by the ``type`` the file states.  Raises Refused where it is neither.

    Programs write sequences of features under the same suffixes.
    """
    text = checked_text(content, file)
    if _is_sequence(text):
        return _checked_sequence(text, file)
    collection = _parsed_json(text, file)
    kind = collection.get("type") if isinstance(collection, dict) else None
    if not isinstance(kind, str) or kind not in JSON_KINDS:
        raise refused(file, "neither GeoJSON nor TopoJSON", "export the outline as GeoJSON (RFC 7946)")
    crs = collection.get("crs")
    if not isinstance(crs, dict | None):
        raise _crs_without_name(file)
    return Checked(JSON_KINDS[kind], _crs_name(crs) if crs else None)


def _is_sequence(text: str) -> bool:
    """Whether each feature is a document of its own: after a record separator (RFC 8142), or on its own line."""
    first, _, rest = text.lstrip(" \t\r\n").partition("\n")
    if first.startswith("\x1e"):
        return True
    try:
        return rest.lstrip().startswith("{") and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _crs_without_name(file: str) -> Refused:
    return refused(file, "its CRS is not a registered name", "reproject to WGS 84 and leave out crs")


def _parsed_json(text: str, file: str, line: int = 1) -> Any:
    def without_linked_crs(members: dict) -> dict:
        crs = members.get("crs")
        if isinstance(crs, dict) and not NAMED_CRS.match(_crs_name(crs)):
            raise _crs_without_name(file)
        return members

    try:
        return json.loads(text, object_hook=without_linked_crs)
    except json.JSONDecodeError as error:
        where = f"line {line + error.lineno - 1} column {error.colno}"
        problem = f"not JSON, or cut off ({error.msg})"
        raise refused(file, problem, "export or download the file again", where) from error
    except (ValueError, RecursionError) as error:
        raise refused(
            file, "not JSON that can be read: nested too deeply, or a number too long", "export it again"
        ) from error


def _crs_name(crs: dict) -> str:
    """The name in a ``crs`` member of GeoJSON, also in its first form, a code of EPSG; "" for anything else."""
    properties = crs.get("properties")
    key = {"name": "name", "EPSG": "code"}.get(str(crs.get("type")), "")
    value = properties.get(key) if isinstance(properties, dict) else None
    if key == "code":
        return f"EPSG:{value}" if isinstance(value, int | str) and str(value).isdecimal() else ""
    return value if isinstance(value, str) else ""


def checked_json_lines(content: bytes, file: str) -> Checked:
    """GeoJSON with a feature a line, or one after each record separator, then over several lines too."""
    return _checked_sequence(checked_text(content, file), file)


def _checked_sequence(text: str, file: str) -> Checked:
    separator = "\x1e" if "\x1e" in text else "\n"
    number = 1
    for record in text.split(separator):
        if record.strip():
            _parsed_json(record.strip(), file, number)
        number += (record + separator).count("\n")
    return Checked("GeoJSONSeq")


def checked_xml(driver: str, crs_attribute: str = "", pictures: tuple[str, ...] = ()) -> Check:
    """A check that the file is well-formed XML without a document type, hence without entities of its own.

    What is in UTF-16, Windows-1256 or another encoding that GDAL does not read is given to it in UTF-8.
    ``crs_attribute`` is where a CRS stands.  ``pictures`` are elements that GDAL would take for polygons.
    """

    def check(content: bytes, file: str) -> Checked:
        stated: list[str] = []

        def note_element(name: str, attributes: dict[str, str]) -> None:
            if not stated and attributes.get(crs_attribute):
                stated.append(attributes[crs_attribute])
            if name.rpartition(":")[2] in pictures:
                problem = "holds a picture laid on the map, which is no outline"
                remedy = "leave it out; Google Earth saves a single polygon with Save Place As"
                raise refused(file, problem, remedy, f"line {parser.CurrentLineNumber}")

        def refuse_doctype(*_: object) -> None:
            problem = "declares a document type, through which entities come in"
            raise refused(file, problem, "remove <!DOCTYPE …>; no such file needs it")

        given = _xml_in_utf_8(content, file)
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = refuse_doctype
        parser.EntityDeclHandler = refuse_doctype
        parser.StartElementHandler = note_element
        try:
            parser.Parse(given, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            where = f"line {parser.ErrorLineNumber} column {parser.ErrorColumnNumber + 1}"
            problem = f"not well-formed XML, cut off, or not in the encoding it states ({error})"
            raise refused(file, problem, "export or download the file again", where) from error
        return Checked(driver, stated[0] if stated else None, None if given is content else given)

    return check


def _xml_in_utf_8(content: bytes, file: str) -> bytes:
    """The same content where GDAL reads its encoding, else in UTF-8."""
    declared = XML_ENCODING.match(content[:200].decode("ascii", "replace"))
    encoding = UTF_16.get(content[:2]) or (declared.group(2).strip("\"'").lower() if declared else "utf-8")
    if encoding in READ_BY_GDAL:
        return content
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"not in the encoding it states, {encoding}, or cut off"
        raise refused(file, problem, "save the file as UTF-8", f"byte {error.start}") from error
    except (LookupError, ValueError) as error:
        raise refused(file, f"in an encoding that is not known, {encoding[:40]!r}", "save the file as UTF-8") from error
    return XML_ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")


def signature(driver: str, start: bytes, name: str, stated_length: Callable[[bytes], int] = len) -> Check:
    """A check that the file starts as its format does, and is as long as its start states."""

    def check(content: bytes, file: str) -> Checked:
        if not content.startswith(start):
            raise refused(file, f"does not start as a {name} does", "export or download the file again")
        if len(content) < stated_length(content):
            raise refused(file, "cut off: shorter than it states", "export or download the file again")
        return Checked(driver)

    return check


def checked_csv(content: bytes, file: str) -> Checked:
    """CSV with a column of WKT.  PostGIS puts the CRS before it (``SRID=32637;POLYGON…``), which GDAL takes for
    neither."""
    text = checked_text(content, file)
    header = text.split("\n", 1)[0]
    columns = {column.strip(' "\r').lower() for column in re.split(r"[,;\t|]", header)}
    if not columns & set(GEOMETRY_COLUMNS):
        raise refused(file, "no column holds WKT", f"name it {GEOMETRY_COLUMNS[0]}", "line 1")
    if text.count('"') % 2:
        raise refused(file, "cut off: a quotation mark is not closed", "export or download the file again")
    codes = sorted(set(SRID.findall(text)) - {"0"})
    if len(codes) > 1:
        raise refused(file, f"several CRSs, of SRID {' and '.join(codes[:3])}", "bring all into one, such as 4326")
    return Checked("CSV", f"EPSG:{codes[0]}" if codes else None, SRID.sub("", text).encode("utf-8"))


SRID = re.compile(r"\bSRID\s*=\s*(\d{1,6})\s*;\s*(?=[A-Z])", re.IGNORECASE)
GEOMETRY_COLUMNS = ("wkt", "geometry", "geom", "the_geom", "wkt_geom", "shape")


@dataclass(frozen=True)
class Format:
    """A kind of file: the check before GDAL sees it, the files that go with it, how GDAL opens it."""

    check: Check
    siblings: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


def _length_of_shapefile(content: bytes) -> int:
    """The file's length stands in its header in words of two bytes (ESRI Shapefile Technical Description)."""
    return 2 * int.from_bytes(content[24:28], "big")


def _header_of_flatgeobuf(content: bytes) -> int:
    """Where the header ends; of what follows GDAL says itself when it is cut off."""
    return 12 + int.from_bytes(content[8:12], "little")


SHAPEFILE = Format(
    signature("ESRI Shapefile", b"\0\0\x27\x0a", "Shapefile", _length_of_shapefile), (".shx", ".dbf", ".prj", ".cpg")
)
CSV_OPTIONS = {"GEOM_POSSIBLE_NAMES": ",".join(GEOMETRY_COLUMNS), "KEEP_GEOM_COLUMNS": "NO"}

FORMATS: dict[str, Format] = {
    ".geojson": Format(checked_json),
    ".json": Format(checked_json),
    ".topojson": Format(checked_json),
    ".geojsonl": Format(checked_json_lines),
    ".geojsons": Format(checked_json_lines),
    ".jsonl": Format(checked_json_lines),
    ".ndjson": Format(checked_json_lines),
    ".shp": SHAPEFILE,
    ".kml": Format(checked_xml("LIBKML", pictures=("GroundOverlay", "PhotoOverlay"))),
    ".gml": Format(checked_xml("GML", crs_attribute="srsName")),
    ".gpkg": Format(signature("GPKG", b"SQLite format 3\0", "GeoPackage")),
    ".fgb": Format(signature("FlatGeobuf", b"fgb\x03fgb", "FlatGeobuf", _header_of_flatgeobuf)),
    ".csv": Format(checked_csv, options=CSV_OPTIONS),
}
ARCHIVES = (".zip", ".kmz", ".shz")
PACKED = (".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar", ".tgz")
DRIVERS = ("GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRI Shapefile", "LIBKML", "GML", "GPKG", "FlatGeobuf", "CSV")


def format_of(path: Path, file: str) -> Format:
    """The format a suffix stands for.  Raises Refused where the table has none."""
    suffix = path.suffix.lower()
    if suffix in FORMATS:
        return FORMATS[suffix]
    if suffix in SHAPEFILE.siblings:
        raise refused(file, "only a part of a Shapefile", "give its .shp, with the other parts beside it")
    if suffix in PACKED:
        raise refused(file, f"packed as {suffix}, which is not read", "unpack it, or zip it")
    known = " ".join((*FORMATS, *ARCHIVES))
    problem = f"the format {suffix} is not read" if suffix else "its name has no suffix, so its format is not known"
    raise refused(file, problem, f"use one of {known}; QGIS or ogr2ogr converts")


# How formats begin that are often given under another's suffix.
Beginnings = tuple[tuple[bytes, tuple[str, ...]], ...]
STARTS: Beginnings = ((b"PK\x03\x04", ARCHIVES), (b"SQLite format 3\0", (".gpkg",)), (b"fgb\x03fgb", (".fgb",)))
WORDS: Beginnings = (
    (b"<kml", (".kml",)),
    (b"opengis.net/gml", (".gml",)),
    (b'"FeatureCollection"', (".geojson", ".json")),
)


def hold_to_suffix(content: bytes, suffix: str, file: str) -> None:
    """Raises Refused where content that its own format's check refused is of another format."""
    fitting = [suffixes for start, suffixes in STARTS if content.startswith(start)]
    fitting += [suffixes for word, suffixes in WORDS if word in content[:1000]]
    if fitting and suffix not in fitting[0]:
        problem = f"holds another format than its suffix {suffix} says"
        raise refused(file, problem, f"name it {fitting[0][0]}")
