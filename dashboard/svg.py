"""SVG as text: numbers with fixed decimals, escaped words, paths of geometries.

Everything is written the same way every time, so that one view is one sequence of bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.markup import escaped

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# GEOS's numbers of the kinds of shapes.
LINES, POLYGON, COLLECTIONS = (1, 2), 3, 4
# A right-to-left isolate: its content is ordered by the language's own direction, while the text around it, and
# with it the meaning of text-anchor, stays left-to-right in every renderer.
ISOLATE, POP = "\u2067", "\u2069"
# Chromium parts the first digit from a number that an isolate begins with, unless this mark stands before it.
MARK = "\u200f"


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
    if not RIGHT_TO_LEFT.search(text):
        return text
    return f"{ISOLATE}{MARK if text[0].isdecimal() else ''}{text}{POP}"


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
    rings, are_closed = _rings(np.asarray(list(shapes), dtype=object))
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    # All rings are counted in one go: there are thousands, most of a few points.
    points = np.rint(coordinates * 10**places).astype(int)
    steps = np.diff(points, axis=0, prepend=points[:1])
    is_first = np.diff(ring_of, prepend=-1) != 0
    is_kept = is_first | np.any(steps != 0, axis=1)
    firsts = points[is_first].tolist()
    ends = np.searchsorted(ring_of[is_kept], np.arange(len(rings)), side="right").tolist()
    steps = steps[is_kept].tolist()
    written, begin = [], 0
    for first, end, is_closed in zip(firsts, ends, are_closed.tolist(), strict=True):
        ring = steps[begin + 1 : end - 1 if is_closed else end]
        if len(ring) > (1 if is_closed else 0):
            written.append(_path(first, ring, places) + ("z" if is_closed else ""))
        begin = end
    return "".join(written)


def dots_data(points: np.ndarray, places: int) -> str:
    """Path data of points, to be stroked with round ends: a dot each."""
    return "".join(f"M{fixed(x, places)} {fixed(y, places)}h0" for x, y in points)


def _path(start: Sequence[int], steps: Iterable[Sequence[int]], places: int) -> str:
    numbers = [_written(value, places) for step in (start, *steps) for value in step]
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


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """The rings of areas and the lines, in order, none empty, and which of them are closed; points are left out."""
    while np.any(shapely.get_type_id(shapes) >= COLLECTIONS):
        shapes = shapely.get_parts(shapes)
    is_area = shapely.get_type_id(shapes) == POLYGON
    rings, area_of = shapely.get_rings(shapes[is_area], return_index=True)
    lines = np.flatnonzero(np.isin(shapely.get_type_id(shapes), LINES))
    order = np.argsort(np.concatenate((np.flatnonzero(is_area)[area_of], lines)), kind="stable")
    outlines = np.concatenate((rings, shapes[lines]))[order]
    are_closed = np.repeat((True, False), (len(rings), len(lines)))[order]
    is_drawn = ~shapely.is_empty(outlines)
    return outlines[is_drawn], are_closed[is_drawn]
