"""What the tests of stills share: a store with three articles, so that pictures do not change with the collection."""

import tempfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from dashboard.state import LAYERS, parse_query
from dashboard.still import compose
from geodata import store as stores
from geodata.catalog import Catalog

ARTICLES = Path(__file__).parent / "pictures" / "articles.json"
SVG = "{http://www.w3.org/2000/svg}"
ALL_LAYERS = ",".join(LAYERS)


@cache
def small_store():
    folder = Path(tempfile.mkdtemp())
    (folder / "seeds").mkdir()
    return stores.build(folder / "store", Catalog(seeds=folder / "seeds"), article_files=[ARTICLES])


def still(query="", width=1200, height=630):
    """The still of a query string."""
    state, dropped = parse_query(query)
    assert not dropped
    return compose(small_store(), state, width, height)


def drawn(query="", width=1200, height=630):
    """The still as an XML tree, without its fonts."""
    return ElementTree.fromstring(still(query, width, height).svg_with_page_fonts)


def part(tree, name):
    """The part of a still marked so."""
    return next(element for element in tree.iter() if element.get("data-part") == name)


def layer(tree, name):
    """Everything a layer drew; nothing where it drew nothing."""
    found = [element for element in tree.iter(f"{SVG}g") if element.get("data-layer") == name]
    return list(found[0].iter()) if found else []


def written(tree):
    """The words of a still, without the marks that order them by direction or keep them together."""
    texts = ("".join(text.itertext()) for text in tree.iter(f"{SVG}text"))
    return [text.strip("\u2067\u2069\u200f").replace("\u00a0", " ") for text in texts]
