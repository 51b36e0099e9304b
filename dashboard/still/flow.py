"""Lines of type and small marks set one under the other, from the side where reading begins."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.still import fonts
from dashboard.still.labels import Box
from dashboard.svg import words


class Flow:
    """A block of the frame that grows downwards; ``parts`` is its SVG, ``boxes`` where its words stand.

    All distances across are from the side where reading begins: the left, or in
    mirrored pictures the right.
    """

    def __init__(self, left: float, top: float, width: float, tokens: Mapping[str, str], mirrored: bool):
        self.left, self.top, self.width = left, top, width
        self.tokens, self.mirrored = tokens, mirrored
        self.y = top
        self.parts: list[str] = []
        self.boxes: list[Box] = []

    def x(self, indent: float) -> float:
        """The pixel so far from where reading begins."""
        return self.left + self.width - indent if self.mirrored else self.left + indent

    def box(self, indent: float, top: float, width: float, height: float) -> Box:
        """A box whose near edge is ``indent`` from where reading begins."""
        left = self.x(indent) - (width if self.mirrored else 0)
        return Box.of(left, top, width, height)

    def gap(self, height: float) -> None:
        self.y += height

    def paragraph(
        self, text: str, size: float, ink: str = "ink", *, bold: bool = False, indent: float = 0, leading: float = 1.3
    ) -> None:
        """A text in as many lines as it needs; Arabic, which reaches higher and lower, is led a little wider."""
        wide = leading + 0.14 if fonts.ARABIC.search(text) else leading
        for line in fonts.wrapped(text, size, self.width - indent, bold):
            base = self.y + size * (wide + 0.7) / 2
            self.parts.append(
                words(
                    line,
                    self.x(indent),
                    base,
                    size,
                    self.tokens[ink],
                    anchor="end" if self.mirrored else "start",
                    bold=bold,
                )
            )
            above, below = fonts.heights(line, size)
            across = fonts.width(line, size, bold)
            self.boxes.append(self.box(indent, base - above, across, above + below))
            self.y += size * wide
