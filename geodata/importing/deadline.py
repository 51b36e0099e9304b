"""A limit on the time an answer takes, for the main thread of a process."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

from geodata.errors import Refused
from geodata.importing.formats import refused


@contextlib.contextmanager
def within(seconds: int, file: str) -> Iterator[None]:
    """Refuses the file once the time is up."""

    def stop(*_: object) -> None:
        raise too_long(seconds, file)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def too_long(seconds: int, file: str) -> Refused:
    problem = f"not compared within {seconds} s"
    return refused(file, problem, "simplify the outline to its precision, or give --large")
