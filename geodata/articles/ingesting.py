"""One run of ``ingest``: documents in, records and rejects out, whole or to be gone on with.

While a run lasts its records stand in ``.OUT.part``, its rejects in ``.OUT.rejects.part`` and what it knows in
``.OUT.state``.  From time to time both files are made durable and the state says how far they are good; a run
that was killed is taken up there by the same command, and what stands behind is written anew.  At the end the
files take their names in one step, so that nobody reads half of them.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from geodata.articles.duplicates import Index, Made, Place
from geodata.articles.formats import pieces
from geodata.articles.formats.pieces import Options, Piece
from geodata.articles.lexicon import lexicon
from geodata.articles.sources import STANDARD_INPUT, Meter, Source, files, sources
from geodata.articles.workers import Outcome, in_order
from geodata.catalog import Catalog
from geodata.errors import Problem

FORMAT = 1
PACKAGE = Path(__file__).parent
SECONDS_BETWEEN_CHECKPOINTS = 2.0
# Longer where making one took long, as it does with millions of records: at most a twentieth of the time goes there.
TIMES_A_CHECKPOINT = 20
SAME_DOCUMENT = "it is kept once"


@dataclass
class Counts:
    """What became of the documents.  ``repeated`` are the same as one before, ``linked`` are kept."""

    articles: int = 0
    linked: int = 0
    repeated: int = 0
    rejected: int = 0

    def add(self, place: Place | None, is_kept: bool) -> None:
        self.articles += is_kept
        self.linked += is_kept and bool(place and place.same)
        self.repeated += place is not None and not is_kept
        self.rejected += place is None

    def __str__(self) -> str:
        told = [f"{self.articles:,} articles", f"{self.linked:,} of them linked to another that tells the same story"]
        return (
            f"{told[0]}{f', {told[1]}' if self.linked else ''}; {self.repeated:,} repeated; {self.rejected:,} rejected"
        )


@dataclass
class Ingested:
    """A finished run: its counts, the first of its problems, and how many pieces it took up from a run before."""

    counts: Counts = field(default_factory=Counts)
    problems: list[Problem] = field(default_factory=list)
    resumed_at: int = 0


MOST_PROBLEMS = 20


def as_reject(problem: Problem) -> dict[str, str]:
    """A line of the rejects file."""
    return {
        "source": problem.file,
        "position": problem.feature,
        "reason": problem.problem,
        "remedy": problem.remedy,
    }


def resolved(outcome: Outcome, index: Index) -> tuple[str | None, Problem | None, Place | None]:
    """The line of a record with its links, or the problem; a repeated document is a problem and says of which."""
    if isinstance(outcome, Problem):
        return None, outcome, None
    place = index.place(outcome)
    if place.repeated:
        where = json.loads(outcome.line)["provenance"]
        problem = Problem(where["file"], where.get("record", "-"), f"the same document as {place.id}", SAME_DOCUMENT)
        return None, problem, place
    return _linked(outcome, place), None, place


def _linked(outcome: Made, place: Place) -> str:
    if place.id == outcome.id and not place.same:
        return outcome.line
    record = json.loads(outcome.line)
    record["id"] = place.id
    if place.same:
        why = (
            f"the same {place.by} as {place.same}" if place.by == "address" else f"nearly its {place.by}: {place.same}"
        )
        found = {"method": place.by, "reasoning": why, "evidence": []}
        record["provenance"]["fields"]["sameAs"] = found
        at = list(record).index("provenance")
        record = dict([*list(record.items())[:at], ("sameAs", [place.same]), *list(record.items())[at:]])
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Asked:
    """What a run is to do; ``own`` is the file it writes, which is none of its documents."""

    given: Sequence[str]
    catalog: Catalog
    options: Options = field(default_factory=Options)
    workers: int = 1
    own: Path | None = None


def streamed(asked: Asked, meter: Meter, skip: int = 0) -> Iterator[list[Outcome]]:
    """The outcomes of each piece in order, the first ``skip`` pieces left out."""
    yield from outcomes_of(sources(asked.given, meter, asked.own), asked, skip)


def outcomes_of(found: Iterable[Source | Problem], asked: Asked, skip: int = 0) -> Iterator[list[Outcome]]:
    """The outcomes of each piece of sources, in order."""
    known = lexicon(asked.catalog).languages
    every = (piece for source in found for piece in _of(source, asked.options, known))
    yield from in_order(islice(every, skip, None), asked.catalog, asked.workers)


def _of(source: Source | Problem, options: Options, known: Mapping) -> Iterable[Piece | Problem]:
    return [source] if isinstance(source, Problem) else pieces(source, options, known)


def signature(asked: Asked) -> str:
    """What a run depends on: files by path, size and time, options, the curated data and this package's code."""
    digest = sha256(json.dumps([FORMAT, list(asked.given), asdict(asked.options)], sort_keys=True).encode())
    curated = sorted(path for path in asked.catalog.directory.rglob("*") if path.is_file())
    own = sorted(PACKAGE.rglob("*.py"))
    for path in [*curated, *own, *(path for _, path in files(asked.given, asked.own))]:
        with suppress(OSError):
            about = path.stat()
            digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class Run:
    """Records into a file, taken up where an interrupted run of the same left off."""

    def __init__(self, asked: Asked, out: Path, rejects: Path):
        self.asked, self.out, self.rejects = replace(asked, own=out), out, rejects
        self._part = out.with_name(f".{out.name}.part")
        self._rejects_part = out.with_name(f".{out.name}.rejects.part")
        self._state = out.with_name(f".{out.name}.state")

    def __call__(self, meter: Meter, progress: Callable[[int], None] = lambda count: None) -> Ingested:
        self.out.parent.mkdir(parents=True, exist_ok=True)
        mark = signature(self.asked)
        index, at = self._taken_up(mark)
        result = Ingested(Counts(**at["counts"]), [], at["pieces"])
        with (
            closing(index),
            _opened(self._part, at["bytes"]) as records,
            _opened(self._rejects_part, at["reject_bytes"]) as rejects,
        ):
            done, last, pause = at["pieces"], time.monotonic(), 0.0
            for outcomes in streamed(self.asked, meter, skip=done):
                for outcome in outcomes:
                    self._write(outcome, index, records, rejects, result)
                done += 1
                progress(len(outcomes))
                if (begun := time.monotonic()) - last > max(SECONDS_BETWEEN_CHECKPOINTS, pause):
                    self._checkpoint(index, mark, done, records, rejects, result)
                    last = time.monotonic()
                    pause = TIMES_A_CHECKPOINT * (last - begun)
            self._checkpoint(index, mark, done, records, rejects, result)
        self._finish(result)
        return result

    def _taken_up(self, mark: str) -> tuple[Index, dict[str, Any]]:
        nothing = {"signature": mark, "pieces": 0, "bytes": 0, "reject_bytes": 0, "counts": {}}
        can_resume = STANDARD_INPUT not in self.asked.given and self._part.exists() and self._rejects_part.exists()
        if can_resume and self._state.exists():
            index = Index(self._state, self.out.name)
            at = json.loads(index.state or "{}")
            if at.get("signature") == mark and self._part.stat().st_size >= at["bytes"]:
                return index, at
            index.close()
        for path in (self._state, self._state.with_name(f"{self._state.name}-journal")):
            path.unlink(missing_ok=True)
        return Index(self._state, self.out.name), nothing

    def _write(self, outcome: Outcome, index: Index, records: BinaryIO, rejects: BinaryIO, result: Ingested) -> None:
        line, problem, place = resolved(outcome, index)
        if line is not None:
            records.write(line.encode("utf-8", "replace") + b"\n")
        elif problem is not None:
            told = json.dumps(as_reject(problem), ensure_ascii=False).encode("utf-8", "replace")
            rejects.write(told + b"\n")
            if place is None and len(result.problems) < MOST_PROBLEMS:
                result.problems.append(problem)
        result.counts.add(place, line is not None)

    def _checkpoint(
        self, index: Index, mark: str, done: int, records: BinaryIO, rejects: BinaryIO, result: Ingested
    ) -> None:
        for stream in (records, rejects):
            stream.flush()
            os.fsync(stream.fileno())
        state = {
            "signature": mark,
            "pieces": done,
            "bytes": records.tell(),
            "reject_bytes": rejects.tell(),
            "counts": asdict(result.counts),
        }
        index.commit(json.dumps(state))

    def _finish(self, result: Ingested) -> None:
        """The rejects first: once OUT has its name the run is over."""
        if result.counts.rejected or result.counts.repeated:
            os.replace(self._rejects_part, self.rejects)
        else:
            self.rejects.unlink(missing_ok=True)
            self._rejects_part.unlink(missing_ok=True)
        os.replace(self._part, self.out)
        self._state.unlink(missing_ok=True)


def _opened(path: Path, size: int) -> BinaryIO:
    """A file to go on writing to after its first ``size`` bytes; what stands behind is cut off."""
    stream = path.open("r+b" if path.exists() else "w+b")
    stream.truncate(size)
    stream.seek(size)
    return stream
