"""Earlier versions of the data, kept so that what was published of them can be drawn again.

Each lies in ``versions/<data version>/`` of a store: the curated files, the seeds and further articles as they were,
and the store built of them.  What two versions share lies on the disk once, by hard links.  Builds add versions and
never remove one; whoever wants the room takes a folder away.
"""

from __future__ import annotations

import filecmp
import json
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from datetime import date as Day
from pathlib import Path
from typing import Any

from geodata.catalog import Catalog
from geodata.store.directory import MANIFEST, curated_version, data_version, digest_of, files_in, staging

VERSIONS = "versions"
# A data version as it is written; anything else is no name of a folder.
VERSION = re.compile(r"[0-9a-f]{12}", re.ASCII)
KEPT = "kept.json"
DATA, SEEDS, ARTICLES, BUILT = "data", "seeds", "articles", "store"
# Collections of articles that are larger are not kept: every version would be as large again.
MOST_ARTICLE_BYTES = 64_000_000


def folder_of(directory: Path, version: str) -> Path | None:
    """Where a store keeps a version of its data; None where it does not, or where that is no version."""
    if not VERSION.fullmatch(version):
        return None
    folder = directory / VERSIONS / version
    return folder if (folder / KEPT).is_file() else None


def kept_since(directory: Path, version: str) -> Day | None:
    """The day (UTC) on which a version was first built here."""
    folder = folder_of(directory, version)
    return Day.fromisoformat(json.loads((folder / KEPT).read_text(encoding="utf-8"))["since"]) if folder else None


def kept_articles(folder: Path) -> list[Path]:
    """The further articles of a kept version, in the order they were given in."""
    return sorted((folder / ARTICLES).iterdir())


def keep(directory: Path, data: Catalog, articles: Sequence[Path], manifest: dict[str, Any]) -> None:
    """Keep the version of the data a store was just built of; for whoever holds the lock of the directory.

    Nothing is kept where it is already, where the articles are too large, or where a file has changed since.
    """
    version = manifest["data_version"]
    if folder_of(directory, version) or sum(path.stat().st_size for path in articles) > MOST_ARTICLE_BYTES:
        return
    before = _newest(directory)
    with staging(directory) as folder:
        for name, root in ((DATA, data.directory), (SEEDS, data.seeds)):
            files = {str(path.relative_to(root)): path for path in files_in(root)}
            _copied(files, folder / name, before and before / name)
        numbered = {f"{number:05}-{path.name}": path for number, path in enumerate(articles)}
        _copied(numbered, folder / ARTICLES, before and before / ARTICLES)
        curated = curated_version(Catalog(folder / DATA, folder / SEEDS))
        if data_version(curated, map(digest_of, kept_articles(folder))) != version:
            return
        (folder / BUILT).mkdir()
        for file in [*manifest["files"].values(), *manifest["tables"].values()]:
            for suffix in ("", ".br", ".gz"):
                if (directory / f"{file}{suffix}").exists():
                    _linked(directory / f"{file}{suffix}", folder / BUILT / f"{file}{suffix}")
        # Where the articles came from is the business of the store that goes on.
        written = json.dumps({**manifest, "article_files": []}, indent=1) + "\n"
        (folder / BUILT / MANIFEST).write_text(written, encoding="utf-8")
        since = {"since": datetime.now(UTC).date().isoformat()}
        (folder / KEPT).write_text(json.dumps(since) + "\n", encoding="utf-8")
        (directory / VERSIONS).mkdir(exist_ok=True)
        shutil.rmtree(directory / VERSIONS / version, ignore_errors=True)  # without kept.json it is none
        os.rename(folder, directory / VERSIONS / version)


def _newest(directory: Path) -> Path | None:
    kept = [path.parent for path in (directory / VERSIONS).glob(f"*/{KEPT}")]
    return max(kept, key=lambda folder: (folder / KEPT).stat().st_mtime_ns, default=None)


def _copied(files: dict[str, Path], target: Path, before: Path | None) -> None:
    """Copies by name.  Nobody writes to them, so that one like that of the version before is the same file."""
    target.mkdir()
    for name, path in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        known = before / name if before else None
        if known and known.is_file() and filecmp.cmp(known, path, shallow=False):
            _linked(known, target / name)
        else:
            shutil.copyfile(path, target / name)


def _linked(file: Path, target: Path) -> None:
    """The same file under another name; a copy where the disk knows no hard links."""
    with suppress(OSError):
        os.link(file, target)
        return
    shutil.copyfile(file, target)
