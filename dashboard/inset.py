"""The inset map: guarantors, host and venue of a meeting, with arcs from the capitals, as SVG.

A pure function of catalogue, meeting and language.  Drawn in a Lambert conformal
conic projection between 30° and 60° N, which keeps Russia recognisable.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TypeVar

import geopandas as gpd
from shapely.affinity import affine_transform
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from dashboard.layout.parts import party_name
from dashboard.text import Text
from dashboard.tokens import TOKENS
from geodata.catalog import Catalog
from geodata.records import Capital, Meeting
from geodata.served import great_circle

Shape = TypeVar("Shape", bound=BaseGeometry)
PROJECTION = "+proj=lcc +lat_1=30 +lat_2=60 +lat_0=45 +lon_0=55 +datum=WGS84"
WGS84 = "EPSG:4326"
WIDTH, HEIGHT = 300, 190
PADDING_M = 650_000
# Beyond this a capital would shrink everything else: its arc leaves the frame instead.
FARTHEST_KM = 6000
WINDOW = box(-8, -8, WIDTH + 8, HEIGHT + 8)


@cache
def _projected(catalog: Catalog) -> gpd.GeoSeries:
    """All land of the hemisphere, projected and thinned for a thumbnail; index = state id."""
    known = catalog.states.geometry
    land = gpd.GeoSeries([*known, *catalog.world.geometry], index=[*known.index, *catalog.world.index], crs=WGS84)
    near = land.make_valid().intersection(box(-25, 5, 179.9, 80))
    return near[~near.is_empty].to_crs(PROJECTION).simplify(9_000)


@dataclass(frozen=True)
class Frame:
    """What part of the projected plane the picture shows: metres to pixels, y downwards."""

    scale: float
    dx: float
    dy: float

    @classmethod
    def around(cls, points: gpd.GeoSeries) -> Frame:
        """The frame that fits the points, with a margin."""
        west, south, east, north = points.total_bounds
        west, south, east, north = west - PADDING_M, south - PADDING_M, east + PADDING_M, north + PADDING_M
        scale = min(WIDTH / (east - west), HEIGHT / (north - south))
        return cls(scale, WIDTH / 2 - scale * (west + east) / 2, HEIGHT / 2 + scale * (south + north) / 2)

    def pixels(self, shape: BaseGeometry) -> BaseGeometry:
        """A projected shape as it lies in the picture, cut a little beyond its edge."""
        return affine_transform(shape, [self.scale, 0, 0, -self.scale, self.dx, self.dy]).intersection(WINDOW)

    def spot(self, point: Point) -> tuple[float, float]:
        return self.scale * point.x + self.dx, self.dy - self.scale * point.y


def _on_plane(shape: Shape) -> Shape:
    return gpd.GeoSeries([shape], crs=WGS84).to_crs(PROJECTION).iloc[0]


def _path(shape: BaseGeometry) -> str:
    """SVG path data of polygons or lines, to a tenth of a pixel."""
    parts = []
    for part in getattr(shape, "geoms", [shape]):
        is_area = part.geom_type == "Polygon"
        rings = [part.exterior, *part.interiors] if is_area else [part] if part.geom_type == "LineString" else []
        for ring in rings:
            points = "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords)
            parts.append(f"M{points}{'Z' if is_area else ''}")
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
        f"text{{font:600 9.5px 'IBM Plex Sans',sans-serif;fill:{colour['ink']};"
        f"paint-order:stroke;stroke:{colour['halo']};stroke-width:2.6px;stroke-linejoin:round}}"
        ".dimmed{opacity:.18}"
    )


def inset_svg(catalog: Catalog, meeting: Meeting, text: Text) -> str:
    """The inset of one meeting, ``WIDTH`` × ``HEIGHT``; parties carry ``data-party``."""
    venue = _on_plane(Point(meeting.lon, meeting.lat))
    seats = {party: capital for party in meeting.parties if (capital := catalog.parties[party].capital)}
    points = {party: _on_plane(Point(capital.lon, capital.lat)) for party, capital in seats.items()}
    near = [point for point in points.values() if point.distance(venue) < FARTHEST_KM * 1000]
    frame = Frame.around(gpd.GeoSeries([*near, venue]))
    labels = [_label(text.name(meeting.city), frame.spot(venue), None)]
    arcs, dots = [], []
    for party, capital in seats.items():
        if points[party].distance(venue) > 1000:
            arcs.append(_arc(party, capital, meeting, frame))
        dots.append(_dot("capital", frame.spot(points[party]), 2.2, capital.name, party))
        if (catalog.parties[party].kind == "guarantor" or party == "syr") and party != meeting.host:
            labels.append(_label(party_name(party, catalog, text), frame.spot(points[party]), frame.spot(venue)))
    name = escape(f"{text('inset')}: {text.name(meeting.label)}")
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" direction="ltr" '
        f'role="img" aria-label="{name}"><style>{_style()}</style>',
        f'<rect class="sea" width="{WIDTH}" height="{HEIGHT}"/>',
        *_land(catalog, meeting, frame),
        *arcs,
        *dots,
        _dot("venue", frame.spot(venue), 3.6, text.name(meeting.city)),
        *labels,
        "</svg>",
    )
    return "".join(parts)


def _land(catalog: Catalog, meeting: Meeting, frame: Frame) -> list[str]:
    """Every state in the frame, those with a part in the meeting last, so that their outline is whole."""
    drawn = []
    for state, outline in _projected(catalog).items():
        shape = frame.pixels(outline)
        if not shape.is_empty:
            part = _part(str(state), catalog, meeting)
            drawn.append((part, f'<path class="land {part}" data-state="{escape(str(state))}" d="{_path(shape)}"/>'))
    return [path for part, path in sorted(drawn, key=lambda pair: pair[0] != "")]


def _part(state: str, catalog: Catalog, meeting: Meeting) -> str:
    if state in meeting.parties and catalog.parties[state].kind == "guarantor":
        return "guarantor"
    return "host" if state == meeting.host else "subject" if state == "syr" else ""


def _arc(party: str, capital: Capital, meeting: Meeting, frame: Frame) -> str:
    line = frame.pixels(_on_plane(great_circle(capital.lon, capital.lat, meeting.lon, meeting.lat)))
    return f'<path class="arc" data-party="{party}" d="{_path(line)}"/>'


def _dot(kind: str, spot: tuple[float, float], radius: float, title: str, party: str = "") -> str:
    owner = f' data-party="{party}"' if party else ""
    x, y = spot
    return (
        f'<circle class="{kind}"{owner} cx="{x:.1f}" cy="{y:.1f}" r="{radius}"><title>{escape(title)}</title></circle>'
    )


def _label(name: str, spot: tuple[float, float], venue: tuple[float, float] | None) -> str:
    """A name beside its point: the venue's beneath it, a capital's on the side away from the venue."""
    x, y = spot
    if venue is None:
        dx, dy, anchor = 0.0, 14.0, "middle"
    elif abs(y - venue[1]) > abs(x - venue[0]):
        dx, dy, anchor = 0.0, 13.0 if y > venue[1] else -7.0, "middle"
    else:
        dx, dy, anchor = (-6.0, 10.0, "end") if x < venue[0] else (6.0, 10.0, "start")
    within = min(max(x + dx, 4), WIDTH - 4)
    return f'<text x="{within:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}">{escape(name)}</text>'
