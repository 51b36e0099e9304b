"""How much a document may ask for; what is above is a reject, or is read in part and says so."""

from __future__ import annotations

MIB = 1024 * 1024

# One document, line, row or object.  Articles are a hundredth of that; a line of 10 MB is still read.
LARGEST = 16 * MIB
LONGEST_CELL = LARGEST
# Characters of a text that are read: some forty thousand words.  Names and dates of a report stand before.
LONGEST_TEXT = 300_000
LONGEST_VALUE = 4_000  # of a headline, an address, a publisher
DEEPEST = 60  # levels of objects within objects; no export of articles has ten
MEMBERS = 200_000  # files in one archive
# Deflate reaches 1,032 on zeros and bzip2 far more; collections of articles stay below 60.
RATIO, RATIO_FROM_BYTES = 200, 8 * MIB
SECONDS = 30  # for one document
# What main-text extraction is tried on; it is not linear, and above only the visible text is taken.
LARGEST_PAGE_TO_WEIGH, MOST_ELEMENTS_TO_WEIGH = 2 * MIB, 20_000
