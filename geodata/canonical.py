"""The one way a boundary file is written, so that a text diff shows what changed and nothing else.

An ordinary GeoJSON FeatureCollection (RFC 7946): keys in the order of the
records, versions oldest first, one property and one vertex a line, coordinates
with at most five decimals (about a metre).  Rings start at their westernmost
vertex (southernmost of those), outer rings run counter-clockwise, holes
clockwise; polygons, and the holes of one, are in order of their first vertex.
Moving a vertex changes its line; the first of a ring stands at its end too, as
GeoJSON asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, zip_longest
from math import fsum, isfinite
from pathlib import Path
from typing import Any, get_args

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import LinearRing, MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry

from geodata.catalog import read_json
from geodata.errors import Problem, Refused
from geodata.files import replace_text
from geodata.records import Boundary, Claim, Language, LifeEvent, Zone

DECIMALS = 5  # about one metre: finer digits would claim a precision no outline has
GRID_DEGREES = 10.0**-DECIMALS
COLLECTION_KEYS = ("type", "zone")
FEATURE_KEYS = ("type", "id", "properties", "geometry")
GEOMETRY_KEYS = ("type", "coordinates")
UNREADABLE = (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
LANGUAGES = get_args(Language)


def on_grid(outline: BaseGeometry) -> BaseGeometry:
    """A polygonal outline with its coordinates rounded to the grid of 1e-5 degrees, in two dimensions.

    One already on the grid keeps every vertex.  Where rounding alone would make rings cross or collapse,
    GEOS snaps it to the grid instead, which keeps it valid; what that would leave empty stays unrounded.
    """
    flat = shapely.force_2d(outline)
    rounded = shapely.transform(flat, lambda xy: xy.round(DECIMALS))
    if rounded.equals_exact(flat, 0) or (rounded.is_valid and _has_no_repeated_vertex(rounded)):
        return rounded
    if not flat.is_valid:
        return rounded
    snapped = shapely.set_precision(flat, GRID_DEGREES)
    return flat if snapped.is_empty else shapely.transform(snapped, lambda xy: xy.round(DECIMALS))


def _has_no_repeated_vertex(outline: BaseGeometry) -> bool:
    return shapely.get_num_coordinates(shapely.remove_repeated_points(outline)) == shapely.get_num_coordinates(outline)


def ordered(outline: BaseGeometry) -> BaseGeometry:
    """The same polygons with rings wound, started and ordered as boundary files have them."""
    if isinstance(outline, Polygon):
        return _ordered_polygon(outline)
    if isinstance(outline, MultiPolygon):
        polygons = [_ordered_polygon(polygon) for polygon in outline.geoms]
        return MultiPolygon(sorted(polygons, key=lambda polygon: list(polygon.exterior.coords)))
    return outline


def _ordered_polygon(polygon: Polygon) -> Polygon:
    if polygon.is_empty:
        return polygon
    holes = [_ordered_ring(hole, counter_clockwise=False) for hole in polygon.interiors]
    return Polygon(_ordered_ring(polygon.exterior, counter_clockwise=True), sorted(holes))


def _ordered_ring(ring: LinearRing, *, counter_clockwise: bool) -> list[tuple[float, ...]]:
    positions = list(ring.coords)[:-1]
    forward, backward = _turned(positions), _turned(positions[::-1])
    area = _signed_area(forward)
    if area == 0:  # a ring without a side, as of a damaged file, still gets one form
        return min(forward, backward)
    return forward if (area > 0) == counter_clockwise else backward


def _turned(positions: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """The closed ring started at its smallest position; where it touches itself there, the smaller way on."""
    smallest = min(positions)
    starts = [n for n, position in enumerate(positions) if position == smallest]
    turned = min(positions[n:] + positions[:n] for n in starts)
    return [*turned, turned[0]]


def _signed_area(ring: list[tuple[float, ...]]) -> float:
    """Twice the area in square degrees, positive counter-clockwise; fsum makes the sign the same from any start."""
    lon, lat = ring[0]
    near = [(x - lon, y - lat) for x, y in ring]
    return fsum(term for (x, y), (u, v) in pairwise(near) for term in (x * v, -u * y))


def canonical(collection: Mapping[str, Any], file: str = "zones") -> str:
    """A boundary file's text in canonical form.

    Parameters
    ----------
    collection : a GeoJSON FeatureCollection of boundary versions, with the zone's identity as ``zone``
    file : the name used in problems

    Members that no record knows are kept, after the known ones, by name.

    Raises
    ------
    Refused
        it is no collection of features, or a geometry cannot be read; the problem names the feature.
    """
    features = collection.get("features") if isinstance(collection, Mapping) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise Refused([Problem(file, "-", "not a collection of features", "give a GeoJSON FeatureCollection")])
    members = {key: value for key, value in collection.items() if key != "features"}
    if isinstance(members.get("zone"), dict):
        members["zone"] = _arranged_zone(members["zone"])
    head = "".join(
        f" {json.dumps(key)}: {_written(value, 1, file, '-')},\n" for key, value in _by_keys(members, COLLECTION_KEYS)
    )
    written = ",\n".join(_written_feature(feature, file) for feature in sorted(features, key=_feature_order))
    return f'{{\n{head} "features": [\n{written}\n ]\n}}\n'


def _feature_order(feature: dict) -> tuple[str, bool, str]:
    """Oldest first, the default reading before others."""
    properties = _properties(feature)
    return str(properties.get("valid_from", "")), not properties.get("default"), str(properties.get("version", ""))


def _properties(feature: dict) -> dict:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _arranged_zone(zone: dict) -> dict:
    arranged = dict(_by_keys(zone, Zone.model_fields))
    for name, kind in (("claims", Claim), ("lifecycle", LifeEvent)):
        if isinstance(arranged.get(name), list):
            arranged[name] = [
                dict(_by_keys(record, kind.model_fields)) if isinstance(record, dict) else record
                for record in arranged[name]
            ]
    return arranged


def _by_keys(members: Mapping[str, Any], keys: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """The members in the order of ``keys``, then any others by name."""
    known = list(keys)
    yield from ((key, members[key]) for key in known if key in members)
    yield from ((key, members[key]) for key in sorted(set(members) - set(known)))


def _by_language(value: Any) -> Any:
    """Texts by language in the order of the languages; whole numbers without a decimal point."""
    if isinstance(value, dict):
        languages = LANGUAGES if set(value) <= set(LANGUAGES) else value
        return {key: _by_language(inner) for key, inner in _by_keys(value, languages)}
    if isinstance(value, list):
        return [_by_language(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _written(value: Any, depth: int, file: str, feature: str) -> str:
    """A value as indented JSON, its first line without indentation."""
    try:
        text = json.dumps(_by_language(value), ensure_ascii=False, indent=1, allow_nan=False)
    except ValueError as error:
        raise Refused([Problem(file, feature, "NaN or Infinity is no JSON", "give a number or null")]) from error
    return text.replace("\n", "\n" + " " * depth)


def _written_feature(feature: dict, file: str) -> str:
    name = str(feature.get("id") or _properties(feature).get("version", "-"))
    lines = []
    for key, value in _by_keys(feature, FEATURE_KEYS):
        if key == "properties" and isinstance(value, dict):
            value = dict(_by_keys(value, Boundary.model_fields))
        text = (
            _written_geometry(value, file, name)
            if key == "geometry" and value is not None
            else _written(value, 3, file, name)
        )
        lines.append(f"   {json.dumps(key)}: {text}")
    return "  {\n" + ",\n".join(lines) + "\n  }"


def _written_geometry(raw: Any, file: str, name: str) -> str:
    """A geometry with one vertex a line; brackets take no line of their own, so that an island's coming and
    going leaves the lines of the others as they are."""
    try:
        outline = shape(raw)
    except UNREADABLE as error:
        raise Refused(
            [Problem(file, name, "the geometry cannot be read", "give a Polygon or MultiPolygon of [lon, lat]")]
        ) from error
    if not isinstance(outline, Polygon | MultiPolygon) or outline.is_empty:
        return _written(raw, 3, file, name)
    if not all(map(isfinite, shapely.get_coordinates(outline).ravel())):
        raise Refused([Problem(file, name, "a coordinate is not a number", "give longitude and latitude in degrees")])
    outline = ordered(on_grid(outline))
    polygons = outline.geoms if isinstance(outline, MultiPolygon) else [outline]
    body = "\n   ]], [[\n".join(
        "\n   ], [\n".join(_written_ring(ring) for ring in (polygon.exterior, *polygon.interiors))
        for polygon in polygons
    )
    opened, closed = ("[[[", "]]]") if isinstance(outline, MultiPolygon) else ("[[", "]]")
    return f'{{"type": "{outline.geom_type}", "coordinates": {opened}\n{body}\n   {closed}}}'


def _written_ring(ring: LinearRing) -> str:
    return ",\n".join(f"    [{lon + 0.0:.{DECIMALS}f}, {lat + 0.0:.{DECIMALS}f}]" for lon, lat in ring.coords)


def not_canonical(directory: Path) -> Iterator[Problem]:
    """A rule of ``check``: boundary files that are not in canonical form.

    Files that cannot be read, and geometries that cannot, are other rules' business.
    """
    for path, text, form in _forms(directory):
        if text != form:
            where = f"line {_first_difference(text, form)}"
            yield Problem(f"zones/{path.name}", where, "not in canonical form", "run python -m geodata check --fix")


def _first_difference(text: str, form: str) -> int:
    """The number of the first line that differs."""
    pairs = zip_longest(text.split("\n"), form.split("\n"))
    return next(number for number, (line, other) in enumerate(pairs, 1) if line != other)


def canonicalise(directory: Path) -> list[str]:
    """Write anew the boundary files that are not in canonical form; returns their names."""
    rewritten = []
    for path, text, form in _forms(directory):
        if text != form:
            replace_text(path, form)
            rewritten.append(f"zones/{path.name}")
    return rewritten


def _forms(directory: Path) -> Iterator[tuple[Path, str, str]]:
    """Each boundary file that can be read: its path, text and canonical form."""
    for path in sorted((Path(directory) / "zones").glob("*.geojson")):
        try:
            yield path, path.read_bytes().decode("utf-8"), canonical(read_json(path), f"zones/{path.name}")
        except (Refused, UnicodeDecodeError):
            continue
