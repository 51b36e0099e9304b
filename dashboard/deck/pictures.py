"""A deck as a zip of PNGs, a picture a slide, with the words beside them."""

from __future__ import annotations

import io
import zipfile

from dashboard.deck.slides import Deck

# The earliest a zip can say; every file has it, so that the same deck gives the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def zipped(deck: Deck) -> bytes:
    """``01.png``, ``02.png`` … and ``captions.txt`` with title, text, sources and attribution of each."""
    files = {f"{number:02}.png": slide.png for number, slide in enumerate(deck.slides, 1)}
    return archive({**files, "captions.txt": captions(deck).encode("utf-8")})


def archive(files: dict[str, bytes]) -> bytes:
    """A zip that depends on its files alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(zipfile.ZipInfo(name, NO_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def captions(deck: Deck) -> str:
    parts = [deck.title]
    for number, slide in enumerate(deck.slides, 1):
        sources = "\n".join(f"– {one.written()}" for one in slide.sources)
        parts.append(f"{number:02}.png\n{slide.title}\n{slide.body}\n{sources}".strip())
    return "\n\n".join([*parts, deck.text("attribution")]) + "\n"
