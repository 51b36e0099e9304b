"""``join`` and ``build``: from article records to the store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geodata import store
from geodata.engines import SCHEMA, Tally, join_file, local, on_dask
from geodata.errors import Problem, Refused
from geodata.files import replacing


def _to_parquet(tables: Iterable[pa.Table], file: Path) -> None:
    with pq.ParquetWriter(file, SCHEMA, compression="zstd") as out:
        for table in tables:
            out.write_table(table)


def _to_csv(tables: Iterable[pa.Table], file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(SCHEMA.names) + "\n")
        for table in tables:
            table.to_pandas().to_csv(out, index=False, header=False, lineterminator="\n")


def _to_json(tables: Iterable[pa.Table], file: Path) -> None:
    with file.open("w", encoding="utf-8") as out:
        rows = (row for table in tables for row in table.to_pylist())
        out.write("[")
        for number, row in enumerate(rows):
            out.write(
                ",\n" * bool(number) + json.dumps(row | {"date": row["date"] and str(row["date"])}, ensure_ascii=False)
            )
        out.write("]\n")


TABLE_WRITERS: dict[str, Callable[[Iterable[pa.Table], Path], None]] = {
    ".parquet": _to_parquet,
    ".csv": _to_csv,
    ".json": _to_json,
}


def join(options: argparse.Namespace) -> int:
    out = Path(options.out)
    writer = TABLE_WRITERS.get(out.suffix)
    if writer is None:
        wrong = f"the format {out.suffix or 'without a suffix'} is not known"
        raise Refused([Problem(out.name, "-", wrong, f"use one of {', '.join(TABLE_WRITERS)}")])
    if options.scheduler and options.engine != "dask":
        print("--scheduler goes with --engine dask", file=sys.stderr)
        return 2
    engine = on_dask(options.scheduler) if options.engine == "dask" else local
    tally = Tally()
    with replacing(out) as coming:
        writer(join_file(Path(options.articles), engine, tally), coming)
    print(f"{tally.rows} join rows of {tally.articles} articles in {out}")
    return 0


def build(options: argparse.Namespace) -> int:
    return built(options, keeps=True)


def built(options: argparse.Namespace, keeps: bool) -> int:
    """Build a store, and say what is in it; ``keeps`` as in ``store.build``."""
    files = [Path(name) for name in options.articles]
    built = store.build(Path(options.out), article_files=files, keeps=keeps)
    print(f"{built.directory}: {built.manifest['articles']} articles, {built.manifest['joins']} join rows")
    return 0


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("join", help="tie articles to zones, states and meetings")
    verb.add_argument("articles", help="article records: JSON Lines (or .gz), Parquet, JSON, or a folder of those")
    verb.add_argument("--out", required=True, help="a .parquet, .csv or .json file")
    verb.add_argument("--engine", choices=("local", "dask"), default="local", help="all processors here, or Dask")
    verb.add_argument("--scheduler", metavar="ADDR", help="tcp://HOST:PORT of a running Dask scheduler")
    verb.set_defaults(run=join)

    verb = verbs.add_parser("build", help="make the store the dashboard reads")
    verb.add_argument(
        "--articles", nargs="*", default=[], metavar="FILE", help="article records beside those in seeds/"
    )
    verb.add_argument("--out", default=str(store.STORE), metavar="STORE")
    verb.set_defaults(run=build)
