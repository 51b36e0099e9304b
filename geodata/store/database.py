"""DuckDB, which reads Parquet where it lies: one for the whole process, within a bound of memory, offline."""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

# DuckDB would otherwise take four fifths of the machine.  What does not fit is put aside on disk.
SERVING_MB = 80
BUILDING_MB = 640
# Of malloc.h: one heap; blocks from 128 KiB on by themselves, so that they go back whole; and what is free at a
# heap's end goes back from 1 MiB on.
MALLOC = {-8: 1, -3: 128 << 10, -1: 1 << 20}
OFFLINE: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def connected(memory_mb: int, aside: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that keeps to ``memory_mb`` and puts the rest aside in a folder."""
    threads = min(2, os.cpu_count() or 1)
    limits: dict[str, Any] = {"memory_limit": f"{memory_mb}MB", "threads": threads, "temp_directory": str(aside)}
    return duckdb.connect(config={**OFFLINE, **limits, "preserve_insertion_order": False})


@lru_cache(maxsize=5)  # the present store, and the earlier versions held open
def _serving(aside: Path) -> duckdb.DuckDBPyConnection:
    base = connected(SERVING_MB, aside)
    # What stands after IN is what is kept in memory to look up in, never the articles, however DuckDB estimates:
    # a third of the time, and of the memory, where words and days are asked for together.
    base.execute("SET disabled_optimizers = 'build_side_probe_side'")
    return base


def hold_memory_tight() -> None:
    """What a query has done with goes back to the system: no pool of Arrow's own, and one of the C library's.

    A server has many threads and each would keep its own heap; with a million articles that came to 100 MiB.  To be
    called before the threads are there.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    with contextlib.suppress(OSError, AttributeError):  # another C library
        for option, value in MALLOC.items():
            ctypes.CDLL(None).mallopt(option, value)


_asking = threading.Lock()


@contextlib.contextmanager
def cursor(aside: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of the database that answers requests, for one query at a time.

    A query has all processors and all the memory there is for queries; several at once would be refused some.
    Files are opened for the length of a query, so that a store that has given way leaves nothing open.
    """
    with _asking, _serving(aside).cursor() as own:
        yield own


def quoted(file: Path) -> str:
    """A file's name as SQL text."""
    return "'" + str(file).replace("'", "''") + "'"
