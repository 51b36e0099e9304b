"""The one typeface of stills: measured, cut to the letters used, carried along.

``assets/fonts/atlas-sans-*.ttf`` is IBM Plex Sans with its Latin, Cyrillic and
Arabic parts in one file a weight (``python -m dashboard.still.merge_fonts`` made
them), so that measuring, the SVG and the PNG all use the same letters.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from xml.etree import ElementTree

import uharfbuzz as hb
from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
WEIGHTS = (400, 600)
FAMILY = "Atlas Sans"
# Of the font's name table: copyright, family, style, full name, licence and where it stands.
KEPT_NAMES = [0, 1, 2, 4, 6, 13, 14]
LICENCE = (
    "Text set in IBM Plex Sans, Copyright 2017 IBM Corp. with Reserved Font Name Plex, "
    "SIL Open Font License 1.1; here in part, as Atlas Sans"
)
ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
# A stretch of one script with the spaces and marks beside it, which have the same width in either.
RUN = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+|[^\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+")
# A font part holds whole alphabets: cutting takes half a second, and so is done once rather than for every new word.
LATIN = frozenset([*map(chr, range(0x20, 0x7F)), *"\u00a0±²·üéçöİı–’"])
ARABIC_LETTERS = frozenset([*map(chr, range(0x621, 0x64B)), *"٠١٢٣٤٥٦٧٨٩٪٫٬،؛؟"])
NO_WIDTH = re.compile("[\u200c-\u200f\u2066-\u2069]")


def file(weight: int) -> Path:
    """The font file of a weight, 400 or 600."""
    return FOLDER / f"atlas-sans-{weight}.ttf"


@cache
def _face(weight: int) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(file(weight)))))


@lru_cache(maxsize=16384)
def _advance(text: str, weight: int) -> float:
    """Width of a text in thousandths of its size, letters joined and kerned as they will be drawn."""
    advance = 0
    for run in RUN.findall(NO_WIDTH.sub("", text)):
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        hb.shape(_face(weight), buffer)
        advance += sum(position.x_advance for position in buffer.glyph_positions)
    return advance


def width(text: str, size: float, bold: bool = False, spacing: float = 0) -> float:
    """Width of a line in pixels."""
    return _advance(text, 600 if bold else 400) * size / 1000 + spacing * len(text)


def heights(text: str, size: float) -> tuple[float, float]:
    """How far a line reaches above and below its baseline; Arabic letters reach farther down."""
    return (0.86 * size, 0.4 * size) if ARABIC.search(text) else (0.74 * size, 0.24 * size)


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """A text in lines no wider than ``room``; a single word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def letters(svg: str) -> dict[int, frozenset[str]]:
    """The letters an SVG sets, by weight, with the rest of their alphabets."""
    found: dict[int, set[str]] = {weight: set() for weight in WEIGHTS}
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        found[int(element.get("font-weight", "400"))].update("".join(element.itertext()))
    return {weight: _with_alphabets(text) for weight, text in found.items() if text}


def _with_alphabets(text: set[str]) -> frozenset[str]:
    return frozenset(text).union(*(alphabet for alphabet in (LATIN, ARABIC_LETTERS) if text & alphabet))


def font_faces(used: dict[int, frozenset[str]]) -> str:
    """``@font-face`` rules that carry these letters by weight, and nothing else of the font."""
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{cut(weight, text)}) format('woff2')}}"
        for weight, text in sorted(used.items())
    )


@lru_cache(maxsize=64)
def cut(weight: int, text: Iterable[str]) -> str:
    """A weight of the font with these letters alone, as WOFF2 in base64."""
    # What is left of hints in the letters does nothing without the tables that were dropped in merging.
    options = subset.Options(
        flavor="woff2", layout_features=["*"], name_IDs=KEPT_NAMES, notdef_outline=True, hinting=False
    )
    font = TTFont(file(weight), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(text)))
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return base64.b64encode(written.getvalue()).decode("ascii")
