"""Stills: a view as one picture, SVG, PNG or PDF, without a browser.

Pure functions of a store, a view state and a size.  The map is drawn in Web
Mercator from the same registry of layers as the interactive one.
"""

from __future__ import annotations

from dashboard.state import ViewState
from dashboard.still.picture import Still, compose
from dashboard.still.png import png
from dashboard.still.size import SIZES, Size, WrongSize, checked_size
from geodata.store import Store

__all__ = ["SIZES", "Size", "Still", "WrongSize", "checked_size", "compose", "still_pdf", "still_png", "still_svg"]


def still_svg(store: Store, state: ViewState, width: int = 1200, height: int = 630, *, with_fonts: bool = True) -> str:
    """The view as SVG, the same bytes every time.

    Parameters
    ----------
    width, height : pixels; the layout goes by them, from a thumbnail to a sheet of A3
    with_fonts : whether the letters come along; a page that has the typeface saves 30–50 kB

    Raises
    ------
    WrongSize
        no picture has this size.
    """
    size = checked_size(width, height)
    still = compose(store, state, size.width, size.height)
    return still.svg if with_fonts else still.svg_with_page_fonts


def still_png(store: Store, state: ViewState, width: int = 1200, height: int = 630, scale: float = 1) -> bytes:
    """The view as PNG: laid out for ``width`` × ``height`` and drawn ``scale`` times as large.

    Raises
    ------
    WrongSize
        no picture has this size.
    """
    size = checked_size(width, height, scale)
    return png(compose(store, state, size.width, size.height), size.scale)


def still_pdf(store: Store, state: ViewState, width: int = 1200, height: int = 630) -> bytes:
    """The view as a page of PDF, ``width`` × ``height`` at 96 pixels an inch; lines stay lines, words stay words.

    Raises
    ------
    WrongSize
        no picture has this size.
    """
    from dashboard.still.pdf import pdf  # a library of 10 MiB, loaded by the first who asks

    size = checked_size(width, height)
    return pdf(compose(store, state, size.width, size.height))
