"""A ring walked at short steps: which of its positions form runs, and what replaces them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString


@dataclass(frozen=True, eq=False)
class Ring:
    """Positions round a ring (n × 2, not closed), and which of them are vertices of the ring itself."""

    positions: np.ndarray
    is_vertex: np.ndarray

    @classmethod
    def dense(cls, line: LineString, step: float) -> Ring:
        """A closed line with positions at most ``step`` apart, its own vertices among them."""
        corners = shapely.get_coordinates(line)
        counts = np.maximum(np.ceil(np.hypot(*np.diff(corners, axis=0).T) / step), 1).astype(int)
        which = np.repeat(np.arange(len(counts)), counts)
        share = np.concatenate([np.arange(count) / count for count in counts])[:, None]
        return cls(corners[which] * (1 - share) + corners[which + 1] * share, share[:, 0] == 0)

    def __len__(self) -> int:
        return len(self.positions)

    def wrapped(self, place: int) -> int:
        return place % len(self)

    def between(self, first: int, last: int) -> np.ndarray:
        """Positions from one place to another, on past the end of the ring."""
        return self.positions[np.arange(first, last + 1) % len(self)]

    def with_replaced(self, replaced: Mapping[tuple[int, int], np.ndarray]) -> np.ndarray:
        """The ring's own vertices, closed; from one place to another (both left out) what replaces them."""
        kept = self.is_vertex.copy()
        inserted: dict[int, np.ndarray] = {}
        for (first, last), positions in replaced.items():
            kept[np.arange(first, last + (len(self) if last < first else 0) + 1) % len(self)] = False
            inserted[first] = positions
        places = [n for n in range(len(self)) if n in inserted or kept[n]]
        walked = np.concatenate([inserted.get(n, self.positions[n : n + 1]) for n in places])
        return np.concatenate([walked, walked[:1]])


def runs(chosen: np.ndarray) -> list[tuple[int, int]]:
    """Unbroken runs of True round a ring, as (first, last) with last ≥ first, past the end where one wraps."""
    count = len(chosen)
    if not chosen.any():
        return []
    if chosen.all():
        return [(0, count - 1)]
    starts = np.flatnonzero(chosen & ~np.roll(chosen, 1))
    breaks = np.flatnonzero(~chosen)
    found = []
    for start in starts.tolist():
        later = breaks[breaks > start]
        end = int(later[0]) if len(later) else int(breaks[0]) + count
        found.append((start, end - 1))
    return found
