"""A proposal as a unified diff, for ``git apply`` at the root of the repository."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from geodata.importing import journal
from geodata.importing.proposal import Proposal

DATA = "geodata/data"
# Lines kept around a change, as git has them.
CONTEXT = 3
NO_NEWLINE = "\\ No newline at end of file"


def patch(proposal: Proposal, entry: journal.Entry) -> str:
    """What writing the proposal would change: the zone's file, and the journal with ``entry`` as a line more."""
    directory = proposal.before.directory
    texts = {proposal.zone_file: proposal.text, journal.NAME: journal.text_with(directory, entry)}
    return "".join(line for name, text in texts.items() for line in _file_diff(directory, name, text))


def _file_diff(directory: Path, name: str, text: str) -> Iterator[str]:
    path = directory / name
    old = path.read_bytes().decode("utf-8") if path.exists() else None
    body = list(difflib.unified_diff(_lines(old or ""), _lines(text), n=CONTEXT))[2:]
    if not body:
        return
    yield f"diff --git a/{DATA}/{name} b/{DATA}/{name}\n"
    yield "new file mode 100644\n--- /dev/null\n" if old is None else f"--- a/{DATA}/{name}\n"
    yield f"+++ b/{DATA}/{name}\n"
    yield from (line if line.endswith("\n") else f"{line}\n{NO_NEWLINE}\n" for line in body)


def _lines(text: str) -> list[str]:
    """The lines as git has them: str.splitlines also splits at characters that end no line."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])
