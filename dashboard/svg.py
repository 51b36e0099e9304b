"""SVG as text: numbers with fixed decimals, escaped words, paths of geometries.

Everything is written the same way every time, so that one view is one sequence of bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.markup import escaped

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A right-to-left isolate: its content is ordered by the language's own direction, while the text around it, and
# with it the meaning of text-anchor, stays left-to-right in every renderer.
ISOLATE, POP = "\u2067", "\u2069"


def fixed(value: float, places: int = 1) -> str:
    """A number with at most so many decimals, as short as it goes: 3.0 is "3", -0.04 is "0", 0.5 is ".5"."""
    written = f"{value:.{places}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    if written in ("-0", "0", ""):
        return "0"
    return written.replace("0.", ".", 1) if written.startswith(("0.", "-0.")) else written


def tag(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """An element; attributes of value None are left out, numbers are written with two decimals at most."""
    written = "".join(
        f' {key}="{fixed(value, 2) if isinstance(value, float) else escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def isolated(text: str) -> str:
    """A text that reads in its own direction wherever it stands."""
    return f"{ISOLATE}{text}{POP}" if RIGHT_TO_LEFT.search(text) else text


def words(
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    halo: str = "",
    spacing: float = 0,
) -> str:
    """A line of text on its baseline; ``anchor`` is start (left), middle or end (right) whatever the language."""
    return tag(
        "text",
        {
            "x": fixed(x),
            "y": fixed(y),
            "font-size": fixed(size),
            "font-weight": "600" if bold else None,
            "letter-spacing": fixed(spacing, 2) if spacing else None,
            "fill": fill,
            "text-anchor": None if anchor == "start" else anchor,
            **(
                {"paint-order": "stroke", "stroke": halo, "stroke-width": "2.8", "stroke-linejoin": "round"}
                if halo
                else {}
            ),
        },
        escaped(isolated(text)),
    )


def path_data(shapes: Iterable[BaseGeometry], places: int) -> str:
    """Path data of polygons and lines: each first point absolute, the rest relative, rounded without drift."""
    written = []
    for shape in shapes:
        for ring, is_closed in _rings(shape):
            points = np.rint(ring * 10**places).astype(int)
            steps = np.diff(points, axis=0)
            steps = steps[np.any(steps != 0, axis=1)]
            if is_closed:
                steps = steps[:-1]
            if len(steps) > (1 if is_closed else 0):
                written.append(_path(points[0], steps, places) + ("z" if is_closed else ""))
    return "".join(written)


def dots_data(points: np.ndarray, places: int) -> str:
    """Path data of points, to be stroked with round ends: a dot each."""
    return "".join(f"M{fixed(x, places)} {fixed(y, places)}h0" for x, y in points)


def _path(start: np.ndarray, steps: np.ndarray, places: int) -> str:
    numbers = [_written(value, places) for value in (*start.tolist(), *steps.ravel().tolist())]
    return f"M{numbers[0]} {numbers[1]}l" + _joined(numbers[2:])


@lru_cache(maxsize=32768)
def _written(units: int, places: int) -> str:
    """A number of the last decimal's units; steps are short, and the same few thousand make up every map."""
    return fixed(units / 10**places, places)


def _joined(numbers: list[str]) -> str:
    """Numbers with a space only where the next would run into the one before."""
    written, before = [], "-"
    for number in numbers:
        apart = before == "-" or number[0] == "-" or (number[0] == "." and "." in before)
        written.append(number if apart else f" {number}")
        before = number
    return "".join(written)


def _rings(shape: BaseGeometry) -> Iterable[tuple[np.ndarray, bool]]:
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield np.asarray(ring.coords)[:, :2], True
        elif part.geom_type in ("LineString", "LinearRing"):
            yield np.asarray(part.coords)[:, :2], False
        elif hasattr(part, "geoms"):
            yield from _rings(part)
