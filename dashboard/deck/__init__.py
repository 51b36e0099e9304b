"""Decks: a story, or one view, as slides, printed pages or pictures to take along.

One table, from suffix to writer.  The same deck gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.deck.pictures import zipped
from dashboard.deck.slides import Deck, Slide, deck_of_story, deck_of_view

__all__ = ["WRITERS", "Deck", "Slide", "deck_of_story", "deck_of_view", "pdf", "pptx"]


def pdf(deck: Deck) -> bytes:
    """Printed pages.  The library is loaded by the first who asks: most servers are never asked."""
    from dashboard.deck import pages

    return pages.pdf(deck)


def pptx(deck: Deck) -> bytes:
    """Slides; loaded likewise."""
    from dashboard.deck import slideshow

    return slideshow.pptx(deck)


# By suffix: the media type, and how a deck is written in it.
WRITERS: Mapping[str, tuple[str, Callable[[Deck], bytes]]] = {
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", pptx),
    "pdf": ("application/pdf", pdf),
    "zip": ("application/zip", zipped),
}
