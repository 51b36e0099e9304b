"""``ingest``: documents of any kind to article records.

Exit codes: 0 where at least one article came of it, whatever was rejected beside; 1 where nothing did.  A run over
a million documents always meets some that are none, and what comes after it in a script should go on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tqdm import tqdm

from geodata.articles.documents import GIVEN_FIELDS
from geodata.articles.duplicates import Index
from geodata.articles.formats import FORMATS
from geodata.articles.formats.pieces import Options
from geodata.articles.ingesting import MOST_PROBLEMS, Asked, Counts, Ingested, Run, as_reject, resolved, streamed
from geodata.articles.sources import Meter, files
from geodata.catalog import REJECTS, catalog
from geodata.files import replace_text

FIELDS = ("text", *GIVEN_FIELDS)
# Below this, starting more processes costs more than they save.
BYTES_FOR_WORKERS = 2_000_000


def ingest(options: argparse.Namespace) -> int:
    out = Path(options.out) if options.out else None
    size = sum(path.stat().st_size for _, path in files(options.sources, out) if path.is_file())
    workers = options.workers or (os.cpu_count() or 1 if size > BYTES_FOR_WORKERS else 1)
    read_as = Options(dict(options.map), options.format, options.encoding)
    asked = Asked(options.sources, catalog(), read_as, workers)
    meter = Meter()
    with _bar(meter, size) as progress:
        if not out:
            return _told(_to_standard_output(asked, options.rejects, meter, progress), None)
        rejects = Path(options.rejects) if options.rejects else out.with_name(f"{out.name}{REJECTS}")
        try:
            result = Run(asked, out, rejects)(meter, progress)
        except KeyboardInterrupt:
            print("\ninterrupted; the same command goes on from here", file=sys.stderr)
            return 1
    if result.resumed_at:
        print(f"went on after {result.resumed_at:,} documents of an interrupted run", file=sys.stderr)
    return _told(result, rejects)


def _to_standard_output(asked: Asked, rejects: str | None, meter: Meter, progress: Callable[[int], None]) -> Ingested:
    """Records as they come; nothing to go on with afterwards."""
    index, result = Index(None), Ingested(Counts())
    rejected: list[str] = []
    for outcomes in streamed(asked, meter):
        for outcome in outcomes:
            line, problem, place = resolved(outcome, index)
            if line is not None:
                sys.stdout.write(f"{line}\n")
            elif problem is not None:
                print(problem, file=sys.stderr)
                rejected += [json.dumps(as_reject(problem), ensure_ascii=False)] * bool(rejects)
            result.counts.add(place, line is not None)
        progress(len(outcomes))
    if rejects:
        replace_text(Path(rejects), "".join(f"{line}\n" for line in rejected))
    return result


def _told(result: Ingested, rejects: Path | None) -> int:
    """The summary on standard error; each reason, or the first of many."""
    for problem in result.problems:
        print(problem, file=sys.stderr)
    left = result.counts.rejected - len(result.problems)
    if rejects and left > 0 and len(result.problems) >= MOST_PROBLEMS:
        print(f"… and {left:,} more, all in {rejects}", file=sys.stderr)
    where = f" (each in {rejects})" if rejects and (result.counts.rejected or result.counts.repeated) else ""
    print(f"{result.counts}{where}", file=sys.stderr)
    if not result.counts.articles and not result.counts.rejected:
        print("-:-: no document to read; give files, folders, or - for standard input", file=sys.stderr)
    return 0 if result.counts.articles else 1


@contextmanager
def _bar(meter: Meter, size: int) -> Iterator[Callable[[int], None]]:
    """A progress bar with rate and time left, on a terminal only."""
    with tqdm(total=size or None, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), leave=False) as bar:
        seen = 0

        def progress(count: int) -> None:
            nonlocal seen
            seen += count
            if not bar.disable:
                bar.set_postfix_str(f"{seen:,} documents", refresh=False)
                bar.update(meter.bytes - bar.n)

        yield progress


def _column(text: str) -> tuple[str, str]:
    field, _, column = text.partition("=")
    if field not in FIELDS or not column:
        raise argparse.ArgumentTypeError(f"give FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
    return field, column


def _encoding(text: str) -> str:
    try:
        "".encode(text)
    except LookupError as error:
        raise argparse.ArgumentTypeError(f"no encoding is called {text}; try windows-1256 or utf-16") from error
    return text


def add(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "ingest",
        help="documents to article records, one JSON object a line",
        description="Reads text, HTML, feeds, tables, JSON, GDELT and Media Cloud exports, packed ones too.  "
        "A run that was interrupted is gone on with by the same command.",
    )
    verb.add_argument("sources", nargs="+", metavar="SRC", help="files, folders, or - for standard input")
    verb.add_argument("--out", help="a JSON Lines file (default: standard output)")
    verb.add_argument("--rejects", metavar="FILE", help="what was not read, and why (default: OUT.rejects.jsonl)")
    add_reading_options(verb)
    verb.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each processor)")
    verb.set_defaults(run=ingest)


def add_reading_options(verb: argparse.ArgumentParser) -> None:
    """What the user says of files that do not tell it themselves."""
    verb.add_argument(
        "--map",
        type=_column,
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=f"a column or key to read a field from: {', '.join(FIELDS)}",
    )
    verb.add_argument("--format", choices=sorted(FORMATS), help="read every file as this, whatever its name")
    verb.add_argument("--encoding", type=_encoding, metavar="NAME", help="of files that declare none")
