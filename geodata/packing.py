"""Archives: what is common to everything that is read out of one."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

# What macOS and Windows leave in archives.
LEFTOVERS = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
# What zipfile, gzip and bz2 raise for archives that are none: they trust names, lengths and offsets.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    lzma.LZMAError,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def is_leftover(member: zipfile.ZipInfo) -> bool:
    return any(part in LEFTOVERS for part in PurePosixPath(member.filename).parts)


def is_locked(member: zipfile.ZipInfo) -> bool:
    """Locked with a password."""
    return bool(member.flag_bits & 0x1)


def is_absurd(unpacked: int, packed: int, ratio: int, ratio_from: int) -> bool:
    """It unpacks to more than ``ratio`` times its size, as bombs do; below ``ratio_from`` bytes nobody minds."""
    return unpacked > ratio_from and unpacked > ratio * max(packed, 1)


def member_name(member: zipfile.ZipInfo) -> str:
    """A member's name that can be printed."""
    return "".join(letter if letter.isprintable() else "?" for letter in member.orig_filename[:80])
