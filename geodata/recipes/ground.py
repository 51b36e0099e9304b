"""What recipes build on: settlements, units, borders, landmarks and lines, all in metres.

Constructions are done in UTM zone 37N (EPSG:32637; Syria lies inside it to within
0.1 % of scale).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cached_property

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.recipe_records import LEVELS, Landmark, Recipe, Waypoint
from geodata.recipes.borders import Network, network
from geodata.recipes.cells import settlement_cells

METRIC = "EPSG:32637"
WGS84 = "EPSG:4326"
UNIT_FILES = {"governorate": "admin1.geojson", "district": "admin2.geojson", "sub-district": "admin3.geojson"}
UNIT_COLUMNS = {"governorate": "admin1", "district": "admin2", "sub-district": "admin3"}
NEIGHBOURHOODS = "neighbourhoods.geojson"


class Ground:
    """The catalogue's geometry in metres.  Every property is made when first asked for."""

    def __init__(self, catalog: Catalog):
        self.catalog = catalog
        self._cells: dict[str, gpd.GeoSeries] = {}
        self._units: dict[str, gpd.GeoSeries] = {}

    @cached_property
    def recipes(self) -> dict[str, Recipe]:
        return self.catalog.recipes

    @cached_property
    def settlements(self) -> gpd.GeoDataFrame:
        """The gazetteer's settlements: points, index = P-code, with id, names and the P-codes of their units.

        In the order of P-codes, so that the same recipe always gives the same vertices.
        """
        places = [place for place in self.catalog.places.values() if place.pcode]
        shared = sorted(str(pcode) for pcode, n in Counter(place.pcode for place in places).items() if n > 1)
        if shared:
            raise Refused(
                [Problem("places.csv", pcode, "two places have this P-code", "correct one") for pcode in shared]
            )
        rows = [(p.pcode, p.id, p.name_en, p.name_ar, p.admin1, p.admin2, p.admin3, p.lon, p.lat) for p in places]
        columns = ["pcode", "id", "name_en", "name_ar", "admin1", "admin2", "admin3", "lon", "lat"]
        frame = pd.DataFrame(rows, columns=columns).set_index("pcode").sort_index()
        points = gpd.points_from_xy(frame["lon"], frame["lat"])
        return gpd.GeoDataFrame(frame, geometry=points, crs=WGS84).to_crs(METRIC)

    def units_of(self, level: str) -> gpd.GeoSeries:
        """The units of one level, or the neighbourhoods of Damascus; index = P-code."""
        if level not in self._units:
            units = self.catalog.units(UNIT_FILES.get(level, NEIGHBOURHOODS)).set_index("pcode")
            self._units[level] = units.geometry.to_crs(METRIC)
        return self._units[level]

    @cached_property
    def units(self) -> gpd.GeoSeries:
        """Governorates, districts, sub-districts and neighbourhoods, index = P-code."""
        return pd.concat([self.units_of(level) for level in (*UNIT_FILES, "neighbourhood")])

    @cached_property
    def unit_names(self) -> dict[str, dict[str, str]]:
        """The names of units and neighbourhoods, by P-code and language."""
        files = [*UNIT_FILES.values(), NEIGHBOURHOODS]
        return {pcode: name for file in files for pcode, name in self.catalog.units(file)["name"].items()}

    @cached_property
    def borders(self) -> Network:
        """State, governorate, district and sub-district borders; the level counts in this order from 0."""
        return network({LEVELS.index(level): self.units_of(level) for level in LEVELS if level in UNIT_FILES})

    def borders_of(self, names: Iterable[str]) -> Network:
        return self.borders.of_levels(LEVELS.index(name) for name in names)  # type: ignore[arg-type]

    def cells(self, within: str, wanted: Collection[str]) -> gpd.GeoSeries:
        """Cells of settlements within their unit, index = P-code; more than wanted."""
        known = self._cells.get(within, gpd.GeoSeries([], crs=METRIC))
        missing = set(wanted) - set(known.index)
        if missing:
            level = settlement_cells(self.settlements, self.units_of(within), UNIT_COLUMNS[within], missing)
            known = pd.concat([known, level[~level.index.isin(known.index)]])
            self._cells[within] = known
        return known

    @cached_property
    def rings(self) -> dict[str, BaseGeometry]:
        """Rings through landmarks by key, e.g. ``idlib@2017-05-06``."""
        rings = {key: landmark_ring(key, ring) for key, ring in self.corners.items()}
        return dict(gpd.GeoSeries(rings, crs=WGS84).to_crs(METRIC).items())

    @cached_property
    def lines(self) -> dict[str, LineString]:
        """Lines to cut by or to lay a corridor along, by id."""
        lines = {line: LineString(waypoint_positions(points)) for line, points in self.waypoints.items()}
        return dict(gpd.GeoSeries(lines, crs=WGS84).to_crs(METRIC).items())

    @cached_property
    def waypoints(self) -> dict[str, list[Waypoint]]:
        """The vertices of each line, in their order."""
        found: dict[str, list[Waypoint]] = {}
        for point in sorted(self.catalog.waypoints, key=lambda point: (point.line, point.order)):
            found.setdefault(point.line, []).append(point)
        return found

    @cached_property
    def corners(self) -> dict[str, list[Landmark]]:
        """The corners of each ring, in their order."""
        rings = corners_by_ring(self.catalog.landmarks)
        return {key: sorted(ring, key=lambda corner: corner.order) for key, ring in rings.items()}

    @cached_property
    def disputed_ground(self) -> gpd.GeoDataFrame:
        return self.catalog.disputed.to_crs(METRIC)

    @cached_property
    def disputed(self) -> BaseGeometry:
        return self.disputed_ground.union_all()


def waypoint_positions(points: list[Waypoint]) -> list[tuple[float, float]]:
    """The positions of a line.  Raises Refused where it has one only."""
    if len(points) < 2:
        raise Refused([Problem("recipes/lines.csv", points[0].line, "the line has one vertex", "give it a second")])
    return [(point.lon, point.lat) for point in points]


def landmark_ring(key: str, corners: Iterable[Landmark]) -> Polygon:
    """The ring through landmarks in their order, in WGS 84.  Raises Refused where it has no inside."""
    positions = [(corner.lon, corner.lat) for corner in sorted(corners, key=lambda corner: corner.order)]
    ring = Polygon(positions if len(positions) >= 3 else None)
    if ring.is_empty or not ring.is_valid:
        problem = f"the ring has {len(positions)} corners" if ring.is_empty else shapely.is_valid_reason(ring)
        raise Refused([Problem("recipes/landmarks.csv", key, problem, "correct its corners")])
    return ring


def corners_by_ring(corners: Iterable[Landmark]) -> dict[str, list[Landmark]]:
    """Landmarks by the key of their ring, e.g. ``idlib@2017-05-06``."""
    rings: dict[str, list[Landmark]] = {}
    for corner in corners:
        rings.setdefault(f"{corner.zone}@{corner.version_date}", []).append(corner)
    return rings
