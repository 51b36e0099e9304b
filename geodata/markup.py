"""Text inside XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# What XML 1.0 allows no document to hold, not even escaped (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """Text for an element or a quoted attribute, without the control characters that XML forbids."""
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})
