"""Raw documents to article records.

>>> from geodata import articles
>>> from geodata.catalog import catalog
>>> records, problems = articles.ingest(["note.txt"], catalog())  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable

from geodata.articles.lexicon import lexicon
from geodata.articles.readers import documents
from geodata.articles.record import article
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.records import Article

__all__ = ["ingest", "to_json_lines"]


def ingest(sources: list[str], catalog: Catalog) -> tuple[list[Article], list[Problem]]:
    """The records of the documents in files, folders or standard input (``-``), in input order.

    A document that cannot be read is a problem and the others go on; one that stands twice
    (same address, or same text) is kept once.
    """
    words = lexicon(catalog)
    records: dict[str, Article] = {}
    problems: list[Problem] = []
    for one in documents(sources, words.languages):
        if isinstance(one, Problem):
            problems.append(one)
            continue
        try:
            record = article(one, catalog, words)
        except Refused as refused:
            problems.extend(refused.problems)
            continue
        if record.id in records:
            first = records[record.id].provenance["file"]
            problems.append(Problem(one.file, one.feature, f"the same document as in {first}", "remove one of the two"))
        else:
            records[record.id] = record
    return list(records.values()), problems


def to_json_lines(records: Iterable[Article]) -> str:
    """One JSON object a line, named as schema.org does."""
    return "".join(f"{record.model_dump_json(by_alias=True)}\n" for record in records)
