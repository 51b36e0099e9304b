"""Which articles a view or a request asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day

from dashboard.state import ViewState
from geodata.records import Article
from geodata.store import Store


@dataclass(frozen=True)
class Selection:
    """Conditions that all must hold; an empty one asks nothing.

    ``words`` must all stand in headline, publisher or summary; ``zones``, ``meetings`` and ``states``
    ask for a join with one of them; ``first`` and ``last`` are days, both included.
    """

    words: str = ""
    outlet: str = ""
    languages: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    first: Day | None = None
    last: Day | None = None

    @classmethod
    def of_view(cls, state: ViewState) -> Selection:
        """What the article list of a view shows: the window that ends with the day, narrowed by the filters."""
        return cls(
            words=state.q,
            outlet=state.outlet,
            languages=state.alang,
            zones=state.zone,
            first=state.first_day(),
            last=min(filter(None, (state.date, state.to))),
        )


def selected(store: Store, selection: Selection) -> list[Article]:
    """Articles that fit, newest first; those without a day last."""
    wanted = [
        _tied(store, kind, targets)
        for kind, targets in (
            ("zone", selection.zones),
            ("meeting", selection.meetings),
            ("state", selection.states),
        )
        if targets
    ]
    fitting = [
        article
        for article in store.articles.values()
        if all(article.id in tied for tied in wanted) and _fits(article, selection)
    ]
    dated = [article for article in fitting if article.datePublished]
    return dated[::-1] + [article for article in fitting if not article.datePublished]


def facets(store: Store, articles: Sequence[Article]) -> dict[str, dict[str, int]]:
    """How many of these articles there are by language, outlet, zone and meeting; most first."""
    joins = store.joins[store.joins["article"].isin([article.id for article in articles])]

    def joined(kind: str) -> list[str]:
        return joins[joins["target_kind"] == kind].drop_duplicates(["article", "target"])["target"].tolist()

    return {
        "inLanguage": _counted(article.inLanguage for article in articles),
        "publisher": _counted(article.publisher for article in articles),
        "zone": _counted(joined("zone")),
        "meeting": _counted(joined("meeting")),
    }


def _counted(values: Iterable[str | None]) -> dict[str, int]:
    return dict(Counter(filter(None, values)).most_common())


def _tied(store: Store, kind: str, targets: Sequence[str]) -> set[str]:
    joins = store.joins
    return set(joins[(joins["target_kind"] == kind) & joins["target"].isin(targets)]["article"])


def _fits(article: Article, selection: Selection) -> bool:
    day = article.datePublished
    if selection.first and (day is None or day < selection.first):
        return False
    if selection.last and (day is None or day > selection.last):
        return False
    if selection.languages and article.inLanguage not in selection.languages:
        return False
    if selection.outlet and article.publisher != selection.outlet:
        return False
    searched = " ".join(filter(None, (article.headline, article.publisher, *article.abstract.values()))).casefold()
    return all(word in searched for word in selection.words.casefold().split())
