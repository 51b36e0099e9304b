"""A deck as PDF, a page a slide, for print and for reading: text stays text, in any script, and can be searched."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from dashboard.deck.slides import HEIGHT, WIDTH, Deck, Slide
from dashboard.still import fonts
from dashboard.stories.cited import Cited
from dashboard.tokens import TOKENS

# A4 lying, in millimetres.
WIDE, HIGH, MARGIN, GAP = 297.0, 210.0, 12.0, 7.0
TOP, PICTURE_WIDE = 27.0, 196.0
PICTURE_HIGH = PICTURE_WIDE * HEIGHT / WIDTH
MM_PER_PT = 25.4 / 72
# Not the clock's: the same deck gives the same bytes.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
INKS = TOKENS["light"]


def pdf(deck: Deck) -> bytes:
    """One page a view: title, text, picture at some 230 dots an inch, sources with their addresses."""
    written = FPDF(orientation="landscape", format="A4")
    written.set_creation_date(NO_TIME)
    written.set_title(deck.title)
    written.set_author(deck.text("title"))
    written.set_subject(deck.text("attribution"))
    written.set_lang(deck.text.lang)
    written.set_auto_page_break(False)
    written.set_margin(0)
    written.c_margin = 0
    for weight, style in ((400, ""), (600, "B")):
        written.add_font(fonts.FAMILY, style, fonts.file(weight))
    written.set_text_shaping(True, direction="rtl" if deck.is_rtl else "ltr")
    for number, slide in enumerate(deck.slides, 1):
        written.add_page()
        written.start_section(slide.title)
        _page(written, deck, number, slide)
    return bytes(written.output())


def _page(page: FPDF, deck: Deck, number: int, slide: Slide) -> None:
    column = WIDE - 2 * MARGIN - PICTURE_WIDE - GAP
    picture_left = WIDE - MARGIN - PICTURE_WIDE if deck.is_rtl else MARGIN
    words_left = MARGIN if deck.is_rtl else MARGIN + PICTURE_WIDE + GAP
    _paragraph(page, deck, slide.title, MARGIN, 11, WIDE - 2 * MARGIN, 20, bold=True)
    picture = io.BytesIO(slide.png)
    page.image(picture, picture_left, TOP, PICTURE_WIDE, PICTURE_HIGH, alt_text=slide.alt)
    page.set_draw_color(INKS["line"])
    page.rect(picture_left, TOP, PICTURE_WIDE, PICTURE_HIGH)
    y = TOP
    for line in slide.body.split("\n"):
        y = _paragraph(page, deck, line, words_left, y, column, 11.5) + 2
    # Sources stand beneath the picture, where the longest has room on a line.
    sources = [Cited(deck.text("story.sources"), ""), *slide.sources]
    y = TOP + PICTURE_HIGH + 4
    for one in sources:
        ink = "accent" if one.url else "muted"
        y = _paragraph(page, deck, one.label, MARGIN, y, WIDE - 2 * MARGIN, 7.5, ink=ink, link=one.url)
    foot = f"{deck.title} · {deck.count(number)} · {deck.text('attribution')}"
    _paragraph(page, deck, foot, MARGIN, HIGH - 9, WIDE - 2 * MARGIN, 7, ink="muted")


def _paragraph(
    page: FPDF,
    deck: Deck,
    words: str,
    left: float,
    top: float,
    width: float,
    size: float,
    *,
    bold: bool = False,
    ink: str = "ink",
    link: str = "",
) -> float:
    """A paragraph from its upper edge; where the next may begin."""
    page.set_font(fonts.FAMILY, "B" if bold else "", size)
    page.set_text_color(INKS[ink])
    page.set_xy(left, top)
    page.multi_cell(
        width,
        size * MM_PER_PT * 1.42,
        words,
        align="R" if deck.is_rtl else "L",
        link=link,
        new_x=XPos.LEFT,
        new_y=YPos.NEXT,
    )
    return page.get_y()
