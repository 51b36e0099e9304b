"""Writing files whole: readable text, replaced in one step."""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside ``path`` to write to, which takes its place when the block ends well and goes when it does not."""
    if path.is_dir():  # else the error would name the file beside it
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        yield Path(name)
        with open(name, "rb") as written:
            os.fsync(written.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash, sees either the old content or the new, never half."""
    with replacing(path) as coming:
        coming.write_bytes(content)


def replace_text(path: Path, content: str) -> None:
    replace_bytes(path, content.encode("utf-8"))


def written_json(value: Any) -> str:
    """JSON as the curated files hold it: indented by one, text unescaped."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
