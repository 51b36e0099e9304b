"""Processes that work for this one, each with the catalogue at hand; what they give back comes in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from geodata.catalog import Catalog, catalog
from geodata.errors import Problem, Refused

# For each process as many parts are on their way: while one is worked on, the next is at hand.
AHEAD = 2
# To start processes takes as long as to work on so many parts.
FEW = 3

Part = TypeVar("Part")
Result = TypeVar("Result")

_own: dict[str, Catalog] = {}


def mapped(function: Callable[[Part, Catalog], Result], parts: Iterable[Part], data: Catalog) -> Iterator[Result]:
    """What a function makes of each part and the catalogue, in the order of the parts.

    In as many processes as there are processors; in this one where there are few parts.  The function is one of a
    module's own, and its parts and results can be pickled.

    Raises
    ------
    Refused
        a process was ended from without.
    """
    coming = iter(parts)
    first = list(islice(coming, FEW + 1))
    if len(first) <= FEW:
        yield from (function(part, data) for part in first)
        return
    workers = os.cpu_count() or 1
    with pool(workers, data) as processes:
        for future in futures_in_order(
            lambda part: processes.submit(_with_own_catalog, function, part), chain(first, coming), workers * AHEAD
        ):
            try:
                one = future.result()
            except BrokenProcessPool as error:
                problem = Problem("-", "-", "a process was ended from without", "free some memory and run it again")
                raise Refused([problem]) from error
            yield one


def pool(workers: int, data: Catalog, start: str = "spawn") -> ProcessPoolExecutor:
    """Processes that have read the catalogue and end with this one, also where it is killed.

    ``start`` is how they begin: “fork” shares what this process has in memory and is not for a process with threads.
    """
    arguments = (data.directory, data.seeds, os.getpid())
    context = multiprocessing.get_context(start)
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=arguments)


def own_catalog() -> Catalog:
    """The catalogue of a process of a pool."""
    return _own["catalog"]


def futures_in_order(submit: Callable[[Part], Any], parts: Iterable[Part], most: int) -> Iterator[Any]:
    """Futures in the order of the parts, no more than so many on their way; those nobody asks for are called off."""
    waiting: deque[Any] = deque()
    try:
        for part in parts:
            waiting.append(submit(part))
            if len(waiting) >= most:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()
    finally:
        for future in waiting:
            future.cancel()


def _with_own_catalog(function: Callable[[Part, Catalog], Result], part: Part) -> Result:
    return function(part, own_catalog())


def _begin(directory: Path, seeds: Path, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends the run, and its processes with it
    shipped = catalog()
    is_shipped = (shipped.directory, shipped.seeds) == (directory, seeds)
    _own["catalog"] = shipped if is_shipped else Catalog(directory, seeds)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """A process whose parent was killed has nobody to work for."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)
