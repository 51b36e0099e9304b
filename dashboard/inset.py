"""The inset map: guarantors, host and venue of a meeting, with arcs from the capitals, as SVG.

A pure function of catalogue, meeting and language.  Drawn in a Lambert conformal
conic projection between 30° and 60° N, which keeps Russia recognisable.
"""

from __future__ import annotations

from functools import cache
from html import escape

import geopandas as gpd
import shapely
from shapely.affinity import affine_transform
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from dashboard.layout.parts import party_name
from dashboard.text import Text
from dashboard.tokens import TOKENS
from geodata.catalog import Catalog
from geodata.records import Meeting
from geodata.served import great_circle

PROJECTION = "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=45 +lon_0=55 +datum=WGS84"
WGS84 = "EPSG:4326"
WIDTH, HEIGHT = 300, 190
PADDING_M = 650_000
# Beyond this a capital would shrink everything else: its arc leaves the frame instead.
FARTHEST_KM = 6000


@cache
def _projected(catalog: Catalog) -> gpd.GeoSeries:
    """All land of the hemisphere, projected and thinned for a thumbnail; index = state id."""
    known = catalog.states.geometry
    land = gpd.GeoSeries([*known, *catalog.world.geometry], index=[*known.index, *catalog.world.index], crs=WGS84)
    near = land.make_valid().intersection(box(-25, 5, 179.9, 80))
    return near[~near.is_empty].to_crs(PROJECTION).simplify(9_000)


def _frame(points: gpd.GeoSeries) -> tuple[float, float, float]:
    """Scale and offsets (x, y) that fit the points into the picture."""
    west, south, east, north = points.total_bounds
    west, south, east, north = west - PADDING_M, south - PADDING_M, east + PADDING_M, north + PADDING_M
    scale = min(WIDTH / (east - west), HEIGHT / (north - south))
    return scale, WIDTH / 2 - scale * (west + east) / 2, HEIGHT / 2 + scale * (south + north) / 2


def _path(shape: BaseGeometry) -> str:
    """SVG path data of polygons or lines, to a tenth of a pixel."""
    parts = []
    for part in getattr(shape, "geoms", [shape]):
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part] if part.geom_type == "LineString" else []
        for ring in rings:
            points = "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords)
            parts.append(f"M{points}{'Z' if part.geom_type == 'Polygon' else ''}")
    return "".join(parts)


def _style() -> str:
    light = TOKENS["light"]
    colour = {name: f"var(--{name},{light[name]})" for name in light}
    return (
        f".sea{{fill:{colour['sea']}}}.land{{fill:{colour['land']};stroke:{colour['border']};stroke-width:.4}}"
        f".guarantor{{fill:{colour['accent']};fill-opacity:.3;stroke:{colour['accent']};stroke-width:.7}}"
        f".host{{fill:{colour['panel']};stroke:{colour['accent']};stroke-width:1.4;stroke-dasharray:3 2}}"
        f".subject{{fill:{colour['syria']};stroke:{colour['ink']};stroke-width:.8}}"
        f".arc{{fill:none;stroke:{colour['accent']};stroke-width:1.3;stroke-linecap:round}}"
        f".capital{{fill:{colour['accent']}}}.venue{{fill:{colour['panel']};stroke:{colour['accent']};stroke-width:2}}"
        f"text{{font:600 9.5px 'IBM Plex Sans','IBM Plex Sans Arabic',sans-serif;fill:{colour['ink']};paint-order:stroke;stroke:{colour['halo']};stroke-width:2.6px;stroke-linejoin:round}}"
        ".dimmed{opacity:.18}"
    )


def inset_svg(catalog: Catalog, meeting: Meeting, text: Text) -> str:
    """The inset of one meeting, ``WIDTH`` × ``HEIGHT``; parties carry ``data-party``."""
    capitals = {party: catalog.parties[party].capital for party in meeting.parties if catalog.parties[party].capital}
    venue = Point(meeting.lon, meeting.lat)
    ends = gpd.GeoSeries({party: Point(c.lon, c.lat) for party, c in capitals.items() if c}, crs=WGS84).to_crs(PROJECTION)
    at = gpd.GeoSeries([venue], crs=WGS84).to_crs(PROJECTION)
    near = ends[ends.distance(at.iloc[0]) < FARTHEST_KM * 1000]
    scale, dx, dy = _frame(gpd.GeoSeries([*near, *at]))

    def placed(shape: BaseGeometry) -> BaseGeometry:
        return affine_transform(shape, [scale, 0, 0, -scale, dx, dy])

    window = box(*shapely.box(0, 0, WIDTH, HEIGHT).buffer(8).bounds)
    land = _projected(catalog)
    shapes = []
    for state, outline in land.items():
        drawn = placed(outline).intersection(window)
        if drawn.is_empty:
            continue
        role = "host" if state == meeting.host else "subject" if state == "syr" else ""
        if state in catalog.parties and catalog.parties[str(state)].kind == "guarantor" and state in meeting.parties:
            role = "guarantor"
        shapes.append((role, f'<path class="land {role}" data-state="{escape(str(state))}" d="{_path(drawn)}"/>'))
    arcs, dots, labels = [], [], []
    for party, capital in capitals.items():
        if capital is None:
            continue
        if ends[party].distance(at.iloc[0]) > 1000:
            line = gpd.GeoSeries([great_circle(capital.lon, capital.lat, meeting.lon, meeting.lat)], crs=WGS84).to_crs(PROJECTION).iloc[0]
            arcs.append(f'<path class="arc" data-party="{party}" d="{_path(placed(line).intersection(window))}"/>')
        spot = placed(ends[party])
        dots.append(f'<circle class="capital" data-party="{party}" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="2.2"><title>{escape(capital.name)}</title></circle>')
        if catalog.parties[party].kind == "guarantor" and party != meeting.host:
            labels.append(_label(party_name(party, catalog, text), spot, placed(at.iloc[0])))
    spot = placed(at.iloc[0])
    labels.append(_label(text.name(meeting.city), spot, None))
    ordered = [drawn for _, drawn in sorted(shapes, key=lambda pair: pair[0] != "")]
    name = escape(f"{text('inset')}: {text.name(meeting.label)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}" direction="ltr">'
        f"<style>{_style()}</style><rect class=\"sea\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>"
        f'{"".join(ordered)}{"".join(arcs)}{"".join(dots)}<circle class="venue" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="3.6"/>{"".join(labels)}</svg>'
    )


def _label(name: str, spot: Point, venue: Point | None) -> str:
    """A name beside its point: the venue's beneath it, a capital's on the side away from the venue."""
    if venue is None:
        dx, dy, anchor = 0.0, 14.0, "middle"
    elif abs(spot.y - venue.y) > abs(spot.x - venue.x):
        dx, dy, anchor = 0.0, 13.0 if spot.y > venue.y else -7.0, "middle"
    else:
        dx, dy, anchor = (-6.0, 10.0, "end") if spot.x < venue.x else (6.0, 10.0, "start")
    x = min(max(spot.x + dx, 4), WIDTH - 4)
    return f'<text x="{x:.1f}" y="{spot.y + dy:.1f}" text-anchor="{anchor}">{escape(name)}</text>'
