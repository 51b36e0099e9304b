"""``zones`` and ``locate``: what was in force, and where a point lay."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import geodata as gd
from geodata.catalog import catalog
from geodata.commands.options import day, report
from geodata.located_csv import located_csv


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
        table, problems = located_csv(Path(options.points), catalog().boundaries, catalog().stretches)
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


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("zones", help="the boundaries in force on a day")
    verb.add_argument("--date", default="2017-07-04", type=day)
    verb.add_argument("--according", default="", help="a reading: settlements, subdistricts, landmarks")
    verb.add_argument("--format", choices=("table", "geojson"), default="table")
    verb.set_defaults(run=zones)

    verb = verbs.add_parser("locate", help="which zone a point is in on a day")
    verb.add_argument("points", nargs="?", help="a CSV file with the columns lon, lat, date")
    verb.add_argument("--lon", type=float)
    verb.add_argument("--lat", type=float)
    verb.add_argument("--date", type=day)
    verb.add_argument("--json", action="store_true")
    verb.set_defaults(run=locate)
