"""``python -m dashboard publish DIR [--base-url URL]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.publishing.site import publish
from dashboard.site import Site
from dashboard.stories import story_folder
from dashboard.text import available
from geodata import store as stores
from geodata.errors import Problem, Refused


def main(arguments: Sequence[str]) -> int:
    """Write the site; 0 done, 1 refused, 2 wrong usage."""
    verb = argparse.ArgumentParser(
        prog="python -m dashboard publish",
        description="Write chosen days, stories, the offline map and the data as files that any web server can host.",
    )
    verb.add_argument("directory", metavar="DIR", type=Path)
    verb.add_argument("--base-url", default="", help="where the site will be read, e.g. https://host/atlas")
    verb.add_argument("--lang", action="append", choices=available(), help="only this language; may be repeated")
    verb.add_argument("--stories", type=Path, metavar="FOLDER", help="of story files of your own")
    verb.add_argument("--store", default=str(stores.STORE), help="where the store is, or is to be built")
    options = verb.parse_args(arguments)
    try:
        base_url = Site.of(options.base_url, "").public_url
        if options.directory.exists() and not options.directory.is_dir():
            raise Refused([Problem(str(options.directory), "-", "is a file", "name a folder")])
        folder = story_folder(options.stories)
        store = stores.build(Path(options.store))
        written, left = publish(store, options.directory, base_url, options.lang or (), folder)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or options.directory}:-: {error.strerror}; check the path", file=sys.stderr)
        return 1
    print(f"{options.directory}: {written} files written, {left} left as they were")
    return 0
