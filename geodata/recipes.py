"""Outlines built from recipes: lists of settlements, whole sub-districts and landmark rings.

No coordinates of the zones were ever published, so an outline here is an
argument written down as a list: these settlements were inside.  Building it
again must give the file in ``data/zones``, which ``check`` verifies.

All constructions are done in UTM zone 37N (EPSG:32637, metres; Syria lies
inside it to within 0.1 % of scale) and returned in WGS 84.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import MultiPoint, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from geodata.canonical import GRID_DEGREES, canonical, ordered
from geodata.catalog import Catalog, read_json
from geodata.errors import Problem, Refused
from geodata.files import replace_text
from geodata.recipe_records import Landmark, SettlementRecipes, SubdistrictRecipes

METRIC = "EPSG:32637"
WGS84 = "EPSG:4326"
SPECK_M2 = 1e6


@dataclass(frozen=True)
class Smoothing:
    """How raw cells become an outline; lengths in metres, areas in m²."""

    gap: float
    smallest_island: float
    smallest_hole: float
    tolerance: float


def settlement_cells(
    settlements: gpd.GeoDataFrame, units: gpd.GeoDataFrame, unit_column: str, wanted: Iterable[str]
) -> gpd.GeoSeries:
    """Voronoi cell of each wanted settlement within its own administrative unit.

    Parameters
    ----------
    settlements : points in metres, index = P-code, with ``unit_column``
    units : polygons in metres, index = P-code of the unit
    wanted : P-codes of settlements; all settlements of their unit bound their cells

    Returns
    -------
    GeoSeries of polygons in metres, index = P-code of the settlement; settlements
    whose unit is unknown are left out.
    """
    cells = {}
    chosen = set(wanted)
    for unit, members in settlements.groupby(unit_column):
        if unit not in units.index or chosen.isdisjoint(members.index):
            continue
        outline = units.loc[unit]
        points = MultiPoint(list(members.geometry))
        pieces = shapely.voronoi_polygons(points, extend_to=outline, ordered=True)
        if len(members) == 1:
            cells[members.index[0]] = outline
            continue
        for pcode, cell in zip(members.index, pieces.geoms, strict=True):
            if pcode in chosen:
                cells[pcode] = cell.intersection(outline)
    return gpd.GeoSeries(cells, crs=settlements.crs)


def smoothed(parts: Iterable[BaseGeometry], smoothing: Smoothing) -> BaseGeometry:
    """One outline from many parts: gaps closed, specks dropped, vertices thinned.  Metres in and out."""
    union = shapely.union_all(list(parts))
    closed = union.buffer(smoothing.gap / 2).buffer(-smoothing.gap / 2)
    islands = [_without_small_holes(island, smoothing.smallest_hole) for island in _polygons(closed)]
    kept = [island for island in islands if island.area >= smoothing.smallest_island]
    outline = shapely.union_all(kept).simplify(smoothing.tolerance, preserve_topology=True)
    return shapely.make_valid(outline)


def _without_specks(outline: BaseGeometry) -> BaseGeometry:
    """Drops what a cut along someone else's line leaves behind: pieces under one square kilometre."""
    return shapely.union_all([part for part in _polygons(outline) if part.area >= SPECK_M2])


def _polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if part.geom_type == "Polygon"]


def _without_small_holes(island: Polygon, smallest: float) -> Polygon:
    return Polygon(island.exterior, [hole for hole in island.interiors if Polygon(hole).area >= smallest])


def to_wgs84(outline: BaseGeometry) -> BaseGeometry:
    """A metric outline as WGS 84, on the grid of the boundary files and with rings as they have them."""
    degrees = gpd.GeoSeries([outline], crs=METRIC).to_crs(WGS84).iloc[0]
    return ordered(shapely.set_precision(degrees, GRID_DEGREES))


def _chosen(parts: gpd.GeoSeries, pcodes: list[str], origin: str, what: str = "settlement") -> gpd.GeoSeries:
    unknown = sorted(set(pcodes) - set(parts.index))
    if unknown:
        raise Refused([Problem(origin, pcode, f"the {what} is not known", "correct the P-code") for pcode in unknown])
    return parts.loc[pcodes]


def by_settlements(
    recipes: dict, settlements: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, origin: str
) -> dict[str, BaseGeometry]:
    """Reading ``settlements``: cells within the district, capped at a distance from the settlement.

    The cap keeps a village at the edge of the steppe from claiming the steppe.
    Returns outline in metres by recipe key, e.g. ``idlib@2017-05-06``.
    """
    wanted = {pcode for pcodes in recipes["versions"].values() for pcode in pcodes}
    cells = settlement_cells(settlements, districts.geometry, "admin2_pcode", wanted)
    reach = settlements["admin1_pcode"].map(recipes["cap_m_by_governorate"]).fillna(recipes["cap_m"])
    capped = cells.intersection(settlements.loc[cells.index].buffer(reach.loc[cells.index]), align=True)
    smoothing = Smoothing(**recipes["smoothing"])
    return {key: smoothed(_chosen(capped, pcodes, origin), smoothing) for key, pcodes in recipes["versions"].items()}


def by_subdistricts(
    recipes: dict,
    settlements: gpd.GeoDataFrame,
    subdistricts: gpd.GeoDataFrame,
    neighbourhoods: gpd.GeoDataFrame,
    origin: str,
) -> dict[str, BaseGeometry]:
    """Reading ``subdistricts``: whole sub-districts, cells of single settlements, and city neighbourhoods.

    Returns outline in metres by recipe key.
    """
    wanted = {p for recipe in recipes["versions"].values() for p in recipe["certain"] + recipe["probable"]}
    cells = settlement_cells(settlements, subdistricts.geometry, "admin3_pcode", wanted)
    smoothing = Smoothing(**recipes["smoothing"])
    outlines = {}
    for key, recipe in recipes["versions"].items():
        parts = [
            *_chosen(subdistricts.geometry, recipe["subdistricts"], origin, "sub-district"),
            *_chosen(cells, recipe["certain"] + recipe["probable"], origin),
            *_chosen(neighbourhoods.geometry, recipe["neighbourhoods"], origin, "neighbourhood"),
        ]
        outlines[key] = smoothed(parts, smoothing)
    return outlines


def landmark_ring(key: str, corners: Iterable[Landmark]) -> Polygon:
    """The ring through landmarks in their order, in WGS 84.  Raises Refused where it has no inside."""
    positions = [(corner.lon, corner.lat) for corner in sorted(corners, key=lambda corner: corner.order)]
    ring = Polygon(positions if len(positions) >= 3 else None)
    if ring.is_empty or not ring.is_valid:
        problem = f"the ring has {len(positions)} corners" if ring.is_empty else shapely.is_valid_reason(ring)
        raise Refused([Problem("recipes/landmarks.csv", key, problem, "correct its corners")])
    return ring


def by_landmarks(corners: Iterable[Landmark]) -> dict[str, BaseGeometry]:
    """Reading ``landmarks``: rings through named landmarks.  Returns outline in metres by recipe key."""
    rings = {key: landmark_ring(key, ring) for key, ring in corners_by_ring(corners).items()}
    return dict(gpd.GeoSeries(rings, crs=WGS84).to_crs(METRIC).items())


def corners_by_ring(corners: Iterable[Landmark]) -> dict[str, list[Landmark]]:
    """Landmarks by recipe key, e.g. ``idlib@2017-05-06``."""
    rings: dict[str, list[Landmark]] = {}
    for corner in corners:
        rings.setdefault(f"{corner.zone}@{corner.version_date}", []).append(corner)
    return rings


def disputed_ground(catalog: Catalog) -> BaseGeometry:
    """All disputed ground, in metres."""
    return catalog.disputed.to_crs(METRIC).union_all()


def _settlements(catalog: Catalog) -> gpd.GeoDataFrame:
    """The gazetteer's settlements as points in metres, index = P-code.

    In the order of P-codes, so that the same recipe always gives the same vertices.
    """
    shared = sorted(pcode for pcode, n in Counter(p.pcode for p in catalog.places.values()).items() if pcode and n > 1)
    if shared:
        raise Refused([Problem("places.csv", pcode, "two places have this P-code", "correct one") for pcode in shared])
    rows = [(p.pcode, p.admin1, p.admin2, p.admin3, p.lon, p.lat) for p in catalog.places.values() if p.pcode]
    columns = ["pcode", "admin1_pcode", "admin2_pcode", "admin3_pcode", "lon", "lat"]
    frame = pd.DataFrame(rows, columns=columns).set_index("pcode").sort_index()
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(frame["lon"], frame["lat"]), crs=WGS84).to_crs(METRIC)


def _units(catalog: Catalog, file: str) -> gpd.GeoDataFrame:
    return catalog.units(file).set_index("pcode", drop=False).to_crs(METRIC)


def _from_settlements(catalog: Catalog) -> dict[str, BaseGeometry]:
    recipes = catalog.recipe(SettlementRecipes).model_dump()
    districts = _units(catalog, "admin2.geojson")
    return by_settlements(recipes, _settlements(catalog), districts, "recipes/settlements.json")


def _from_subdistricts(catalog: Catalog) -> dict[str, BaseGeometry]:
    recipes = catalog.recipe(SubdistrictRecipes).model_dump()
    units, neighbourhoods = _units(catalog, "admin3.geojson"), _units(catalog, "neighbourhoods.geojson")
    return by_subdistricts(recipes, _settlements(catalog), units, neighbourhoods, "recipes/subdistricts.json")


def _from_landmarks(catalog: Catalog) -> dict[str, BaseGeometry]:
    return by_landmarks(catalog.landmarks)


@dataclass(frozen=True)
class Construction:
    """How the outlines of a reading are built, and from which files beside the disputed ground; its recipes first."""

    files: tuple[str, ...]
    outlines: Callable[[Catalog], dict[str, BaseGeometry]]


READINGS = {
    "settlements": Construction(("recipes/settlements.json", "places.csv", "admin2.geojson"), _from_settlements),
    "subdistricts": Construction(
        ("recipes/subdistricts.json", "places.csv", "admin3.geojson", "neighbourhoods.geojson"), _from_subdistricts
    ),
    "landmarks": Construction(("recipes/landmarks.csv",), _from_landmarks),
}


def outlines_of(catalog: Catalog, reading: str) -> dict[str, BaseGeometry]:
    """The outlines of one reading, disputed ground taken out, in WGS 84, by recipe key.

    Raises Refused where a file it is built from is not sound or a recipe names what is not known.
    """
    disputed = disputed_ground(catalog)
    return {
        key: to_wgs84(_without_specks(outline.difference(disputed)))
        for key, outline in READINGS[reading].outlines(catalog).items()
    }


def built_outlines(catalog: Catalog) -> dict[tuple[str, str], BaseGeometry]:
    """Every outline the recipes give, as ``outlines_of``, by (reading, recipe key)."""
    return {(reading, key): outline for reading in READINGS for key, outline in outlines_of(catalog, reading).items()}


def rebuild(catalog: Catalog) -> list[str]:
    """Write the outlines the recipes give into ``zones/*.geojson``; returns the versions whose outline changed."""
    outlines = built_outlines(catalog)
    changed = []
    for path in catalog.zone_files:
        collection = read_json(path)
        for feature in collection["features"]:
            boundary = feature["properties"]
            if boundary["recipe"] is None:
                continue
            outline = outlines.get((boundary["according"], boundary["recipe"]))
            if outline is None:
                problem = f"the recipe {boundary['recipe']} is not in recipes/{boundary['according']}"
                raise Refused(
                    [Problem(f"zones/{path.name}", boundary["version"], problem, "add it or correct the key")]
                )
            if feature["geometry"] is None or ordered(shape(feature["geometry"])) != outline:
                feature["geometry"] = mapping(outline)
                changed.append(boundary["version"])
        replace_text(path, canonical(collection, f"zones/{path.name}"))
    return changed
