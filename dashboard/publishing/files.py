"""The files of a published site: named by their content, written only where that changed, listed in a manifest."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from geodata.files import replace_bytes, written_json

MANIFEST = "manifest.json"
HASH_LENGTH = 12
NAMED_BY_CONTENT = re.compile(r"(assets|data)/.+\.[0-9a-f]{12}\.")


@dataclass(frozen=True)
class File:
    """What is written at a path, and the address of the atlas (or the command) it came from."""

    content: bytes
    source: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class Published:
    """Files by path.  Nothing reaches the disk before ``write``."""

    files: dict[str, File] = field(default_factory=dict)

    def add(self, path: str, content: bytes, source: str) -> str:
        """A file under a name that stays, such as a page."""
        self.files[path] = File(content, source)
        return path

    def add_by_content(self, folder: str, name: str, content: bytes, source: str) -> str:
        """A file whose name holds its hash: what it holds never changes, so it may be kept for ever."""
        stem, dot, suffixes = name.partition(".")
        file = File(content, source)
        path = f"{folder}/{stem}.{file.sha256[:HASH_LENGTH]}{dot}{suffixes}"
        self.files.setdefault(path, file)
        return path

    def write(self, directory: Path) -> tuple[int, int]:
        """Write what differs from what is there: files named by content first, then pages, the manifest last.

        A reader in between finds either the old page with its old files or the new with its new ones.  Files of an
        earlier publication stay, since somebody may link to them.

        Returns
        -------
        (files written, files left as they were)
        """
        pages = {path: file for path, file in self.files.items() if not NAMED_BY_CONTENT.match(path)}
        rest = {path: file for path, file in self.files.items() if path not in pages}
        written = 0
        for path, file in (*sorted(rest.items()), *sorted(pages.items()), (MANIFEST, File(self.manifest(), ""))):
            target = directory / PurePosixPath(path)
            if not _holds(target, file.content):
                replace_bytes(target, file.content)
                written += 1
        return written, len(self.files) + 1 - written

    def manifest(self) -> bytes:
        """Every file with its hash, length and source; no day, so that the same files give the same manifest."""
        files = [
            {"path": path, "sha256": file.sha256, "bytes": len(file.content), "source": file.source}
            for path, file in sorted(self.files.items())
        ]
        return written_json({"files": files}).encode("utf-8")


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
