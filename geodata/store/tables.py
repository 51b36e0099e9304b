"""The tables of a store: articles as they come are joined and put aside, then sorted, indexed and counted on disk."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.article_files import Part, parts_of, read, sound
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.join import COLUMNS, join_rows
from geodata.processes import mapped
from geodata.records import Article
from geodata.store import records
from geodata.store.database import BUILDING_MB, connected, quoted
from geodata.store.words import indexed_words

DEALT_AT_ONCE = 5_000
COMING = "coming.parquet"
TEXTS = pa.list_(pa.string())
TIE = pa.struct(
    [
        (name, pa.float64() if name == "certainty" else pa.string())
        for name in COLUMNS
        if name not in ("article", "date")
    ]
)
# An article as it is put aside: what tables are made of, and the whole record as JSON.
ASIDE = pa.schema(
    [
        ("id", pa.string()),
        ("datePublished", pa.date32()),
        ("inLanguage", pa.string()),
        ("publisher", pa.string()),
        ("zones", TEXTS),
        ("meetings", TEXTS),
        ("states", TEXTS),
        ("places", TEXTS),
        ("zones_by_name", TEXTS),
        ("words", TEXTS),
        ("ties", pa.list_(TIE)),
        ("record", pa.string()),
        ("joins", pa.string()),
    ]
)
NUMBERED = pa.schema([("n", pa.int32()), *records.SCHEMA])
STACK = 200 * records.AT_ONCE
FOUND_BY = "id, datePublished, inLanguage, publisher, zones, meetings, states, places"


@dataclass(frozen=True)
class Counted:
    """The tables written, and what the map's layers need of them, by day in ISO text."""

    files: dict[str, Path]
    articles: int
    joins: int
    by_day: list[tuple[str, int]]
    by_zone: list[tuple[str, str, int]]
    by_zone_name: list[tuple[str, str, int]]  # without those that name a place in the zone
    by_place: list[tuple[str, str, int]]


def written_tables(folder: Path, data: Catalog, article_files: Sequence[Path]) -> Counted:
    """Write every table into a folder.

    Raises
    ------
    Refused
        a record is wrong, or two articles have one id.
    """
    coming = folder / COMING
    put_aside(coming, article_files, data)
    with connected(BUILDING_MB, folder / "aside") as database:
        hold_ids_apart(database, coming)
        database.execute(
            f"CREATE TABLE places_in_order AS SELECT row, (row_number() OVER (ORDER BY datePublished NULLS FIRST, id) "
            f"- 1)::INTEGER AS n FROM (SELECT datePublished, id, file_row_number AS row FROM "
            f"read_parquet({quoted(coming)}, file_row_number = true))"
        )
        return tables_of(database, coming, folder)


def put_aside(file: Path, article_files: Sequence[Path], data: Catalog) -> None:
    """Join the catalogue's articles and those of files, part by part, and write them in their order.

    Raises
    ------
    Refused
        what is wrong with the records, or with the files.
    """
    parts = chain.from_iterable(parts_of(path) for path in article_files)
    with pq.ParquetWriter(file, ASIDE, compression="zstd") as out:
        out.write_table(as_table(data.articles.values(), data))
        for rows in sound(mapped(aside, parts, data)):
            out.write_table(rows)


def aside(part: Part, data: Catalog) -> tuple[pa.Table, list[Problem]]:
    """Rows of ``ASIDE`` of one part, and what was wrong in it, wherever it is worked on."""
    articles, problems = read(part)
    return as_table(articles, data), problems


def as_table(articles: Collection[Article], data: Catalog) -> pa.Table:
    return pa.Table.from_pylist(list(rows_of(articles, data)), schema=ASIDE)


def rows_of(articles: Collection[Article], data: Catalog) -> Iterator[dict[str, Any]]:
    """Articles as rows of ``ASIDE``."""
    joins = _by_article(join_rows(articles, data))
    for article in articles:
        ties = joins.get(article.id, [])
        zones = _targets(ties, "zone")
        placed = {tie["target"] for tie in ties if tie["basis"] == "located-in"}
        day = article.datePublished
        yield {
            "id": article.id,
            "datePublished": day,
            "inLanguage": article.inLanguage,
            "publisher": article.publisher,
            "zones": zones,
            "meetings": _targets(ties, "meeting"),
            "states": _targets(ties, "state"),
            "places": list(dict.fromkeys(m.id for m in article.mentions if m.kind == "place" and m.id in data.places)),
            "zones_by_name": [zone for zone in zones if zone not in placed],
            "words": indexed_words(article),
            "ties": ties,
            "record": article.model_dump_json(by_alias=True),
            "joins": json.dumps(
                [{"article": article.id, **tie, "date": day and str(day)} for tie in ties], ensure_ascii=False
            ),
        }


def _by_article(joins: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Join rows without article and date, which the article has itself."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    names = [name for name in COLUMNS if name not in ("article", "date")]
    for article, *values in zip(joins["article"].tolist(), *(joins[name].tolist() for name in names), strict=True):
        tie = {name: None if value != value else value for name, value in zip(names, values, strict=True)}
        by_article.setdefault(article, []).append(tie)
    return by_article


def _targets(ties: Sequence[dict[str, Any]], kind: str) -> list[str]:
    return list(dict.fromkeys(tie["target"] for tie in ties if tie["target_kind"] == kind))


def hold_ids_apart(database: duckdb.DuckDBPyConnection, coming: Path) -> None:
    twice = database.execute(
        f"SELECT id FROM {quoted(coming)} GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 20"
    ).fetchall()
    if twice:
        raise Refused(Problem("articles", id, "the id stands twice", "rename or leave out one") for (id,) in twice)


def tables_of(database: duckdb.DuckDBPyConnection, coming: Path, folder: Path) -> Counted:
    """What was put aside, sorted by day into the tables that are read; see ``geodata.store``."""
    ordered = f"read_parquet({quoted(coming)}, file_row_number = true) JOIN places_in_order ON file_row_number = row"
    files = {name: folder / f"{name}.parquet" for name in ("articles", "joins", "words", "cube")}
    files["records"] = folder / "records.arrow"

    def write(name: str, query: str) -> None:
        database.execute(f"COPY ({query}) TO {quoted(files[name])} (FORMAT parquet, COMPRESSION zstd)")

    write("articles", f"SELECT n, {FOUND_BY} FROM {ordered} ORDER BY n")
    write_records(database, coming, files["records"])
    numbered = "unnest(ties) AS tie, generate_subscripts(ties, 1) AS tie_number"
    each = f"SELECT id, datePublished, n, {numbered} FROM {ordered}"
    write(
        "joins",
        "SELECT id AS article, tie.target_kind, tie.target, tie.basis, tie.evidence, tie.boundary, tie.certainty, "
        f"datePublished AS date, n FROM ({each}) ORDER BY n, tie_number",
    )
    write("words", f"SELECT unnest(words) AS word, n FROM {ordered} ORDER BY word, n")
    write("cube", cube(files["articles"]))

    def rows(query: str) -> list[tuple]:
        return database.execute(query).fetchall()

    def count(table: str) -> int:
        return pq.read_metadata(files[table]).num_rows

    counted = f"SELECT date::VARCHAR, sum(articles)::INTEGER FROM {quoted(files['cube'])} WHERE"
    by_kind = f"SELECT target, date::VARCHAR, sum(articles)::INTEGER FROM {quoted(files['cube'])} WHERE place = '' AND"
    by_place = f"SELECT place, date::VARCHAR, sum(articles)::INTEGER FROM {quoted(files['cube'])} WHERE place <> '' AND"
    by_name = f"SELECT unnest(zones_by_name) AS zone, datePublished AS date FROM {quoted(coming)}"
    return Counted(
        files,
        count("articles"),
        count("joins"),
        rows(f"{counted} place = '' AND target = '' GROUP BY date ORDER BY date"),
        rows(f"{by_kind} target_kind = 'zone' GROUP BY ALL ORDER BY ALL"),
        rows(f"SELECT zone, date::VARCHAR, count(*) FROM ({by_name}) WHERE date IS NOT NULL GROUP BY ALL ORDER BY ALL"),
        rows(f"{by_place} target = '' GROUP BY ALL ORDER BY ALL"),
    )


def write_records(database: duckdb.DuckDBPyConnection, coming: Path, file: Path) -> None:
    """Records in order of ``n``.

    Whole records are much to sort: they are dealt out to stacks by their numbers, and each stack is sorted by itself.
    """
    numbers = database.sql("SELECT n FROM places_in_order ORDER BY row").fetchnumpy()["n"]
    stacks = [file.with_name(f"stack-{n}.parquet") for n in range(-(-len(numbers) // STACK))]
    with contextlib.ExitStack() as opened:
        rows = opened.enter_context(pq.ParquetFile(coming))
        outs = [opened.enter_context(pq.ParquetWriter(stack, NUMBERED, compression="lz4")) for stack in stacks]
        dealt = 0
        for batch in rows.iter_batches(DEALT_AT_ONCE, columns=records.SCHEMA.names):
            own = numbers[dealt : dealt + len(batch)]
            dealt += len(batch)
            table = pa.table([own, *batch.columns], schema=NUMBERED)
            for stack in np.unique(own // STACK):
                outs[stack].write_table(table.filter(pa.array(own // STACK == stack)))
    records.written(file, (_sorted(stack) for stack in stacks))


def _sorted(stack: Path) -> pa.Table:
    table = pq.read_table(stack).sort_by("n").select(records.SCHEMA.names)
    stack.unlink()
    return table


def cube(articles: Path) -> str:
    """Articles by place, day, language, outlet and target, as SQL.

    An empty place, or target, stands for all articles whatever they name; an article that names two places is counted
    at each, and once under the empty one.  Sorted so that one target's days lie together.
    """
    return f"""
        WITH told AS (
            SELECT datePublished AS date, coalesce(inLanguage, '') AS language, coalesce(publisher, '') AS outlet,
                   list_append(places, '') AS places,
                   list_concat([{{'kind': '', 'id': ''}}],
                       list_transform(zones, lambda one: {{'kind': 'zone', 'id': one}}),
                       list_transform(meetings, lambda one: {{'kind': 'meeting', 'id': one}}),
                       list_transform(states, lambda one: {{'kind': 'state', 'id': one}})) AS targets
            FROM {quoted(articles)} WHERE datePublished IS NOT NULL),
        tied AS (SELECT date, language, outlet, places, unnest(targets) AS target FROM told),
        cells AS (SELECT unnest(places) AS place, date, language, outlet, target FROM tied)
        SELECT place, date, language, outlet, target.kind AS target_kind, target.id AS target,
               count(*)::INTEGER AS articles
        FROM cells GROUP BY ALL ORDER BY target_kind, target, date, place, language, outlet"""
