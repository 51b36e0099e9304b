"""Which records tell the same story: found while they stream by, in memory that does not grow with them.

Two records are the same piece where their canonical addresses agree, or where they are of one day and their
headlines are nearly the same.  Headlines are compared by their words without the common ones of the language; of
two that differ in a word, one half is the same in both, so halves are looked up and the rest is compared.
The index is a SQLite file, which is also where an interrupted run left off.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from courlan import normalize_url

from geodata.articles.lexicon import Lexicon
from geodata.articles.normal import form, words
from geodata.errors import Problem, Refused
from geodata.records import Article

LEAST_WORDS, LEAST_TO_HALVE = 3, 6
NEARLY = 0.75  # of the words of two headlines, the part that both have
CACHE_KIB = 65_536


class Made(NamedTuple):
    """A record as its line, and what it is compared by."""

    id: str
    digest: str
    line: str
    address: int
    story: tuple[int, ...]
    headline: str


@dataclass(frozen=True)
class Place:
    """What the index says of a record: kept under ``id``, or left out as the same document as before.

    ``same`` is the id of the record it tells the same story as, ``by`` why.
    """

    id: str
    repeated: bool = False
    same: str = ""
    by: str = ""


def made(record: Article, digest: str, lexicon: Lexicon) -> Made:
    """A record ready to be written and compared."""
    line = record.model_dump_json(by_alias=True)
    address = _key("address", canonical(record.url)) if record.url else 0
    told = _story_words(record.headline or "", record.inLanguage, lexicon) if record.datePublished else []
    day = str(record.datePublished)
    story: tuple[int, ...] = ()
    if len(told) >= LEAST_WORDS:
        story = (_key(day, *told),)
        if len(told) >= LEAST_TO_HALVE:
            half = len(told) // 2
            story += (_key(day, "first", *told[:half]), _key(day, "last", *told[-half:]))
    return Made(record.id, digest, line, address, story, " ".join(told))


def canonical(url: str) -> str:
    """An address without what does not change the page: scheme, ``www.``, tracking, fragment, last slash."""
    with suppress(ValueError, TypeError):
        url = normalize_url(url, strict=False)
    return re.sub(r"^https?://(www\.|m\.|amp\.)?", "", url.partition("#")[0], count=1).rstrip("/")


def _story_words(headline: str, language: str | None, lexicon: Lexicon) -> list[str]:
    common = _common(language, lexicon) if language in lexicon.languages else frozenset()
    return [word.form for word in words(headline) if word.form not in common]


@lru_cache(maxsize=64)
def _common(language: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(form, lexicon.languages[language].common))


def _key(*parts: str) -> int:
    """64 bits as SQLite's integers have them, signed."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


class Index:
    """What has been seen, of the records in ``out``.  Nothing is durable before ``commit``.

    Raises Refused where another process holds the index.
    """

    def __init__(self, path: Path | None, out: str = "-"):
        self._out = out
        self._base = sqlite3.connect(str(path) if path else "", isolation_level=None, timeout=1)
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._base.execute("CREATE TABLE IF NOT EXISTS seen (key INTEGER PRIMARY KEY, id TEXT, headline TEXT)")
        self._base.execute("CREATE TABLE IF NOT EXISTS at (one INTEGER PRIMARY KEY CHECK (one = 1), state TEXT)")
        self._begin()

    def _begin(self) -> None:
        try:
            self._base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            problem = f"another run is writing it ({error})"
            raise Refused([Problem(self._out, "-", problem, "let that one end, or give another --out")]) from error

    @property
    def state(self) -> str | None:
        """What the last commit said."""
        row = self._base.execute("SELECT state FROM at").fetchone()
        return row[0] if row else None

    def commit(self, state: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO at VALUES (1, ?)", (state,))
        self._base.execute("COMMIT")
        self._begin()

    def close(self) -> None:
        self._base.close()

    def place(self, one: Made) -> Place:
        """Where a record belongs among those before it; it is seen from now on."""
        id = one.id
        before = self._seen_or_new(_key("id", id), one.digest, "")
        if before is not None and before[0] == one.digest:
            return Place(id, repeated=True)
        if before is not None:  # other words whose digest begins alike
            id = f"{id.rpartition('-')[0]}-{one.digest[:32]}"
            if (again := self._seen_or_new(_key("id", id), one.digest, "")) is not None and again[0] == one.digest:
                return Place(id, repeated=True)
        same, by = "", ""
        if one.address and (known := self._seen_or_new(one.address, id, "")):
            same, by = known[0], "address"
        for number, key in enumerate(one.story):
            known = self._seen_or_new(key, same or id, one.headline)
            if known and not same and (number == 0 or nearly_the_same(known[1], one.headline)):
                same, by = known[0], "headline and day"
        return Place(id, same=same, by=by)

    def _seen_or_new(self, key: int, id: str, headline: str) -> tuple[str, str] | None:
        done = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (key, id, headline))
        if done.rowcount:
            return None
        return self._base.execute("SELECT id, headline FROM seen WHERE key = ?", (key,)).fetchone()


def nearly_the_same(first: str, second: str) -> bool:
    """Most words in common, and all numbers: “Astana 5” is not “Astana 6”."""
    one, other = set(first.split()), set(second.split())
    if {word for word in one if word.isdecimal()} != {word for word in other if word.isdecimal()}:
        return False
    return len(one & other) >= NEARLY * len(one | other)
