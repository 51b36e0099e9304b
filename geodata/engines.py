"""Joins of any size: one function for each part of the articles, run here or on a Dask cluster.

Parts are worked on out of order and written in order, so that the rows are the same, in the
same order, whoever worked on them.  No more than a few parts are held at a time.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from geodata.article_files import Part, parts_of, read, sound
from geodata.catalog import Catalog, catalog
from geodata.errors import Problem, Refused
from geodata.join import join_rows
from geodata.processes import AHEAD, futures_in_order, mapped

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("article", "target_kind", "target", "basis", "evidence", "boundary")]
    + [("certainty", pa.float64()), ("date", pa.date32())]
)
LOST = "see that its workers have the same version of the atlas and memory to spare, and run it again"


@dataclass(frozen=True)
class Joined:
    """What one part gave: join rows (of ``SCHEMA``), how many articles, what was wrong."""

    rows: pa.Table
    articles: int
    problems: list[Problem] = field(default_factory=list)


Engine = Callable[[Iterable[Part]], Iterator[Joined]]


def joined(part: Part, data: Catalog | None = None) -> Joined:
    """Join the articles of one part; what every engine runs."""
    articles, problems = read(part)
    rows = join_rows(articles, data or catalog())
    return Joined(pa.Table.from_pandas(rows, schema=SCHEMA, preserve_index=False), len(articles), problems)


def local(parts: Iterable[Part]) -> Iterator[Joined]:
    """In as many processes as there are processors; in this one where there are few parts."""
    yield from mapped(joined, parts, catalog())


def on_dask(scheduler: str | None = None) -> Engine:
    """On a Dask cluster: the one at this address (``tcp://…``), or one of two processes or more on this machine.

    A part whose worker is lost is given to another; several lost over one part end the run.

    Raises
    ------
    Refused
        Dask is not installed, there is no scheduler at the address, or the cluster gave up.
    """
    distributed = _distributed()

    def run(parts: Iterable[Part]) -> Iterator[Joined]:
        with _client(distributed, scheduler) as client:
            threads = max(sum(client.nthreads().values()), 1)
            # pure=False: a part is never taken for another; its key is its own
            for future in futures_in_order(
                lambda part: client.submit(joined, part, pure=False), parts, threads * AHEAD
            ):
                try:
                    one = future.result()
                except (distributed.KilledWorker, CancelledError, ImportError, OSError) as error:
                    problem = Problem("--engine dask", scheduler or "-", f"the cluster gave up ({error!r})", LOST)
                    raise Refused([problem]) from error
                future.release()
                yield one

    return run


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        problem = Problem("--engine dask", "-", "Dask is not installed", "pip install -r requirements-dask.txt")
        raise Refused([problem]) from error
    return distributed


def _client(distributed: Any, scheduler: str | None) -> Any:
    if scheduler is None:
        workers = max(os.cpu_count() or 1, 2)
        cluster = distributed.LocalCluster(
            workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.CRITICAL
        )
        return _OwnCluster(distributed.Client(cluster), cluster)
    try:
        return distributed.Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        problem = Problem("--scheduler", scheduler, f"no scheduler answers ({error})", "start `dask scheduler` there")
        raise Refused([problem]) from error


@dataclass(frozen=True)
class _OwnCluster:
    """A client and the cluster it was started for, which ends with it."""

    client: Any
    cluster: Any

    def __enter__(self) -> Any:
        return self.client

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.cluster.close()


@dataclass
class Tally:
    """How much an engine has done."""

    articles: int = 0
    rows: int = 0


def join_file(articles: Path, engine: Engine = local, tally: Tally | None = None) -> Iterator[pa.Table]:
    """Join rows of a file or folder of article records, part by part, in the order of the articles.

    Raises
    ------
    Refused
        after the last rows: what is wrong with the records, or with the files.
    """
    tally = tally or Tally()
    for part in sound((part, part.problems) for part in engine(parts_of(articles))):
        tally.articles += part.articles
        tally.rows += len(part.rows)
        yield part.rows
