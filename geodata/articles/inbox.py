"""A folder that documents are dropped into, and the article records made of them, lot by lot.

Records stand in a folder of their own: each lot that was new is one JSON Lines file, numbered, with its rejects
beside it, whole or not there.  ``.index`` remembers which files were read and what was seen in them, so that what
comes later is linked to what came before.  A lot is durable before the index knows it and gets its name after that,
now or, where a kill fell between, at the next start.  Files that change are read again; records of files that go
away stay.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from geodata.article_files import REJECTS
from geodata.articles.duplicates import Index
from geodata.articles.formats.pieces import Options
from geodata.articles.ingesting import Asked, Counts, as_reject, outcomes_of, resolved
from geodata.articles.sources import files, of_files
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.files import replace_text

# A file written to within this time may not be whole yet.
SETTLED_S = 1.0
INDEX = ".index"


@dataclass(frozen=True)
class Lot:
    """What came of the files that were new: counts, problems, and whether some are still being written."""

    counts: Counts
    problems: Sequence[Problem]
    is_waiting: bool


class Inbox:
    """A watched folder and its records."""

    def __init__(self, folder: Path, records: Path, catalog: Catalog, options: Options | None = None):
        self._folder, self.records, self._catalog = folder, records, catalog
        self._options = options or Options()
        records.mkdir(parents=True, exist_ok=True)
        self._index = self._opened()

    def close(self) -> None:
        self._index.close()

    @property
    def lots(self) -> list[Path]:
        """The files of records, oldest first."""
        return [self.records / name for name in self._lots]

    def take(self, settled_s: float = SETTLED_S) -> Lot:
        """Read what is new in the folder; its records are durable when this returns.

        What was written to less than ``settled_s`` seconds ago waits for the next time.
        """
        fresh, waiting = [], False
        for name, path, mark in self._marked():
            if self._read.get(name) == mark:
                continue
            if time.time() - path.stat().st_mtime < settled_s:
                waiting = True
            else:
                fresh.append((name, path, mark))
        if not fresh:
            return Lot(Counts(), (), waiting)
        lot = self.records / f"{len(self._lots) + 1:06}.jsonl"
        counts, problems = self._written(lot, [(name, path) for name, path, _ in fresh])
        self._read |= {name: mark for name, _, mark in fresh}
        self._lots += [lot.name] * bool(counts.articles)
        self._index.commit(json.dumps({"read": self._read, "lots": self._lots}))
        if counts.articles:
            os.replace(_unnamed(lot), lot)
        return Lot(counts, problems, waiting)

    def _written(self, lot: Path, named: list[tuple[str, Path]]) -> tuple[Counts, list[Problem]]:
        """The lot without its name yet, and its rejects."""
        counts = Counts()
        lines: list[str] = []
        rejects: list[str] = []
        problems: list[Problem] = []
        asked = Asked((), self._catalog, self._options)
        for outcomes in outcomes_of(of_files(named), asked):
            for outcome in outcomes:
                line, problem, place = resolved(outcome, self._index)
                counts.add(place, line is not None)
                if line is not None:
                    lines.append(line)
                elif problem is not None:
                    rejects.append(json.dumps(as_reject(problem), ensure_ascii=False))
                    if place is None:
                        problems.append(problem)
        if rejects:
            name = f"{lot.stem}-{len(self._read):06}{REJECTS}"
            replace_text(self.records / name, "".join(f"{line}\n" for line in rejects))
        replace_text(_unnamed(lot), "".join(f"{line}\n" for line in lines))
        return counts, problems

    def _marked(self) -> Iterator[tuple[str, Path, list[int]]]:
        for name, path in files([str(self._folder)]):
            try:
                about = path.stat()
            except FileNotFoundError:  # gone since it was listed
                continue
            yield name, path, [about.st_size, about.st_mtime_ns]

    def _opened(self) -> Index:
        path = self.records / INDEX
        index = Index(path, self.records.name)
        state = json.loads(index.state or "{}")
        self._read: dict[str, list[int]] = state.get("read", {})
        self._lots: list[str] = state.get("lots", [])
        for name in self._lots:
            lot = self.records / name
            with suppress(FileNotFoundError):  # a kill fell between the index and the name
                os.replace(_unnamed(lot), lot)
            if not lot.exists():
                index.close()
                remedy = f"put it back, or remove {self.records} and let all be read anew"
                raise Refused([Problem(self.records.name, name, "the file of records is missing", remedy)])
        return index


def _unnamed(lot: Path) -> Path:
    return lot.with_name(f".{lot.name}.part")
