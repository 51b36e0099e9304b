"""Makes ``assets/fonts/atlas-sans-*.ttf`` from the parts the page uses: ``python -m dashboard.still.merge_fonts``.

The licence (OFL.txt) reserves the name Plex for the original, so the merged file
bears another; copyright and licence stay in its name table.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

from dashboard.still import fonts
from dashboard.still.fonts import FAMILY, FOLDER, WEIGHTS, file

# The first gives the metrics; a letter in several is taken from the first that has it.
PARTS = ("ibm-plex-sans-latin", "ibm-plex-sans-latin-ext", "ibm-plex-sans-cyrillic", "ibm-plex-sans-arabic-arabic")
# Hints of several fonts cannot live in one file, and stills are not drawn small enough to need them.
LEFT_OUT = ["fpgm", "prep", "cvt ", "gasp", "STAT", "DSIG", "meta"]
STYLES = {400: "Regular", 600: "SemiBold"}
# The letters most pages need, for pages that have to be light; whatever else a page sets comes from the parts.
LIGHT = {"latin": fonts.LATIN | set("«»…—−‹›"), "arabic": fonts.ARABIC_LETTERS}
# What joins, kerns and places letters; small capitals, old figures and the like are never asked for.
FEATURES = ["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "calt", "liga", "kern", "mark", "mkmk", "curs"]


def merged(weight: int) -> TTFont:
    """One font of all parts."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        day = TTFont(FOLDER / f"{PARTS[0]}-{weight}-normal.woff2")["head"].modified
        for name in PARTS:
            part = TTFont(FOLDER / f"{name}-{weight}-normal.woff2")
            part.flavor = None
            path = Path(folder) / f"{name}.ttf"
            part.save(path)
            parts.append(str(path))
        font = Merger(Options(drop_tables=LEFT_OUT)).merge(parts)
    cutter = subset.Subsetter(subset.Options(layout_features=FEATURES, name_IDs=["*"], notdef_outline=True))
    cutter.populate(unicodes=font.getBestCmap())
    cutter.subset(font)
    style = STYLES[weight]
    names = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"AtlasSans-{style}"}
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 13, 14)]
    for identity, text in names.items():
        font["name"].setName(text, identity, 3, 1, 0x409)
    # The same parts give the same bytes, whenever they are merged.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = day
    return font


def light(weight: int, letters: Iterable[str]) -> bytes:
    """A weight of the merged font with these letters alone, as WOFF2."""
    return base64.b64decode(fonts.cut(weight, frozenset(letters)))


def main() -> int:
    for weight in WEIGHTS:
        merged(weight).save(file(weight))
        print(file(weight))
        for script, letters in LIGHT.items():
            part = FOLDER / f"atlas-sans-{script}-{weight}.woff2"
            part.write_bytes(light(weight, letters))
            print(part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
