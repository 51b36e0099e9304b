"""The inset map: guarantors, host and venue of a meeting, with arcs from the capitals, as SVG.

A pure function of catalogue, meeting and language.  Drawn in a Lambert conformal
conic projection between 30° and 60° N, which keeps Russia recognisable.  The page
has its colours from the style sheet's variables; a still writes them out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import TypeVar

import geopandas as gpd
from shapely.affinity import affine_transform
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from dashboard.layout.parts import party_name
from dashboard.svg import path_data
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
EDGE = 8
Spot = tuple[float, float]
# The looks of things by kind; what a state is in the meeting comes upon what it is anyway.
PAINT: Mapping[str, Mapping[str, str]] = {
    "sea": {"fill": "$sea"},
    "land": {"fill": "$land", "stroke": "$border", "stroke-width": ".4"},
    "guarantor": {"fill": "$accent", "fill-opacity": ".3", "stroke": "$accent", "stroke-width": ".7"},
    "host": {"fill": "$panel", "stroke": "$accent", "stroke-width": "1.4", "stroke-dasharray": "3 2"},
    "subject": {"fill": "$syria", "stroke": "$ink", "stroke-width": ".8"},
    "arc": {"fill": "none", "stroke": "$accent", "stroke-width": "1.3", "stroke-linecap": "round"},
    "capital": {"fill": "$accent"},
    "venue": {"fill": "$panel", "stroke": "$accent", "stroke-width": "2"},
    "dimmed": {"opacity": ".18"},
}
Painted = Callable[[Sequence[str]], str]  # kinds -> attributes


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
    width: float = WIDTH
    height: float = HEIGHT

    @classmethod
    def around(cls, points: gpd.GeoSeries, width: float, height: float) -> Frame:
        """The frame that fits the points, with a margin."""
        west, south, east, north = points.total_bounds
        west, south, east, north = west - PADDING_M, south - PADDING_M, east + PADDING_M, north + PADDING_M
        scale = min(width / (east - west), height / (north - south))
        dx, dy = width / 2 - scale * (west + east) / 2, height / 2 + scale * (south + north) / 2
        return cls(scale, dx, dy, width, height)

    def pixels(self, shape: BaseGeometry) -> BaseGeometry:
        """A projected shape as it lies in the picture, cut a little beyond its edge."""
        window = box(-EDGE, -EDGE, self.width + EDGE, self.height + EDGE)
        return affine_transform(shape, [self.scale, 0, 0, -self.scale, self.dx, self.dy]).intersection(window)

    def spot(self, point: Point) -> Spot:
        return self.scale * point.x + self.dx, self.dy - self.scale * point.y


def _on_plane(shape: Shape) -> Shape:
    return gpd.GeoSeries([shape], crs=WGS84).to_crs(PROJECTION).iloc[0]


@dataclass(frozen=True)
class Inset:
    """What is drawn, as SVG elements, and the names to write: the venue's first, then parties' at their capitals."""

    parts: Sequence[str]
    names: Sequence[tuple[str, Spot]]


def inset_drawing(
    catalog: Catalog,
    meeting: Meeting,
    text: Text,
    painted: Painted,
    width: float = WIDTH,
    height: float = HEIGHT,
    focus: Sequence[str] = (),
) -> Inset:
    """The inset of one meeting without its names; ``focus`` are the parties picked out, if any."""
    venue = _on_plane(Point(meeting.lon, meeting.lat))
    seats = {party: capital for party in meeting.parties if (capital := catalog.parties[party].capital)}
    points = {party: _on_plane(Point(capital.lon, capital.lat)) for party, capital in seats.items()}
    near = [point for point in points.values() if point.distance(venue) < FARTHEST_KM * 1000]
    frame = Frame.around(gpd.GeoSeries([*near, venue]), width, height)
    names = [(text.name(meeting.city), frame.spot(venue))]
    arcs, dots = [], []
    for party, capital in seats.items():
        aside = ["dimmed"] if focus and party not in focus else []
        if points[party].distance(venue) > 1000:
            arcs.append(_arc(party, capital, meeting, frame, painted(["arc", *aside])))
        spot = frame.spot(points[party])
        dots.append(_dot(painted(["capital", *aside]), spot, 2.2, capital.name, party))
        if (catalog.parties[party].kind == "guarantor" or party == "syr") and party != meeting.host:
            names.append((party_name(party, catalog, text), spot))
    sea = f'<rect {painted(["sea"])} width="{width:g}" height="{height:g}"/>'
    spot_of_venue = _dot(painted(["venue"]), frame.spot(venue), 3.6, text.name(meeting.city))
    return Inset([sea, *_land(catalog, meeting, frame, painted), *arcs, *dots, spot_of_venue], names)


def _by_class(kinds: Sequence[str]) -> str:
    return f'class="{" ".join(kinds)}"'


def _style() -> str:
    light = TOKENS["light"]
    colour = {name: f"var(--{name},{light[name]})" for name in light}
    rules = "".join(
        f".{kind}{{{';'.join(f'{name}:{colour.get(value[1:], value)}' for name, value in paint.items())}}}"
        for kind, paint in PAINT.items()
    )
    return (
        f"{rules}text{{font:600 9.5px 'IBM Plex Sans',sans-serif;fill:{colour['ink']};"
        f"paint-order:stroke;stroke:{colour['halo']};stroke-width:2.6px;stroke-linejoin:round}}"
    )


def inset_svg(catalog: Catalog, meeting: Meeting, text: Text) -> str:
    """The inset of one meeting for the page, ``WIDTH`` × ``HEIGHT``; parties carry ``data-party``."""
    drawing = inset_drawing(catalog, meeting, text, _by_class)
    (_, venue), *_ = drawing.names
    labels = [_label(name, spot, None if n == 0 else venue) for n, (name, spot) in enumerate(drawing.names)]
    name = escape(f"{text('inset')}: {text.name(meeting.label)}")
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" direction="ltr" '
        f'role="img" aria-label="{name}"><style>{_style()}</style>',
        *drawing.parts,
        *labels,
        "</svg>",
    )
    return "".join(parts)


def _land(catalog: Catalog, meeting: Meeting, frame: Frame, painted: Painted) -> list[str]:
    """Every state in the frame, those with a part in the meeting last, so that their outline is whole."""
    drawn = []
    for state, data in _outlines(catalog, frame):
        part = _part(state, catalog, meeting)
        look = painted(["land", part] if part else ["land"])
        drawn.append((part, f'<path {look} data-state="{escape(state)}" d="{data}"/>'))
    return [path for part, path in sorted(drawn, key=lambda pair: pair[0] != "")]


@lru_cache(maxsize=64)
def _outlines(catalog: Catalog, frame: Frame) -> list[tuple[str, str]]:
    """Path data of every state in the frame."""
    shapes = ((str(state), frame.pixels(outline)) for state, outline in _projected(catalog).items())
    return [(state, path_data([shape], 1)) for state, shape in shapes if not shape.is_empty]


def _part(state: str, catalog: Catalog, meeting: Meeting) -> str:
    if state in meeting.parties and catalog.parties[state].kind == "guarantor":
        return "guarantor"
    return "host" if state == meeting.host else "subject" if state == "syr" else ""


def _arc(party: str, capital: Capital, meeting: Meeting, frame: Frame, look: str) -> str:
    line = frame.pixels(_on_plane(great_circle(capital.lon, capital.lat, meeting.lon, meeting.lat)))
    return f'<path {look} data-party="{party}" d="{path_data([line], 1)}"/>'


def _dot(look: str, spot: Spot, radius: float, title: str, party: str = "") -> str:
    owner = f' data-party="{party}"' if party else ""
    x, y = spot
    return f'<circle {look}{owner} cx="{x:.1f}" cy="{y:.1f}" r="{radius}"><title>{escape(title)}</title></circle>'


def _label(name: str, spot: Spot, venue: Spot | None) -> str:
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
