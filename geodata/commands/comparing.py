"""``diff`` and ``history``: what changed, and what there was."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geodata import comparison_formats, histories
from geodata.catalog import catalog
from geodata.commands.options import day
from geodata.comparisons import compared, compared_days
from geodata.files import replace_text


def diff(options: argparse.Namespace) -> int:
    atlas, days, names = catalog(), options.date or [], [name for name in (options.before, options.after) if name]
    if (len(names), len(days)) not in {(2, 0), (0, 2)}:
        print("give two versions or files, or --date twice", file=sys.stderr)
        return 2
    if days:
        comparisons = compared_days(atlas, days[0], days[1], options.according)
        shown = comparison_formats.shown(atlas, comparisons, f"{days[0]} → {days[1]}")
    else:
        shown = comparison_formats.shown(atlas, [compared(atlas, *names)])
    suffix = Path(options.out).suffix.lower() if options.out else ""
    chosen = options.format or comparison_formats.SUFFIXES.get(suffix, "text")
    return _put(comparison_formats.FORMATS[chosen](shown, atlas), options.out)


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
