"""Whole records with their joins in one Arrow file, of which a few are read from anywhere.

Arrow and not Parquet: a Parquet file of a million records in groups this small has a footer of 25 MiB in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from geodata.records import Article

# Reading one record means unpacking few others.
AT_ONCE = 128
SCHEMA = pa.schema([("record", pa.string()), ("joins", pa.string())])


@dataclass(frozen=True)
class Kept:
    """An article with its join rows (mappings of ``geodata.join.COLUMNS``, days as ISO text)."""

    article: Article
    joins: list[dict[str, Any]]


def written(file: Path, tables: Iterable[pa.Table]) -> None:
    """Write tables of ``SCHEMA`` one after the other; each but the last has a multiple of ``AT_ONCE`` rows."""
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, SCHEMA, options=options) as out:
        for table in tables:
            out.write_table(table.combine_chunks(), max_chunksize=AT_ONCE)


def kept(file: Path, numbered: Sequence[int]) -> list[Kept]:
    """The records of these numbers, in their order."""
    wanted: dict[int, list[int]] = {}
    for n in numbered:
        wanted.setdefault(n // AT_ONCE, []).append(n)
    found: dict[int, Kept] = {}
    with pa.OSFile(str(file)) as source, pa.ipc.open_file(source) as batches:
        for number, members in wanted.items():
            batch = batches.get_batch(number)
            for n in members:
                record, joins = (batch.column(name)[n % AT_ONCE].as_py() for name in SCHEMA.names)
                found[n] = Kept(Article.model_validate_json(record), json.loads(joins))
    return [found[n] for n in numbered]


def every_article(file: Path) -> Iterator[Article]:
    """All articles in order of day, read a few at a time."""
    with pa.OSFile(str(file)) as source, pa.ipc.open_file(source) as batches:
        for number in range(batches.num_record_batches):
            yield from map(Article.model_validate_json, batches.get_batch(number).column("record").to_pylist())
