"""Documents few enough for memory to article records.

>>> from geodata.articles.in_memory import ingest
>>> from geodata.catalog import catalog
>>> records, problems = ingest(["note.txt"], catalog())  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable

from geodata.articles.duplicates import Index
from geodata.articles.formats.pieces import Options
from geodata.articles.ingesting import Asked, resolved, streamed
from geodata.articles.sources import Meter
from geodata.catalog import Catalog
from geodata.errors import Problem
from geodata.records import Article


def ingest(sources: list[str], catalog: Catalog, options: Options | None = None) -> tuple[list[Article], list[Problem]]:
    """The records of the documents in files, folders or standard input (``-``), in input order.

    A document that cannot be read is a problem and the others go on; one that stands twice (same address and
    words) is kept once; one that tells the same story as another has its id in ``sameAs``.  All of it is held in
    memory: for more than some ten thousand use ``ingesting.Run``, as the command line does.
    """
    index = Index(None)
    records, problems = [], []
    for outcomes in streamed(Asked(sources, catalog, options or Options()), Meter()):
        for outcome in outcomes:
            line, problem, _ = resolved(outcome, index)
            if line is not None:
                records.append(Article.model_validate_json(line))
            elif problem is not None:
                problems.append(problem)
    index.close()
    return records, problems


def to_json_lines(records: Iterable[Article]) -> str:
    """One JSON object a line, named as schema.org does."""
    return "".join(f"{record.model_dump_json(by_alias=True)}\n" for record in records)
