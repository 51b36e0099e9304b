"""How much memory a server takes with many readers, and how long each kind of answer: ``python -m tests.soak STORE``.

For a large store (``make demo-data && make demo``).  Readers ask at once, without a pause, for pages, lists, words,
panels, pictures in every format and embeds of days at random.  Printed are the server's resident memory at rest and
at the end, its peak, and for each kind of answer the middle and the longest time.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlencode

from geodata.catalog import catalog
from tests.bench_cluster import free_port

WORDS = ("Idlib", "إدلب", "convoy", "Гута", "Homs", "نزوح", "border", "a e s", "Astana")
# By kind: the path, and which of the parameters below it takes.
KINDS = {
    "page": ("/", ("date", "lang")),
    "list": ("/panel/article-list", ("date", "lang")),
    "words": ("/panel/article-list", ("date", "lang", "q")),
    "zone's list": ("/panel/article-list", ("date", "lang", "zone", "alang")),
    "zone": ("/panel/zone-panel", ("date", "lang", "zone")),
    "meeting": ("/panel/meeting-sidebar", ("lang", "meeting")),
    "JSON": ("/api/articles.json", ("date", "q")),
    "GeoJSON": ("/api/articles.geojson", ("date", "limit")),
    "SVG": ("/render.svg", ("date", "lang", "zone")),
    "PNG": ("/render.png", ("date", "lang", "width", "height")),
    "PDF": ("/render.pdf", ("date", "lang")),
    "embed": ("/embed", ("date", "lang")),
}


def asked(chance: random.Random) -> tuple[str, str]:
    """A kind and an address."""
    kind = chance.choice(list(KINDS))
    path, takes = KINDS[kind]
    values = {
        "date": f"{chance.randint(2017, 2020)}-{chance.randint(5, 12):02}-{chance.randint(1, 28):02}",
        "lang": chance.choice(("en", "ar")),
        "q": chance.choice(WORDS),
        "zone": chance.choice(list(catalog().zones)),
        "alang": chance.choice(("en", "ar", "ru")),
        "meeting": chance.choice(list(catalog().meetings)),
        "limit": 1000,
        "width": 1600,
        "height": 900,
    }
    return kind, f"{path}?{urlencode({name: values[name] for name in takes})}"


def memory_mib(pid: int, name: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(rf"{name}:\s+(\d+)", status)[0]) // 1024


def main() -> int:
    verb = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__.splitlines()[0])
    verb.add_argument("store")
    verb.add_argument("--readers", type=int, default=4)
    verb.add_argument("--requests", type=int, default=60, help="of each reader")
    options = verb.parse_args()
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "dashboard", "--store", options.store, "--port", str(port)])
    try:
        while not _answers(f"{home}/healthz") and server.poll() is None:
            time.sleep(0.5)
        took, failed = defaultdict(list), []

        def read(seed: int) -> None:
            chance = random.Random(seed)
            for _ in range(options.requests):
                kind, address = asked(chance)
                begun = time.monotonic()
                if not _answers(home + address):
                    failed.append(address)
                took[kind].append(time.monotonic() - begun)

        print(f"at rest {memory_mib(server.pid, 'VmRSS')} MiB")
        readers = [threading.Thread(target=read, args=(n,)) for n in range(options.readers)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        print(f"after {sum(map(len, took.values()))} answers {memory_mib(server.pid, 'VmRSS')} MiB")
        print(f"peak {memory_mib(server.pid, 'VmHWM')} MiB")
        for kind, times in took.items():
            print(f"{kind:12} {statistics.median(times):6.2f} s, longest {max(times):6.2f} s")
        print(*(f"failed: {address}" for address in failed), sep="\n")
        return 1 if failed else 0
    finally:
        server.terminate()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=600) as answer:
            answer.read()
            return True
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
