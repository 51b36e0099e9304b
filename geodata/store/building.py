"""Building a store: layers and tables are written whole beside those in use, then the manifest changes over to them."""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import brotli

from geodata import served
from geodata.article_files import files_of
from geodata.catalog import Catalog, catalog
from geodata.errors import Problem, Refused
from geodata.files import replace_bytes, replace_text
from geodata.store.directory import (
    FORMAT,
    MANIFEST,
    curated_version,
    data_version,
    digest_of,
    fingerprint,
    manifest_of,
    place,
    sole_builder,
    staging,
    sweep,
)
from geodata.store.layers import article_layers
from geodata.store.opened import Store
from geodata.store.tables import written_tables
from geodata.store.versions import BUILT, DATA, SEEDS, folder_of, keep, kept_articles

STORE = Path(__file__).parents[2] / "store"
# Earlier versions held open; their curated data are in memory.
OPEN_VERSIONS = 4


def build(
    directory: Path = STORE, data: Catalog | None = None, article_files: Sequence[Path] = (), keeps: bool = True
) -> Store:
    """Build a store, or open the one there if it is current.

    Articles are read, joined and written a few thousand at a time, so that memory does not grow with their number.
    A kill at any moment leaves the store before or the new one, whole; what else is left, the next build removes.

    Parameters
    ----------
    directory : where; made if absent
    data : the catalogue, by default the one that ships
    article_files : article records beside those in ``seeds/``; see ``geodata.article_files``
    keeps : whether this version of the data is kept for ``as_of``; see ``geodata.store.versions``

    Raises
    ------
    Refused
        a record is wrong, or two articles have one id; nothing has changed then.
    """
    data = data or catalog()
    with sole_builder(directory):
        curated = curated_version(data)
        articles = _all_files(article_files)
        version = data_version(curated, map(digest_of, articles))
        mark, known = fingerprint(version), manifest_of(directory)
        if known.get("fingerprint") == mark:
            if keeps:
                keep(directory, data, articles, known)
            return Store(directory, data)
        with staging(directory) as folder:
            counted = written_tables(folder, data, article_files)
            tables = {name: place(path, directory, name) for name, path in counted.files.items()}
        map_mark = fingerprint(curated)  # the same map as before is not drawn again
        is_drawn = known.get("map", {}).get("fingerprint") == map_mark
        drawn = known["map"]["files"] if is_drawn else _written(directory, served.collections(data))
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "fingerprint": mark,
            "data_version": version,
            "curated": curated,
            "articles": counted.articles,
            "joins": counted.joins,
            "article_files": [str(path.resolve()) for path in article_files],
            "map": {"fingerprint": map_mark, "files": drawn},
            "files": {**drawn, **_written(directory, article_layers(data, counted))},
            "tables": tables,
            "areas_km2": served.areas_km2(data),
        }
        replace_text(directory / MANIFEST, json.dumps(manifest, indent=1) + "\n")
        sweep(directory, *(one.get(kind, {}).values() for one in (manifest, known) for kind in ("files", "tables")))
        if keeps:
            keep(directory, data, articles, manifest)
    return Store(directory, data)


def as_of(store: Store, version: str) -> Store | None:
    """The store of an earlier version of the data, or of the present one; None where it is not kept.

    One that another release of this package built is built anew from what is kept of it, when first asked for.
    """
    if version == store.manifest["data_version"]:
        return store
    folder = folder_of(store.directory, version)
    return _opened(folder.resolve()) if folder else None


@lru_cache(maxsize=OPEN_VERSIONS)
def _opened(folder: Path) -> Store | None:
    """None where the data of then break a rule of now."""
    try:
        return build(folder / BUILT, Catalog(folder / DATA, folder / SEEDS), kept_articles(folder), keeps=False)
    except Refused as refused:
        print(f"{folder}: cannot be shown any more: {refused}", file=sys.stderr)
        return None


def kept_current(directory: Path = STORE, data: Catalog | None = None, article_files: Sequence[Path] = ()) -> Store:
    """The store to serve: as ``build``, but without article files those the store there was built from count.

    Where they are gone the store stands as it was built, and a line on standard error says so.
    """
    data, known = data or catalog(), manifest_of(directory)
    if article_files or not known.get("article_files"):
        return build(directory, data, article_files)
    files = [Path(file) for file in known["article_files"]]
    gone = [file for file in files if not file.exists()]
    if gone:
        print(f"{directory}: served as built, since {gone[0]} is gone; give --articles to renew it", file=sys.stderr)
        return Store(directory, data)
    return build(directory, data, files)


def _all_files(article_files: Sequence[Path]) -> list[Path]:
    """The files themselves.  Raises Refused for one that is not there."""
    gone = [
        Problem(path.name, "-", "there is no such file", "check the path")
        for path in article_files
        if not path.exists()
    ]
    if gone:
        raise Refused(gone)
    return [file for path in article_files for file in files_of(path)]


def _written(directory: Path, layers: Mapping[str, dict]) -> dict[str, str]:
    return {name: _write(directory, name, _json(layer)) for name, layer in layers.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _write(directory: Path, name: str, content: bytes) -> str:
    file = f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.json"
    replace_bytes(directory / file, content)
    replace_bytes(directory / f"{file}.br", brotli.compress(content, quality=9))
    replace_bytes(directory / f"{file}.gz", gzip.compress(content, mtime=0))
    return file
