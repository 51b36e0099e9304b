"""Kills ``import --write`` at random instants, and looks at what is left: ``python -m tests.kill_import [N]``.

A third of the kills fall anywhere from the start of the process to after its end, a third while the writer holds the
directory, a third when the journal has its line and the boundary file may not have its version.  After each, the data
must load and pass ``check``; the version is there whole or not at all; what reported success is there and in the
journal; and the journal tells of nothing else.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from pathlib import Path

from geodata.catalog import DATA, Catalog
from geodata.checks import check
from geodata.importing import journal
from geodata.importing.writing import LOCK

ROOT = Path(__file__).parents[1]
FIRST = Day(2021, 1, 1)
RING = [[36.5, 35.9], [36.6, 35.9], [36.6, 36.0], [36.5, 35.9]]


@dataclass
class Tally:
    kills: int = 0
    landed: int = 0
    reported: int = 0
    between: int = 0  # the journal knew, the file not yet


def command(outline: Path, directory: Path, day: Day) -> list[str]:
    return [
        *(sys.executable, "-m", "geodata", "import", str(outline), "--zone", "idlib", "--valid-from", str(day)),
        *("--source", "reading-landmarks", "--method", "A block, to be killed.", "--precision-km", "3"),
        *("--data", str(directory), "--write", "--why", "a test of endurance", "--who", "tests"),
    ]


def started(outline: Path, directory: Path, day: Day) -> subprocess.Popen:
    return subprocess.Popen(
        command(outline, directory, day), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def anywhere(writer: subprocess.Popen, directory: Path, chance: random.Random, whole_s: float) -> float:
    """From the start of the process to after its end."""
    return chance.uniform(0, 1.2 * whole_s)


def holding(writer: subprocess.Popen, directory: Path, chance: random.Random, whole_s: float) -> float:
    """While the writer holds the directory."""
    lock = directory / LOCK
    _wait(writer, lambda: lock.exists() and str(writer.pid) in lock.read_text(encoding="utf-8"))
    return chance.uniform(0, 0.6 * whole_s)


def writing(writer: subprocess.Popen, directory: Path, chance: random.Random, whole_s: float) -> float:
    """When the journal has its line, and the boundary file perhaps its version."""
    before = journal.digest(directory / journal.NAME)
    _wait(writer, lambda: journal.digest(directory / journal.NAME) != before)
    return chance.choice((0, chance.uniform(0, 0.02)))


def _wait(writer: subprocess.Popen, is_so: Callable[[], bool]) -> None:
    while writer.poll() is None and not is_so():
        time.sleep(0.0005)


INSTANTS = (anywhere, holding, writing)


def killed(kills: int, seed: int | None = None) -> Tally:
    """Kill that many imports.  Raises AssertionError where one left something it must not."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as folder:
        directory, outline = Path(folder) / "data", Path(folder) / "block.geojson"
        shutil.copytree(DATA, directory)
        outline.write_text(json.dumps({"type": "Polygon", "coordinates": [RING]}), encoding="utf-8")
        reported = set()
        begun = time.monotonic()
        assert started(outline, directory, FIRST).wait() == 0
        whole_s = time.monotonic() - begun
        for number in range(1, kills + 1):
            day = FIRST + timedelta(days=number)
            before = _state(directory)
            writer = started(outline, directory, day)
            time.sleep(INSTANTS[number % 3](writer, directory, chance, whole_s))
            writer.kill()
            out, _ = writer.communicate()
            tally.kills += 1
            if "written to" in out:
                reported.add(f"idlib@{day}")
            _look(directory, before, f"idlib@{day}", reported, tally)
        tally.reported = len(reported)
    return tally


def _state(directory: Path) -> tuple[str, ...]:
    return tuple(Catalog(directory, directory / "seeds").boundaries.index)


def _look(directory: Path, before: tuple[str, ...], version: str, reported: set[str], tally: Tally) -> None:
    after = _state(directory)
    assert set(after) in (set(before), {*before, version}), "neither the old state nor the new"
    assert not (problems := check(directory, directory / "seeds")), problems
    assert reported <= set(after), f"reported and missing: {reported - set(after)}"
    told = [entry["version"] for entry in journal.entries(directory)]
    assert sorted(told) == sorted({*after} - {*Catalog(DATA).boundaries.index}), "the journal tells another story"
    last = json.loads((directory / journal.NAME).read_text(encoding="utf-8").splitlines()[-1])
    tally.between += last["version"] == version not in after
    tally.landed += version in after


if __name__ == "__main__":
    result = killed(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    print(
        f"{result.kills} imports killed: {result.landed} had landed, {result.reported} of them had said so, "
        f"{result.between} were between journal and file; the data passed check each time, nothing reported was missing"
    )
