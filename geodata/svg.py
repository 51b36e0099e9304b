"""A map and text as SVG: degrees to pixels, labels, wrapped lines.

Nothing is fetched: fonts are named, with fallbacks, and not linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

import shapely
from pyproj import Transformer
from shapely.geometry import GeometryCollection, Polygon, box
from shapely.geometry.base import BaseGeometry

from geodata.markup import escaped

FONTS = "'IBM Plex Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
INK, MUTED, PAPER = "#1F2428", "#5B636B", "#FFFFFF"
CHARACTER = 0.56  # mean advance of a Latin letter in these fonts, in em
PADDING = 0.08  # free ground around what is shown, as a share of its extent
SMALLEST_EXTENT_M = 4000


class Sheet:
    """A map of a given width: degrees to pixels, in a projection centred on what it shows."""

    def __init__(self, outlines: Sequence[BaseGeometry], width: int, heights: tuple[int, int]):
        """``heights`` are the least and the greatest, in pixels; the extent of the outlines chooses between."""
        self.width = width
        west, south, east, north = shapely.total_bounds(outlines)
        self._project = Transformer.from_crs(
            "EPSG:4326",
            f"+proj=aeqd +lon_0={(west + east) / 2:.5f} +lat_0={(south + north) / 2:.5f} +datum=WGS84 +units=m",
            always_xy=True,
        ).transform
        left, bottom, right, top = shapely.total_bounds([self._metric(outline) for outline in outlines])
        across = max(right - left, SMALLEST_EXTENT_M) * (1 + 2 * PADDING)
        up = max(top - bottom, SMALLEST_EXTENT_M) * (1 + 2 * PADDING)
        self.height = round(min(max(self.width * up / across, heights[0]), heights[1]))
        self.metres_per_pixel = max(across / self.width, up / self.height)
        self._middle = (left + right) / 2, (bottom + top) / 2
        # a generous window in degrees, so that far states are cut before they are projected
        self._window = box(west, south, east, north).buffer(max(east - west, north - south, 0.1) * 1.5).envelope
        self._frame = box(-10, -10, self.width + 10, self.height + 10)

    def _metric(self, geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, self._project, interleaved=False)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self._project(lon, lat)
        return (
            self.width / 2 + (x - self._middle[0]) / self.metres_per_pixel,
            self.height / 2 - (y - self._middle[1]) / self.metres_per_pixel,
        )

    def path(self, geometry: BaseGeometry) -> str:
        """The ``d`` of an area's rings, cut to the frame, thinned to a fifth of a pixel."""
        near = shapely.intersection(geometry, self._window)
        drawn = shapely.transform(near, lambda lon, lat: self.point(lon, lat), interleaved=False)
        thinned = shapely.make_valid(drawn.simplify(0.2))
        return "".join(_ring(ring) for ring in _rings(shapely.intersection(thinned, self._frame)))


def _rings(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    parts = geometry.geoms if isinstance(geometry, GeometryCollection) else [geometry]
    for part in (piece for collection in parts for piece in shapely.get_parts(collection)):
        if isinstance(part, Polygon) and not part.is_empty:
            yield part.exterior
            yield from part.interiors


def _ring(ring: BaseGeometry) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in list(ring.coords)[:-1]) + "Z"


class Column:
    """Text beside a map, from the top down; ``y`` is where it has come to."""

    def __init__(self, x: float, y: float, width: int):
        self.x, self.y, self.width = x, y, width
        self.parts: list[str] = []

    def line(self, text: str, size: int = 12, colour: str = INK, more: str = "") -> None:
        self.y += size + 6
        self.parts.append(label(self.x, self.y, text, size, colour, more))

    def row(self, name: str, figure: str) -> None:
        self.line(name, colour=MUTED)
        self.parts.append(label(self.x + self.width, self.y, figure, 12, INK, ' text-anchor="end"'))

    def swatch(self, mark: str, text: str) -> None:
        self.y += 20
        self.parts.append(f'<g transform="translate({self.x} {self.y - 10})">{mark}</g>')
        self.parts.append(label(self.x + 34, self.y, text, 12))


def lines(texts: Iterable[str], x: float, y: float, size: int, width: float, colour: str) -> list[str]:
    """Texts wrapped to a width, as one label a line."""
    wrapped = [line for text in texts for line in wrap(text, int(width / (size * CHARACTER)))]
    return [label(x, y + number * (size + 4), line, size, colour) for number, line in enumerate(wrapped)]


def label(x: float, y: float, text: str, size: int, colour: str = INK, more: str = "") -> str:
    """A line of text; ``more`` are further attributes, each with a space before it."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{more}>{escaped(text)}</text>'
