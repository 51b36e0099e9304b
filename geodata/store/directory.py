"""The directory a store lies in: its manifest, the marks of what it was built from, its lock and its leftovers."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from geodata.catalog import Catalog

FORMAT = 3
MANIFEST = "manifest.json"
LOCK = ".lock"
STAGING = ".building"
PACKAGE = Path(__file__).parent.parent
# What a build may leave behind, and so what the next one may remove: files with a hash in the name, and halves.
OURS = re.compile(
    r"[a-z-]+\.[0-9a-f]{12}\.(json|parquet|arrow)(\.br|\.gz)?|\..+\.(json|parquet|arrow)(\.br|\.gz)?\.\w{8}"
)


def manifest_of(directory: Path) -> dict[str, Any]:
    """The manifest there, or {} where there is none, or none that can be read: then everything is built anew."""
    try:
        found = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.get("format") == FORMAT else {}


def digest_of(file: Path) -> str:
    """SHA-256 of a file of any size."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def mark(directory: Path) -> tuple[int, ...]:
    """Differs once another manifest is there; costs a look at the file's place and time."""
    try:
        seen = (directory / MANIFEST).stat()
    except OSError:
        return ()
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def curated_version(data: Catalog) -> str:
    """A hash of the curated files and the seeds."""
    known = [
        (str(path.relative_to(root)), digest_of(path))
        for root in (data.directory, data.seeds)
        for path in files_in(root)
    ]
    return hashlib.sha256(json.dumps(sorted(known)).encode()).hexdigest()[:12]


def data_version(curated: str, article_digests: Iterable[str]) -> str:
    """What is known: a hash of the curated data and further articles, and of no code."""
    return hashlib.sha256(" ".join([curated, *sorted(article_digests)]).encode()).hexdigest()[:12]


def fingerprint(version: str) -> str:
    """A hash of everything a store is built from: the data, by their version, and this package's code."""
    digest = hashlib.sha256(f"{FORMAT} {version}".encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(str(path.relative_to(PACKAGE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def files_in(directory: Path) -> list[Path]:
    """The files that count as data."""
    return sorted(path for path in directory.rglob("*") if path.is_file() and not path.name.startswith("."))


@contextlib.contextmanager
def sole_builder(directory: Path) -> Iterator[None]:
    """One build at a time: a second one waits for the first, and says so.

    The lock is the kernel's and ends with the process that holds it, however that ends.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"{directory}: another build is at work; waiting for it", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def staging(directory: Path) -> Iterator[Path]:
    """A folder for what is not yet whole, empty at first and gone at last; a killed build's is cleared by the next."""
    folder = directory / STAGING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(staged: Path, directory: Path, name: str) -> str:
    """Move a whole file from staging to its hashed name; the bytes are on disk before the name is."""
    file = f"{name}.{digest_of(staged)[:12]}{staged.suffix}"
    with staged.open("rb") as content:
        os.fsync(content.fileno())
    os.replace(staged, directory / file)
    return file


def sweep(directory: Path, *kept: Iterable[str]) -> None:
    """Remove what builds left behind; files of others, and those ``kept``, stay.

    The files of the build before stay until the next one, since requests may be reading them.
    """
    names: Sequence[str] = [file for files in kept for file in files]
    stay = {f"{file}{suffix}" for file in names for suffix in ("", ".br", ".gz")}
    for path in directory.iterdir():
        if OURS.fullmatch(path.name) and path.name not in stay:
            path.unlink(missing_ok=True)
