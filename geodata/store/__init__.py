"""What the dashboard reads, written once: layers for the map, and articles that are found and counted on disk.

A store is a directory.  ``manifest.json`` names every file with a hash of its content in the name, so that a
browser may keep it for ever, and is replaced last: whoever reads it sees the store before or the store after.

==============  ==================================================================================================
file            holds
==============  ==================================================================================================
a layer         GeoJSON of the map (``geodata.served``), with its Brotli and gzip forms beside it
``articles``    Parquet, one row an article in order of day: what articles are found by
``records``     Arrow, the whole record of each article and its join rows, in small batches for reading a few
``joins``       Parquet, join rows in the order of the articles (``geodata.join.COLUMNS``, and ``n``)
``words``       Parquet, the full-text index: each word with the articles it stands in, in order of the words
``cube``        Parquet, articles counted by place, day, language, outlet and target
==============  ==================================================================================================

``versions/`` holds earlier versions of the data, and the store of each (``geodata.store.versions``).
``n`` is the number of an article's row, from 0 on; articles without a day come first.
"""

from geodata.store.building import STORE, as_of, build, kept_current
from geodata.store.directory import FORMAT, mark
from geodata.store.opened import Store, reopened
from geodata.store.selecting import Selection
from geodata.store.versions import kept_since

__all__ = [
    "FORMAT",
    "STORE",
    "Selection",
    "Store",
    "as_of",
    "build",
    "kept_current",
    "kept_since",
    "mark",
    "reopened",
]
