"""A proposal as an offer: all there is to look at and to take away, as plain values, made in a process of its own.

The command line shows a proposal and may write it; a program that must go on answering others while one is made
asks for an offer through ``offered``, and lands it with ``writing.write`` and the outline found.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geodata.article_changes import ArticleChange
from geodata.catalog import Catalog, read_articles
from geodata.comparison_formats import as_geojson, as_svg, shown
from geodata.errors import Problem, Refused
from geodata.importing import limits
from geodata.importing.deadline import too_long, within
from geodata.importing.formats import refused
from geodata.importing.particulars import journal_words
from geodata.importing.patch import patch
from geodata.importing.proposal import Proposal, incoming, propose
from geodata.importing.report import report
from geodata.importing.writing import entry
from geodata.records import Article

# The comparison has its own limit; this is for one that does not hear it.
GRACE_S = 1.5

Offer = dict[str, Any]


def offer(
    path: Path,
    stated: Mapping[str, str | None],
    catalog: Catalog,
    *,
    layer: str | None = None,
    stretches: Path | None = None,
    stretches_layer: str | None = None,
    swap_xy: bool = False,
    further: Iterable[Article] = (),
) -> Offer:
    """What importing a file would do, in plain values.

    Parameters
    ----------
    path, stated, layer, stretches, stretches_layer, swap_xy : as for ``proposal.incoming``; ``stated`` may hold
        ``who`` and ``why`` for the journal
    further : articles beside those of the catalogue

    Returns
    -------
    dict: ``found`` (as ``Found.as_dict``), ``version``, ``zone_file`` and its ``text``, ``begins``, ``ends``,
    ``status``, ``according``, ``default``, ``closed`` and ``resumed`` (versions), ``lines`` (what was fixed, assumed
    and noted), ``report`` (all in words, as the command line prints it), ``comparison`` (as
    ``Comparison.as_dict``), ``map`` (GeoJSON: before, after, gained, lost), ``articles``, ``journal`` (who, why),
    ``patch`` (for ``git apply``) and ``picture`` (SVG)

    Raises
    ------
    Refused
        everything that is wrong with the file and with what is stated about it.
    """
    problems: list[Problem] = []
    words: dict[str, str] = {}
    try:
        words = journal_words(stated, catalog, path.name)
    except Refused as error:
        problems.extend(error.problems)
    try:
        found = incoming(
            path,
            stated,
            catalog,
            layer=layer,
            stretches=stretches,
            stretches_layer=stretches_layer,
            swap_xy=swap_xy,
        )
        proposal = propose(found, stated, catalog)
    except Refused as error:
        raise Refused([*error.problems, *problems]) from error
    if problems:
        raise Refused(problems)
    changes = proposal.article_changes([*catalog.articles.values(), *further])
    return {"found": found.as_dict(), "journal": words, **_described(proposal, changes), **_taken_away(proposal, words)}


def _described(proposal: Proposal, changes: list[ArticleChange]) -> Offer:
    stated, place = proposal.stated, proposal.place
    return {
        "version": proposal.version,
        "begins": stated.valid_from.isoformat(),
        "ends": place.valid_to and place.valid_to.isoformat(),
        "status": stated.status,
        "according": place.according,
        "default": place.default,
        "closed": list(place.closed),
        "resumed": list(place.resumed),
        "lines": list(proposal.lines),
        "report": list(report(proposal, changes)),
        "comparison": proposal.comparison.as_dict(),
        "map": json.loads(as_geojson(shown(proposal.after, [proposal.comparison]), proposal.after)),
        "articles": [
            {
                "article": change.article,
                "headline": change.headline,
                "gained": [
                    {"zone": tie.target, "basis": tie.basis, "certainty": tie.certainty} for tie in change.gained
                ],
                "lost": [{"zone": tie.target, "basis": tie.basis, "certainty": tie.certainty} for tie in change.lost],
            }
            for change in changes
        ],
    }


def _taken_away(proposal: Proposal, words: dict[str, str]) -> Offer:
    return {
        "zone_file": proposal.zone_file,
        "text": proposal.text,
        "patch": patch(proposal, entry(proposal, **words)),
        "picture": as_svg(shown(proposal.after, [proposal.comparison]), proposal.after),
    }


def offered(
    path: Path,
    stated: Mapping[str, str | None],
    catalog: Catalog,
    *,
    layer: str | None = None,
    stretches: Path | None = None,
    stretches_layer: str | None = None,
    swap_xy: bool = False,
    article_files: Iterable[Path] = (),
) -> Offer:
    """``offer``, made in a process of its own, which is ended when its time is up."""
    request = {
        "path": str(path),
        "stated": dict(stated),
        "directory": str(catalog.directory.resolve()),
        "seeds": str(catalog.seeds.resolve()),
        "layer": layer,
        "stretches": str(stretches) if stretches else None,
        "stretches_layer": stretches_layer,
        "swap_xy": swap_xy,
        "article_files": [str(file.resolve()) for file in article_files],
    }
    command = [sys.executable, "-m", "geodata.importing.offer"]
    try:
        made = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            timeout=limits.SECONDS_IN_ALL + GRACE_S,
        )
    except subprocess.TimeoutExpired as error:
        raise too_long(limits.SECONDS_IN_ALL, path.name) from error
    if made.returncode:
        raise refused(path.name, "comparing it failed", "simplify the outline to its precision")
    answer = json.loads(made.stdout)
    if "problems" in answer:
        raise Refused(map(Problem.from_dict, answer["problems"]))
    return answer


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """An offer, or ``problems``."""
    path = Path(request["path"])
    catalog = Catalog(Path(request["directory"]), Path(request["seeds"]))
    try:
        further = [article for name in request["article_files"] for article in read_articles(Path(name))]
        with within(limits.SECONDS_IN_ALL, path.name):
            return offer(
                path,
                request["stated"],
                catalog,
                layer=request["layer"],
                stretches=Path(request["stretches"]) if request["stretches"] else None,
                stretches_layer=request["stretches_layer"],
                swap_xy=request["swap_xy"],
                further=further,
            )
    except Refused as error:
        return {"problems": [problem.as_dict() for problem in error.problems]}


def main() -> None:
    json.dump(answer(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
