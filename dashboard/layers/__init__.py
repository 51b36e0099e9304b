"""The registry of layers: what each is called, what it reads, how it is drawn.

A layer is drawn by MapLibre style layers.  Colours are tokens (``$accent``), text
fields name the language (``$name`` reads ``name_<lang>``, then ``name_en``).  The
browser draws these as they stand; ``figures`` reads the same registry.

``life`` says what decides whether a feature shows: nothing (``always``), the day
(``interval``), the articles or events up to the day (``window``), the meeting
(``meeting``).  The browser tells each feature so by the state ``shown``.  ``n`` is the number of articles at a place,
``most`` the largest of these and ``places`` how many there are; ``rival`` a reading beside the default; ``chosen`` and
``hover`` the reader's doing; ``dimmed`` what a chosen session or party leaves aside; ``covered`` a name that lies under
a panel or chip.

A still (``dashboard.still``) draws the same styles; what it alone needs is the legend, by style layer, and
the state that is written into a mark.
"""

from __future__ import annotations

from dashboard.layers.ground import BASE, GOVERNORATES, PLACES, STATES
from dashboard.layers.process import ARCS, ARTICLES, EVENTS, POSTS
from dashboard.layers.style import ZONE_COLOUR, Layer, by_zoom
from dashboard.layers.zones import UNCERTAINTY, ZONES

__all__ = ["ABOVE", "BASE", "IDS", "LATER", "REGISTRY", "ZONE_COLOUR", "Layer", "by_zoom", "for_browser"]

# From the ground up: the order of drawing, and of the list of toggles.
REGISTRY = (STATES, GOVERNORATES, UNCERTAINTY, ZONES, ARCS, PLACES, POSTS, EVENTS, ARTICLES)
IDS = tuple(layer.id for layer in REGISTRY)
# Labels stand above every area, whatever layer they belong to.
ABOVE = ("places-label", "disputed-label", "governorates-label", "states-label", "cities-label", "venues-label")
# Heavy collections are fetched when their layer is first wanted.
LATER = ("places", "governorates")


def for_browser(*further: Layer) -> dict:
    """The registry as the browser reads it; ``further`` layers, which are no toggles, are drawn upon the zones."""
    upon = REGISTRY.index(ZONES) + 1
    drawn = (*REGISTRY[:upon], *further, *REGISTRY[upon:])
    layers = [{"id": layer.id, "life": layer.life, "style": layer.style, "hover": layer.hover} for layer in drawn]
    return {"base": BASE, "layers": layers, "above": ABOVE, "later": LATER}
