"""What goes where on a still of a given size: the sheet, its parts and the side it begins from.

A sheet is laid out in its own pixels, at most about a million of them; a larger
picture is the same sheet magnified, so that A3 reads like a page and not like a
wall of small type.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# A sheet of this many pixels carries the type sizes below well; about 1230 × 870.
LARGEST_SHEET_PX = 1_070_000
PAD = 16
# Below these a sheet is only a map with its zones and its day.
THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 420, 250
# From these on there is room for a column beside the map, or for a legend below it.
COLUMN_WIDTH, COLUMN_HEIGHT = 760, 400
BELOW_WIDTH, BELOW_HEIGHT = 420, 640


@dataclass(frozen=True)
class Sheet:
    """Width and height in the sheet's pixels; ``magnified`` of the picture's make one of them.

    ``kind`` is "column" (legend beside the map), "below" (legend beneath it), "card" (no legend) or "thumbnail".
    """

    width: float
    height: float
    magnified: float
    kind: str
    mirrored: bool

    @property
    def column(self) -> float:
        """Width of the column beside the map; 0 where there is none."""
        return min(320.0, max(262.0, round(0.235 * self.width))) if self.kind == "column" else 0.0


def sheet_of(width: int, height: int, mirrored: bool) -> Sheet:
    """The sheet for a picture of so many pixels."""
    magnified = max(1.0, math.sqrt(width * height / LARGEST_SHEET_PX))
    across, down = width / magnified, height / magnified
    return Sheet(across, down, magnified, _kind(across, down), mirrored)


def _kind(width: float, height: float) -> str:
    if width < THUMBNAIL_WIDTH or height < THUMBNAIL_HEIGHT:
        return "thumbnail"
    if width >= COLUMN_WIDTH and height >= COLUMN_HEIGHT and width >= 0.95 * height:
        return "column"
    return "below" if width >= BELOW_WIDTH and height >= BELOW_HEIGHT else "card"
