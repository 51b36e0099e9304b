"""A view as an ``img`` of its still, in the reader's theme and at the width of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from dashboard.state import ViewState, to_query
from dashboard.templating import ENVIRONMENT

WIDE, NARROW, CARD = (1000, 820), (440, 420), (1200, 630)
PHONE = "(max-width: 760px)"
DARK = "(prefers-color-scheme: dark)"
PICTURE = ENVIRONMENT.from_string(
    "<picture>{% for media, address, size in sources %}"
    '<source media="{{ media }}" srcset="{{ address }}" width="{{ size[0] }}" height="{{ size[1] }}">{% endfor %}'
    '<img src="{{ address }}" alt="{{ alt }}" width="{{ width }}" height="{{ height }}"'
    ' loading="{{ loading }}" decoding="async"></picture>'
)


def still_address(state: ViewState, size: tuple[int, int], suffix: str = "svg") -> str:
    """The address of a still, from the root of the site."""
    query = to_query(state)
    return f"/render.{suffix}?{query}{'&' if query else ''}width={size[0]}&height={size[1]}"


def picture(state: ViewState, alt: str, *, is_first: bool = False, sizes: Mapping[str, tuple] | None = None) -> Markup:
    """A ``picture``: wide or narrow, light or dark; where the view has a theme, in that alone."""
    wide, narrow = (sizes or {}).get("wide", WIDE), (sizes or {}).get("narrow", NARROW)
    # A still is light unless asked to be dark: no second address, and file, for the same picture.
    plain = state if state.theme == "dark" else replace(state, theme="")
    # Each with its size, so that the room of a picture is known before the picture is.
    sources = [(PHONE, still_address(plain, narrow), narrow)]
    if not state.theme:
        dark = replace(state, theme="dark")
        sources = [
            (f"{PHONE} and {DARK}", still_address(dark, narrow), narrow),
            *sources,
            (DARK, still_address(dark, wide), wide),
        ]
    return Markup(
        PICTURE.render(
            sources=sources,
            address=still_address(plain, wide),
            alt=alt,
            width=wide[0],
            height=wide[1],
            loading="eager" if is_first else "lazy",
        )
    )
