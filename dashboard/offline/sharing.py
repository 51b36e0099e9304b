"""Pictures that share their parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.still import Still
from dashboard.svg import fixed


class Shared:
    """Parts of pictures, each once, and every picture as the numbers of its parts."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    @property
    def parts(self) -> list[str]:
        return list(self._numbers)

    def add(self, still: Still) -> dict[str, Any]:
        """A still as what the script puts together again: the map's box, and the parts in it and round it."""
        box = still.frame.map
        return {
            "box": [fixed(value) for value in (box.left, box.top, box.width, box.height)],
            "map": self._numbered(still.map.parts),
            "frame": self._numbered(still.frame.parts),
        }

    def _numbered(self, parts: Sequence[str]) -> list[int]:
        return [self._numbers.setdefault(part, len(self._numbers)) for part in parts]
