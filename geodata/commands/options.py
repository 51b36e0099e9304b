"""What verbs share: days as options, problems on standard error."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from geodata.boundaries import as_day
from geodata.errors import AtlasError, Problem


def report(problems: Sequence[Problem]) -> int:
    """Print problems to standard error; 1 if there are any."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def day(text: str) -> str:
    """An option's value as an ISO day; wrong usage where it is none."""
    try:
        return str(as_day(text))
    except AtlasError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
