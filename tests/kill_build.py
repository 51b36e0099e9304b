"""Kills ``build`` at random instants, and looks at what is left: ``python -m tests.kill_build [N]``.

Two collections are built in turn into one directory.  A third of the kills fall anywhere from the start of the process
to after its end, a third while tables are being written, a third when they are being put in place.  After each, the
store must be whole, the one before or the new one: every file the manifest names is there with the content its name
tells, and every article is found and read.  Then the build is run again, must complete, and must leave nothing lying.
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from geodata.catalog import catalog
from geodata.store import Selection, Store
from geodata.store.directory import MANIFEST, OURS, STAGING

ROOT = Path(__file__).parents[1]
FEW, MORE = 4, 9


@dataclass
class Tally:
    kills: int = 0
    landed: int = 0
    staged: int = 0  # tables lay half written
    strewn: int = 0  # files lay in place that no manifest named yet


def collection(path: Path, articles: int) -> Path:
    """Synthetic records, as ``geodata.demo`` makes them."""
    words = [sys.executable, "-m", "geodata.demo", str(articles), str(path), "--records"]
    subprocess.run(words, cwd=ROOT, check=True)
    return path


def started(articles: Path, directory: Path) -> subprocess.Popen:
    words = [sys.executable, "-m", "geodata", "build", "--articles", str(articles), "--out", str(directory)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def anywhere(builder: subprocess.Popen, directory: Path, chance: random.Random, whole_s: float) -> float:
    return chance.uniform(0, 1.2 * whole_s)


def writing(builder: subprocess.Popen, directory: Path, chance: random.Random, whole_s: float) -> float:
    """While tables are being written."""
    _wait(builder, (directory / STAGING).exists)
    return chance.uniform(0, 0.4 * whole_s)


def placing(builder: subprocess.Popen, directory: Path, chance: random.Random, whole_s: float) -> float:
    """When the first table has its name, and the manifest perhaps not."""
    before = {path.name for path in directory.glob("*.parquet")}
    _wait(builder, lambda: {path.name for path in directory.glob("*.parquet")} != before)
    return chance.choice((0, chance.uniform(0, 0.2)))


def _wait(builder: subprocess.Popen, is_so: Callable[[], bool]) -> None:
    while builder.poll() is None and not is_so():
        time.sleep(0.0005)


INSTANTS = (anywhere, writing, placing)


def killed(kills: int, seed: int | None = None) -> Tally:
    """Kill that many builds.  Raises AssertionError where one left something it must not."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as folder:
        few, more = (collection(Path(folder) / f"{n}.jsonl", n) for n in (FEW, MORE))
        directory = Path(folder) / "store"
        finished(few, directory)
        begun = time.monotonic()
        finished(more, directory)
        whole_s = time.monotonic() - begun
        now, then = more, few
        for number in range(kills):
            lay = _tables(directory)
            builder = started(then, directory)
            time.sleep(INSTANTS[number % 3](builder, directory, chance, whole_s))
            builder.kill()
            builder.communicate()
            tally.kills += 1
            landed = look(directory, now, then)
            tally.landed += landed
            tally.staged += (directory / STAGING).exists()
            tally.strewn += bool(not landed and _tables(directory) - lay)
            if landed:
                now, then = then, now
            if number % 10 == 9:
                finished(then, directory)
                assert look(directory, now, then), "run again, the build did not land"
                assert not (directory / STAGING).exists(), "something lies half written"
                now, then = then, now
    return tally


def finished(articles: Path, directory: Path) -> None:
    builder = started(articles, directory)
    _, errors = builder.communicate()
    assert builder.returncode == 0, errors


def look(directory: Path, before: Path, after: Path) -> bool:
    """Whether the new store is there; one of the two is, whole."""
    store = Store(directory, catalog())
    for file in _named(directory):
        digest = hashlib.sha256((directory / file).read_bytes()).hexdigest()
        assert digest[:12] == file.split(".")[-2], f"{file} does not hold what its name tells"
    expected = {
        path: {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()} | {*catalog().articles}
        for path in (before, after)
    }
    found = store.found(Selection(), 1000)
    ids = {kept.article.id for kept in found.page}
    assert ids in expected.values(), "neither the store before nor the new one"
    assert found.total == len(ids) == store.manifest["articles"], "articles are doubled or lost"
    return ids == expected[after]


def _named(directory: Path) -> set[str]:
    manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    return {*manifest["files"].values(), *manifest["tables"].values()}


def _tables(directory: Path) -> set[str]:
    return {path.name for path in directory.glob("*.parquet") if OURS.fullmatch(path.name)}


if __name__ == "__main__":
    result = killed(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
    print(
        f"{result.kills} builds killed: {result.landed} had landed, {result.staged} left tables half written, "
        f"{result.strewn} left files no manifest named yet; the store was whole each time, the one before or the new "
        "one, and the build completed when run again"
    )
