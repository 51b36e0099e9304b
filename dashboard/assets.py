"""Where our scripts, styles and letters are, and which release of them this is."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "assets"


@cache
def assets_version() -> str:
    """A hash of our scripts and styles, so that a new release is never mixed with cached parts of the old."""
    digest = hashlib.sha256()
    for path in sorted(ASSETS.glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
