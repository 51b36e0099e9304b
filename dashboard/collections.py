"""The store's collections as JSON, parsed once."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from geodata.store import Store


def stored(store: Store, collection: str) -> dict:
    """A collection, or the counts, as JSON; read once, not to be changed."""
    return parsed(collection_file(store, collection))


def collection_file(store: Store, collection: str) -> Path:
    """Where a collection lies; the name of the file changes with its content."""
    return (store.directory / store.manifest["files"][collection]).resolve()


@lru_cache(maxsize=64)
def parsed(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))
