"""What drawing a map depends on: store, view, words, colours, projection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely

from dashboard.state import ViewState
from dashboard.still.compared import COLLECTION, changes
from dashboard.still.expressions import Feature, evaluate
from dashboard.still.geometry import Shapes, collection_shapes, shapes_of
from dashboard.still.projection import Projection
from dashboard.still.shown import feature_states
from dashboard.text import Text
from geodata.store import Store

# A map smaller than this shows the ground that a map of this size would: a thumbnail is of the same view.
LEAST_MAP = (640, 400)
# Of a layer's id, a feature's properties and its states: the lines a reader is told who points at the mark.
Told = Callable[[str, Mapping[str, Any], Mapping[str, Any]], Sequence[str]]


def untold(layer: str, properties: Mapping[str, Any], states: Mapping[str, Any]) -> Sequence[str]:
    """A picture has nobody to point at it."""
    return ()


@dataclass(frozen=True)
class Canvas:
    """All that drawing a style layer depends on."""

    store: Store
    state: ViewState
    text: Text
    tokens: Mapping[str, str]
    projection: Projection
    magnified: float
    states_of: Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
    told: Told = untold

    @property
    def shrunk(self) -> float:
        """How much smaller marks are drawn on a map smaller than ``LEAST_MAP``, so as not to bury it."""
        small = min(1.0, self.projection.width / LEAST_MAP[0], self.projection.height / LEAST_MAP[1])
        return max(0.6, small**0.5)

    @property
    def places(self) -> int:
        """Decimals that a pixel of the finished picture needs."""
        return 1 if self.magnified < 1.5 else 2

    @cached_property
    def changes(self) -> Shapes:
        """What changes between two days, where the view compares them."""
        return shapes_of(changes(self.store, self.state), self.projection, self.magnified)

    def shapes(self, collection: str) -> Shapes:
        if collection == COLLECTION:
            return self.changes
        return collection_shapes(self.store, collection, self.projection, self.magnified)

    def features(self, style: Mapping[str, Any]) -> list[tuple[Feature, shapely.Geometry]]:
        """The features of a style layer in sight that pass its filter."""
        zoom = self.projection.zoom
        if not style.get("minzoom", 0) <= zoom < style.get("maxzoom", 99):
            return []
        shapes = self.shapes(style["source"])
        found = []
        for properties, geometry in zip(shapes.properties, shapes.geometries, strict=True):
            states = self.states_of(style["source"], properties)
            feature = Feature(properties, states, zoom, self.tokens, self.text.lang)
            if "filter" not in style or evaluate(style["filter"], feature):
                found.append((feature, geometry))
        return found


def canvas(
    store: Store,
    state: ViewState,
    text: Text,
    tokens: Mapping[str, str],
    projection: Projection,
    magnified: float,
    told: Told = untold,
) -> Canvas:
    """A canvas for a view."""
    return Canvas(store, state, text, tokens, projection, magnified, feature_states(store, state), told)


def in_sight(point: shapely.Point, canvas: Canvas) -> bool:
    """Whether a point lies on the map; the margin around it is drawn for the sake of lines alone."""
    return 2 < point.x < canvas.projection.width - 2 and 2 < point.y < canvas.projection.height - 2
