"""Where documents come from: files, folders, archives, standard input, each as a stream that keeps within limits."""

from __future__ import annotations

import bz2
import gzip
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from geodata.article_files import REJECTS
from geodata.articles import limits
from geodata.errors import Problem, Refused
from geodata.packing import DAMAGED, is_absurd, is_leftover, is_locked, member_name

STANDARD_INPUT = "-"
CHUNK = 1 << 16
PAGES = (".html", ".htm", ".xhtml")
PACKED: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),  # type: ignore[dict-item,return-value]
    ".bz2": lambda stream: bz2.BZ2File(stream),  # type: ignore[dict-item,return-value]
}
NESTED = (*PACKED, ".zip", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst")


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Source:
    """One file, or one member of an archive.  ``name`` is how the user knows it, ``suffix`` that of its format."""

    name: str
    suffix: str
    open: Callable[[], Guarded]

    def refused(self, problem: str, remedy: str, feature: str = "-") -> Refused:
        return Refused([Problem(self.name, feature, problem, remedy)])


class Guarded:
    """Reads from a stream, and refuses one that is damaged or unpacks without end.

    ``packed`` tells how much of the file has been read, for the ratio and for progress.
    """

    def __init__(self, name: str, stream: Readable, packed: Callable[[], int], is_packed: bool):
        self._name, self._stream, self._is_packed = name, stream, is_packed
        self.packed, self.unpacked = packed, 0
        self._ahead = b""

    def head(self, size: int) -> bytes:
        """The first bytes, which are read again later."""
        while len(self._ahead) < size and (chunk := self._next(size)):
            self._ahead += chunk
        return self._ahead[:size]

    def chunks(self) -> Iterator[bytes]:
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            yield ahead
        while chunk := self._next(CHUNK):
            yield chunk

    def whole(self) -> bytes:
        """All of it.  Raises Refused where it is larger than a document may be."""
        parts, size = [], 0
        for chunk in self.chunks():
            size += len(chunk)
            if size > limits.LARGEST:
                problem = f"larger than {limits.LARGEST // limits.MIB} MiB, as no article is"
                raise Refused([Problem(self._name, "-", problem, "split it, or give it as JSON Lines or CSV")])
            parts.append(chunk)
        return b"".join(parts)

    def _next(self, size: int) -> bytes:
        try:
            chunk = self._stream.read(size)
        except DAMAGED as error:
            what = "a damaged archive" if self._is_packed else "cannot be read"
            problem = f"{what} ({getattr(error, 'strerror', None) or error})"
            raise Refused([Problem(self._name, "-", problem, "pack or download it again")]) from error
        self.unpacked += len(chunk)
        if self._is_packed and is_absurd(self.unpacked, self.packed(), limits.RATIO, limits.RATIO_FROM_BYTES):
            problem = f"unpacks to more than {limits.RATIO} times its size, as no text does"
            raise Refused([Problem(self._name, "-", problem, "give it unpacked")])
        return chunk


class Meter:
    """Bytes of the files given that have been read."""

    def __init__(self) -> None:
        self.done = 0
        self._now: Callable[[], int] = lambda: 0

    def follow(self, position: Callable[[], int]) -> None:
        self._now = position

    def finished(self, size: int) -> None:
        self.done, self._now = self.done + size, lambda: 0

    @property
    def bytes(self) -> int:
        try:
            return self.done + self._now()
        except ValueError:  # the file is closed already
            return self.done


def files(given: Iterable[str], own: Path | None = None) -> Iterator[tuple[str, Path]]:
    """The files of what is given with their names for the user; folders are walked in sorted order.

    Hidden files are left out, and so are the folders in which browsers keep what belongs to a page, and the file of
    one's ``own`` records that a run before left in a folder.
    """
    own = own.resolve() if own else None
    for one in given:
        path = Path(one)
        if path.is_dir():
            yield from ((name, file) for name, file in _inside(path, "") if file.resolve() != own)
        else:
            yield (path.name, path)


def _inside(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    pages = {entry.stem for entry in entries if entry.suffix.lower() in PAGES}
    for entry in entries:
        if entry.is_dir():
            if not _belongs_to_a_page(entry.name, pages):
                yield from _inside(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(REJECTS):
            yield (f"{prefix}{entry.name}", entry)


def _belongs_to_a_page(folder: str, pages: set[str]) -> bool:
    """“page_files” beside “page.html”; other languages name it otherwise (page-Dateien, page_fichiers, page.files)."""
    return any(folder.startswith(page) and folder[len(page) : len(page) + 1] in ("_", "-", ".") for page in pages)


def sources(given: Iterable[str], meter: Meter | None = None, own: Path | None = None) -> Iterator[Source | Problem]:
    """Every document file of what is given, in order, as ``files`` gives them; archives member by member."""
    meter = meter or Meter()
    for one in given:
        if one == STANDARD_INPUT:
            yield Source("standard input", "", _standard_input)
            continue
        yield from of_files(files([one], own), meter)


def of_files(named: Iterable[tuple[str, Path]], meter: Meter | None = None) -> Iterator[Source | Problem]:
    """The documents of files that are known by these names, archives member by member."""
    meter = meter or Meter()
    for name, path in named:
        yield from _of_file(name, path, meter)


def _standard_input() -> Guarded:
    return Guarded("standard input", sys.stdin.buffer, lambda: 0, False)


def _of_file(name: str, path: Path, meter: Meter) -> Iterator[Source | Problem]:
    try:
        if not path.is_file() and path.exists():
            yield Problem(name, "-", "a device or pipe, not a file", "give a file, or - for standard input")
            return
        with path.open("rb") as stream:
            meter.follow(stream.tell)
            if path.suffix.lower() == ".zip":
                yield from _members(name, stream)
            else:
                yield _packed_or_plain(name, stream)
        meter.finished(path.stat().st_size)
    except OSError as error:
        yield Problem(name, "-", f"cannot be read ({error.strerror or error})", "check the path")


def _packed_or_plain(name: str, stream: BinaryIO) -> Source:
    pure = PurePosixPath(name)
    unpack = PACKED.get(pure.suffix.lower())
    if unpack is None:
        return Source(name, pure.suffix.lower(), lambda: Guarded(name, stream, stream.tell, False))
    inner = PurePosixPath(pure.stem).suffix.lower()
    return Source(name, inner, lambda: Guarded(name, unpack(stream), stream.tell, True))


def _members(name: str, stream: BinaryIO) -> Iterator[Source | Problem]:
    try:
        archive = zipfile.ZipFile(stream)
        members = [member for member in archive.infolist() if not member.is_dir() and not is_leftover(member)]
    except DAMAGED as error:
        yield Problem(name, "-", f"a damaged archive ({error})", "zip or download it again")
        return
    if len(members) > limits.MEMBERS:
        yield Problem(name, "-", f"{len(members):,} members, over {limits.MEMBERS:,}", "split the archive")
        return
    for member in members:
        inside = f"{name}/{member_name(member)}"
        suffix = PurePosixPath(member.filename).suffix.lower()
        if suffix in NESTED:
            yield Problem(inside, "-", "an archive within the archive", "unpack it and give its files")
        elif is_locked(member):
            yield Problem(inside, "-", "locked with a password", "zip it without one")
        else:
            yield Source(inside, suffix, partial(_opened, archive, member, inside))


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Guarded:
    try:
        opened = archive.open(member)
    except DAMAGED as error:
        raise Refused([Problem(name, "-", f"a damaged archive ({error})", "zip it again")]) from error
    return Guarded(name, opened, lambda: member.compress_size, True)
