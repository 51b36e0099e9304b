"""The map of a still: the style layers of the registry, drawn as SVG in the order the browser draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from dashboard import layers
from dashboard.layers import Layer
from dashboard.state import ViewState
from dashboard.still import fonts
from dashboard.still.expressions import Feature, evaluate
from dashboard.still.geometry import COVERAGES, Shapes, collection_shapes, hatching, middle, shared_edges
from dashboard.still.labels import Box, Face, Label, beside, over
from dashboard.still.marks import icon
from dashboard.still.projection import Projection
from dashboard.still.shown import feature_states
from dashboard.still.svg import dots_data, fixed, path_data, tag, words
from dashboard.text import Text
from geodata.store import Store

# Names that stand at a point but belong to an area: they move to where the area is in sight.
AREAS_OF_NAMES = {"state-names": "states"}
# An area in sight smaller than this many pixels is no place for its name.
LEAST_AREA_PX = 3600
INSCRIPTION_PX = 9.5
# A map smaller than this shows the ground that a map of this size would: a thumbnail is of the same view.
LEAST_MAP = (640, 400)


@dataclass
class Drawing:
    """What was drawn, and what the frame and the names need to know of it."""

    parts: list[str] = field(default_factory=list)
    labels: dict[str, list[Label]] = field(default_factory=lambda: defaultdict(list))  # by style layer
    inscriptions: list[Box] = field(default_factory=list)
    solid: list[Box] = field(default_factory=list)  # marks no name may cover
    marks: list[Box] = field(default_factory=list)  # marks a name should not cover
    outlines: list[shapely.Geometry] = field(default_factory=list)
    drawn: dict[str, Feature] = field(default_factory=dict)  # style layer -> the first feature it drew


@dataclass(frozen=True)
class Canvas:
    """All that drawing a style layer depends on."""

    store: Store
    state: ViewState
    text: Text
    tokens: Mapping[str, str]
    projection: Projection
    magnified: float
    states_of: Callable[[str, Mapping[str, Any]], Mapping[str, Any]]

    @property
    def shrunk(self) -> float:
        """How much smaller marks are drawn on a map smaller than ``LEAST_MAP``, so as not to bury it."""
        small = min(1.0, self.projection.width / LEAST_MAP[0], self.projection.height / LEAST_MAP[1])
        return max(0.6, small**0.5)

    @property
    def places(self) -> int:
        """Decimals that a pixel of the finished picture needs."""
        return 1 if self.magnified < 1.5 else 2

    def shapes(self, collection: str) -> Shapes:
        return collection_shapes(self.store, collection, self.projection, self.magnified)

    def features(self, style: Mapping[str, Any]) -> list[tuple[Feature, shapely.Geometry]]:
        """The features of a style layer in sight that pass its filter."""
        zoom = self.projection.zoom
        if not style.get("minzoom", 0) <= zoom < style.get("maxzoom", 99):
            return []
        shapes = self.shapes(style["source"])
        found = []
        for properties, geometry in zip(shapes.properties, shapes.geometries, strict=True):
            states = self.states_of(style["source"], properties)
            feature = Feature(properties, states, zoom, self.tokens, self.text.lang)
            if "filter" not in style or evaluate(style["filter"], feature):
                found.append((feature, geometry))
        return found


def canvas(
    store: Store, state: ViewState, text: Text, tokens: Mapping[str, str], projection: Projection, magnified: float
) -> Canvas:
    """A canvas for a view."""
    return Canvas(store, state, text, tokens, projection, magnified, feature_states(store, state))


def draw_map(canvas: Canvas, with_names: bool = True) -> Drawing:
    """Every style layer of the layers in view, from the ground up."""
    drawing = Drawing()
    ground = Layer("ground", "always", layers.BASE)
    for layer in (ground, *(layer for layer in layers.REGISTRY if layer.id in canvas.state.layers)):
        parts: list[str] = []
        for style in layer.style:
            is_name = "text-field" in style["layout"]
            if not is_name:
                parts += KINDS[style["type"]](style, layer, canvas, drawing)
            elif with_names:
                drawing.labels[style["id"]] += _names(style, canvas, drawing)
        if parts:
            drawing.parts.append(tag("g", {"data-layer": layer.id}, *parts))
    return drawing


def in_sight(point: shapely.Point, canvas: Canvas) -> bool:
    """Whether a point lies on the map; the margin around it is drawn for the sake of lines alone."""
    return 2 < point.x < canvas.projection.width - 2 and 2 < point.y < canvas.projection.height - 2


def painted(style: Mapping[str, Any], feature: Feature) -> dict[str, object] | None:
    """The SVG attributes of a fill, line or circle; None where it is not to be seen."""
    paint = {name: evaluate(value, feature) for name, value in style["paint"].items()}
    if style["type"] == "line":
        width = paint.get("line-width", 1)
        dashes = paint.get("line-dasharray")
        layout = style["layout"]
        opacity = paint.get("line-opacity", 1)
        return opacity and {
            "fill": "none",
            "stroke": paint["line-color"],
            "stroke-width": fixed(width, 2),
            "stroke-opacity": _unless_whole(opacity),
            "stroke-dasharray": " ".join(fixed(dash * width, 2) for dash in dashes) if dashes else None,
            "stroke-linejoin": layout.get("line-join"),
            "stroke-linecap": layout.get("line-cap"),
        }
    if style["type"] == "circle":
        opacity = paint.get("circle-opacity", 1)
        rim = paint.get("circle-stroke-width", 0) and paint.get("circle-stroke-opacity", 1)
        return (opacity or rim) and {
            "r": fixed(paint["circle-radius"], 2),
            "fill": paint["circle-color"],
            "fill-opacity": _unless_whole(opacity),
            "stroke": paint.get("circle-stroke-color") if rim else None,
            "stroke-width": fixed(paint["circle-stroke-width"], 2) if rim else None,
        }
    opacity = paint.get("fill-opacity", 1)
    return opacity and {"fill": paint.get("fill-color"), "fill-opacity": _unless_whole(opacity)}


def _unless_whole(opacity: float) -> str | None:
    return None if opacity == 1 else fixed(opacity, 2)


def _of(layer: Layer, feature: Feature) -> str | None:
    """What a mark stands for; land and borders are drawn by the dozen and stand for nothing by themselves."""
    return None if layer.life == "always" else feature.properties.get("id")


def _areas_and_lines(style: Mapping, layer: Layer, canvas: Canvas, drawing: Drawing) -> Iterable[str]:
    """Paths: one a feature where it has a life, else one for all that look alike."""
    groups: dict[tuple, tuple[dict, list]] = {}
    for number, (feature, geometry) in enumerate(canvas.features(style)):
        attributes = painted(style, feature)
        if not attributes:
            continue
        drawing.drawn.setdefault(style["id"], feature)
        if layer.life != "always" and style["type"] == "line":
            drawing.outlines.append(geometry if geometry.length and not geometry.area else shapely.boundary(geometry))
        of = _of(layer, feature)
        key = (*attributes.items(), of and number)
        groups.setdefault(key, ({**attributes, "data-of": of}, []))[1].append(geometry)
    for attributes, geometries in groups.values():
        if "fill-pattern" in style["paint"]:
            lines = {"stroke": canvas.tokens["muted"], "stroke-width": "1", "stroke-opacity": ".5", "fill": "none"}
            yield tag("path", {**lines, "d": path_data([hatching(area) for area in geometries], canvas.places)})
            continue
        shapes = np.asarray(geometries, dtype=object)
        if style["type"] == "line" and style["source"] in COVERAGES:
            shapes = np.asarray([shared_edges(shapes)], dtype=object)
        elif style["type"] == "fill":
            shapes = shapely.orient_polygons(shapes)
        data = path_data(shapes, canvas.places)
        if data:
            yield tag("path", {**attributes, "d": data})


def _circles(style: Mapping, layer: Layer, canvas: Canvas, drawing: Drawing) -> Iterable[str]:
    """Dots, the larger upon the smaller, with the number a layer writes into them."""
    features = canvas.features(style)
    circles = []
    for feature, point in features:
        attributes = painted(style, feature)
        if attributes:
            if layer.life != "always":
                attributes["r"] = fixed(float(str(attributes["r"])) * canvas.shrunk, 2)
            circles.append((float(str(attributes["r"])), str(feature.properties["id"]), feature, point, attributes))
    circles.sort(key=lambda circle: circle[:2])
    if circles:
        drawing.drawn.setdefault(style["id"], circles[-1][2])
    if layer.life == "always":
        yield from _dots(circles, canvas, drawing)
        return
    for n, (radius, _, feature, point, attributes) in enumerate(circles):
        rim = float(str(attributes["stroke-width"] or 0)) / 2
        box = Box.around(point.x, point.y, 2 * (radius + rim), 2 * (radius + rim))
        drawing.solid.append(box)
        position = {"cx": fixed(point.x), "cy": fixed(point.y), **attributes, "data-of": _of(layer, feature)}
        yield tag("circle", position)
        count = feature.states.get(layer.inscription) or 0
        if count > 1:
            yield from _inscription(canvas.text.number(count), box, circles[n + 1 :], canvas, drawing)


def _inscription(number: str, box: Box, later: list, canvas: Canvas, drawing: Drawing) -> Iterable[str]:
    """A number in a dot, unless a dot drawn later would cover it."""
    x, y = box.centre
    across = fonts.width(number, INSCRIPTION_PX, bold=True)
    written = Box.around(x, y, across, INSCRIPTION_PX * 0.74)
    covered = any(Box.around(point.x, point.y, 2 * radius, 2 * radius).overlaps(written) for radius, _, _, point, _ in later)
    if not covered and across < box.width - 2:
        drawing.inscriptions.append(written)
        yield words(number, x, y + 3.4, INSCRIPTION_PX, canvas.tokens["panel"], anchor="middle", bold=True)


def _dots(circles: list, canvas: Canvas, drawing: Drawing) -> Iterable[str]:
    """Many plain dots as one path a size: strokes of no length with round ends."""
    alike: dict[tuple, list] = defaultdict(list)
    for radius, _, _, point, attributes in circles:
        alike[(radius, attributes["fill"], attributes["fill-opacity"])].append((point.x, point.y))
        drawing.marks.append(Box.around(point.x, point.y, 2 * radius, 2 * radius))
    for (radius, colour, opacity), points in alike.items():
        stroke = {
            "fill": "none",
            "stroke": colour,
            "stroke-opacity": opacity,
            "stroke-width": fixed(2 * radius, 2),
            "stroke-linecap": "round",
        }
        yield tag("path", {**stroke, "d": dots_data(np.asarray(points), canvas.places)})


def _icons(style: Mapping, layer: Layer, canvas: Canvas, drawing: Drawing) -> Iterable[str]:
    for feature, point in canvas.features(style):
        if not evaluate(style["paint"].get("icon-opacity", 1), feature):
            continue
        drawing.drawn.setdefault(style["id"], feature)
        layout = style["layout"]
        size = evaluate(layout.get("icon-size", 1), feature) * canvas.shrunk
        across, down = layout.get("icon-offset", (0, 0))
        x, y = point.x + across * size, point.y + down * size
        mark, width = icon(evaluate(layout["icon-image"], feature), x, y, size, canvas.tokens)
        drawing.solid.append(Box.around(x, y, width, width))
        yield tag("g", {"data-of": _of(layer, feature)}, mark)


KINDS: Mapping[str, Callable[[Mapping, Layer, Canvas, Drawing], Iterable[str]]] = {
    "fill": _areas_and_lines,
    "line": _areas_and_lines,
    "circle": _circles,
    "symbol": _icons,
}


def _names(style: Mapping, canvas: Canvas, drawing: Drawing) -> list[Label]:
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
