"""``watch``: a folder whose documents are in the store soon after they are dropped in."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import watch as changes

from geodata import store
from geodata.articles.formats.pieces import Options
from geodata.articles.inbox import Inbox, Lot
from geodata.catalog import catalog
from geodata.commands import documents
from geodata.commands.ingesting import add_reading_options
from geodata.errors import Problem, Refused

# The folder is looked through this often also without news: some network drives tell of no change, and a file that
# was still being written settles.
SECONDS_BETWEEN_LOOKS = 2


def watch(options: argparse.Namespace) -> int:
    folder = Path(options.folder)
    if not folder.is_dir():
        raise Refused([Problem(folder.name, "-", "no folder", "give the folder that documents are dropped into")])
    out = Path(options.out)
    records = Path(options.records) if options.records else out.with_name(f"{out.name}-articles")
    inbox = Inbox(folder, records, catalog(), Options(dict(options.map), options.format, options.encoding))
    stop = threading.Event()
    print(f"watching {folder}; records in {records}, store in {out}; Ctrl-C ends it", file=sys.stderr)
    try:
        _build(inbox, out)
        for lot in taken(inbox, looks(folder, stop), lambda: _build(inbox, out)):
            for problem in lot.problems:
                print(problem, file=sys.stderr)
            print(lot.counts, file=sys.stderr)
    except KeyboardInterrupt:
        print("ended; the store is as it was last told", file=sys.stderr)
    finally:
        stop.set()
        inbox.close()
    return 0


def taken(inbox: Inbox, news: Iterator[bool], build: Callable[[], None]) -> Iterator[Lot]:
    """Each lot that something came of, after the store has it."""
    for _ in news:
        lot = inbox.take()
        if lot.counts.articles:
            build()
        if lot.counts.articles or lot.problems:
            yield lot


def looks(folder: Path, stop: threading.Event) -> Iterator[bool]:
    """A moment to look into the folder: at once, at every change, and once in a while."""
    yield True
    for _ in changes(
        folder, stop_event=stop, rust_timeout=SECONDS_BETWEEN_LOOKS * 1000, yield_on_timeout=True, raise_interrupt=True
    ):
        yield True


def _build(inbox: Inbox, out: Path) -> None:
    """A store that cannot be built now leaves the one there; the next news tries again.

    A version of the data a document would fill the disk: none is kept.
    """
    try:
        documents.built(argparse.Namespace(articles=[str(lot) for lot in inbox.lots], out=str(out)), keeps=False)
    except Refused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "watch",
        help="keep a store fresh as documents are dropped into a folder",
        description="Reads what is new in the folder, as ingest does, and builds the store anew, which a running "
        "dashboard then serves.  Bad documents are told of and stand in a file of rejects.",
    )
    verb.add_argument("folder", metavar="DIR", help="where documents are dropped")
    verb.add_argument("--out", default=str(store.STORE), metavar="STORE")
    verb.add_argument("--records", metavar="FOLDER", help="where article records are kept (default: STORE-articles)")
    add_reading_options(verb)
    verb.set_defaults(run=watch)
