"""Articles in a list, and why each is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.layout.parts import disclosure, facts
from dashboard.selection import Selection
from dashboard.state import LANGUAGES, ViewState
from dashboard.text import Text
from geodata.records import Article
from geodata.store import Store
from geodata.store.opened import Kept

LISTED = 200


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


def article_list(store: Store, state: ViewState, text: Text) -> list[Component]:
    """The articles of the view's window and filters, with the languages they are in as further filters."""
    selection = Selection.of_view(state)
    found = store.found(selection, LISTED)
    count = html.P(text("articles.count", n=found.total, total=len(store.articles)), className="muted", role="status")
    languages = store.summary(replace(selection, languages=(), outlet="")).facets["inLanguage"]
    filters = html.Div([*language_filters(languages, state, text), *outlet_filter(state, text)])
    if not found.page:
        return [filters, count, html.P(text("articles.none"), className="empty")]
    return [filters, count, article_items(store, found.page, text)]


def language_filters(counts: Mapping[str, int], state: ViewState, text: Text) -> list[Component]:
    chips = [
        html.Button(
            f"{text(f'language.{language}')} {text.digits(n)}",
            className="chip",
            lang=language,
            **{"data-alang": language, "aria-pressed": str(language in state.alang).lower()},
        )
        for language, n in counts.items()
        if language in LANGUAGES
    ]
    return [html.Span(chips, className="chips", role="group", **{"aria-label": text("articles.languages")})]


def outlet_filter(state: ViewState, text: Text) -> list[Component]:
    """The outlet chosen, as a chip that lets go of it."""
    if not state.outlet:
        return []
    return [
        html.Button(
            [html.Bdi(state.outlet), " ×"],
            className="chip",
            title=text("articles.every-outlet"),
            **{"data-outlet": "", "aria-pressed": "true"},
        )
    ]


def article_items(store: Store, page: Sequence[Kept], text: Text) -> Component:
    return html.Ul([article_item(store, kept, text) for kept in page], className="articles")


def article_item(store: Store, kept: Kept, text: Text) -> Component:
    """Headline in its own language and direction, then day, publisher, summary and the reasons."""
    article = kept.article
    title = article.headline or text.name(article.abstract) or article.id
    heading = (
        html.A(title, href=article.url, target="_blank", rel="noopener noreferrer") if article.url else html.Span(title)
    )
    when = text.day(article.datePublished) if article.datePublished else text("articles.undated")
    own = text.lang in article.abstract
    return html.Li(
        [
            html.Div(heading, className="headline", lang=article.inLanguage, dir="auto"),
            html.Div([f"{when} · ", *publisher_button(article, text)], className="muted"),
            html.P(text.name(article.abstract), lang=text.lang if own else "en", dir="auto")
            if article.abstract and article.headline
            else None,
            disclosure(text("why"), why(store, kept, text), name="small why"),
        ],
        className="article",
        **{"data-article": article.id},
    )


def publisher_button(article: Article, text: Text) -> list[Component]:
    """The publisher; choosing it shows what else is from there."""
    if not article.publisher:
        return []
    title = text("articles.of-outlet", name=article.publisher)
    return [
        html.Button(html.Bdi(article.publisher), title=title, className="outlet", **{"data-outlet": article.publisher})
    ]


def target_name(store: Store, kind: str, target: str, text: Text) -> str:
    catalog = store.catalog
    if kind == "zone":
        return text.name(catalog.zones[target].name)
    if kind == "meeting":
        return text.name(catalog.meetings[target].label)
    return text.name(catalog.states.loc[target, "name"]) if target in catalog.states.index else target


def why(store: Store, kept: Kept, text: Text) -> Component:
    """Each join of an article, with its basis and evidence, and how its record was made."""
    return html.Div(
        [
            html.Ul([reason(store, row, text) for row in kept.joins], className="joins"),
            html.H4(text("why.found")),
            provenance(kept.article),
        ]
    )


def reason(store: Store, row: Mapping[str, Any], text: Text) -> Component:
    """One join: with what, on what ground, in which words, how certain."""
    kind, target, basis, boundary = (row[name] for name in ("target_kind", "target", "basis", "boundary"))
    return html.Li(
        [
            html.Strong(f"{text(f'why.target.{kind}')}: {target_name(store, kind, target, text)}"),
            f" – {text(f'basis.{basis}')}",
            html.Span(row["evidence"], className="evidence", dir="auto"),
            html.Span(text("why.boundary", version=boundary), className="muted") if boundary else None,
            html.Span(text("why.certainty", n=round(row["certainty"] * 100)), className="muted"),
        ],
        **{"data-join": f"{kind}:{target}:{basis}"},
    )


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
