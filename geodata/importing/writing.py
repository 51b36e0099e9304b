"""Lands a proposal: one writer at a time, the boundary file replaced in one step, a line in the journal."""

from __future__ import annotations

import contextlib
import fcntl
import getpass
import hashlib
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.files import replace_text
from geodata.importing import journal
from geodata.importing.isolated import Found
from geodata.importing.proposal import Proposal, propose

LOCK = ".lock"
PATIENCE_S = 10.0
STALE_S = 60.0  # no file of ours takes this long to write


def write(found: Found, stated: Mapping[str, str | None], catalog: Catalog, *, who: str, why: str) -> Proposal:
    """Add an outline as a boundary version, and close the one it follows.

    Parameters
    ----------
    found, stated : as for ``propose``
    catalog : says which directory; its files are read anew once no other writer is at work
    who, why : for the journal

    Returns what was written, with the catalogue before and after.  Once it returns the version is on disk; a kill
    at any moment leaves the directory as it was or as it is to be.

    Raises
    ------
    Refused
        as ``propose``, or another writer holds the directory; nothing has been written.
    """
    directory = catalog.directory
    with sole_writer(directory, who):
        _sweep(directory)
        proposal = propose(found, stated, Catalog(directory, catalog.seeds))
        journal.with_entry(directory, entry(proposal, who, why))
        replace_text(directory / proposal.zone_file, proposal.text)
    return proposal


def entry(proposal: Proposal, who: str, why: str) -> journal.Entry:
    """The journal's line for a proposal that lands now."""
    directory = proposal.before.directory
    begins = proposal.stated.valid_from.isoformat()
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "who": who,
        "version": proposal.version,
        "file": proposal.file,
        "sha256": proposal.sha256,
        **({"stretches": dict(zip(("file", "sha256"), proposal.beside, strict=True))} if proposal.beside else {}),
        "why": why,
        "closed": dict.fromkeys(proposal.place.closed, begins),
        "resumed": list(proposal.place.resumed),
        "zone_file": proposal.zone_file,
        "was": journal.digest(directory / proposal.zone_file),
        "is": hashlib.sha256(proposal.text.encode("utf-8")).hexdigest(),
    }


@contextlib.contextmanager
def sole_writer(directory: Path, who: str, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Holds the directory for one writer.  The lock goes with the process, however that ends.

    Raises
    ------
    Refused
        another writer still holds it after ``patience_s``; the problem says who.
    """
    with (directory / LOCK).open("a+", encoding="utf-8") as lock:
        _wait_for(lock.fileno(), directory, patience_s)
        lock.truncate(0)
        lock.write(f"{who}, process {os.getpid()}, since {datetime.now(UTC):%H:%M:%S} UTC")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def _wait_for(descriptor: int, directory: Path, patience_s: float) -> None:
    until = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                holder = (directory / LOCK).read_text(encoding="utf-8") or "somebody"
                problem = f"another import is writing here: {holder}"
                raise Refused([Problem(LOCK, "-", problem, "wait until it is done, then try again")]) from None
            time.sleep(0.05)


def _sweep(directory: Path) -> None:
    """Remove what writers that were killed left behind: files half written, under their temporary names."""
    for pattern in (f".{journal.NAME}.*", "zones/.*.geojson.*"):
        for leftover in directory.glob(pattern):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - leftover.stat().st_mtime > STALE_S:
                    leftover.unlink()


def user_name() -> str:
    """Who is at work: the name git knows, else the login."""
    try:
        told = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5)
        if told.stdout.strip():
            return told.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
