"""A still as PNG, drawn by resvg: no browser, no fonts of the machine."""

from __future__ import annotations

import threading

import resvg_py

from dashboard.still import fonts
from dashboard.still.picture import Still

# Two large pictures at once would cost more memory than time is won.
ONE_AT_A_TIME = threading.Lock()


def png(still: Still, scale: float = 1) -> bytes:
    """The still as PNG, ``scale`` times its width and height."""
    with ONE_AT_A_TIME:
        drawn = resvg_py.svg_to_bytes(
            svg_string=still.svg_with_page_fonts,
            width=round(still.width * scale),
            height=round(still.height * scale),
            skip_system_fonts=True,
            font_files=[str(fonts.file(weight)) for weight in fonts.WEIGHTS],
            font_family=fonts.FAMILY,
            sans_serif_family=fonts.FAMILY,
        )
    return bytes(drawn)
