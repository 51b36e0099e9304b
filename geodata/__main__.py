"""The command line.

Exit codes: 0 done, 1 the input was refused (each reason on a line of standard
error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from geodata.commands import comparing, documents, exporting, importing, ingesting, outlines, recipes, upkeep, watching
from geodata.commands.options import report
from geodata.errors import AtlasError, Refused


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m geodata",
        description="Zones, meetings and articles: check, look up, compare, export, ingest, join, build.",
    )
    verbs = top.add_subparsers(required=True, metavar="COMMAND")
    for kind in (upkeep, recipes, outlines, comparing, importing, exporting, ingesting, documents, watching):
        kind.add(verbs)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except Refused as refused:
        return report(refused.problems)
    except AtlasError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads has enough, as `| head` does. What is left goes nowhere, or Python would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename}:-: {error.strerror}; check the path", file=sys.stderr)
        return 1


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # also where the terminal's language has no letters for Arabic
    sys.exit(main())
