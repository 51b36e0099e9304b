"""Making records of pieces, in this process or in several, in order."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from geodata.articles import limits
from geodata.articles.documents import RawDocument
from geodata.articles.duplicates import Made, made
from geodata.articles.formats import documents
from geodata.articles.formats.pieces import Piece
from geodata.articles.lexicon import lexicon
from geodata.articles.record import identified_article
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.processes import futures_in_order, own_catalog, pool

Outcome = Made | Problem
BATCH = 64
BATCH_BYTES = 1 << 20
# Batches waiting for each worker: enough to keep it busy, and no more in memory.
AHEAD = 3


class _TooLong(Exception):
    pass


def outcomes(piece: Piece | Problem, catalog: Catalog) -> list[Outcome]:
    """What one piece gives: records and problems, in order.  No document, however made, raises."""
    if isinstance(piece, Problem):
        return [piece]
    found: list[Outcome] = []
    try:
        with _within(limits.SECONDS):
            for one in documents(piece, lexicon(catalog).languages):
                found.append(one if isinstance(one, Problem) else _outcome(one, catalog))
    except Refused as refused:
        found.extend(refused.problems)
    except _TooLong:
        found.append(piece.problem(f"not read within {limits.SECONDS} s", "give the article's text alone"))
    except (RecursionError, MemoryError):
        found.append(piece.problem("nested too deep, or too large", "give the article's text alone"))
    except Exception as error:  # noqa: BLE001 – a parser's bug on one document must not end the run of a million
        found.append(piece.problem(f"cannot be read ({type(error).__name__})", "give the article's text alone"))
    return found


def _outcome(document: RawDocument, catalog: Catalog) -> Outcome:
    words = lexicon(catalog)
    try:
        record, digest = identified_article(document, catalog, words)
    except Refused as refused:
        return refused.problems[0]
    return made(record, digest, words)


@contextlib.contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Ends what takes longer; only a process's main thread can be ended so."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def in_order(pieces: Iterable[Piece | Problem], catalog: Catalog, workers: int) -> Iterator[list[Outcome]]:
    """The outcomes of each piece, in the order of the pieces, whoever made them.

    Raises
    ------
    Refused
        a worker died, for want of memory most likely; what was made before it has been given.
    """
    if workers <= 1:
        for piece in pieces:
            yield outcomes(piece, catalog)
        return
    lexicon(catalog)  # built once, and shared with the workers where the system can
    start = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with pool(workers, catalog, start) as processes:
        try:
            for future in futures_in_order(
                lambda batch: processes.submit(_made_in_worker, batch), _batches(pieces), AHEAD * workers
            ):
                yield from future.result()
        except BrokenProcessPool as error:
            remedy = "run the command again, which goes on where this one ended, with --workers 1"
            raise Refused(
                [Problem("ingest", "-", "a worker process died, perhaps for want of memory", remedy)]
            ) from error


def _batches(pieces: Iterable[Piece | Problem]) -> Iterator[list[Piece | Problem]]:
    """Pieces in lots of some size, so that passing them on costs little."""
    pieces = iter(pieces)
    while batch := list(islice(pieces, 1)):
        size = _size(batch[0])
        while len(batch) < BATCH and size < BATCH_BYTES and (more := next(pieces, None)) is not None:
            batch.append(more)
            size += _size(more)
        yield batch


def _size(piece: Piece | Problem) -> int:
    return len(piece.content) if isinstance(piece, Piece) and isinstance(piece.content, bytes) else 1 << 10


def _made_in_worker(batch: list[Piece | Problem]) -> list[list[Outcome]]:
    return [outcomes(piece, own_catalog()) for piece in batch]
