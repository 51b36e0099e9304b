"""Boundary files, and statements about them, that are refused; see ``corpus``."""

from __future__ import annotations

import gzip
import json
import math
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geodata.catalog import DATA
from geodata.importing import limits
from tests.data.corpus import (
    CORNERS,
    DARAA,
    HALVES,
    IDLIB,
    KML,
    PART,
    SOUTHERN,
    UTM,
    Case,
    beside_idlib,
    collection,
    feature,
    geojson,
    gml,
    into_disputed,
    kml,
    layers,
    projected,
    rings,
    shapefile,
    swapped_corners,
    written,
    zipped,
)

MARS = (
    'GEOGCS["Mars 2000",DATUM["D_Mars_2000",SPHEROID["Mars_2000_IAU_IAG",3396190,169.894447]],'
    'PRIMEM["Reference_Meridian",0],UNIT["Degree",0.0174532925199433]]'
)
LOCAL = 'LOCAL_CS["site grid",UNIT["metre",1]]'


def cut(make: Callable[[Path], Path], share: float) -> Callable[[Path], Path]:
    """The file, only its beginning."""

    def make_cut(folder: Path) -> Path:
        path = make(folder)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return make_cut


def with_prj(text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = shapefile(PART)(folder)
        path.with_suffix(".prj").write_text(text, encoding="utf-8")
        return path

    return make


def archive(name: str, *members: tuple[str, bytes], link: str = "") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as opened:
            for member, content in members:
                opened.writestr(member, content)
            if link:
                entry = zipfile.ZipInfo(link)
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
                opened.writestr(entry, "/etc/passwd")
        return folder / name

    return make


def locked(folder: Path) -> Path:
    """An archive whose member says it is locked with a password."""
    path = archive("locked.zip", ("outline.geojson", collection(PART).encode()))(folder)
    content = bytearray(path.read_bytes())
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(header) + offset] |= 1
    path.write_bytes(bytes(content))
    return path


def bare_database(folder: Path) -> Path:
    """SQLite, but no GeoPackage."""
    with sqlite3.connect(folder / "outline.gpkg") as database:
        database.execute("create table zone (name text)")
    return folder / "outline.gpkg"


def a_folder(folder: Path) -> Path:
    (folder / "outline.geojson").mkdir()
    return folder / "outline.geojson"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "outline.geojson")
    return folder / "outline.geojson"


def circle(vertices: int) -> Polygon:
    turns = [2 * math.pi * n / vertices for n in range(vertices)]
    return Polygon([(36.7 + 0.1 * math.cos(turn), 34.9 + 0.1 * math.sin(turn)) for turn in turns])


SPECKS = MultiPolygon(
    [box(x, y, x + 0.001, y + 0.001) for x in np.linspace(36.5, 36.9, 72) for y in np.linspace(34.8, 35.0, 72)]
)


def crs_link(url: str) -> dict:
    return {"crs": {"type": "link", "properties": {"href": url, "type": "ogcwkt"}}}


# half a MiB that shrinks to a fiftieth, as a table of attributes may
PADDED = os.urandom(1 << 13) + b" " * ((1 << 19) - (1 << 13))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHING = f'<!DOCTYPE kml [<!ENTITY l0 "ha">{LAUGHS}]>'
DOCUMENT = kml(PART).replace("?><kml", f"?>{LAUGHING}<kml").replace("ريف حمص", "&l9;")
OUTSIDER = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/vsicurl/http://atlas.invalid/x</SrcDataSource>'
    "</OGRVRTLayer></OGRVRTDataSource>"
)
LAID_PICTURE = (
    "<GroundOverlay><Icon><href>scan.png</href></Icon><LatLonBox><north>35</north><south>34.8</south>"
    "<east>36.9</east><west>36.5</west></LatLonBox></GroundOverlay>"
)
NETWORK_LINK = "<NetworkLink><Link><href>http://atlas.invalid/x.kml</href></Link></NetworkLink>"
HOLES_WITHIN = [(36.5, 34.8, 36.9, 35.0), (36.6, 34.85, 36.8, 34.95), (36.65, 34.87, 36.7, 34.9)]
BOW_TIE = rings([(36.5, 34.8), (36.9, 35.0), (36.9, 34.8), (36.5, 35.0), (36.5, 34.8)])


def with_vertex(x: float, y: float) -> dict:
    return rings([*CORNERS[:5], (x, y), *CORNERS[5:]])


GEOMETRY: dict[str, Case] = {
    "axes swapped": Case(geojson(swapped_corners(PART)), "give --swap-xy"),
    "axes swapped, Idlib": Case(geojson(swapped_corners(IDLIB)), "give --swap-xy", {"zone": "idlib"}),
    "axes swapped in one of two parts": Case(
        geojson(HALVES[0], swapped_corners(HALVES[1])), "latitude stands before longitude; exchange"
    ),
    "axes swapped at a vertex": Case(geojson(with_vertex(*CORNERS[5][::-1])), "latitude stands before longitude"),
    "northing before easting": Case(geojson(swapped_corners(projected(PART, "EPSG:32637")), **UTM), "give --swap-xy"),
    "a vertex that is NaN": Case(geojson(with_vertex(math.nan, 35)), "vertex 6 is NaN or Infinity"),
    "a vertex at infinity": Case(geojson(with_vertex(36.5, math.inf)), "vertex 6 is NaN or Infinity"),
    "no feature": Case(geojson(), "holds no feature"),
    "many features without geometry": Case(geojson(*[None] * 30), "10 more problems of this kind"),
    "coordinates as text": Case(
        geojson(rings([map(str, corner) for corner in CORNERS])), "coordinates as plain numbers"
    ),
    "an empty polygon": Case(geojson(rings()), "has no geometry"),
    "no geometry": Case(geojson(None), "has no geometry"),
    "a point": Case(geojson(Point(36.7, 34.9)), "is a point, not an outline"),
    "a line": Case(geojson(LineString(CORNERS)), "is a line, not an outline"),
    "a polygon and a point": Case(geojson(GeometryCollection([PART, Point(36.7, 34.9)])), "is a point, not an outline"),
    "in France": Case(geojson(box(2, 48, 3, 49)), "outside Syria, beyond the precision"),
    "half of it in Lebanon": Case(geojson(box(36.0, 34.0, 37.0, 34.6)), "outside Syria, beyond the precision"),
    "across the antimeridian": Case(geojson(box(179, 34, 181, 35)), "crosses the antimeridian"),
    "from one end of the world to the other": Case(geojson(box(-179, 34, 179, 35)), "crosses the antimeridian"),
    "no area": Case(geojson(rings([(36.5, 34.8), (36.7, 34.9), (36.9, 35.0), (36.5, 34.8)])), "covers less than"),
    "two corners": Case(geojson(rings([(36.5, 34.8), (36.7, 34.9)])), "encloses no area"),
    "the area of a garden": Case(geojson(box(36.7, 34.9, 36.7001, 34.9001)), "covers less than"),
    "a vertex over and over": Case(geojson(rings([(36.5, 34.8)] * 5)), "encloses no area"),
    "a hole in a hole": Case(
        geojson(rings(*(box(*shell).exterior.coords for shell in HOLES_WITHIN))),
        "within a hole as a polygon of its own",
    ),
    "a bow-tie": Case(geojson(BOW_TIE), "untangling it would change its area"),
    "a hole outside": Case(
        geojson(rings(CORNERS, [(37.1, 34.9), (37.2, 34.9), (37.2, 35.1), (37.1, 34.9)])), "remove the hole, or give it"
    ),
    "over a neighbour": Case(geojson(beside_idlib(0.1)), "overlaps idlib@2017-09-15"),
    "deep in disputed ground": Case(geojson(into_disputed(0.15)), "of disputed ground", SOUTHERN),
    "the Golan as a zone": Case(geojson(shapely.union_all([DARAA, box(35.7, 32.9, 35.9, 33.1)])), "Golan", SOUTHERN),
}

STATEMENTS: dict[str, Case] = {
    "a zone that is none": Case(geojson(PART), "--zone: no zone 'aleppo'", {"zone": "aleppo"}),
    "another zone by the file's own word": Case(
        written("outline.geojson", json.dumps(feature(PART, zone="South"))), "holds south by its field zone"
    ),
    "no source": Case(geojson(PART), "--source: the source is missing", {"source": ""}),
    "a source that is none": Case(geojson(PART), "use reading-landmarks", {"source": "reading-landmark"}),
    "no method": Case(geojson(PART), "--method: the method is missing", {"method": " "}),
    "no precision": Case(geojson(PART), "--precision-km: the precision is missing", {"precision_km": None}),
    "a precision of nothing": Case(geojson(PART), "'0' is no precision", {"precision_km": "0"}),
    "a precision of a country": Case(geojson(PART), "'500' is no precision", {"precision_km": "500"}),
    "a precision that is NaN": Case(geojson(PART), "'nan' is no precision", {"precision_km": "nan"}),
    "a status that is none": Case(geojson(PART), "--status: 'lost' is not known", {"status": "lost"}),
    "dissolved, with an outline": Case(geojson(PART), "--status: 'dissolved'", {"status": "dissolved"}),
    "a reading that is no name": Case(geojson(PART), "cannot name a reading", {"according": "My map!"}),
    "validity inverted": Case(geojson(PART), "is not after --valid-from", {"valid_to": "2017-09-01"}),
    "a day that is none": Case(geojson(PART), "--valid-from: 'soon' is not a day", {"valid_from": "soon"}),
    "the day of another version": Case(
        geojson(PART), "north-homs@2017-08-03 begins the same day", {"valid_from": "2017-08-03"}
    ),
    "into a later version": Case(
        geojson(PART), "north-homs@2018-05-16 begins before 2018-06-01", {"valid_to": "2018-06-01"}
    ),
    "a reading of a zone that is no more": Case(
        geojson(PART), "is dissolved", {"valid_from": "2019-01-01", "according": "printed-map"}
    ),
}

FILES: dict[str, Case] = {
    "no such file": Case(lambda folder: folder / "none.geojson", "No such file"),
    "a folder": Case(a_folder, "a folder or a device"),
    "a folder by a name without a suffix": Case(lambda folder: folder, "a folder or a device"),
    "a pipe": Case(a_pipe, "a folder or a device"),
    "an empty file": Case(written("outline.geojson", ""), "an empty file"),
    "a format that is not read": Case(written("outline.docx", "x"), "the format .docx is not read"),
    "a name without a suffix": Case(written("outline", collection(PART)), "its name has no suffix"),
    "packed by itself": Case(written("outline.geojson.gz", gzip.compress(b"{}")), "packed as .gz"),
    "a part of a Shapefile": Case(
        lambda folder: shapefile(PART)(folder).with_suffix(".dbf"), "only a part of a Shapefile; give its .shp"
    ),
    "an archive by the name of GeoJSON": Case(
        zipped(geojson(PART), "other.geojson"), "another format than its suffix .geojson says; name it .zip"
    ),
    "KML by the name of KMZ": Case(written("outline.kmz", kml(PART)), "than its suffix .kmz says; name it .kml"),
    "GeoJSON cut off": Case(cut(geojson(PART), 0.6), "not JSON, or cut off"),
    "GeoPackage cut off": Case(cut(layers("outline.gpkg", zone=[PART]), 0.5), "outline.gpkg:-:"),
    "FlatGeobuf cut off": Case(cut(layers("outline.fgb", zone=[PART]), 0.5), "outline.fgb:-:"),
    "FlatGeobuf cut off in its header": Case(cut(layers("outline.fgb", zone=[PART]), 0.02), "cut off: shorter than"),
    "Shapefile cut off": Case(cut(shapefile(PART), 0.5), "outline.shp:-: cut off: shorter than"),
    "KML cut off": Case(cut(written("outline.kml", kml(PART)), 0.6), "not well-formed XML, cut off"),
    "archive cut off": Case(cut(zipped(shapefile(PART), "outline.zip"), 0.7), "a damaged archive"),
    "GeoJSON in UTF-16": Case(written("outline.geojson", collection(PART).encode("utf-16")), "not UTF-8"),
    "GeoJSON in cp1256": Case(
        written("outline.geojson", json.dumps(feature(PART, name="حمص"), ensure_ascii=False).encode("cp1256")),
        "not UTF-8",
    ),
    "KML not in the encoding it states": Case(
        written("outline.kml", kml(PART).encode("cp1256")), "not in the encoding"
    ),
    "KML in UTF-16, cut off": Case(
        cut(written("outline.kml", kml(PART).replace("UTF-8", "UTF-16").encode("utf-16")), 0.5), "cut off"
    ),
    "entities in UTF-16": Case(
        written("outline.kml", DOCUMENT.replace("UTF-8", "UTF-16").encode("utf-16")), "declares a document type"
    ),
    "a CRS that is none": Case(
        geojson(PART, crs={"type": "name", "properties": {"name": "EPSG:99999"}}), "its CRS has no definition"
    ),
    "a CRS that is none, in GML": Case(
        written("outline.gml", gml(PART).replace("EPSG::4326", "EPSG::99999")), "its CRS has no definition"
    ),
    "a CRS in a word": Case(geojson(PART, crs="EPSG:32637"), "its CRS is not a registered name"),
    "a CRS of Mars": Case(with_prj(MARS), "nothing leads from its CRS 'Mars 2000' to WGS 84"),
    "a .prj that is none": Case(with_prj("hello"), "its CRS has no definition"),
    "two CRSs in EWKT": Case(
        written("outline.csv", f'wkt\n"SRID=4326;{PART.wkt}"\n"SRID=32637;{PART.wkt}"\n'), "several CRSs"
    ),
    "all versions of a zone": Case(
        written("outline.geojson", (DATA / "zones" / "north-homs.geojson").read_bytes()),
        "holds several boundary versions",
    ),
    "a name of more than a line": Case(written("two\nlines.geojson", "{"), "two?lines.geojson:line 1"),
    "JSON, but no outline": Case(written("outline.json", '{"a": 1}'), "neither GeoJSON nor TopoJSON"),
    "JSON nested without end": Case(written("outline.json", "[" * 100_000), "nested too deeply"),
    "an image": Case(written("outline.gpkg", b"\x89PNG\r\n\x1a\n"), "does not start as a GeoPackage does"),
    "a database that is no GeoPackage": Case(bare_database, "outline.gpkg:-:"),
    "Shapefile without .shx": Case(shapefile(PART, without=[".shx"]), "its .shx is missing"),
    "CSV without WKT": Case(written("outline.csv", "id,name\n1,x\n"), "no column holds WKT"),
    "CSV cut off": Case(
        cut(written("outline.csv", f'id,WKT\n1,"{PART.wkt}"\n'), 0.5), "a quotation mark is not closed"
    ),
    "CSV with broken WKT": Case(written("outline.csv", 'id,wkt\n1,"POLYGON((36.5 34.8"\n'), "has no geometry"),
    "several layers": Case(layers("outline.gpkg", zone=[PART], other=[PART]), "has 2 layers: zone, other; choose one"),
    "a layer that is none": Case(
        layers("outline.gpkg", zone=[PART]), "no layer 'border'; its layers: zone", options={"layer": "border"}
    ),
    "metres and no CRS": Case(
        shapefile(projected(PART, "EPSG:32637"), crs=None), "cannot be degrees, and the file names no CRS"
    ),
    "degrees under a CRS in metres": Case(geojson(PART, **UTM), "looks like degrees, and its CRS is in metres"),
    "metres in GeoJSON": Case(geojson(projected(PART, "EPSG:32637")), "cannot be degrees"),
    "a grid of its own": Case(layers("outline.fgb", LOCAL, zone=[PART]), "tied to nothing on Earth"),
    "a CRS to be fetched": Case(
        geojson(PART, **crs_link("http://atlas.invalid/crs")), "its CRS is not a registered name"
    ),
    "a virtual layer as GML": Case(written("outline.gml", VRT), "cannot be read"),
    "a virtual layer as CSV": Case(written("outline.csv", VRT), "no column holds WKT"),
    "a picture under the outline": Case(
        written("outline.kml", kml(PART).replace("</Document>", f"{LAID_PICTURE}</Document>")),
        "holds a picture laid on the map",
    ),
    "only a link to the net": Case(written("outline.kml", KML.format(NETWORK_LINK)), "outline.kml:-:"),
    "more than 10 MiB": Case(
        written("large.geojson", collection(PART) + " " * limits.BYTES), "larger than 10 MiB; simplify"
    ),
    "more than 500,000 vertices": Case(layers("outline.fgb", zone=[circle(500_001)]), "give --large"),
    "more than 5,000 parts": Case(layers("outline.fgb", zone=[SPECKS]), "5,184 parts and holes, over 5,000"),
    "entities in KML": Case(written("outline.kml", DOCUMENT), "declares a document type"),
    "entities in KMZ": Case(archive("outline.kmz", ("doc.kml", DOCUMENT.encode())), "declares a document type"),
    "a file drawn into GML": Case(
        written("outline.gml", gml(PART).replace("?><gml", f"?>{OUTSIDER}<gml")), "declares a document type"
    ),
    "names that climb out": Case(archive("outline.zip", ("../../outline.geojson", b"{}")), "leads out of the archive"),
    "names from the root": Case(archive("outline.zip", ("/tmp/outline.geojson", b"{}")), "leads out of the archive"),
    "names with backslashes": Case(archive("outline.zip", ("..\\outline.geojson", b"{}")), "leads out of the archive"),
    "a link": Case(archive("outline.zip", link="outline.geojson"), "a link to another file"),
    "absurdly compressed": Case(
        archive("outline.zip", ("outline.geojson", b" " * 8 * 1024 * 1024)), "times its size, as no outline does"
    ),
    "large once unpacked": Case(
        archive("outline.zip", *((f"{n}.csv", PADDED * 16) for n in range(2))), "unpacks to 16 MiB"
    ),
    "an archive in an archive": Case(
        archive("outline.zip", ("outline.shp.zip", b"PK")), "an archive within the archive"
    ),
    "too many members": Case(archive("outline.zip", *((f"{n}.txt", b"x") for n in range(101))), "101 members"),
    "nothing in it": Case(archive("outline.zip", ("readme.txt", b"x")), "no outline in the archive"),
    "locked": Case(locked, "locked with a password"),
    "a zip that is none": Case(written("outline.zip", b"x" * 100), "a damaged archive"),
}

BAD = GEOMETRY | STATEMENTS | FILES
