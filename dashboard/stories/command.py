"""``python -m dashboard story ID OUT`` writes a story as a file; ``python -m dashboard check`` judges story files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.deck import WRITERS, deck_of_story
from dashboard.stories.reading import STORIES, read_story
from dashboard.text import available
from geodata import store as stores
from geodata.catalog import catalog
from geodata.errors import Problem, Refused
from geodata.files import replace_bytes


def story(arguments: Sequence[str]) -> int:
    """Write a story as slides, pages or pictures; 0 done, 1 refused, 2 wrong usage."""
    verb = argparse.ArgumentParser(prog="python -m dashboard story", description="Write a story as one file.")
    verb.add_argument("story", metavar="ID", help="a story in stories/, or a story file")
    verb.add_argument("out", metavar="OUT", type=Path, help=f"the file to write: {', '.join(WRITERS)}")
    verb.add_argument("--lang", default="en", choices=available())
    verb.add_argument("--theme", default="", choices=["light", "dark"])
    verb.add_argument("--store", default=str(stores.STORE), help="where the store is, or is to be built")
    options = verb.parse_args(arguments)
    try:
        suffix = options.out.suffix.lower().removeprefix(".")
        if suffix not in WRITERS:
            raise Refused(
                [Problem(str(options.out), "-", "a story is not written so", f"end it in {', '.join(WRITERS)}")]
            )
        told = read_story(_file(options.story), catalog())
        deck = deck_of_story(stores.build(Path(options.store)), told, options.lang, options.theme)
        replace_bytes(options.out, WRITERS[suffix][1](deck))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or options.out}:-: {error.strerror}; check the path", file=sys.stderr)
        return 1
    print(options.out)
    return 0


def _file(name: str) -> Path:
    path = Path(name) if name.endswith(".json") else STORIES / f"{name}.json"
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in STORIES.glob("*.json")))
        raise Refused(
            [Problem(f"stories/{path.name}", "-", "there is no such story", f"name one of {known}, or a file")]
        )
    return path


def check(arguments: Sequence[str]) -> int:
    """Judge story files, by default all in ``stories/``; 0 all sound, 1 each problem on a line of standard error."""
    verb = argparse.ArgumentParser(prog="python -m dashboard check", description="Check story files.")
    verb.add_argument("files", metavar="FILE", nargs="*", type=Path, help="by default every file in stories/")
    files = verb.parse_args(arguments).files or sorted(STORIES.glob("*.json"))
    problems: list[Problem] = []
    for path in files:
        try:
            read_story(path, catalog())
        except Refused as refused:
            problems.extend(refused.problems)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"stories: {len(files)} files obey every rule")
    return 1 if problems else 0
