"""How well articles are tied to meetings, zones and states: ``python -m tests.labelled.score``.

The texts are test texts, in words of our own about what happened or might, and nobody's articles.  Each line of the
``.jsonl`` files beside this one holds ``language`` (null: none of the five), ``text``, perhaps ``headline``, ``given``
(the day its source gives), ``date`` (the day to be found; null: none may be guessed), and what it is to be tied to:

meetings
    named by number, ordinal, name, or by place and day; of the day and place they sat, with their parties; or having
    adopted the document named.
zones
    named, or covered by a document named, or holding a named place on the text's day.  Not before there were zones
    (4 May 2017), nor through a meeting alone.
states
    of the catalogue, named by name, adjective or people, or as a government by the capital (“Moscow said”).
    A national team is not its state, nor is an airline, a dish or a ware called after a people.

What counts as found are targets of join rows with a certainty of at least ``LEAST_CERTAINTY``.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geodata.catalog import catalog
from geodata.join import Tie, ties
from geodata.records import Article
from tests.reading import record

HERE = Path(__file__).parent
KINDS = {"meeting": "meetings", "zone": "zones", "state": "states"}
LEAST_CERTAINTY = 0.5


@dataclass(frozen=True)
class Item:
    """A labelled text with the record and ties found."""

    set: str
    line: int
    label: dict
    article: Article
    ties: list[Tie]

    def expected(self, kind: str) -> set[str]:
        return set(self.label[KINDS[kind]])

    def found(self, kind: str) -> set[str]:
        return {tie.target for tie in self.ties if tie.target_kind == kind and tie.certainty >= LEAST_CERTAINTY}


@dataclass
class Score:
    """Targets found and right, found and wrong, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)

    @property
    def row(self) -> str:
        """Precision, recall and F1; dashes where there is nothing to be found and nothing was."""
        if not self.right + self.wrong + self.missed:
            return f"{'–':>12}{'–':>6}{'–':>6}"
        return f"{self.precision:12.3f}{self.recall:6.3f}{self.f1:6.3f}"


@cache
def items() -> list[Item]:
    """All labelled texts, read once."""
    return list(_items())


def _items() -> Iterator[Item]:
    for path in sorted(HERE.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            label = json.loads(line)
            given = {"headline": label.get("headline"), "datePublished": label.get("given")}
            article = record(label["text"], **{name: value for name, value in given.items() if value})
            yield Item(path.stem, number, label, article, ties(article, catalog()))


def score(kind: str, of: Iterable[Item]) -> Score:
    total = Score()
    for item in of:
        expected, found = item.expected(kind), item.found(kind)
        total.right += len(expected & found)
        total.wrong += len(found - expected)
        total.missed += len(expected - found)
        if expected != found:
            told = [f"+{one}" for one in sorted(found - expected)] + [f"-{one}" for one in sorted(expected - found)]
            total.examples.append(f"{item.set}:{item.line} {' '.join(told)}: {item.label['text'][:70]}")
    return total


def calibration(of: Iterable[Item]) -> dict[tuple[str, str, float], tuple[int, int]]:
    """By kind, basis and certainty of join rows: how many are right, of how many."""
    right: Counter[tuple[str, str, float]] = Counter()
    all_rows: Counter[tuple[str, str, float]] = Counter()
    for item in of:
        for tie in item.ties:
            key = (tie.target_kind, tie.basis, round(tie.certainty, 2))
            all_rows[key] += 1
            right[key] += tie.target in item.expected(tie.target_kind)
    return {key: (right[key], number) for key, number in sorted(all_rows.items())}


def wrong_languages(of: Iterable[Item]) -> list[str]:
    return [f"{i.set}:{i.line} {i.article.inLanguage}" for i in of if i.article.inLanguage != i.label["language"]]


def wrong_days(of: Iterable[Item]) -> list[str]:
    return [
        f"{i.set}:{i.line} {i.article.datePublished} for {i.label['date']}"
        for i in of
        if str(i.article.datePublished or "") != (i.label["date"] or "")
    ]


def report(with_examples: bool = False) -> str:
    """The figures as text: by kind, set and language; then language, day, and certainty against truth."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items():
        for name in ("all", item.set, item.label["language"] or "other"):
            groups[name].append(item)
    lines = [f"{'':9}{'texts':>6}  " + "".join(f"{f'{kind}: P':>12}{'R':>6}{'F1':>6}" for kind in KINDS)]
    for name, group in groups.items():
        figures = "".join(score(kind, group).row for kind in KINDS)
        lines.append(f"{name:9}{len(group):6}  {figures}")
    languages, days, number = wrong_languages(items()), wrong_days(items()), len(items())
    lines.append(f"language right {1 - len(languages) / number:.3f}, day right {1 - len(days) / number:.3f}")
    lines.append("rows right by kind, basis and certainty:")
    for (kind, basis, certainty), (right, rows) in calibration(items()).items():
        lines.append(f"  {kind:8} {basis:14} {certainty:.2f}  {right / rows:.2f} of {rows}")
    if with_examples:
        lines += [f"{kind} {one}" for kind in KINDS for one in score(kind, items()).examples]
        lines += [f"language {one}" for one in languages] + [f"day {one}" for one in days]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(with_examples=True))
