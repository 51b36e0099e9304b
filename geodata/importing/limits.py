"""How much a file may ask for.  ``--large`` lifts the first three and gives more time; nothing lifts the others."""

from __future__ import annotations

MIB = 1024 * 1024

BYTES = 10 * MIB
VERTICES = 500_000
RINGS = 5_000  # parts and holes; the atlas's own outlines have a handful

LARGE_BYTES = 1024 * MIB  # of all that is unpacked from an archive, also with --large
MEMBERS = 100  # a zipped Shapefile has some eight
RATIO = 150  # deflate reaches 1,032 on zeros; coordinates and attribute tables stay below 100
RATIO_FROM_BYTES = MIB  # a small table of blanks may well shrink more

SECONDS = 20  # for reading and mending
SECONDS_IN_ALL = 28  # until the answer to a dry run
LARGE_SECONDS = 180
MEMORY_BYTES = 3 * 1024 * MIB
LARGE_MEMORY_BYTES = 8 * 1024 * MIB
