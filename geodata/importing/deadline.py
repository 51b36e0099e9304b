"""A limit on the time an answer takes, for the main thread of a process."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator

from geodata.errors import Refused
from geodata.importing.formats import refused

# For what is deep in a library and hears no signal before it comes back.
GRACE_S = 1.0


@contextlib.contextmanager
def within(seconds: float, file: str) -> Iterator[None]:
    """Refuses the file once the time is up.

    Where that cannot be raised, because a library does not return, the process says so and ends with exit code 1:
    only for what writes nothing.
    """

    def stop(*_: object) -> None:
        raise too_long(seconds, file)

    last = threading.Timer(seconds + GRACE_S, _end, [too_long(seconds, file)])
    last.daemon = True
    last.start()  # before the alarm: one that came while the thread starts would leave it to end the process later
    before = signal.signal(signal.SIGALRM, stop)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # also of an alarm that comes in the line before: it comes once
        last.cancel()
        signal.signal(signal.SIGALRM, before)


def _end(refusal: Refused) -> None:
    print(refusal, file=sys.stderr, flush=True)
    os._exit(1)


def too_long(seconds: float, file: str) -> Refused:
    problem = f"not compared within {seconds:g} s"
    return refused(file, problem, "simplify the outline to its precision, or give --large")
