"""``diff`` and ``history``: what changed, and what there was."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path

from geodata import comparison_formats, histories
from geodata.catalog import Catalog, catalog
from geodata.commands.options import day
from geodata.comparisons import Comparison, Reading, compared, compared_days
from geodata.errors import one_line
from geodata.files import replace_text
from geodata.importing import limits
from geodata.importing.deadline import within


def diff(options: argparse.Namespace) -> int:
    atlas, days, names = catalog(), options.date or [], [name for name in (options.before, options.after) if name]
    if (len(names), len(days)) not in {(2, 0), (0, 2)}:
        print("give two versions or files, or --date twice", file=sys.stderr)
        return 2
    if days:
        comparisons = compared_days(atlas, days[0], days[1], options.according)
        shown = comparison_formats.shown(atlas, comparisons, f"{days[0]} → {days[1]}")
    else:
        comparison = _of_names(atlas, names, options)
        shown = comparison_formats.shown(atlas, [comparison])
    suffix = Path(options.out).suffix.lower() if options.out else ""
    chosen = options.format or comparison_formats.SUFFIXES.get(suffix, "text")
    return _put(comparison_formats.FORMATS[chosen](shown, atlas), options.out)


def _of_names(atlas: Catalog, names: list[str], options: argparse.Namespace) -> Comparison:
    """What changes from the first to the second; what was done to read a file is told on standard error."""
    with contextlib.nullcontext() if options.large else within(limits.SECONDS_IN_ALL, one_line(Path(names[-1]).name)):
        found = compared(atlas, names[0], names[1], Reading(options.layer, options.swap_xy, options.large))
    for side in (found.before, found.after):
        for line in side.lines:
            print(f"{one_line(side.name)}: {line}", file=sys.stderr)
    return found


def history(options: argparse.Namespace) -> int:
    return _put(histories.FORMATS[options.format](catalog(), options.zone), options.out)


def _put(text: str, out: str | None) -> int:
    """To a file, or to standard output."""
    if out:
        replace_text(Path(out), text)
        print(out)
    else:
        sys.stdout.write(text)
    return 0


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("diff", help="what changes between two outlines, or from day to day")
    verb.add_argument(
        "before", nargs="?", metavar="A", help="a version (idlib@2017-05-06) or a file (FILE, FILE#VERSION)"
    )
    verb.add_argument("after", nargs="?", metavar="B", help="the same, for what it is compared with")
    verb.add_argument("--layer", metavar="L", help="which layer of a file, where it has several")
    verb.add_argument("--swap-xy", action="store_true", help="the file has latitude before longitude")
    verb.add_argument("--large", action="store_true", help="allow more than 10 MiB or 500,000 vertices")
    verb.add_argument("--date", action="append", type=day, help="given twice: every zone on these two days")
    verb.add_argument("--according", default="", help="with --date: a reading instead of the default")
    verb.add_argument(
        "--format", choices=tuple(comparison_formats.FORMATS), help="(default: by OUT's suffix, else text)"
    )
    verb.add_argument("--out", metavar="FILE", help="write there (default: standard output)")
    verb.set_defaults(run=diff)

    verb = verbs.add_parser("history", help="a zone's versions and readings, oldest first, with provenance")
    verb.add_argument("zone", metavar="ZONE")
    verb.add_argument("--format", choices=tuple(histories.FORMATS), default="table")
    verb.add_argument("--out", metavar="FILE", help="write there (default: standard output)")
    verb.set_defaults(run=history)
