"""What changes from one outline to another: ground, places and posts.

Everything here is pure: geometries and records in, values out.  ``None`` stands
for a zone without an outline (before its first version, or dissolved): no area.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import AROUND_SYRIA, WGS84, area_km2
from geodata.canonical import ordered
from geodata.records import Place, Post

# Outlines are kept on a grid of 1e-5 degrees, about 1.1 m.  A piece of gained or lost ground that is
# smaller than this, or on average narrower, is rounding and not ground.
SPECK_KM2 = 0.001
HAIR_M = 1.2
# Lines are compared at points this far apart (about 100 m), so that a Hausdorff distance is right to 50 m.
STEP_DEGREES = 0.001


@dataclass(frozen=True)
class Crossing:
    """A place or an observation post that changes sides; ``kind`` is the place's, or ``post``."""

    id: str
    kind: str
    name_en: str
    name_ar: str
    lon: float
    lat: float

    def as_dict(self) -> dict[str, object]:
        return dict(self.__dict__)


@dataclass(frozen=True)
class Difference:
    """What changes from ``before`` to ``after``; geometries in WGS 84, areas geodesic km².

    ``gained_km2`` and ``lost_km2`` count all ground; ``gained`` and ``lost`` leave out specks (see ``ground``).
    Areas take edges as geodesics, as everywhere: where two lines cross an edge of 10 km, the four may fail
    to add up by about 0.01 km².
    ``hausdorff_km`` is None where one of the two has no outline.  Vertices are counted without the one
    that closes a ring.
    """

    before: BaseGeometry | None
    after: BaseGeometry | None
    before_km2: float
    after_km2: float
    gained: MultiPolygon
    lost: MultiPolygon
    gained_km2: float
    lost_km2: float
    hausdorff_km: float | None
    before_vertices: int
    after_vertices: int
    places_gained: tuple[Crossing, ...]
    places_lost: tuple[Crossing, ...]
    posts_gained: tuple[Crossing, ...]
    posts_lost: tuple[Crossing, ...]

    @property
    def change_km2(self) -> float:
        return self.after_km2 - self.before_km2

    @property
    def keeps_the_ground(self) -> bool:
        """Nothing beyond rounding is gained or lost."""
        return self.gained.is_empty and self.lost.is_empty

    def as_dict(self) -> dict[str, object]:
        """The figures and lists, without geometry, for JSON."""
        return {
            "before_km2": round(self.before_km2, 3),
            "after_km2": round(self.after_km2, 3),
            "change_km2": round(self.change_km2, 3),
            "gained_km2": round(self.gained_km2, 3),
            "lost_km2": round(self.lost_km2, 3),
            "hausdorff_km": None if self.hausdorff_km is None else round(self.hausdorff_km, 3),
            "before_vertices": self.before_vertices,
            "after_vertices": self.after_vertices,
            "places_gained": [crossing.as_dict() for crossing in self.places_gained],
            "places_lost": [crossing.as_dict() for crossing in self.places_lost],
            "posts_gained": [crossing.as_dict() for crossing in self.posts_gained],
            "posts_lost": [crossing.as_dict() for crossing in self.posts_lost],
        }


def diff(
    before: BaseGeometry | None,
    after: BaseGeometry | None,
    *,
    places: Iterable[Place] = (),
    posts: Iterable[Post] = (),
    day: Day | None = None,
) -> Difference:
    """What changes from one outline to another.

    Parameters
    ----------
    before, after : valid polygons in WGS 84, or None for no outline
    places : the gazetteer, as ``Catalog.places.values()``
    posts : observation posts, as ``Catalog.posts.values()``
    day : posts known to stand on this day count (the first day of the version); None for all posts

    A place on a line counts as inside, as in ``locating.locate``.
    """
    old, new = _area(before), _area(after)
    gained, lost = shapely.difference(new, old), shapely.difference(old, new)
    settled = [Crossing(p.id, p.kind, p.name_en, p.name_ar, p.lon, p.lat) for p in places]
    manned = [
        Crossing(p.id, "post", p.name_en, p.name_ar, p.lon, p.lat)
        for p in posts
        if p.lon is not None and p.lat is not None and (day is None or stands(p, day))
    ]
    places_gained, places_lost = _crossing(settled, old, new)
    posts_gained, posts_lost = _crossing(manned, old, new)
    return Difference(
        before=before,
        after=after,
        before_km2=area_km2(old),
        after_km2=area_km2(new),
        gained=ground(gained),
        lost=ground(lost),
        gained_km2=area_km2(_polygonal(gained)),
        lost_km2=area_km2(_polygonal(lost)),
        hausdorff_km=hausdorff_km(before, after),
        before_vertices=vertices(old),
        after_vertices=vertices(new),
        places_gained=places_gained,
        places_lost=places_lost,
        posts_gained=posts_gained,
        posts_lost=posts_lost,
    )


def stands(post: Post, day: Day) -> bool:
    """Whether a post is known to stand on a day; one without a known beginning is not."""
    return post.established is not None and post.established <= day and (post.evacuated is None or day < post.evacuated)


def _area(outline: BaseGeometry | None) -> BaseGeometry:
    return MultiPolygon() if outline is None else outline


def _polygonal(geometry: BaseGeometry) -> MultiPolygon:
    """The polygons of what an overlay gives, which may also hold lines and points where areas only touch."""
    return MultiPolygon([part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)])


def ground(geometry: BaseGeometry) -> MultiPolygon:
    """The pieces of gained or lost ground worth showing, in WGS 84, in a stable order.

    Left out is what the grid of coordinates makes: pieces under ``SPECK_KM2``, and pieces whose mean
    width (twice the area by the perimeter) is under ``HAIR_M``.  Rings are wound and ordered as in boundary files.
    """
    polygons = _polygonal(geometry)
    if polygons.is_empty:
        return polygons
    metric = gpd.GeoSeries(list(polygons.geoms), crs=WGS84).to_crs(AROUND_SYRIA)
    width_m = 2 * metric.area / metric.length
    kept = (metric.area >= SPECK_KM2 * 1e6) & (width_m >= HAIR_M)
    parts = [part for part, keep in zip(polygons.geoms, kept, strict=True) if keep]
    return _polygonal(ordered(MultiPolygon(parts)))


def vertices(outline: BaseGeometry | None) -> int:
    """Vertices of an outline, the closing one of each ring not counted again."""
    rings = shapely.get_rings(shapely.get_parts(_area(outline)))
    return int(shapely.get_num_coordinates(rings).sum()) - len(rings)


def hausdorff_km(before: BaseGeometry | None, after: BaseGeometry | None) -> float | None:
    """How far the lines of two outlines lie apart where they are farthest: their Hausdorff distance.

    The greatest distance from a point of either line to the other line, in the azimuthal equidistant
    projection around Syria (``AROUND_SYRIA``, true to 0.1 % within 400 km of 38° E 35° N), sought at
    points some 100 m apart and so right to 50 m.  None where there is no line to compare.
    """
    if before is None or after is None or before.is_empty or after.is_empty:
        return None
    old, new = _metric_line(before), _metric_line(after)
    return max(_farthest_m(old, new), _farthest_m(new, old)) / 1000


def _metric_line(outline: BaseGeometry) -> BaseGeometry:
    line = shapely.segmentize(outline.boundary, STEP_DEGREES)
    return gpd.GeoSeries([line], crs=WGS84).to_crs(AROUND_SYRIA).iloc[0]


def _farthest_m(line: BaseGeometry, other: BaseGeometry) -> float:
    """The greatest distance from a vertex of ``line`` to ``other``."""
    tree = shapely.STRtree(_segments(other))
    points = shapely.points(shapely.get_coordinates(line))
    _, distances = tree.query_nearest(points, return_distance=True, all_matches=False)
    return float(distances.max())


def _segments(line: BaseGeometry) -> np.ndarray:
    ends = [shapely.get_coordinates(part) for part in shapely.get_parts(line)]
    return shapely.linestrings(np.concatenate([np.stack([xy[:-1], xy[1:]], axis=1) for xy in ends]))


def _crossing(
    candidates: list[Crossing], before: BaseGeometry, after: BaseGeometry
) -> tuple[tuple[Crossing, ...], tuple[Crossing, ...]]:
    """Those inside only ``after``, and those inside only ``before``, by English name."""
    if not candidates:
        return (), ()
    points = shapely.points([c.lon for c in candidates], [c.lat for c in candidates])
    shapely.prepare([before, after])
    was, is_now = shapely.covers(before, points), shapely.covers(after, points)
    ordered = sorted(zip(candidates, was, is_now, strict=True), key=lambda row: (row[0].name_en, row[0].id))
    return (
        tuple(candidate for candidate, old, new in ordered if new and not old),
        tuple(candidate for candidate, old, new in ordered if old and not new),
    )
