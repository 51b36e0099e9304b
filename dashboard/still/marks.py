"""Marks drawn rather than set: a lettered square for a post, a triangle for an event.

The browser draws the same ones (``images`` in ``assets/map.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.svg import fixed, tag, words

# As many pixels across, at an icon size of 1, as in the browser.
POST_PX, EVENT_PX = 17, 15
LETTERS = {"rus": "R", "irn": "I", "tur": "T"}


def icon(name: str, x: float, y: float, size: float, tokens: Mapping[str, str]) -> tuple[str, float]:
    """The mark a style layer names (``post-tur``, ``event``), centred on a pixel, and its width in pixels."""
    kind, _, detail = name.partition("-")
    return ICONS[kind](detail, x, y, size, tokens)


def _post(country: str, x: float, y: float, size: float, tokens: Mapping[str, str]) -> tuple[str, float]:
    across = POST_PX * size
    side = across - 3 * size
    square = tag(
        "rect",
        {
            "x": fixed(x - side / 2),
            "y": fixed(y - side / 2),
            "width": fixed(side),
            "height": fixed(side),
            "fill": tokens["panel"],
            "stroke": tokens["ink"],
            "stroke-width": fixed(2 * size),
        },
    )
    letter = LETTERS.get(country, "")
    return square + words(letter, x, y + 3.5 * size, 10 * size, tokens["ink"], anchor="middle", bold=True), across


def _event(detail: str, x: float, y: float, size: float, tokens: Mapping[str, str]) -> tuple[str, float]:
    across = EVENT_PX * size
    half, down = across / 2 - 1.5 * size, across - 4 * size
    top = y - across / 2 + 1.5 * size
    corners = f"M{fixed(x)} {fixed(top)}L{fixed(x + half)} {fixed(top + down)}L{fixed(x - half)} {fixed(top + down)}z"
    triangle = {
        "d": corners,
        "fill": tokens["event"],
        "stroke": tokens["panel"],
        "stroke-width": fixed(1.5 * size),
        "paint-order": "stroke",
    }
    return tag("path", triangle), across


ICONS: Mapping[str, Callable[[str, float, float, float, Mapping[str, str]], tuple[str, float]]] = {
    "post": _post,
    "event": _event,
}
