"""What may be mended without asking: pure functions, each of which says what it did.

A repair is safe where the ground stays the same.  Everything else is refused, with the place to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem

# A crossing that turns over more of an outline than this is no slip of the pen.
MOST_CHANGED = 0.01
# What to do about holes, by what GEOS says of them.
REMEDIES = {
    "Holes are nested": "give what lies within a hole as a polygon of its own",
    "Hole lies outside shell": "remove the hole, or give it as a polygon of its own",
}


@dataclass(frozen=True)
class Piece:
    """One polygon of a feature, perhaps not valid yet."""

    name: str
    polygon: Polygon


@dataclass(frozen=True)
class Mended:
    """Pieces after a repair, the lines that say what was done, and what could not be done."""

    pieces: tuple[Piece, ...]
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def polygons_in(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons of any geometry, in order; lines and points are left out."""
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    return [polygon for part in getattr(geometry, "geoms", ()) for polygon in polygons_in(part)]


def _across(pieces: tuple[Piece, ...], changed: list[bool], what: str) -> tuple[str, ...]:
    """One line for all pieces a repair touched: the first by name, the rest by number."""
    touched = [piece.name for piece, one in zip(pieces, changed, strict=True) if one]
    if not touched:
        return ()
    others = len(dict.fromkeys(touched)) - 1
    more = f" and {others} more" if others else ""
    return (f"fixed: {touched[0]}{more}: {what}",)


def without_repeated_vertices(pieces: tuple[Piece, ...], file: str, driver: str) -> Mended:
    thinned = [shapely.remove_repeated_points(piece.polygon) for piece in pieces]
    fewer = [_vertices(piece.polygon) - _vertices(thin) for piece, thin in zip(pieces, thinned, strict=True)]
    kept = tuple(Piece(piece.name, thin) for piece, thin in zip(pieces, thinned, strict=True))
    count = sum(fewer)
    what = f"{count:,} repeated {'vertex' if count == 1 else 'vertices'} removed"
    return Mended(kept, _across(pieces, [n > 0 for n in fewer], what))


def _vertices(polygon: Polygon) -> int:
    return int(shapely.get_num_coordinates(polygon))


def wound_by_the_rule(pieces: tuple[Piece, ...], file: str, driver: str) -> Mended:
    """Outer rings counter-clockwise, holes clockwise (RFC 7946).  A Shapefile's own rule is the other way."""
    turned = tuple(Piece(piece.name, shapely.orient_polygons(piece.polygon)) for piece in pieces)
    against = [not _is_wound(piece.polygon) for piece in pieces]
    if driver == "ESRI Shapefile":
        return Mended(turned)
    return Mended(turned, _across(pieces, against, "rings wound the other way round (RFC 7946)"))


def _is_wound(polygon: Polygon) -> bool:
    holes = any(shapely.is_ccw(shapely.get_interior_ring(polygon, n)) for n in range(len(polygon.interiors)))
    return bool(shapely.is_ccw(polygon.exterior)) and not holes


def untangled(pieces: tuple[Piece, ...], file: str, driver: str) -> Mended:
    """Rings that cross or touch themselves, through make_valid, where the area changes by less than 1 %."""
    kept: list[Piece] = []
    problems: list[Problem] = []
    changed = []
    for piece in pieces:
        if piece.polygon.is_valid:
            kept.append(piece)
            changed.append(False)
            continue
        valid = polygons_in(shapely.make_valid(piece.polygon))
        before, after = shapely.area(piece.polygon), sum(polygon.area for polygon in valid)
        share = abs(after - before) / after if after else 1.0
        changed.append(share < MOST_CHANGED)
        if share < MOST_CHANGED:
            kept.extend(Piece(piece.name, polygon) for polygon in valid)
        elif not after:
            problems.append(Problem(file, piece.name, "encloses no area", "draw a ring of three vertices or more"))
        else:
            reason = shapely.is_valid_reason(piece.polygon)
            problem = f"{_in_words(reason)}, and untangling it would change its area by {share:.0%}"
            remedy = REMEDIES.get(reason.partition("[")[0], "draw the rings so that none crosses itself or another")
            problems.append(Problem(file, piece.name, problem, remedy))
    what = "rings that crossed or touched themselves untangled (area changed by less than 1 %)"
    return Mended(tuple(kept), _across(pieces, changed, what), tuple(problems))


def _in_words(reason: str) -> str:
    """GEOS says ``Self-intersection[36.5 35.2]``."""
    what, _, where = reason.rstrip("]").partition("[")
    return f"{what.lower()} at {where.replace(' ', ', ')}" if where else what.lower()


REPAIRS: tuple[Callable[[tuple[Piece, ...], str, str], Mended], ...] = (
    without_repeated_vertices,
    wound_by_the_rule,
    untangled,
)


def mended(pieces: tuple[Piece, ...], file: str, driver: str) -> Mended:
    """All repairs in turn; stops at the first that leaves a problem."""
    lines: tuple[str, ...] = ()
    for repair in REPAIRS:
        result = repair(pieces, file, driver)
        pieces, lines = result.pieces, lines + result.lines
        if result.problems:
            return Mended(pieces, lines, result.problems)
    return Mended(pieces, lines)


def merged(pieces: tuple[Piece, ...]) -> tuple[MultiPolygon, tuple[str, ...]]:
    """One outline of all pieces, holes kept, and a line where there were several.

    Pieces that only share a border become one; raises GEOSException where rounding defeats the union.
    """
    union = shapely.union_all([piece.polygon for piece in pieces]) if len(pieces) > 1 else pieces[0].polygon
    parts = polygons_in(union)
    outline = MultiPolygon(parts)
    if len({piece.name for piece in pieces}) < 2 and len(parts) == len(pieces):
        return outline, ()
    into = "one" if len(parts) == 1 else f"an outline of {len(parts)} parts"
    return outline, (f"note: {len(pieces)} polygons merged into {into}",)


def swapped(geometry: BaseGeometry) -> BaseGeometry:
    """The same geometry with its axes exchanged."""
    return shapely.transform(geometry, np.fliplr)
