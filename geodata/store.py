"""What the dashboard reads: geometry and joins, counted and written once.

A store is a directory: ``manifest.json`` names every file with a hash of its
content in the name, so that a browser may keep it for ever; each comes with its
Brotli and gzip forms beside it.  ``joins`` and ``records`` hold the
articles.  A store is current as long as the fingerprint of its inputs is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
import geopandas as gpd
import pandas as pd

from geodata import served
from geodata.catalog import Catalog, catalog
from geodata.errors import Problem, Refused
from geodata.files import replace_bytes, replace_text
from geodata.join import join_rows
from geodata.records import Article

FORMAT = 1
STORE = Path(__file__).parent.parent / "store"
PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Store:
    """A built store, open for reading."""

    directory: Path
    catalog: Catalog

    @cached_property
    def manifest(self) -> dict:
        return json.loads((self.directory / "manifest.json").read_text(encoding="utf-8"))

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Articles by id, in order of day."""
        records = json.loads((self.directory / self.manifest["files"]["records"]).read_text(encoding="utf-8"))
        return {record["id"]: Article.model_validate(record) for record in records}

    @cached_property
    def joins(self) -> pd.DataFrame:
        """Join rows with the columns of ``geodata.join.COLUMNS``."""
        rows = pd.read_parquet(self.directory / self.manifest["files"]["joins"])
        # Parquet's empty text comes back as NaN; a row without a boundary has None.
        return rows.assign(boundary=rows["boundary"].astype(object).where(rows["boundary"].notna(), None))

    @cached_property
    def areas_km2(self) -> dict[str, float]:
        """Geodesic area by boundary version."""
        return self.manifest["areas_km2"]

    def layer(self, name: str) -> dict:
        """One layer as GeoJSON."""
        return json.loads((self.directory / self.manifest["files"][name]).read_text(encoding="utf-8"))


def fingerprint(data: Catalog, article_files: Sequence[Path] = ()) -> str:
    """A hash of everything a store is built from: curated files, seeds, further articles and this package's code."""
    digest = hashlib.sha256(str(FORMAT).encode())
    inputs = [*_files(data.directory), *_files(data.seeds), *sorted(PACKAGE.rglob("*.py")), *article_files]
    for path in inputs:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file() and not path.name.startswith("."))


def build(
    directory: Path = STORE,
    data: Catalog | None = None,
    further: Iterable[Article] = (),
    article_files: Sequence[Path] = (),
) -> Store:
    """Build a store, or open the one there if it is current.

    Parameters
    ----------
    directory : where; made if absent
    data : the catalogue, by default the one that ships
    further : article records beside those in ``seeds/``
    article_files : the files they came from, for the fingerprint

    Raises
    ------
    Refused
        two articles have one id.
    """
    data = data or catalog()
    mark = fingerprint(data, article_files)
    known = _manifest(directory)
    if known.get("fingerprint") == mark:
        return Store(directory, data)
    earlier = set(known.get("files", {}).values())
    articles = _all_articles(data, further)
    joins = join_rows(articles, data)
    contents = {
        **{name: _json(collection) for name, collection in served.collections(data, articles, joins).items()},
        "records": _json([article.model_dump(mode="json", by_alias=True) for article in articles]),
        "joins": _parquet(joins),
    }
    files = {name: _write(directory, name, content) for name, content in contents.items()}
    manifest = {"format": FORMAT, "fingerprint": mark, "files": files, "areas_km2": served.areas_km2(data)}
    replace_text(directory / "manifest.json", json.dumps(manifest, indent=1) + "\n")
    _remove(directory, earlier - set(files.values()))
    return Store(directory, data)


def _manifest(directory: Path) -> dict:
    """The manifest there, or {} where there is none, or none that can be read: then everything is built anew."""
    try:
        return json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}


def _all_articles(data: Catalog, further: Iterable[Article]) -> list[Article]:
    articles = dict(data.articles)
    for article in further:
        if article.id in articles:
            raise Refused([Problem("articles", article.id, "the id stands twice", "rename or leave out one")])
        articles[article.id] = article
    return sorted(articles.values(), key=lambda article: (str(article.datePublished), article.id))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _parquet(joins: pd.DataFrame) -> bytes:
    return joins.assign(date=pd.to_datetime(joins["date"])).to_parquet(index=False)


def _write(directory: Path, name: str, content: bytes) -> str:
    suffix = "parquet" if content[:4] == b"PAR1" else "json"
    file = f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
    replace_bytes(directory / file, content)
    if suffix == "json":
        replace_bytes(directory / f"{file}.br", brotli.compress(content, quality=9))
        replace_bytes(directory / f"{file}.gz", gzip.compress(content, mtime=0))
    return file


def _remove(directory: Path, files: Iterable[str]) -> None:
    """Files of the build before go once the manifest no longer names them; nothing else in the directory is touched."""
    for file in files:
        for suffix in ("", ".br", ".gz"):
            (directory / f"{file}{suffix}").unlink(missing_ok=True)


def to_frame(collection: dict) -> gpd.GeoDataFrame:
    """A layer's GeoJSON as a GeoDataFrame (EPSG:4326)."""
    return gpd.GeoDataFrame.from_features(collection["features"], crs="EPSG:4326")
