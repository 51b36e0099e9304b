"""The atlas's data in the formats of other programs; validity, provenance and licence travel along in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Day
from pathlib import Path

from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.exports.dataset import Dataset
from geodata.exports.datasets import DATASETS
from geodata.exports.kml import kml
from geodata.exports.layers import flatgeobuf, geopackage, zipped_shapefile
from geodata.exports.plain import as_csv, as_json, geojson, parquet
from geodata.records import Article

__all__ = ["DATASETS", "TABLES", "WRITERS", "Dataset", "exported", "writer_for"]

WRITERS: dict[str, Callable[[Dataset], bytes]] = {
    ".geojson": geojson,
    ".gpkg": geopackage,
    ".fgb": flatgeobuf,
    ".kml": kml,
    ".shp.zip": zipped_shapefile,
    ".csv": as_csv,
    ".parquet": parquet,
    ".json": as_json,
}
TABLES = (".csv", ".parquet", ".json")  # formats for what has no geometry
WITHOUT_GEOMETRY = ("joins",)


def writer_for(what: str, out: Path) -> Callable[[Dataset], bytes]:
    """The writer for a file's suffix.  Raises Refused, naming the suffixes that make sense for ``what``."""
    suffix = next((known for known in WRITERS if out.name.lower().endswith(known)), out.suffix)
    sensible = TABLES if what in WITHOUT_GEOMETRY else tuple(WRITERS)
    if suffix in sensible:
        return WRITERS[suffix]
    if suffix in WRITERS:
        problem = f"{what} have no geometry to write as {suffix}"
    else:
        problem = f"the format {suffix} is not known" if suffix else "the name has no suffix to say the format"
    raise Refused([Problem(out.name, "-", problem, f"use one of {' '.join(sensible)}")])


def exported(
    what: str, out: Path, catalog: Catalog, articles: Sequence[Article] = (), day: Day | None = None
) -> tuple[bytes, Dataset]:
    """One of ``DATASETS`` in the format of a file's suffix, and the dataset that was written.

    Parameters
    ----------
    what : zones, states, meetings, articles or joins
    out : the file meant; only its name is looked at
    articles : for articles and joins
    day : zones in force, roles held, meetings under way, articles published on this day; None for all

    Raises
    ------
    Refused
        the suffix is not known, or makes no sense for ``what``.
    """
    write = writer_for(what, out)
    dataset = DATASETS[what](catalog, articles, day)
    return write(dataset), dataset
