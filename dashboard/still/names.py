"""The names of the map: every label layer of the registry as labels with the spots where they may stand."""

from __future__ import annotations

from collections.abc import Mapping

import shapely

from dashboard.still import fonts
from dashboard.still.canvas import Canvas, in_sight
from dashboard.still.expressions import evaluate
from dashboard.still.geometry import middle
from dashboard.still.labels import Face, Label, beside, over

# Names that stand at a point but belong to an area: they move to where the area is in sight.
AREAS_OF_NAMES = {"state-names": "states"}
# An area in sight smaller than this many pixels is no place for its name.
LEAST_AREA_PX = 3600


def names(style: Mapping, canvas: Canvas) -> list[Label]:
    """The names of a style layer, the more important first, each with the spots where it may stand."""
    layout = style["layout"]
    is_rtl = canvas.text.dir == "rtl"
    area_of = AREAS_OF_NAMES.get(style["source"])
    points = _label_points(style["source"], canvas) if area_of else {}
    named = []
    for feature, geometry in canvas.features({**style, "source": area_of or style["source"]}):
        paint = {name: evaluate(value, feature) for name, value in style["paint"].items()}
        is_point = geometry.geom_type == "Point"
        # A name whose mark is cut off would seem to name the nearest other one.
        if not feature.name or not paint.get("text-opacity", 1) or (is_point and not in_sight(geometry, canvas)):
            continue
        size = evaluate(layout["text-size"], feature)
        # Letters that join cannot be set apart.
        spacing = 0 if is_rtl else layout["text-letter-spacing"] * size
        face = Face(size, paint["text-color"], paint["text-halo-color"], spacing=spacing)
        name = canvas.text.digits(feature.name)
        room = layout.get("text-max-width")
        lines = tuple(fonts.wrapped(name, size, room * size) if room else [name])
        if is_point:
            spots = beside(geometry.x, geometry.y, lines, face, 0.45 * size, is_rtl)
        else:
            spots = over(_middles(geometry, points.get(feature.properties["id"]), canvas), lines, face, geometry)
        order = evaluate(layout.get("symbol-sort-key", 0), feature)
        named.append((order, str(feature.properties["id"]), Label(lines, face, spots, style["id"])))
    return [label for _, _, label in sorted(named, key=lambda one: one[:2])]


def _label_points(collection: str, canvas: Canvas) -> dict[str, shapely.Point]:
    shapes = canvas.shapes(collection)
    return {p["id"]: point for p, point in zip(shapes.properties, shapes.geometries, strict=True)}


def _middles(area: shapely.Geometry, own: shapely.Point | None, canvas: Canvas) -> list[tuple[float, float]]:
    """Where an area's name may stand: at its own point where that is in sight, else amid what is in sight of it."""
    sight = shapely.box(0, 0, canvas.projection.width, canvas.projection.height)
    points = [(own.x, own.y)] if own is not None and sight.contains(own) else []
    seen = shapely.intersection(area, sight)
    return [*points, middle(seen)] if seen.area >= LEAST_AREA_PX else points
