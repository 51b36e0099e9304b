"""A still as PDF: its lines as lines, its words as words in the typeface it carries, letters joined, right to left."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree

from fpdf import FPDF
from fpdf.drawing import DeviceGray, DeviceRGB
from fpdf.drawing_primitives import color_from_hex_string
from fpdf.enums import TextMode
from fpdf.svg import SVGObject

from dashboard.still import fonts
from dashboard.still.picture import Still
from dashboard.still.size import CSS_DPI

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", SVG[1:-1])
POINTS = 72 / CSS_DPI
WORDLESS = {f"{SVG}{name}" for name in ("title", "desc", "metadata", "style")}
# Left out of lines: marks for the order of words, which fpdf2 works out itself, and vowel signs, which it sets
# beside their letters; Arabic is as a rule written without them.
LEFT_OUT = dict.fromkeys([0x200F, *range(0x2066, 0x206A), *range(0x64B, 0x653)])
# How far beneath its middle fpdf2 sets the baseline of a cell, in sizes of the type.
CELL_BASELINE = 0.3
ONE_AT_A_TIME = threading.Lock()
# The same still is the same file, whenever it is written.
WRITTEN = datetime(2017, 5, 4, tzinfo=UTC)


def pdf(still: Still) -> bytes:
    """One page, as large as the still at 96 pixels an inch."""
    root = ElementTree.fromstring(still.svg_with_page_fonts)
    size = still.width * POINTS, still.height * POINTS
    page = FPDF(unit="pt", format=size)
    page.set_creation_date(WRITTEN)
    page.set_title("".join(root.findtext(f"{SVG}title") or ""))
    page.set_lang(still.state.lang)
    page.set_margin(0)
    page.c_margin = 0
    page.set_auto_page_break(False)
    for weight, style in zip(fonts.WEIGHTS, ("", "B"), strict=True):
        page.add_font(fonts.FAMILY, style, fonts.file(weight))
    page.set_text_shaping(True)
    page.add_page()
    scale = size[0] / still.sheet.width
    lines = list(_lines(root, 0, 0))
    _without_words(root)
    with ONE_AT_A_TIME:
        _draw(page, root, scale)
        for line, across, down in lines:
            _write(page, line, across, down, scale)
        return bytes(page.output())


def _lines(
    element: ElementTree.Element, across: float, down: float
) -> Iterator[tuple[ElementTree.Element, float, float]]:
    """Every line of words with where its corner of the sheet is."""
    for child in element:
        if child.tag == f"{SVG}text":
            yield child, across, down
        elif child.tag == f"{SVG}svg":
            yield from _lines(child, across + float(child.get("x", 0)), down + float(child.get("y", 0)))
        else:
            yield from _lines(child, across, down)


def _without_words(root: ElementTree.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in WORDLESS or child.tag == f"{SVG}text" or child.get("d") == "":
                parent.remove(child)


def _draw(page: FPDF, root: ElementTree.Element, scale: float) -> None:
    """Everything but words, part by part: fpdf2 cuts a part to its frame, but not groups within one."""
    for child in root:
        if child.tag != f"{SVG}svg":
            _place(page, root, [child], scale, "")
            continue
        x, y, width, height = (float(child.get(name, 0)) for name in ("x", "y", "width", "height"))
        with page.rect_clip(x * scale, y * scale, width * scale, height * scale):
            _place(page, root, list(child), scale, f"translate({x},{y})")


def _place(page: FPDF, root: ElementTree.Element, parts: list[ElementTree.Element], scale: float, moved: str) -> None:
    sheet = {"width": str(page.w), "height": str(page.h), "viewBox": root.get("viewBox", "")}
    piece = ElementTree.Element(f"{SVG}svg", sheet)
    ElementTree.SubElement(piece, f"{SVG}g", {"transform": moved} if moved else {}).extend(parts)
    SVGObject(ElementTree.tostring(piece, encoding="utf-8")).draw_to_page(page, 0, 0)


def _write(page: FPDF, line: ElementTree.Element, across: float, down: float, scale: float) -> None:
    """A line where the still has it; its halo beneath it."""
    words = "".join(line.itertext()).translate(LEFT_OUT)
    is_bold = line.get("font-weight") == "600"
    size = float(line.get("font-size", 0))
    spacing = float(line.get("letter-spacing", 0))
    page.set_font(fonts.FAMILY, "B" if is_bold else "", size * scale)
    width = fonts.width(words, size, is_bold, spacing)
    start = {"middle": width / 2, "end": width}.get(line.get("text-anchor", "start"), 0)
    x, y = ((across + float(line.get("x", 0)) - start) * scale, (down + float(line.get("y", 0))) * scale)
    page.set_char_spacing(spacing * scale)
    page.set_text_color(_colour(line.get("fill", "#000000")))
    if line.get("stroke"):
        with page.local_context(
            text_mode=TextMode.STROKE,
            draw_color=_colour(line.get("stroke", "")),
            line_width=float(line.get("stroke-width", 1)) * scale,
        ):
            _set(page, words, x, y)
    _set(page, words, x, y)


def _set(page: FPDF, words: str, x: float, baseline: float) -> None:
    """Words from x on; a cell joins letters and orders them, which a plain text of fpdf2 does not."""
    page.set_xy(x, baseline - CELL_BASELINE * page.font_size)
    page.cell(w=None, h=0, text=words)


def _colour(hexadecimal: str) -> DeviceRGB | DeviceGray:
    return color_from_hex_string(hexadecimal)
