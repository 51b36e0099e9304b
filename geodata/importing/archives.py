"""Zipped Shapefiles and KMZ: what may be taken out of an archive, and where it is put."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from geodata.errors import Problem, Refused
from geodata.importing import limits
from geodata.importing.formats import ARCHIVES, FORMATS, PACKED, hold_to_suffix, refused
from geodata.packing import DAMAGED, is_absurd, is_leftover, is_locked, member_name

NESTED = (*ARCHIVES, *PACKED)
CHUNK = 1 << 16


def unpacked(archive: Path, folder: Path, file: str, large: bool) -> list[Path]:
    """The files of an archive that an outline may be read from, unpacked into ``folder`` under names of ours.

    Returns the main files (the .shp, the .kml); what goes with each lies beside it.  Nothing is written
    outside ``folder``.

    Raises
    ------
    Refused
        the archive is damaged, or asks for more than an outline needs.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            problems = [problem for rule in RULES for problem in rule(members, file, large)]
            if problems:
                raise Refused(problems)
            return _main_files(opened, [m for m in members if not is_leftover(m)], folder, file, large)
    except DAMAGED as error:
        hold_to_suffix(archive.read_bytes()[:1000], archive.suffix.lower(), file)
        raise refused(file, f"a damaged archive ({error})", "zip or download it again") from error


def names_that_leave(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    """Absolute names, names that climb out, and drive letters."""
    for member in members:
        name = member.orig_filename.replace("\\", "/")
        parts = name.split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
            problem = "a member's name leads out of the archive"
            yield Problem(file, member_name(member), problem, "zip the files themselves, without their folders")


def links(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    for member in members:
        if stat.S_ISLNK(member.external_attr >> 16):
            yield Problem(file, member_name(member), "a link to another file", "zip the files themselves")


def nested_archives(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    for member in members:
        if member.filename.lower().endswith(NESTED):
            yield Problem(
                file, member_name(member), "an archive within the archive", "unpack it and zip its files alone"
            )


def too_many_members(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    if len(members) > limits.MEMBERS:
        problem = f"{len(members):,} members, where {limits.MEMBERS} are plenty"
        yield Problem(file, "-", problem, "zip only the files of the outline")


def absurd_ratio(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    for member in members:
        if is_absurd(member.file_size, member.compress_size, limits.RATIO, limits.RATIO_FROM_BYTES):
            ratio = member.file_size // max(member.compress_size, 1)
            problem = f"unpacks to {ratio:,} times its size, as no outline does"
            yield Problem(file, member_name(member), problem, "zip the outline again, or give it unzipped")


def too_large(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    total = sum(member.file_size for member in members)
    if total > _most(large):
        remedy = "simplify the outline" if large else "simplify the outline, or give --large"
        yield Problem(
            file, "-", f"unpacks to {total / limits.MIB:,.0f} MiB, over {_most(large) / limits.MIB:,.0f}", remedy
        )


def locked_members(members: list[zipfile.ZipInfo], file: str, large: bool) -> Iterator[Problem]:
    for member in members:
        if is_locked(member):
            yield Problem(file, member_name(member), "locked with a password", "zip it without one")


RULES: tuple[Callable[[list[zipfile.ZipInfo], str, bool], Iterator[Problem]], ...] = (
    names_that_leave,
    links,
    nested_archives,
    too_many_members,
    absurd_ratio,
    too_large,
    locked_members,
)


def _most(large: bool) -> int:
    return limits.LARGE_BYTES if large else limits.BYTES


def _main_files(
    opened: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path, file: str, large: bool
) -> list[Path]:
    """Each main file under its own number as a folder, so that no two collide."""
    by_name = {member.filename.lower(): member for member in members}
    mains = [member for member in members if PurePosixPath(member.filename.lower()).suffix in FORMATS]
    mains = _of_kmz(mains) if file.lower().endswith(".kmz") else mains
    if not mains:
        raise refused(file, "no outline in the archive", "zip a Shapefile (.shp .shx .dbf .prj) or a KML")
    left = _most(large)
    paths = []
    for number, member in enumerate(mains, 1):
        whole = PurePosixPath(member.filename)
        suffix = whole.suffix.lower()
        path = folder / str(number) / f"{_safe(whole.stem)}{suffix}"
        path.parent.mkdir()
        left -= _copied(opened, member, path, left, file)
        for sibling in FORMATS[suffix].siblings:
            beside = by_name.get(str(whole.with_suffix(sibling)).lower())
            if beside is not None:
                left -= _copied(opened, beside, path.with_suffix(sibling), left, file)
        paths.append(path)
    return paths


def _of_kmz(mains: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The main KML of a KMZ: doc.kml, else the first (OGC KML 2.3, annex C)."""
    documents = [member for member in mains if member.filename.lower().endswith(".kml")]
    return sorted(documents, key=lambda member: member.filename.lower() != "doc.kml")[:1]


def _safe(stem: str) -> str:
    return "".join(letter for letter in stem if letter.isalnum() or letter in "-_ ")[:60].strip() or "outline"


def _copied(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, left: int, file: str) -> int:
    """Bytes written; what a member states about its size is not believed."""
    written = 0
    with opened.open(member) as source, path.open("wb") as out:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > left:
                raise refused(file, "unpacks to more than it states", "zip the outline again", member_name(member))
            out.write(chunk)
    return written
