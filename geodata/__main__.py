"""The command line: parse, call, print.

Exit codes: 0 done, 1 the input was refused (each reason on a line of standard
error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import geodata as gd
from geodata import articles, checks, recipes, store
from geodata.boundaries import as_day
from geodata.catalog import DATA, SEEDS, Catalog, catalog, read_articles
from geodata.errors import AtlasError, Problem, Refused
from geodata.files import replace_bytes, replace_text
from geodata.join import join_rows
from geodata.locating import located_csv

TABLE_WRITERS: dict[str, Callable] = {
    ".parquet": lambda table: table.to_parquet(index=False),
    ".csv": lambda table: table.to_csv(index=False).encode("utf-8"),
    ".json": lambda table: table.to_json(orient="records", force_ascii=False, date_format="iso").encode("utf-8"),
}


def report(problems: Sequence[Problem]) -> int:
    """Print problems to standard error; 1 if there are any."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def check(options: argparse.Namespace) -> int:
    directory = Path(options.directory) if options.directory else DATA
    problems = checks.check(directory, SEEDS if directory == DATA else directory / "seeds")
    if options.json:
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
        return 1 if problems else 0
    if not problems:
        print("all curated files obey every rule")
    return report(problems)


def zones(options: argparse.Namespace) -> int:
    outlines = gd.zones(options.date, options.according)
    if options.format == "geojson":
        shown = outlines.assign(
            valid_from=outlines["valid_from"].astype(str),
            valid_to=[str(day) if day else None for day in outlines["valid_to"]],
        )
        print(shown.to_json(drop_id=True, ensure_ascii=False))
        return 0
    if outlines.empty:
        print(f"no outline is in force on {options.date}")
        return 0
    table = outlines[["zone", "version", "status", "according", "area_km2", "precision_km", "confidence"]]
    print(table.to_string(index=False, float_format=lambda number: f"{number:,.1f}"))
    return 0


def locate(options: argparse.Namespace) -> int:
    if options.points:
        table, problems = located_csv(Path(options.points), catalog().boundaries)
        sys.stdout.write(table)
        return report(problems)
    if options.lon is None or options.lat is None or options.date is None:
        print("give --lon, --lat and --date, or a CSV file with those columns", file=sys.stderr)
        return 2
    found = gd.locate(options.lon, options.lat, options.date).iloc[0]
    margin = None if found["margin_km"] != found["margin_km"] else round(found["margin_km"], 2)
    answer = {
        "zone": found["zone"],
        "boundary": found["boundary"],
        "certainty": found["certainty"],
        "margin_km": margin,
    }
    if options.json:
        print(json.dumps(answer))
    else:
        print("\n".join(f"{name}: {'none' if value is None else value}" for name, value in answer.items()))
    return 0


def ingest(options: argparse.Namespace) -> int:
    records, problems = articles.ingest(options.sources, catalog())
    lines = articles.to_json_lines(records)
    if options.out:
        replace_text(Path(options.out), lines)
    else:
        sys.stdout.write(lines)
    return report(problems)


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


def rebuild(options: argparse.Namespace) -> int:
    changed = recipes.rebuild(Catalog(Path(options.directory) if options.directory else DATA))
    print("\n".join(f"rebuilt {version}" for version in changed) or "every outline is what its recipe gives")
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m geodata", description="Zones, meetings and articles: check, look up, ingest, join, build."
    )
    verbs = top.add_subparsers(required=True, metavar="COMMAND")

    verb = verbs.add_parser("check", help="validate every curated file")
    verb.add_argument("directory", nargs="?", help="a data directory (default: the one that ships)")
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=check)

    verb = verbs.add_parser("zones", help="the boundaries in force on a day")
    verb.add_argument("--date", default="2017-07-04", type=_day)
    verb.add_argument("--according", default="", help="a reading: settlements, subdistricts, landmarks")
    verb.add_argument("--format", choices=("table", "geojson"), default="table")
    verb.set_defaults(run=zones)

    verb = verbs.add_parser("locate", help="which zone a point is in on a day")
    verb.add_argument("points", nargs="?", help="a CSV file with the columns lon, lat, date")
    verb.add_argument("--lon", type=float)
    verb.add_argument("--lat", type=float)
    verb.add_argument("--date", type=_day)
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=locate)

    verb = verbs.add_parser("ingest", help="documents to article records, one JSON object a line")
    verb.add_argument("sources", nargs="+", metavar="SRC", help="files, folders, or - for standard input")
    verb.add_argument("--out", help="a JSON Lines file (default: standard output)")
    verb.set_defaults(run=ingest)

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

    verb = verbs.add_parser("recipes", help="rebuild the outlines from their recipes")
    verb.add_argument("directory", nargs="?", help="a data directory (default: the one that ships)")
    verb.set_defaults(run=rebuild)
    return top


def _day(text: str) -> str:
    try:
        return str(as_day(text))
    except AtlasError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except Refused as refused:
        return report(refused.problems)
    except AtlasError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename}:-: {error.strerror}; check the path", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
