"""``join`` and ``build``: from article records to the store."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from geodata import store
from geodata.catalog import catalog, read_articles
from geodata.errors import Problem, Refused
from geodata.files import replace_bytes
from geodata.join import join_rows

TABLE_WRITERS: dict[str, Callable] = {
    ".parquet": lambda table: table.to_parquet(index=False),
    ".csv": lambda table: table.to_csv(index=False).encode("utf-8"),
    ".json": lambda table: table.to_json(orient="records", force_ascii=False, date_format="iso").encode("utf-8"),
}


def join(options: argparse.Namespace) -> int:
    out = Path(options.out)
    writer = TABLE_WRITERS.get(out.suffix)
    if writer is None:
        raise Refused(
            [
                Problem(
                    out.name,
                    "-",
                    f"the format {out.suffix or 'without a suffix'} is not known",
                    f"use one of {', '.join(TABLE_WRITERS)}",
                )
            ]
        )
    rows = join_rows(read_articles(Path(options.articles)), catalog())
    replace_bytes(out, writer(rows))
    print(f"{len(rows)} join rows of {rows['article'].nunique()} articles in {out}")
    return 0


def build(options: argparse.Namespace) -> int:
    files = [Path(name) for name in options.articles]
    further = [article for path in files for article in read_articles(path)]
    built = store.build(Path(options.out), further=further, article_files=[path for path in files if path.is_file()])
    print(f"{built.directory}: {len(built.articles)} articles, {len(built.joins)} join rows")
    return 0


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("join", help="tie articles to zones, states and meetings")
    verb.add_argument("articles", help="article records: JSON Lines, JSON, or a folder of those")
    verb.add_argument("--out", required=True, help="a .parquet, .csv or .json file")
    verb.set_defaults(run=join)

    verb = verbs.add_parser("build", help="make the store the dashboard reads")
    verb.add_argument(
        "--articles", nargs="*", default=[], metavar="FILE", help="article records beside those in seeds/"
    )
    verb.add_argument("--out", default=str(store.STORE), metavar="STORE")
    verb.set_defaults(run=build)
