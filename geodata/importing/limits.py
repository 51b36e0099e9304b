"""How much a file may ask for.  ``--large`` lifts the first two; nothing lifts the others."""

from __future__ import annotations

MIB = 1024 * 1024

BYTES = 10 * MIB
VERTICES = 500_000

LARGE_BYTES = 1024 * MIB  # of all that is unpacked from an archive, also with --large
MEMBERS = 100  # a zipped Shapefile has some eight
RATIO = 150  # deflate reaches 1,032 on zeros; coordinates and attribute tables stay below 100
RATIO_FROM_BYTES = MIB  # a small table of blanks may well shrink more

SECONDS = 20  # for reading and mending, of the 30 within which every import must answer
LARGE_SECONDS = 180
MEMORY_BYTES = 3 * 1024 * MIB
LARGE_MEMORY_BYTES = 8 * 1024 * MIB
