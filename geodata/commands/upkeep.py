"""``check`` and ``recipes``: the curated data kept in order."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from geodata import canonical, checks, recipes
from geodata.catalog import DATA, SEEDS, Catalog
from geodata.commands.options import report


def check(options: argparse.Namespace) -> int:
    directory = Path(options.directory) if options.directory else DATA
    if options.fix:
        for name in canonical.canonicalise(directory):
            print(f"fixed: {name}: now in canonical form", file=sys.stderr if options.json else sys.stdout)
    problems = checks.check(directory, SEEDS if directory == DATA else directory / "seeds")
    if options.json:
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
        return 1 if problems else 0
    if not problems:
        print("all curated files obey every rule")
    return report(problems)


def rebuild(options: argparse.Namespace) -> int:
    changed = recipes.rebuild(Catalog(Path(options.directory) if options.directory else DATA))
    print("\n".join(f"rebuilt {version}" for version in changed) or "every outline is what its recipe gives")
    return 0


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("check", help="validate every curated file")
    verb.add_argument("directory", nargs="?", help="a data directory (default: the one that ships)")
    verb.add_argument("--json", action="store_true")
    verb.add_argument("--fix", action="store_true", help="first put boundary files that can be read in canonical form")
    verb.set_defaults(run=check)

    verb = verbs.add_parser("recipes", help="rebuild the outlines from their recipes")
    verb.add_argument("directory", nargs="?", help="a data directory (default: the one that ships)")
    verb.set_defaults(run=rebuild)
