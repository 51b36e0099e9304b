"""A limit on the time an answer takes, for the main thread of a process."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

from geodata.errors import Refused
from geodata.importing.formats import refused


@contextlib.contextmanager
def within(seconds: float, file: str) -> Iterator[None]:
    """Refuses the file once the time is up."""

    def stop(*_: object) -> None:
        raise too_long(seconds, file)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def too_long(seconds: float, file: str) -> Refused:
    problem = f"not compared within {seconds:g} s"
    return refused(file, problem, "simplify the outline to its precision, or give --large")
