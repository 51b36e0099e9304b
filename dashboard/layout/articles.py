"""Articles in a list, and why each is here."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.layout.parts import disclosure, facts
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.records import Article
from geodata.store import Store

LISTED = 60


def articles_panel(state: ViewState, text: Text) -> list[Component]:
    """The frame of the article list: its search box stays while the list below changes."""
    search = dcc.Input(
        id="article-search", type="search", value=state.q, placeholder=text("articles.search"), autoComplete="off"
    )
    return [
        html.H2(text("articles.title")),
        html.Label(text("articles.search"), htmlFor="article-search", className="unseen"),
        search,
        html.Div(id="article-list"),
    ]


def articles_in_view(store: Store, state: ViewState) -> list[Article]:
    """Articles of the window that fit zone and search words, newest first."""
    first, last = state.first_day(), min(filter(None, (state.date, state.to)))
    tied = None
    if state.zone:
        joins = store.joins
        tied = set(joins[(joins["target_kind"] == "zone") & joins["target"].isin(state.zone)]["article"])
    words = state.q.casefold().split()
    fitting = []
    for article in store.articles.values():
        day = article.datePublished
        if day is None or day > last or (first and day < first) or (tied is not None and article.id not in tied):
            continue
        searched = " ".join(filter(None, (article.headline, article.publisher, *article.abstract.values()))).casefold()
        if all(word in searched for word in words):
            fitting.append(article)
    return fitting[::-1]


def article_list(store: Store, state: ViewState, text: Text) -> list[Component]:
    found = articles_in_view(store, state)
    count = html.P(
        text("articles.count", n=min(len(found), LISTED), total=len(store.articles)), className="muted", role="status"
    )
    if not found:
        return [count, html.P(text("articles.none"), className="empty")]
    return [count, article_items(store, [article.id for article in found[:LISTED]], text)]


def article_items(store: Store, ids: Sequence[str], text: Text) -> Component:
    return html.Ul([article_item(store, store.articles[id], text) for id in ids], className="articles")


def article_item(store: Store, article: Article, text: Text) -> Component:
    """Headline in its own language and direction, then day, publisher, summary and the reasons."""
    title = article.headline or text.name(article.abstract) or article.id
    heading = (
        html.A(title, href=article.url, target="_blank", rel="noopener noreferrer") if article.url else html.Span(title)
    )
    when = text.day(article.datePublished) if article.datePublished else text("articles.undated")
    own = text.lang in article.abstract
    return html.Li(
        [
            html.Div(heading, className="headline", lang=article.inLanguage, dir="auto"),
            html.Div(f"{when} · {article.publisher or ''}", className="muted"),
            html.P(text.name(article.abstract), lang=text.lang if own else "en", dir="auto")
            if article.abstract and article.headline
            else None,
            disclosure(text("why"), why(store, article, text), name="small why"),
        ],
        className="article",
        **{"data-article": article.id},
    )


def target_name(store: Store, kind: str, target: str, text: Text) -> str:
    catalog = store.catalog
    if kind == "zone":
        return text.name(catalog.zones[target].name)
    if kind == "meeting":
        return text.name(catalog.meetings[target].label)
    return text.name(catalog.states.loc[target, "name"]) if target in catalog.states.index else target


def why(store: Store, article: Article, text: Text) -> Component:
    """Each join of an article, with its basis and evidence, and how its record was made."""
    rows = store.joins[store.joins["article"] == article.id]
    listed = [
        html.Li(
            [
                html.Strong(
                    f"{text(f'why.target.{row.target_kind}')}: {target_name(store, row.target_kind, row.target, text)}"
                ),
                f" – {text(f'basis.{row.basis}')}",
                html.Span(row.evidence, className="evidence", dir="auto"),
                html.Span(text("why.boundary", version=row.boundary), className="muted") if row.boundary else None,
                html.Span(text("why.certainty", n=round(row.certainty * 100)), className="muted"),
            ],
            **{"data-join": f"{row.target_kind}:{row.target}:{row.basis}"},
        )
        for row in rows.itertuples()
    ]
    return html.Div([html.Ul(listed, className="joins"), html.H4(text("why.found")), provenance(article)])


def provenance(article: Article) -> Component:
    """How each field of the record was found, as the record keeps it."""
    fields = article.provenance.get("fields", {})
    rows = [(name, html.Span(_told(how), dir="auto")) for name, how in fields.items()]
    about = [
        (name, html.Code(str(value), dir="ltr"))
        for name, value in article.provenance.items()
        if name != "fields" and isinstance(value, str)
    ]
    return facts([*rows, *about])


def _told(how: object) -> str:
    """Method, reasoning and evidence in a line; records of any shape are told as they stand."""
    if not isinstance(how, dict):
        return str(how)
    evidence = how.get("evidence")
    if isinstance(evidence, dict):
        evidence = [
            f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
            for key, value in evidence.items()
        ]
    words = "; ".join(f"«{one}»" for one in evidence) if isinstance(evidence, list) else str(evidence or "")
    return " · ".join(str(part) for part in (how.get("method"), how.get("reasoning"), words) if part)
