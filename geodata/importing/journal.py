"""The journal of what was imported: one line of JSON for each version, in ``journal.jsonl`` beside the data.

A line is written before the boundary file is replaced, and says what that file was and becomes (sha256).  If
the import is killed between the two, the file is still what it ``was``: the line tells of something that never
happened.  Reading leaves such a line out, the next import drops it.  So nothing is in the data that the journal
does not know, and the journal tells nothing that is not in the data.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from geodata.errors import Problem, Refused
from geodata.files import replace_text

NAME = "journal.jsonl"

Entry = dict[str, Any]


def entries(directory: Path) -> list[Entry]:
    """What landed, oldest first: ``when`` (UTC), ``who``, ``version``, ``file``, ``sha256``, ``why``, ``closed``,
    ``resumed``, ``zone_file``, ``was``, ``is``, and ``stretches`` where they came in a file of their own.

    Raises
    ------
    Refused
        a line is not JSON.
    """
    lines = _lines(directory)
    return lines[:-1] if lines and _never_landed(directory, lines[-1]) else lines


def _lines(directory: Path) -> list[Entry]:
    path = directory / NAME
    if not path.exists():
        return []
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            where = f"line {number}"
            raise Refused([Problem(NAME, where, f"not JSON ({error.msg})", "mend or remove the line")]) from error
    return found


def _never_landed(directory: Path, entry: Entry) -> bool:
    return digest(directory / str(entry.get("zone_file", ""))) == entry.get("was") != entry.get("is")


def digest(path: Path) -> str:
    """The sha256 of a file, "" where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def text_with(directory: Path, entry: Entry) -> str:
    """The journal with a line more, and without one that never landed."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in [*entries(directory), entry])


def with_entry(directory: Path, entry: Entry) -> None:
    """Write the journal anew, as ``text_with`` gives it."""
    replace_text(directory / NAME, text_with(directory, entry))
