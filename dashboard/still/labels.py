"""Names placed without overlap: each in turn takes the cheapest of its spots that is free.

Deterministic: the order is given, and of two spots that cost the same the first is taken.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from dashboard.still import fonts

# What a spot costs in pixels of distance: to lie on a mark, across a zone's outline, across a chip's leader line.
ON_MARK = 40
ON_LINE = 20
ON_LEADER = 60
# Pixels kept free between two names.
GAP = 2.5
LINE_HEIGHT = 1.2
# Where a name may stand beside its point, the best first: (direction across, down, what it costs).
BESIDE = ((1, 0, 0), (-1, 0, 2), (0, -1, 5), (0, 1, 5), (1, -1, 6), (1, 1, 6), (-1, -1, 8), (-1, 1, 8))


@dataclass(frozen=True)
class Box:
    """An upright rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, left: float, top: float, width: float, height: float) -> Box:
        return cls(left, top, left + width, top + height)

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> Box:
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Whether the two share ground, or come nearer than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def within(self, other: Box) -> bool:
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    @property
    def area(self) -> shapely.Polygon:
        return shapely.box(self.left, self.top, self.right, self.bottom)


class Boxes:
    """Many boxes, against which another is held at once: a map of a million articles has thousands of dots."""

    def __init__(self, boxes: Iterable[Box]):
        edges = [(box.left, box.top, box.right, box.bottom) for box in boxes]
        self._edges = np.array(edges, dtype=float).reshape(-1, 4).T.copy()

    def overlapping(self, box: Box, gap: float = 0, first: int = 0) -> int:
        """How many of them, from the ``first`` on, share ground with a box, or come nearer than ``gap``."""
        left, top, right, bottom = self._edges[:, first:]
        across = (left < box.right + gap) & (box.left < right + gap)
        return int(np.count_nonzero(across & (top < box.bottom + gap) & (box.top < bottom + gap)))


@dataclass(frozen=True)
class Face:
    """How a name is set."""

    size: float
    fill: str
    halo: str = ""
    bold: bool = False
    spacing: float = 0


@dataclass(frozen=True)
class Spot:
    """A place for a name: its box, where its lines hang (start, middle, end), and what standing there costs."""

    box: Box
    anchor: str
    cost: float


@dataclass(frozen=True)
class Label:
    """A name, and the spots where it may stand."""

    lines: tuple[str, ...]
    face: Face
    spots: tuple[Spot, ...]
    layer: str


@dataclass(frozen=True)
class Ground:
    """Where names may stand: within ``bounds``, off what is ``taken``, better off ``marks``, ``lines``, ``leaders``."""

    bounds: Box
    taken: tuple[Box, ...] = ()
    marks: tuple[Box, ...] = ()
    lines: shapely.Geometry = field(default_factory=shapely.MultiLineString)
    leaders: shapely.Geometry = field(default_factory=shapely.MultiLineString)


def extent(lines: Sequence[str], face: Face) -> tuple[float, float]:
    """Width and height of a name in pixels."""
    across = max(fonts.width(line, face.size, face.bold, face.spacing) for line in lines)
    above, below = fonts.heights("".join(lines), face.size)
    return across, above + below + (len(lines) - 1) * LINE_HEIGHT * face.size


def beside(x: float, y: float, lines: Sequence[str], face: Face, reach: float, mirrored: bool) -> tuple[Spot, ...]:
    """Spots round a point, ``reach`` pixels from it and somewhat farther; in mirrored pictures the left comes first."""
    width, height = extent(lines, face)
    spots = []
    for farther in (0, 5, 11):
        away = reach + farther
        for across, down, cost in BESIDE:
            side = -across if mirrored else across
            slant = 0.75 if across and down else 1
            box = Box.around(
                x + side * (width / 2 + away * slant), y + down * (height / 2 + away * slant), width, height
            )
            spots.append(Spot(box, {1: "start", 0: "middle", -1: "end"}[side], cost + 2 * farther))
    return tuple(spots)


def over(
    points: Iterable[tuple[float, float]], lines: Sequence[str], face: Face, area: shapely.Geometry
) -> tuple[Spot, ...]:
    """Spots on and around the given points, the first point the best, with their middle in the area they name."""
    width, height = extent(lines, face)
    spots = []
    for rank, (x, y) in enumerate(points):
        for step in (0, 1, 2, 3, 4):
            for angle in range(8 if step else 1):
                dx = step * 0.3 * width * math.cos(angle * math.pi / 4)
                dy = step * 1.1 * height * math.sin(angle * math.pi / 4)
                cost = 30 * rank + math.hypot(dx, dy) / 4
                if step and not shapely.contains_xy(area, x + dx, y + dy):
                    continue
                spots.append(Spot(Box.around(x + dx, y + dy, width, height), "middle", cost))
    return tuple(spots)


def place(labels: Iterable[Label], ground: Ground) -> list[tuple[Label, Spot]]:
    """The labels that found room, with their spots; those first in order choose first."""
    taken, marks = Boxes(ground.taken), Boxes(ground.marks)
    named: list[Box] = []
    shapely.prepare([ground.lines, ground.leaders])
    placed = []
    for label in labels:
        spot = _cheapest(label, ground, taken, marks, named)
        if spot:
            named.append(spot.box)
            placed.append((label, spot))
    return placed


def _cheapest(label: Label, ground: Ground, taken: Boxes, marks: Boxes, named: Sequence[Box]) -> Spot | None:
    best, least = None, math.inf
    for spot in label.spots:
        if spot.cost >= least or not spot.box.within(ground.bounds):
            continue
        if any(spot.box.overlaps(other, GAP) for other in named) or taken.overlapping(spot.box, GAP):
            continue
        cost = spot.cost + ON_MARK * marks.overlapping(spot.box)
        if cost < least:
            area = spot.box.area
            cost += ON_LINE * bool(shapely.intersects(ground.lines, area))
            cost += ON_LEADER * bool(shapely.intersects(ground.leaders, area))
        if cost < least:
            best, least = spot, cost
    return best
