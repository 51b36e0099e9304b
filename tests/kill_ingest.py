"""Kills ``ingest`` at random instants, goes on, and looks at what comes of it: ``python -m tests.kill_ingest [N]``.

A run is killed, started again, killed again, until one ends by itself; then records and rejects must be byte for
byte those of a run that nobody disturbed: nothing lost, nothing twice.  While it lasts, OUT does not exist or is
whole.  Every third run makes its records in two worker processes.  Children are forks of this process, which has
the lexicon loaded, so that the kills fall into the work and not into the start.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geodata.__main__ import main
from geodata.articles import ingesting
from geodata.articles.lexicon import lexicon
from geodata.catalog import catalog
from tests.data.collection import AR, EN, RU, written

DOCUMENTS = 600


@dataclass
class Tally:
    kills: int = 0
    resumed: int = 0  # a run that went on after a checkpoint
    anew: int = 0  # a run killed before its first
    finished: int = 0


def collection(folder: Path) -> Path:
    """Every format, then lines with bad ones, repeated ones and the same story under other addresses."""
    written(folder)
    chance = random.Random(1)
    with (folder / "90-lines.jsonl").open("w", encoding="utf-8") as out:
        for number in range(DOCUMENTS):
            told = number if number % 7 else number // 2
            record = {
                "url": f"https://example.org/{'a' if number % 5 else 'b'}/{told}",
                "headline": f"Delegations in the hall speak about maps number {told // 3}",
                "text": chance.choice((EN, AR, RU)),
                "datePublished": f"2018-0{told % 9 + 1}-01",
            }
            out.write("{broken\n" if number % 50 == 49 else json.dumps(record) + "\n")
    return folder


def started(source: Path, out: Path, workers: int) -> int:
    """The id of a process that ingests."""
    child = os.fork()
    if child:
        return child
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stderr.fileno())
    ingesting.SECONDS_BETWEEN_CHECKPOINTS, ingesting.TIMES_A_CHECKPOINT = 0.02, 0
    os._exit(main(["ingest", str(source), "--out", str(out), "--workers", str(workers)]))


def killed(kills: int, seed: int | None = None, say: Callable[[str], None] = print) -> Tally:
    """Kill that many runs.  Raises AssertionError where something was lost, doubled or half written."""
    chance, tally = random.Random(seed), Tally()
    lexicon(catalog())
    with tempfile.TemporaryDirectory() as directory:
        source, undisturbed = collection(Path(directory) / "in"), Path(directory) / "undisturbed" / "out.jsonl"
        begun = time.monotonic()
        assert os.waitpid(started(source, undisturbed, 1), 0)[1] == 0
        whole_s = time.monotonic() - begun
        expected = contents(undisturbed)
        assert len(set(expected[0].splitlines())) == len(expected[0].splitlines()) > DOCUMENTS // 2
        case = 0
        while tally.kills < kills:
            case += 1
            out = Path(directory) / str(case) / "out.jsonl"
            while not _ended(started(source, out, 2 if case % 3 == 0 else 1), chance.uniform(0, 0.9 * whole_s)):
                tally.kills += 1
                assert not out.exists() or contents(out) == expected, "half a file under the name of a whole one"
                state = out.with_name(f".{out.name}.state")
                went_on = state.exists() and b'"pieces"' in state.read_bytes()
                tally.resumed += went_on
                tally.anew += not went_on
            tally.finished += 1
            assert contents(out) == expected, f"after {tally.kills} kills the records differ"
            assert [one.name for one in out.parent.iterdir() if one.name.startswith(".")] == [], (
                "something is left over"
            )
            shutil.rmtree(out.parent)
    return tally


def _ended(child: int, after_s: float) -> bool:
    """Whether a process ended by itself before it was killed; it must have done so well."""
    end = time.monotonic() + after_s
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            assert status == 0, f"a run failed with {status}"
            return True
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status)


def contents(out: Path) -> tuple[bytes, bytes]:
    return out.read_bytes(), out.with_name(f"{out.name}.rejects.jsonl").read_bytes()


if __name__ == "__main__":
    result = killed(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    print(
        f"{result.kills} runs killed, {result.resumed} of them after a checkpoint; {result.finished} collections "
        "finished, each byte for byte as without a kill: nothing lost, nothing twice, no half file"
    )
