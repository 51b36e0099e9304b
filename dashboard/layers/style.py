"""What a layer is, and the words its styles are written in: tokens, feature states, zooms, labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ZONE_COLOUR = ["match", ["get", "number"], 1, "$zone-1", 2, "$zone-2", 3, "$zone-3", "$zone-4"]
BAND_COLOUR = [
    "match",
    ["get", "zone"],
    "idlib",
    "$zone-1",
    "north-homs",
    "$zone-2",
    "eastern-ghouta",
    "$zone-3",
    "$zone-4",
]
SHOWN = ["boolean", ["feature-state", "shown"], False]
HOVER = ["boolean", ["feature-state", "hover"], False]
CHOSEN = ["boolean", ["feature-state", "chosen"], False]
# Of two days compared: drawn for the first alone, or for the second.
FIRST = ["boolean", ["feature-state", "first"], False]
SECOND = ["boolean", ["feature-state", "second"], False]
DIMMED = ["boolean", ["feature-state", "dimmed"], False]


def state(name: str) -> list:
    """A number among the feature states."""
    return ["number", ["feature-state", name], 0]


COUNT = state("n")
LABEL = {"text-color": "$muted", "text-halo-color": "$halo", "text-halo-width": 1.4}
# A name that would be cut by what lies upon the map gives way to it.
NAME = {**LABEL, "text-opacity": ["case", ["boolean", ["feature-state", "covered"], False], 0, 1]}


def shown(opacity: Any) -> list:
    """An opacity that holds only while the feature is shown."""
    return ["case", SHOWN, opacity, 0]


def by_zoom(*stops: float) -> list:
    """A value that grows with the zoom: zoom, value, zoom, value, …"""
    return ["interpolate", ["linear"], ["zoom"], *stops]


def text(size: Any, layout: Mapping[str, Any] | None = None, spacing: float = 0) -> dict:
    """Label layout; the font is the page's own, since glyphs are drawn in the browser."""
    return {
        "text-field": "$name",
        "text-font": ["IBM Plex Sans"],
        "text-size": size,
        "text-letter-spacing": spacing,
        "text-padding": 4,
        **(layout or {}),
    }


@dataclass(frozen=True)
class Layer:
    """One toggle: ``style`` are MapLibre style layers whose ``source`` is a collection of the store."""

    id: str
    life: str
    style: Sequence[Mapping[str, Any]]
    hover: Sequence[str] = ()  # style layers that answer to the pointer
    legend: Mapping[str, str] = field(default_factory=dict)  # style layer -> key of its words in a legend
    inscription: str = ""  # the feature state a still writes into the layer's circles


def styled(
    id: str, source: str, kind: str, paint: Mapping[str, Any], layout: Mapping[str, Any] | None = None, **rest: Any
) -> dict:
    return {"id": id, "source": source, "type": kind, "paint": dict(paint), "layout": dict(layout or {}), **rest}
