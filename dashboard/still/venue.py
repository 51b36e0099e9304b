"""The inset of who met where, as a part of a still: the page's own drawing, its names placed by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import inset
from dashboard.still import fonts
from dashboard.still.labels import LINE_HEIGHT, Box, Face, Ground, Label, Spot, beside, place
from dashboard.svg import fixed, tag, words
from dashboard.text import Text
from geodata.catalog import Catalog
from geodata.records import Meeting

NAME_PX = 10


def venue_inset(
    catalog: Catalog, meeting: Meeting, text: Text, tokens: Mapping[str, str], box: Box, focus: Sequence[str]
) -> tuple[str, list[Box]]:
    """The inset in its box, and where its names stand."""

    def painted(kinds: Sequence[str]) -> str:
        looks = {name: value for kind in kinds for name, value in inset.PAINT[kind].items()}
        return " ".join(
            f'{name}="{tokens[value[1:]] if value.startswith("$") else value}"' for name, value in looks.items()
        )

    drawing = inset.inset_drawing(catalog, meeting, text, painted, box.width, box.height, focus)
    face = Face(NAME_PX, tokens["ink"], tokens["halo"], bold=True)
    dots = tuple(Box.around(x, y, 8, 8) for _, (x, y) in drawing.names)
    labels = [
        Label((name,), face, beside(x, y, (name,), face, 5, text.dir == "rtl"), "inset")
        for name, (x, y) in drawing.names
    ]
    ground = Ground(Box(3, 3, box.width - 3, box.height - 3), marks=dots)
    placed = place(labels, ground)
    frame = {
        "x": fixed(box.left),
        "y": fixed(box.top),
        "width": fixed(box.width),
        "height": fixed(box.height),
    }
    names = [drawn_label(label, spot) for label, spot in placed]
    rim = tag("rect", {**frame, "fill": "none", "stroke": tokens["line"]})
    picture = tag("svg", {**frame, "data-part": "inset"}, *drawing.parts, *names)
    return picture + rim, [spot.box.moved(box.left, box.top) for _, spot in placed]


def drawn_label(label: Label, spot: Spot) -> str:
    """A placed name, a text element a line."""
    face, box = label.face, spot.box
    x = {"start": box.left, "middle": box.centre[0], "end": box.right}[spot.anchor]
    above, _ = fonts.heights("".join(label.lines), face.size)
    return "".join(
        words(
            line,
            x,
            box.top + above + n * LINE_HEIGHT * face.size,
            face.size,
            face.fill,
            anchor=spot.anchor,
            bold=face.bold,
            halo=face.halo,
            spacing=face.spacing,
        )
        for n, line in enumerate(label.lines)
    )
