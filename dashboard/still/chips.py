"""A chip for each zone drawn: number, name and articles on a leader line, so that a zone 15 km across stays visible.

Chips stand where ``assets/chips.js`` would put them: all round the zone, near and
far, at the cheapest place that is free.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import shapely

from dashboard.still import fonts
from dashboard.still.geometry import middle
from dashboard.still.labels import Box, Boxes
from dashboard.svg import escaped, fixed, tag, words

HEIGHT, NUMBER, PAD, TEXT_PX = 23, 17, 3, 12
BADGE = 17
EDGE = 5
DIRECTIONS = [n * math.pi / 8 for n in range(16)]
DISTANCES = (16, 30, 52, 85, 125, 180)
# What a place costs, in pixels of leader line.
ON_ZONE, ON_MARK, ON_NAME, ACROSS_CHIP, ACROSS_ZONE = 260, 70, 45, 400, 60


@dataclass(frozen=True)
class Chip:
    """A zone as its chip names it; ``articles`` is empty where no number is to be shown.

    ``told`` is what who points at it is told.
    """

    zone: str
    number: str
    name: str
    articles: str
    colour: str
    outline: shapely.Geometry
    chosen: bool = False
    dissolved: bool = False
    told: str = ""

    @property
    def width(self) -> float:
        """Of a chip with a name; a bare badge is ``BADGE`` across."""
        count = fonts.width(self.articles, TEXT_PX) + 8 if self.articles else 0
        return PAD + NUMBER + 6 + fonts.width(self.name, TEXT_PX, bold=True) + count + 10

    @property
    def ground(self) -> Box:
        return Box(*shapely.bounds(self.outline))


@dataclass(frozen=True)
class Obstacles:
    """What chips keep clear of: ``taken`` by all means, the rest at a cost."""

    bounds: Box
    taken: Sequence[Box] = ()
    marks: Sequence[Box] = ()
    names: Sequence[Box] = ()


def place_chips(chips: Sequence[Chip], obstacles: Obstacles, bare: bool = False) -> list[tuple[Chip, Box]]:
    """Chips with their boxes; ``bare`` ones are badges with the number alone."""
    taken = list(obstacles.taken)
    marks, names = Boxes(obstacles.marks), Boxes(obstacles.names)
    placed = []
    for chip in chips:
        others = [other.ground for other in chips if other is not chip]
        box = _cheapest(chip, others, taken, marks, names, obstacles.bounds, bare)
        if box:
            taken.append(box)
            placed.append((chip, box))
    return placed


def _cheapest(
    chip: Chip, others: Sequence[Box], taken: Sequence[Box], marks: Boxes, names: Boxes, bounds: Box, bare: bool
) -> Box | None:
    ground = chip.ground
    if not ground.overlaps(bounds):
        return None
    width, height = (BADGE, BADGE) if bare else (chip.width, HEIGHT)
    end = anchor(chip)
    best, least = None, math.inf
    if bare and ground.width > 1.6 * BADGE and ground.height > 1.6 * BADGE:
        best = Box.around(*end, BADGE, BADGE)
        return best if best.within(bounds) and not any(best.overlaps(other) for other in taken) else None
    for distance in DISTANCES if not bare else (2, 6, 12, 20, 34):
        for angle in DIRECTIONS:
            across = (ground.width + width) / 2 + distance
            down = (ground.height + height) / 2 + distance
            x, y = ground.centre
            box = Box.around(x + math.cos(angle) * across, y + math.sin(angle) * down, width, height)
            if not box.within(bounds) or any(box.overlaps(other, EDGE) for other in taken):
                continue
            line = shapely.LineString([end, start(box, end)])
            cost = (
                line.length
                + ON_ZONE * sum(box.overlaps(other, EDGE) for other in (*others, ground))
                + ON_MARK * marks.overlapping(box)
                + ON_NAME * names.overlapping(box)
                + ACROSS_CHIP * sum(line.intersects(other.area) for other in taken)
                + ACROSS_ZONE * sum(line.intersects(other.area) for other in others)
            )
            if cost < least:
                best, least = box, cost
    return best


def anchor(chip: Chip) -> tuple[float, float]:
    """Where the leader line ends: amid the zone's largest part."""
    return middle(chip.outline)


def leader(chip: Chip, box: Box) -> shapely.LineString:
    """The line from a chip to its zone."""
    end = anchor(chip)
    return shapely.LineString([start(box, end), end])


def start(box: Box, end: tuple[float, float]) -> tuple[float, float]:
    """The point of a chip nearest to where its line ends."""
    return min(max(end[0], box.left), box.right), min(max(end[1], box.top), box.bottom)


def drawn_chip(chip: Chip, box: Box, tokens: Mapping[str, str], mirrored: bool) -> tuple[str, str]:
    """Leader line and chip; all lines lie beneath all chips."""
    end = anchor(chip)
    x, y = start(box, end)
    line = tag(
        "path",
        {
            "d": f"M{fixed(x)} {fixed(y)}L{fixed(end[0])} {fixed(end[1])}",
            "stroke": chip.colour,
            "stroke-width": "1.2",
            "fill": "none",
        },
    ) + tag("circle", {"cx": fixed(end[0]), "cy": fixed(end[1]), "r": "2.2", "fill": chip.colour})
    pill = tag(
        "rect",
        {
            "x": fixed(box.left),
            "y": fixed(box.top),
            "width": fixed(box.width),
            "height": fixed(box.height),
            "rx": fixed(HEIGHT / 2),
            "fill": tokens["panel"],
            "stroke": chip.colour,
            "stroke-width": "2.6" if chip.chosen else "1.5",
            "stroke-dasharray": "1.5 3" if chip.dissolved else None,
        },
    )
    side = -1 if mirrored else 1
    left = box.right if mirrored else box.left
    right = box.left if mirrored else box.right
    middle_y = (box.top + box.bottom) / 2
    base = middle_y + 4.2
    parts = [
        pill,
        badge(chip, left + side * (PAD + NUMBER / 2), middle_y, tokens),
        words(
            chip.name,
            left + side * (PAD + NUMBER + 6),
            base,
            TEXT_PX,
            tokens["ink"],
            anchor="end" if mirrored else "start",
            bold=True,
        ),
    ]
    if chip.articles:
        anchor_side = "start" if mirrored else "end"
        parts.append(words(chip.articles, right - side * 9, base, TEXT_PX, tokens["accent"], anchor=anchor_side))
    title = [tag("title", {}, escaped(chip.told))] if chip.told else []
    return line, tag("g", {"data-zone": chip.zone}, *title, *parts)


def badge(chip: Chip, x: float, y: float, tokens: Mapping[str, str]) -> str:
    """A zone's number in a disc of its colour; hollow once the zone is dissolved."""
    disc = {
        "cx": fixed(x),
        "cy": fixed(y),
        "r": fixed(NUMBER / 2 - (0.8 if chip.dissolved else 0)),
        "fill": tokens["panel"] if chip.dissolved else chip.colour,
        "stroke": chip.colour if chip.dissolved else None,
        "stroke-width": "1.5" if chip.dissolved else None,
    }
    ink = chip.colour if chip.dissolved else tokens["panel"]
    return tag("circle", disc) + words(chip.number, x, y + 4, 11, ink, anchor="middle", bold=True)
