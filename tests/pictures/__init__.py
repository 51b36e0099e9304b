"""Golden pictures of stills: ``make pictures`` renews them; look at them before you commit them."""

from pathlib import Path

from dashboard.state import parse_query
from dashboard.still import still_png
from tests.stills import ALL_LAYERS, small_store

FOLDER = Path(__file__).parent
# By file: the view, width and height.
PICTURES = {
    "en-light.png": ("", 800, 450),
    "ar-light.png": ("lang=ar&layers=states,governorates,zones,uncertainty,articles", 800, 450),
    "en-dark.png": (f"theme=dark&date=2018-06-01&meeting=astana-9&zone=idlib&layers={ALL_LAYERS}", 900, 600),
    "ar-dark-portrait.png": (f"lang=ar&theme=dark&date=2018-09-20&layers={ALL_LAYERS}", 500, 760),
    "en-card.png": ("date=2018-06-01&layers=states,zones", 600, 315),
    "thumbnail.png": ("", 240, 135),
    "ghouta.png": ("view=36.42,33.55,10&layers=states,zones,uncertainty,places,articles", 640, 420),
}


def rendered(name: str) -> bytes:
    """A golden picture as it is drawn now."""
    query, width, height = PICTURES[name]
    state, dropped = parse_query(query)
    assert not dropped
    return still_png(small_store(), state, width, height)
