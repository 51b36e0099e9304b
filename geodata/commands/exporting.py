"""``export``: the atlas's data for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from geodata.boundaries import as_day
from geodata.catalog import catalog, read_articles
from geodata.commands.options import day
from geodata.exports import DATASETS, WRITERS, exported, writer_for
from geodata.files import replace_bytes


def export(options: argparse.Namespace) -> int:
    atlas, out = catalog(), Path(options.out)
    writer_for(options.what, out)  # refuse before reading anything
    further = [article for name in options.articles for article in read_articles(Path(name))]
    articles = {article.id: article for article in (*atlas.articles.values(), *further)}
    content, dataset = exported(
        options.what, out, atlas, list(articles.values()), as_day(options.date) if options.date else None
    )
    replace_bytes(out, content)
    print(f"{len(dataset.rows)} {dataset.name} in {out}, {dataset.licence.name}")
    return 0


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("export", help="zones, states, meetings, articles or joins for other programs")
    verb.add_argument("what", choices=tuple(DATASETS), metavar="WHAT", help=", ".join(DATASETS))
    verb.add_argument("out", metavar="OUT", help=f"a file; its suffix names the format: {' '.join(WRITERS)}")
    verb.add_argument("--date", type=day, help="what was in force, under way or published on this day (default: all)")
    verb.add_argument(
        "--articles", nargs="*", default=[], metavar="FILE", help="article records beside those in seeds/"
    )
    verb.set_defaults(run=export)
