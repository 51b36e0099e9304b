"""A scheduler and two workers in processes of their own; one is killed midway; the rows are those of a local run.

python -m tests.bench_cluster [RECORDS]
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from geodata.__main__ import main as geodata
from geodata.article_files import parts_of
from geodata.catalog import catalog
from geodata.engines import on_dask

RECORDS = 40_000


def written(file: Path, count: int) -> Path:
    seeds = [json.loads(one.model_dump_json(by_alias=True)) for one in catalog().articles.values()]
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps(seeds[number % len(seeds)] | {"id": f"bench-{number}"}, ensure_ascii=False) + "\n")
    return file


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def dask(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], stderr=subprocess.DEVNULL)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        articles = written(folder / "articles.jsonl", count)
        here, there = folder / "local.parquet", folder / "dask.parquet"
        begun = time.perf_counter()
        geodata(["join", str(articles), "--out", str(here)])
        alone = time.perf_counter() - begun
        running = [dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
        try:
            for _ in range(2):
                running.append(dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"))
            begun = time.perf_counter()
            geodata(["join", str(articles), "--out", str(there), "--engine", "dask", "--scheduler", address])
            spread = time.perf_counter() - begun
            same = pq.read_table(here).equals(pq.read_table(there))
            print(f"two workers take {spread / alone:.2f} of the local time; rows {'identical' if same else 'DIFFER'}")
            rows = []
            for number, part in enumerate(on_dask(address)(parts_of(articles, count // 20))):
                if number == 3:
                    running[-1].kill()
                    print("a worker is killed")
                rows += part.rows.to_pylist()
            same = rows == pq.read_table(here).to_pylist()
            print(f"with one worker killed midway: {len(rows):,} rows, {'identical' if same else 'DIFFERENT'}")
        finally:
            for one in running[::-1]:
                one.kill()
                one.wait()


if __name__ == "__main__":
    main()
