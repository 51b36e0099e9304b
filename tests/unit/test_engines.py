"""Articles from files of any kind are joined part by part: the same rows in the same order, whoever does the work."""

import gzip
import json
import os
import signal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import geodata as gd
from geodata.__main__ import main
from geodata.article_files import parts_of
from geodata.catalog import catalog
from geodata.engines import joined, local, on_dask

ARTICLES = [json.loads(one.model_dump_json(by_alias=True)) for one in catalog().articles.values()]
LINES = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ARTICLES).encode()


@pytest.fixture
def file(tmp_path):
    (tmp_path / "articles.jsonl").write_bytes(LINES)
    return tmp_path / "articles.jsonl"


def as_texts(rows):
    return rows.astype(object).where(rows.notna(), None).astype(str)


def packed(folder):
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(LINES))
    return folder / "articles.jsonl.gz"


def table(folder):
    nested = ("abstract", "about", "mentions", "provenance")
    flat = [{k: json.dumps(v) if k in nested else v for k, v in one.items()} for one in ARTICLES]
    pq.write_table(pa.Table.from_pylist(flat), folder / "articles.parquet")
    return folder / "articles.parquet"


def folder_of_both(folder):
    lines = LINES.splitlines(keepends=True)
    (folder / "a.jsonl").write_bytes(b"".join(lines[:50]))
    (folder / "b.json").write_bytes(b"[" + b",".join(lines[50:]) + b"]")
    return folder


@pytest.mark.parametrize("made", [packed, table, folder_of_both])
def test_every_kind_of_file_gives_the_rows_of_its_records(made, tmp_path, capsys):
    source = tmp_path / "in"
    source.mkdir()
    assert main(["join", str(made(source)), "--out", str(tmp_path / "rows.parquet")]) == 0
    assert f"of {len(ARTICLES)} articles" in capsys.readouterr().out
    assert as_texts(pd.read_parquet(tmp_path / "rows.parquet")).equals(as_texts(gd.join(ARTICLES)))


def test_csv_and_json_hold_the_same_rows(file, tmp_path):
    expected = gd.join(ARTICLES)
    for name, read in (
        ("rows.csv", pd.read_csv),
        ("rows.json", lambda path: pd.DataFrame(json.loads(path.read_text()))),
    ):
        assert main(["join", str(file), "--out", str(tmp_path / name)]) == 0
        assert as_texts(read(tmp_path / name)).equals(as_texts(expected))


def test_a_wrong_record_is_named_and_the_rows_of_before_stay(file, tmp_path, capsys):
    out = tmp_path / "rows.csv"
    out.write_text("as before")
    file.write_bytes(LINES + b'{"id": "x"}\nnot json\n')
    assert main(["join", str(file), "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert f"articles.jsonl:line {len(ARTICLES) + 1}: headline" in told
    assert f"articles.jsonl:line {len(ARTICLES) + 2}: not JSON" in told
    assert out.read_text() == "as before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["articles.jsonl", "rows.csv"]


def test_a_scheduler_without_dask_is_wrong_usage(file, tmp_path):
    assert main(["join", str(file), "--out", str(tmp_path / "rows.csv"), "--scheduler", "tcp://127.0.0.1:1"]) == 2


def test_a_cluster_that_loses_a_worker_midway_gives_the_same_rows_in_the_same_order(file):
    distributed = pytest.importorskip("distributed")
    parts = list(parts_of(file, 6))
    assert len(parts) > 10
    expected = pa.concat_tables(joined(part).rows for part in parts)
    assert pa.concat_tables(one.rows for one in local(iter(parts))).equals(expected)
    with distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster:
        found = []
        for number, one in enumerate(on_dask(cluster.scheduler_address)(iter(parts))):
            if number == 2:
                with distributed.Client(cluster) as client:
                    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
            found.append(one.rows)
    assert pa.concat_tables(found).equals(expected)
