"""Boundary files good and bad, made by script: what each holds, how it is stated, and how its import ends.

``GOOD``, and ``BAD`` in ``corpus_bad``, are tables of cases; ``make(folder)`` writes the file and gives its path.
Unless a case says otherwise the outline is that of northern Homs in August 2017, brought in for 1 October 2017.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry import GeometryCollection, MultiPolygon, Polygon, box, mapping

from geodata.catalog import catalog

BOUNDARIES = catalog().boundaries
PART = shapely.get_parts(BOUNDARIES.loc["north-homs@2017-08-03", "geometry"])[0]
STATED = {
    "zone": "north-homs",
    "valid_from": "2017-10-01",
    "source": "reading-landmarks",
    "method": "Traced from a printed map.",
    "precision_km": "2",
}
KML = '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
FOLDERS = "<Folder><name>maps</name></Folder><Folder><name>2017</name><Folder><name>Homs</name><Placemark>"
PLACEMARK = "<Placemark><name>ريف حمص</name>{}</Placemark>"


@dataclass(frozen=True)
class Case:
    """``says`` stands in one of the lines of a good file ("" for nothing in particular), or in a problem of a bad one.

    ``ground`` is what a good file's outline covers.
    """

    make: Callable[[Path], Path]
    says: str = ""
    stated: dict = field(default_factory=dict)
    options: dict = field(default_factory=dict)
    ground: shapely.Geometry | None = PART


def written(name: str, content: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return make


def feature(geometry, **properties) -> dict:
    drawn = geometry if isinstance(geometry, dict | None) else mapping(geometry)
    return {"type": "Feature", "properties": properties, "geometry": drawn}


def collection(*geometries, **members) -> str:
    return json.dumps({"type": "FeatureCollection", **members, "features": [feature(one) for one in geometries]})


def geojson(*geometries, name="outline.geojson", **members) -> Callable[[Path], Path]:
    return written(name, collection(*geometries, **members))


def rings(*given) -> dict:
    """A polygon of rings as they are, open or crossing."""
    return {"type": "Polygon", "coordinates": [[list(position) for position in ring] for ring in given]}


def layers(name: str, crs: str | None = "EPSG:4326", **by_layer) -> Callable[[Path], Path]:
    """A file written by GDAL, one layer for each name."""

    def make(folder: Path) -> Path:
        path = folder / name
        for layer, geometries in by_layer.items():
            table = gpd.GeoDataFrame({"name": [f"n{n}" for n in range(len(geometries))]}, geometry=geometries, crs=crs)
            table.to_file(path, layer=layer, engine="pyogrio")
        return path

    return make


def projected(geometry, crs: str):
    return gpd.GeoSeries([geometry], crs="EPSG:4326").to_crs(crs).iloc[0]


def shapefile(geometry, name="outline.shp", crs: str | None = "EPSG:4326", without=(), encoding="UTF-8"):
    def make(folder: Path) -> Path:
        path = folder / name
        table = gpd.GeoDataFrame({"name": ["الرستن وتلبيسة"]}, geometry=[geometry], crs=crs)
        table.to_file(path, engine="pyogrio", encoding=encoding)
        for suffix in without:
            path.with_suffix(suffix).unlink()
        return path

    return make


def zipped(make: Callable[[Path], Path], name: str, prefix: str = "", beside: dict[str, str] | None = None):
    """What ``make`` writes, with what lies beside it, in an archive."""

    def make_zip(folder: Path) -> Path:
        inner = folder / "inner"
        inner.mkdir()
        make(inner)
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(inner.iterdir()):
                archive.write(path, prefix + path.name)
            for member, content in (beside or {}).items():
                archive.writestr(member, content)
        return folder / name

    return make_zip


def swapped_corners(polygon: Polygon) -> Polygon:
    """Latitude before longitude."""
    return shapely.transform(polygon, lambda xy: xy[:, ::-1])


def kml_polygon(polygon: Polygon) -> str:
    def ring(tag, line):
        positions = " ".join(f"{x:.5f},{y:.5f},0" for x, y in line.coords)
        return f"<{tag}><LinearRing><coordinates>{positions}</coordinates></LinearRing></{tag}>"

    holes = "".join(ring("innerBoundaryIs", hole) for hole in polygon.interiors)
    return f"<Polygon>{ring('outerBoundaryIs', polygon.exterior)}{holes}</Polygon>"


def kml(*polygons: Polygon) -> str:
    return KML.format("".join(PLACEMARK.format(kml_polygon(polygon)) for polygon in polygons))


def topojson(polygon: Polygon) -> str:
    """Quantised: positions as steps of 1e-5 degrees from the first."""
    steps, last = [], (3600000, 3400000)
    for x, y in polygon.exterior.coords:
        position = (round(x * 1e5), round(y * 1e5))
        steps.append([position[0] - last[0], position[1] - last[1]])
        last = position
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [1e-5, 1e-5], "translate": [36, 34]},
            "objects": {"zone": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
            "arcs": [steps],
        }
    )


def gml(polygon: Polygon) -> str:
    """As the axis order of EPSG:4326 has it: latitude first."""
    positions = " ".join(f"{y:.5f} {x:.5f}" for x, y in polygon.exterior.coords)
    return (
        '<?xml version="1.0" encoding="utf-8"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" '
        'xmlns:a="http://atlas.invalid/a"><gml:featureMember><a:zone gml:id="z"><a:outline>'
        '<gml:Polygon srsName="urn:ogc:def:crs:EPSG::4326" gml:id="p"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{positions}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        "</a:outline></a:zone></gml:featureMember></gml:FeatureCollection>"
    )


WEST, SOUTH, EAST, NORTH = PART.bounds
MIDDLE = (WEST + EAST) / 2
HALVES = [PART.intersection(box(WEST, SOUTH, MIDDLE, NORTH)), PART.intersection(box(MIDDLE, SOUTH, EAST, NORTH))]
CENTRE = PART.representative_point()
HOLED = PART.difference(box(CENTRE.x - 0.01, CENTRE.y - 0.01, CENTRE.x + 0.01, CENTRE.y + 0.01))
CORNERS = list(PART.exterior.coords)
# the last vertex but one is passed over and gone back to: a crossing of a few square metres
KNOT = [
    (WEST, SOUTH),
    (EAST, SOUTH),
    (EAST, NORTH),
    (MIDDLE + 0.002, NORTH),
    (MIDDLE, NORTH - 0.002),
    (MIDDLE, NORTH),
    (MIDDLE + 0.002, NORTH - 0.002),
    (MIDDLE - 0.002, NORTH - 0.004),
    (WEST, NORTH),
    (WEST, SOUTH),
]
UTM = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}}
IDLIB = BOUNDARIES.loc["idlib@2017-09-15", "geometry"]
DARAA = BOUNDARIES.loc["south@2017-07-09", "geometry"]


def beside_idlib(depth_degrees: float) -> Polygon:
    """A block east of Idlib's line of 2017 that reaches into it by so much."""
    west, _, east, _ = IDLIB.bounds
    row = IDLIB.intersection(box(west, 35.6, east, 35.62))
    edge = row.bounds[2]
    return box(edge - depth_degrees, 35.6, edge + 0.1, 35.62)


def into_disputed(depth_degrees: float):
    """The south zone, a stretch of its border with disputed ground moved west."""
    disputed = catalog().disputed.union_all()
    tongue = shapely.affinity.translate(DARAA, -depth_degrees, 0).intersection(disputed)
    return shapely.union_all([DARAA, tongue])


ISLAND = box(37.3, 34.6, 37.35, 34.65)
SOUTHERN = {"zone": "south", "precision_km": "4"}

GOOD: dict[str, Case] = {
    "GeoJSON as the atlas has it": Case(geojson(PART)),
    "GeoJSON with a byte order mark": Case(written("bom.json", b"\xef\xbb\xbf" + collection(PART).encode())),
    "GeoJSON, a feature a line": Case(written("lines.geojsonl", json.dumps(feature(PART)) + "\n")),
    "GeoJSON, a feature a line, as .geojson": Case(
        written("lines.geojson", "".join(json.dumps(feature(half)) + "\n" for half in HALVES)),
        "polygons merged into one",
    ),
    "GeoJSON text sequence, indented": Case(
        written("outline.geojson", "".join(f"\x1e{json.dumps(feature(half), indent=1)}\n" for half in HALVES)),
        "polygons merged into one",
    ),
    "TopoJSON, quantised": Case(written("outline.topojson", topojson(PART)), "note: the file names no CRS"),
    "plain Shapefile": Case(shapefile(PART)),
    "plain Shapefile without .prj, in degrees": Case(shapefile(PART, without=[".prj"]), "note: the file names no CRS"),
    "zipped Shapefile": Case(zipped(shapefile(PART), "outline.shp.zip", "maps/")),
    "zipped Shapefile as .shz": Case(zipped(shapefile(PART), "outline.shz")),
    "zipped Shapefile with a table and notes": Case(
        zipped(shapefile(PART), "outline.zip", beside={"places.csv": "id,name\n1,x\n", "notes.json": '{"by": "us"}'})
    ),
    "zipped Shapefile, names in cp1256, nothing says so": Case(
        zipped(shapefile(PART, encoding="CP1256", without=[".cpg"]), "outline.zip"), "note: names read as CP1256"
    ),
    "KML": Case(written("outline.kml", kml(PART)), "fixed: heights dropped"),
    "KML in Windows-1256": Case(
        written("outline.kml", kml(PART).replace("UTF-8", "windows-1256").encode("cp1256")), "fixed: heights dropped"
    ),
    "KML in folders within folders": Case(
        written(
            "outline.kml",
            kml(PART).replace("<Placemark>", FOLDERS).replace("</Document>", "</Folder></Folder></Document>"),
        )
    ),
    "KML in UTF-16": Case(
        written("outline.kml", kml(PART).replace("UTF-8", "UTF-16").encode("utf-16")), "fixed: heights dropped"
    ),
    "KMZ": Case(zipped(written("doc.kml", kml(PART)), "outline.kmz"), "fixed: heights dropped"),
    "GeoPackage": Case(layers("outline.gpkg", zone=[PART])),
    "GeoPackage, a layer chosen": Case(
        layers("outline.gpkg", zone=[PART], other=[box(36, 34, 37, 35)]), options={"layer": "zone"}
    ),
    "GeoPackage in UTM": Case(
        layers("utm.gpkg", "EPSG:32637", zone=[projected(PART, "EPSG:32637")]),
        "fixed: reprojected from WGS 84 / UTM zone 37N (EPSG:32637)",
    ),
    "Shapefile in the Syrian Lambert projection": Case(
        shapefile(projected(PART, "EPSG:22770"), crs="EPSG:22770"),
        "fixed: reprojected from Deir ez Zor / Syria Lambert",
    ),
    "FlatGeobuf": Case(layers("outline.fgb", zone=[PART])),
    "GML, latitude first by its CRS": Case(written("outline.gml", gml(PART))),
    "CSV with WKT": Case(written("outline.csv", f'id,WKT\n1,"{PART.wkt}"\n'), "note: the file names no CRS"),
    "CSV with semicolons": Case(written("outline.csv", f"id;geom\n1;{PART.wkt}\n")),
    "CSV with EWKT": Case(
        written("outline.csv", f'id,wkt\n1,"SRID=32637;{projected(PART, "EPSG:32637").wkt}"\n'), "fixed: reprojected"
    ),
    "an outline that calls its zone something else": Case(
        written("outline.geojson", json.dumps(feature(PART, zone="rastan"))), "note: the file calls the zone rastan"
    ),
    "GeoJSON of 2008 with its CRS": Case(geojson(projected(PART, "EPSG:32637"), **UTM), "fixed: reprojected"),
    "heights": Case(geojson(shapely.force_3d(PART, 410.0)), "fixed: heights dropped from 1 feature"),
    "several polygons": Case(geojson(*HALVES), "polygons merged into one"),
    "a collection of polygons": Case(geojson(GeometryCollection(HALVES)), "polygons merged into one"),
    "a hole": Case(geojson(HOLED), ground=HOLED),
    "two islands": Case(
        geojson(MultiPolygon([PART, ISLAND])),
        ground=shapely.union_all([PART, ISLAND]),
    ),
    "a ring left open": Case(geojson(rings(CORNERS[:-1])), "fixed: rings left open in 1 feature closed"),
    "repeated vertices": Case(
        geojson(rings([CORNERS[0], *CORNERS, CORNERS[-1]])), "fixed: feature 1: 2 repeated vertices removed"
    ),
    "wound clockwise": Case(geojson(rings(CORNERS[::-1])), "fixed: feature 1: rings wound the other way round"),
    "a small bow-tie": Case(
        geojson(rings(KNOT)), "fixed: feature 1: rings that crossed or touched themselves untangled", ground=None
    ),
    "axes exchanged on request": Case(
        geojson(swapped_corners(PART)), "fixed: axes exchanged", options={"swap_xy": True}
    ),
    "a sliver of a neighbour": Case(
        geojson(beside_idlib(0.004)),
        "fixed: overlap with idlib@2017-09-15 under the precision snapped away",
        ground=beside_idlib(0.004).difference(IDLIB),
    ),
    "disputed ground touched": Case(
        geojson(into_disputed(0.003)), "fixed: disputed ground under the precision snapped away", SOUTHERN, ground=DARAA
    ),
    "an export of all zones": Case(
        written(
            "zones.geojson",
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [feature(IDLIB, zone="idlib"), feature(PART, zone="north-homs")],
                }
            ),
        ),
        "note: of 2 features only those of north-homs are taken: 1",
    ),
    "more than 10 MiB, allowed": Case(
        written("large.geojson", collection(PART) + " " * (10 * 1024 * 1024)), options={"large": True}
    ),
    "a reading beside the default": Case(geojson(PART), stated={"according": "printed-map"}),
}
