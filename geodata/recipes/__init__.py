"""Outlines built from recipes: settlements, units, landmark rings, strips, corridors, cuts.

No coordinates of the zones were ever published, so an outline here is an argument
written down as a list: these settlements were inside.  A recipe is a file under
``data/recipes``; building it again must give the outline that ships, which ``check``
verifies.
"""

from geodata.canonical import GRID_DEGREES
from geodata.recipes.building import (
    Builder,
    Rebuilt,
    built_outlines,
    files_of,
    outlines_of,
    readings,
    rebuild,
    rebuilt,
    to_wgs84,
)
from geodata.recipes.ground import corners_by_ring, landmark_ring

__all__ = [
    "GRID_DEGREES",
    "Builder",
    "Rebuilt",
    "built_outlines",
    "corners_by_ring",
    "files_of",
    "landmark_ring",
    "outlines_of",
    "readings",
    "rebuild",
    "rebuilt",
    "to_wgs84",
]
