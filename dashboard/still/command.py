"""``python -m dashboard render OUT [view options]``: a view in a file, as still, page, slide or offline map."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from dashboard.asof import view_as_of
from dashboard.deck import deck_of_view, pptx
from dashboard.offline import offline_html
from dashboard.state import PARSERS, ViewState
from dashboard.still import Size, WrongSize, checked_size, still_pdf, still_png, still_svg
from dashboard.still.size import CSS_DPI
from geodata import store as stores
from geodata.errors import Problem, Refused
from geodata.files import replace_bytes
from geodata.store import Store

WRITTEN: Mapping[str, Callable[[Store, ViewState, Size], bytes]] = {
    ".svg": lambda store, state, size: still_svg(store, state, size.width, size.height).encode("utf-8"),
    ".pdf": lambda store, state, size: still_pdf(store, state, size.width, size.height),
    ".png": lambda store, state, size: still_png(store, state, size.width, size.height, size.scale),
    ".html": lambda store, state, size: offline_html(store, state),
    ".pptx": lambda store, state, size: pptx(deck_of_view(store, state)),
}


def parser() -> argparse.ArgumentParser:
    verb = argparse.ArgumentParser(
        prog="python -m dashboard render",
        description="Write a view as a file: a still, a PDF page, a slide, or a map that works offline. "
        "The view is that of the page's address: as a whole with --query, or by one option a parameter.",
    )
    verb.add_argument("out", metavar="OUT", type=Path, help=f"the file to write: {', '.join(WRITTEN)}")
    verb.add_argument("--query", default="", help='a query string, e.g. "date=2018-06-01&lang=ar"')
    for name in PARSERS:
        verb.add_argument(f"--{name}", dest=f"view_{name}", metavar=name.upper(), help=argparse.SUPPRESS)
    verb.epilog = f"View options: {' '.join(f'--{name}' for name in PARSERS)}"
    verb.add_argument("--width", default=1200, help="pixels the picture is laid out for")
    verb.add_argument("--height", default=630)
    larger = verb.add_mutually_exclusive_group()
    larger.add_argument("--scale", default=1, help="PNG: how many times as large it is drawn")
    larger.add_argument("--dpi", help=f"PNG: the same as dots per inch, where {CSS_DPI} is a scale of 1")
    verb.add_argument("--store", default=str(stores.STORE), help="where the store is, or is to be built")
    verb.add_argument(
        "--articles", nargs="*", default=[], metavar="FILE", help="article records beside those in seeds/"
    )
    return verb


def main(arguments: Sequence[str]) -> int:
    """Write the still; 0 done, 1 refused, 2 wrong usage."""
    options = parser().parse_args(arguments)
    try:
        suffix = _suffix(options.out)
        size = _size(options)
        files = [Path(name) for name in options.articles]
        store = stores.kept_current(Path(options.store), article_files=files)
        shown, state = _view(options, store)
        replace_bytes(options.out, WRITTEN[suffix](shown, state, size))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or options.out}:-: {error.strerror}; check the path", file=sys.stderr)
        return 1
    print(options.out)
    return 0


def _suffix(out: Path) -> str:
    suffix = out.suffix.lower()
    if suffix not in WRITTEN:
        known = " or ".join(WRITTEN)
        raise Refused(
            [
                Problem(
                    str(out), "-", f"a still is not written as {suffix or 'a file without suffix'}", f"name it {known}"
                )
            ]
        )
    return suffix


def _size(options: argparse.Namespace) -> Size:
    try:
        scale = options.scale if options.dpi is None else float(options.dpi) / CSS_DPI
        return checked_size(options.width, options.height, scale)
    except WrongSize as error:
        raise Refused([Problem("--" + error.name, "-", str(error), "choose another size")]) from error
    except ValueError as error:
        raise Refused([Problem("--dpi", "-", "not a number", "write dots per inch, e.g. 300")]) from error


def _view(options: argparse.Namespace, store: Store) -> tuple[Store, ViewState]:
    """The store to draw from, and the view asked for; options of their own win over the query string."""
    given = {name: value for name in PARSERS if (value := getattr(options, f"view_{name}")) is not None}
    whole = "&".join(part for part in (options.query.removeprefix("?"), urlencode(given)) if part)
    shown, state, dropped = view_as_of(whole, store)
    if dropped:
        raise Refused(Problem(f"--{name}", "-", "no view has this value", "see the page's address") for name in dropped)
    return shown, state
