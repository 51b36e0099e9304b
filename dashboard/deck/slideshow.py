"""A deck as PPTX: title and text in the layout's own places, so that outline, search and screen readers find them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from dashboard.deck.pictures import archive
from dashboard.deck.slides import HEIGHT, WIDTH, Deck, Slide
from dashboard.svg import RIGHT_TO_LEFT

WIDE, HIGH = Inches(13.333), Inches(7.5)
MARGIN, GAP = Inches(0.45), Inches(0.35)
TITLE_TOP, TITLE_HIGH, TOP = Inches(0.3), Inches(0.75), Inches(1.15)
PICTURE_HIGH = Inches(5.85)
PICTURE_WIDE = Emu(int(PICTURE_HIGH * WIDTH / HEIGHT))
SOURCES_HIGH = Inches(1.5)
LONG = 560  # characters from which on a text is set smaller
# "Picture with Caption" of the default template, and its places by number.
LAYOUT, TITLE, PICTURE, WORDS = 8, 0, 1, 2
# On every machine with a slide program, and with Arabic letters.
TYPEFACE = "Arial"
LOCALES = {"en": "en-GB", "ar": "ar-SY", "fa": "fa-IR", "tr": "tr-TR", "ru": "ru-RU"}
# Not the clock's: the same deck gives the same bytes.
NO_TIME = datetime(1980, 1, 1)


def pptx(deck: Deck) -> bytes:
    """One slide a view: title, text, picture, sources with their addresses, and the notes."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDE, HIGH
    about = show.core_properties
    about.title, about.language, about.author = deck.title, deck.text.lang, deck.text("title")
    about.created = about.modified = NO_TIME
    about.last_modified_by, about.comments = "", deck.text("attribution")
    for number, slide in enumerate(deck.slides, 1):
        _slide(show, deck, number, slide)
    out = io.BytesIO()
    show.save(out)
    with zipfile.ZipFile(out) as saved:
        return archive({name: saved.read(name) for name in saved.namelist()})


def _slide(show: Any, deck: Deck, number: int, slide: Slide) -> None:
    shown = show.slides.add_slide(show.slide_layouts[LAYOUT])
    places = {place.placeholder_format.idx: place for place in shown.placeholders}
    column = WIDE - 2 * MARGIN - PICTURE_WIDE - GAP
    picture_left = WIDE - MARGIN - PICTURE_WIDE if deck.is_rtl else MARGIN
    words_left = MARGIN if deck.is_rtl else MARGIN + PICTURE_WIDE + GAP
    _place(places[TITLE], MARGIN, TITLE_TOP, WIDE - 2 * MARGIN, TITLE_HIGH)
    _place(places[WORDS], words_left, TOP, column, PICTURE_HIGH - SOURCES_HIGH)
    picture = places[PICTURE].insert_picture(io.BytesIO(slide.png))
    # It was cut to the shape of the template's place, and is to be whole.
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    _place(picture, picture_left, TOP, PICTURE_WIDE, PICTURE_HIGH)
    picture._element.nvPicPr.cNvPr.set("descr", slide.alt)
    _write(places[TITLE], [(slide.title, "")], 28, deck, bold=True)
    _write(places[WORDS], [(line, "") for line in slide.body.split("\n")], 15 if len(slide.body) < LONG else 11, deck)
    sources = shown.shapes.add_textbox(words_left, TOP + PICTURE_HIGH - SOURCES_HIGH, column, SOURCES_HIGH)
    lines = [(f"{deck.text('story.sources')}:", ""), *((one.label, one.url) for one in slide.sources)]
    _write(sources, lines, 8, deck, anchor=MSO_ANCHOR.BOTTOM)
    foot = shown.shapes.add_textbox(MARGIN, HIGH - Inches(0.42), WIDE - 2 * MARGIN, Inches(0.32))
    _write(foot, [(f"{deck.title} · {deck.count(number)}", "")], 9, deck)
    notes = [slide.notes, *(one.written() for one in slide.sources), f"?{slide.query}"]
    shown.notes_slide.notes_text_frame.text = "\n".join(note for note in notes if note)
    for paragraph in shown.notes_slide.notes_text_frame.paragraphs:
        _directed(paragraph, deck)


def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = Emu(left), Emu(top), Emu(width), Emu(height)


def _write(shape: Any, lines: list, size: int, deck: Deck, bold: bool = False, anchor: Any = MSO_ANCHOR.TOP) -> None:
    """Lines, each with an address or without, in the deck's language and direction."""
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.clear()
    for number, (words, url) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = words
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, TYPEFACE
        if url:
            run.hyperlink.address = url
        _directed(paragraph, deck)


def _directed(paragraph: Any, deck: Deck) -> None:
    """Language, direction and, for letters of complex scripts, the typeface: python-pptx has no names for these."""
    properties = paragraph._p.get_or_add_pPr()
    # A title in Latin letters reads from left to right in an Arabic list too.
    is_rtl = deck.is_rtl and bool(RIGHT_TO_LEFT.search(paragraph.text))
    properties.set("rtl", "1" if is_rtl else "0")
    paragraph.alignment = PP_ALIGN.RIGHT if deck.is_rtl else PP_ALIGN.LEFT
    for run in paragraph.runs:
        described = run._r.get_or_add_rPr()
        described.set("lang", LOCALES["en" if deck.is_rtl and not is_rtl else deck.text.lang])
        if described.find(qn("a:cs")) is None:
            face = described.makeelement(qn("a:cs"), {"typeface": TYPEFACE})
            link = described.find(qn("a:hlinkClick"))
            described.append(face) if link is None else link.addprevious(face)
