"""Web Mercator, as the interactive map draws it: the spherical projection of EPSG:3857, north up.

At zoom z the whole world is 512 · 2^z pixels wide (MapLibre's count).  Between
degrees and pixels lie *world units*: the same square with sides of 1, y downwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TILE_PX = 512
EQUATOR_M = 40_075_016.686
# Where the projection's square ends.
FARTHEST_LAT = 85.051129
CLOSEST_FIT = 11


def world_units(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees, shape (n, 2), as world units; poles are drawn in to the edge of the square."""
    lon, lat = lonlat[:, 0], np.clip(lonlat[:, 1], -FARTHEST_LAT, FARTHEST_LAT)
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.column_stack((lon / 360 + 0.5, y))


@dataclass(frozen=True)
class Projection:
    """A map of ``width`` × ``height`` pixels around a centre (degrees, WGS 84) at a zoom."""

    lon: float
    lat: float
    zoom: float
    width: float
    height: float

    @property
    def world_px(self) -> float:
        """The world's width in pixels."""
        return TILE_PX * 2**self.zoom

    @property
    def centre(self) -> tuple[float, float]:
        """The map's centre in world units."""
        x, y = world_units(np.array([[self.lon, self.lat]]))[0]
        return float(x), float(y)

    @property
    def metres_per_pixel(self) -> float:
        """True at the centre's latitude."""
        return EQUATOR_M * math.cos(math.radians(self.lat)) / self.world_px

    def pixels(self, units: NDArray[np.float64]) -> NDArray[np.float64]:
        """World units, shape (n, 2), as pixels from the map's upper left corner."""
        return (units - self.centre) * self.world_px + (self.width / 2, self.height / 2)

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """The pixel of a point in degrees."""
        x, y = self.pixels(world_units(np.array([[lon, lat]])))[0]
        return float(x), float(y)

    def window(self, margin: float) -> tuple[float, float, float, float]:
        """What the map shows and ``margin`` pixels more: left, top, right, bottom in world units."""
        x, y = self.centre
        across, down = (self.width / 2 + margin) / self.world_px, (self.height / 2 + margin) / self.world_px
        return x - across, y - down, x + across, y + down


def fitted(bounds: tuple[float, float, float, float], width: float, height: float, padding: float) -> Projection:
    """The closest map that holds ``bounds`` (west, south, east, north in degrees) with ``padding`` pixels to spare."""
    west, south, east, north = bounds
    (left, top), (right, bottom) = world_units(np.array([[west, north], [east, south]]))
    scale = min(max(width - 2 * padding, 1) / (right - left), max(height - 2 * padding, 1) / (bottom - top))
    zoom = min(max(math.log2(scale / TILE_PX), 0), CLOSEST_FIT)
    return at(np.array([left + right, top + bottom]) / 2 * TILE_PX * 2**zoom, zoom, width, height)


def at(centre_px: NDArray[np.float64], zoom: float, width: float, height: float) -> Projection:
    """The map around a place given in pixels from the world's upper left corner at its zoom."""
    x, y = centre_px / (TILE_PX * 2**zoom)
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))
    return Projection(float(x - 0.5) * 360, lat, zoom, width, height)
