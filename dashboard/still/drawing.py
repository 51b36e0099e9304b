"""The map of a still: the style layers of the registry, drawn as SVG in the order the browser draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from dashboard import layers
from dashboard.comparison_layers import drawn_layers
from dashboard.layers import Layer
from dashboard.still import fonts
from dashboard.still.canvas import Canvas
from dashboard.still.expressions import Feature, evaluate
from dashboard.still.geometry import COVERAGES, hatching, shared_edges
from dashboard.still.labels import Box, Boxes, Label
from dashboard.still.marks import icon
from dashboard.still.names import names
from dashboard.svg import dots_data, escaped, fixed, path_data, tag, words

INSCRIPTION_PX = 9.5
# Smaller circles are dots among many: without a rim, and nothing is told of them.
FAINT_PX = 3.5


@dataclass
class Drawing:
    """What was drawn, and what the frame and the names need to know of it."""

    parts: list[str] = field(default_factory=list)
    labels: dict[str, list[Label]] = field(default_factory=lambda: defaultdict(list))  # by style layer
    inscriptions: list[Box] = field(default_factory=list)
    solid: list[Box] = field(default_factory=list)  # marks no name may cover
    marks: list[Box] = field(default_factory=list)  # marks a name should not cover
    outlines: list[shapely.Geometry] = field(default_factory=list)
    drawn: dict[str, Feature] = field(default_factory=dict)  # style layer -> a feature it drew, for the legend

    def note(self, style: Mapping[str, Any], feature: Feature) -> None:
        """Keep the first feature a style layer drew; one left aside by a choice gives way to one that is not."""
        kept = self.drawn.get(style["id"])
        if kept is None or (kept.states.get("dimmed") and not feature.states.get("dimmed")):
            self.drawn[style["id"]] = feature


def draw_map(canvas: Canvas, with_names: bool = True) -> Drawing:
    """Every style layer of the layers in view, from the ground up."""
    drawing = Drawing()
    ground = Layer("ground", "always", layers.BASE)
    for layer in (ground, *drawn_layers(canvas.state)):
        parts: list[str] = []
        for style in layer.style:
            is_name = "text-field" in style["layout"]
            if not is_name:
                parts += KINDS[style["type"]](style, layer, canvas, drawing)
            elif with_names:
                drawing.labels[style["id"]] += names(style, canvas)
        if parts:
            drawing.parts.append(tag("g", {"data-layer": layer.id}, *parts))
    return drawing


Look = dict[str, object]  # SVG attributes


def painted(style: Mapping[str, Any], feature: Feature) -> Look | None:
    """The looks of a fill, line or circle; None where it is not to be seen."""
    paint = {name: evaluate(value, feature) for name, value in style["paint"].items()}
    return PAINTERS[style["type"]](paint, style["layout"])


def _fill(paint: Mapping[str, Any], layout: Mapping[str, Any]) -> Look | None:
    opacity = paint.get("fill-opacity", 1)
    return {"fill": paint.get("fill-color"), "fill-opacity": _unless_whole(opacity)} if opacity else None


def _line(paint: Mapping[str, Any], layout: Mapping[str, Any]) -> Look | None:
    width, opacity = paint.get("line-width", 1), paint.get("line-opacity", 1)
    dashes = paint.get("line-dasharray")
    if not opacity:
        return None
    return {
        "fill": "none",
        "stroke": paint["line-color"],
        "stroke-width": fixed(width, 2),
        "stroke-opacity": _unless_whole(opacity),
        # MapLibre counts dashes in widths of the line.
        "stroke-dasharray": " ".join(fixed(dash * width, 2) for dash in dashes) if dashes else None,
        "stroke-linejoin": layout.get("line-join"),
        "stroke-linecap": layout.get("line-cap"),
    }


def _circle(paint: Mapping[str, Any], layout: Mapping[str, Any]) -> Look | None:
    opacity = paint.get("circle-opacity", 1)
    rim = paint.get("circle-stroke-width", 0) and paint.get("circle-stroke-opacity", 1)
    if not opacity and not rim:
        return None
    return {
        "r": fixed(paint["circle-radius"], 2),
        "fill": paint["circle-color"],
        "fill-opacity": _unless_whole(opacity),
        "stroke": paint.get("circle-stroke-color") if rim else None,
        "stroke-width": fixed(paint["circle-stroke-width"], 2) if rim else None,
    }


PAINTERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Look | None]] = {
    "fill": _fill,
    "line": _line,
    "circle": _circle,
}


def _unless_whole(opacity: float) -> str | None:
    return None if opacity == 1 else fixed(opacity, 2)


def hatch(style: Mapping[str, Any], tokens: Mapping[str, str]) -> Look:
    """The look of the lines of a pattern: ground that was lost in its colour, disputed ground quietly."""
    is_lost = style["paint"]["fill-pattern"] == "lost"
    colour, opacity = (tokens["lost"], ".9") if is_lost else (tokens["muted"], ".5")
    return {"stroke": colour, "stroke-width": "1", "stroke-opacity": opacity, "fill": "none"}


def _of(layer: Layer, feature: Feature) -> str | None:
    """What a mark stands for; land and borders are drawn by the dozen and stand for nothing by themselves."""
    return None if layer.life == "always" else feature.properties.get("id")


def _title(style: Mapping, layer: Layer, feature: Feature, canvas: Canvas) -> str:
    """What a mark tells who points at it, as SVG's own tooltip; only what answers to the pointer tells anything."""
    is_mute = layer.life == "always" or style["id"] not in layer.hover
    lines = () if is_mute else canvas.told(layer.id, feature.properties, feature.states)
    return tag("title", {}, escaped("\n".join(lines))) if lines else ""


def _areas_and_lines(style: Mapping, layer: Layer, canvas: Canvas, drawing: Drawing) -> Iterable[str]:
    """Paths: one a feature where it has a life, else one for all that look alike."""
    groups: dict[tuple, tuple[dict, list, str]] = {}
    for number, (feature, geometry) in enumerate(canvas.features(style)):
        attributes = painted(style, feature)
        if not attributes:
            continue
        drawing.note(style, feature)
        if layer.life != "always" and style["type"] == "line":
            drawing.outlines.append(geometry if geometry.length and not geometry.area else shapely.boundary(geometry))
        of = _of(layer, feature)
        key = (*attributes.items(), of and number)
        title = _title(style, layer, feature, canvas)
        groups.setdefault(key, ({**attributes, "data-of": of}, [], title))[1].append(geometry)
    for attributes, geometries, title in groups.values():
        if "fill-pattern" in style["paint"]:
            lines = hatch(style, canvas.tokens)
            yield tag("path", {**lines, "d": path_data([hatching(area) for area in geometries], canvas.places)})
            continue
        shapes = np.asarray(geometries, dtype=object)
        if style["type"] == "line" and style["source"] in COVERAGES:
            shapes = np.asarray([shared_edges(shapes, 10**-canvas.places)], dtype=object)
        elif style["type"] == "fill":
            shapes = shapely.orient_polygons(shapes)
        data = path_data(shapes, canvas.places)
        if data:
            yield tag("path", {**attributes, "d": data}, *filter(None, [title]))


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
    for circle in reversed(circles):
        drawing.note(style, circle[2])
    faint = [circle for circle in circles if layer.life == "always" or circle[0] < FAINT_PX]
    yield from _dots(faint, canvas, drawing)
    circles = circles[len(faint) :]
    dots = Boxes(Box.around(point.x, point.y, 2 * radius, 2 * radius) for radius, _, _, point, _ in circles)
    for n, (radius, _, feature, point, attributes) in enumerate(circles):
        rim = float(str(attributes["stroke-width"] or 0)) / 2
        box = Box.around(point.x, point.y, 2 * (radius + rim), 2 * (radius + rim))
        drawing.solid.append(box)
        position = {"cx": fixed(point.x), "cy": fixed(point.y), **attributes, "data-of": _of(layer, feature)}
        yield tag("circle", position, *filter(None, [_title(style, layer, feature, canvas)]))
        count = feature.states.get(layer.inscription) or 0
        if count > 1:
            number = canvas.text.number(count)
            across = fonts.width(number, INSCRIPTION_PX, bold=True)
            written = Box.around(*box.centre, across, INSCRIPTION_PX * 0.74)
            # a dot drawn later would cover it
            if across < box.width - 2 and not dots.overlapping(written, first=n + 1):
                yield _inscription(number, written, canvas, drawing)


def _inscription(number: str, written: Box, canvas: Canvas, drawing: Drawing) -> str:
    """A number in a dot."""
    x, y = written.centre
    drawing.inscriptions.append(written)
    return words(number, x, y + 3.4, INSCRIPTION_PX, canvas.tokens["panel"], anchor="middle", bold=True)


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
        drawing.note(style, feature)
        layout = style["layout"]
        size = evaluate(layout.get("icon-size", 1), feature) * canvas.shrunk
        across, down = layout.get("icon-offset", (0, 0))
        x, y = point.x + across * size, point.y + down * size
        mark, width = icon(evaluate(layout["icon-image"], feature), x, y, size, canvas.tokens)
        drawing.solid.append(Box.around(x, y, width, width))
        yield tag("g", {"data-of": _of(layer, feature)}, _title(style, layer, feature, canvas), mark)


KINDS: Mapping[str, Callable[[Mapping, Layer, Canvas, Drawing], Iterable[str]]] = {
    "fill": _areas_and_lines,
    "line": _areas_and_lines,
    "circle": _circles,
    "symbol": _icons,
}
