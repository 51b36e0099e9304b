"""What takes seconds is written once, and a long line is turned away."""

import threading

import pytest

from dashboard.pages.problems import Busy
from dashboard.pages.workshop import MOST_WAITING, Workshop


def test_what_several_ask_for_at_once_is_written_once():
    workshop, made, gate = Workshop(), [], threading.Event()

    def make():
        gate.wait(20)
        made.append(1)
        return b"done"

    asking = [threading.Thread(target=workshop.made, args=("tag", make)) for _ in range(MOST_WAITING)]
    for thread in asking:
        thread.start()
    gate.set()
    for thread in asking:
        thread.join(20)
    assert made == [1] and workshop.made("tag", make) == b"done"


def test_who_finds_a_long_line_is_asked_to_come_again_and_later_served():
    workshop, gate = Workshop(), threading.Event()
    asking = [
        threading.Thread(target=workshop.made, args=(str(n), lambda: gate.wait(20) and b"done"))
        for n in range(MOST_WAITING)
    ]
    for thread in asking:
        thread.start()
    while workshop._line._value:  # until all stand in it
        pass
    with pytest.raises(Busy):
        workshop.made("one too many", lambda: b"")
    gate.set()
    for thread in asking:
        thread.join(20)
    assert workshop.made("one too many", lambda: b"now") == b"now"
