"""Small pieces that several panels share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.text import Text
from geodata.catalog import Catalog
from geodata.records import Event


def party_name(party: str, catalog: Catalog, text: Text) -> str:
    """A party in a word or two: a state by its common name, others by the interface's."""
    if party in catalog.states.index and party != "syr":
        return text.name(catalog.states.loc[party, "name"])
    return (
        text(f"party.{party}")
        if party in ("syr", "opp", "un", "icrc", "jai", "fai", "sfr")
        else text.name(catalog.parties[party].name)
    )


def party_chip(party: str, catalog: Catalog, text: Text) -> Component:
    """A party as a button that picks it out on the map."""
    name = text.name(catalog.parties[party].name) if party in catalog.parties else party
    return html.Button(
        party_name(party, catalog, text), className="chip", title=name, **{"data-focus": party, "aria-pressed": "false"}
    )


def party_chips(parties: Iterable[str], catalog: Catalog, text: Text) -> Component:
    return html.Span([party_chip(party, catalog, text) for party in parties], className="chips")


def left_out(dropped: Sequence[str], text: Text) -> str:
    """What a link asked for in vain.  Names of parameters only, never their values, which are not echoed."""
    senseless = ", ".join(name for name in dropped if name != "asof")
    told = [text("notice.asof") if "asof" in dropped else "", text("notice", names=senseless) if senseless else ""]
    return " ".join(filter(None, told))


def event_title(event: Event, text: Text) -> str:
    return event.title_ar if text.lang == "ar" and event.title_ar else event.title_en


def section(title: str, *children: Any, id: str = "") -> Component:
    """A headed part of a panel."""
    heading = html.H3(title)
    return html.Section([heading, *children], className="part", **({"id": id} if id else {}))


def facts(rows: Sequence[tuple[object, object]]) -> Component:
    """Name and value pairs; a pair without a value is left out."""
    pairs = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in rows if value]
    return html.Dl(pairs, className="facts")


def source_links(ids: Iterable[str], catalog: Catalog, text: Text) -> Component:
    """Sources by title or host, linked where an address is known."""
    links: list[object] = []
    for id in ids:
        source = catalog.sources[id]
        label = source.title or source.publisher
        if id == "general-knowledge":
            label = text("source.unverified")
        if links:
            links.append(" · ")
        link = (
            html.A(
                label, href=source.url, target="_blank", rel="noopener noreferrer", title=source.publisher, dir="auto"
            )
            if source.url
            else html.Span(label, title=source.note, dir="auto")
        )
        links.append(link)
    return html.Span(links, className="sources")


def disclosure(summary: object, *children: Any, name: str = "", is_open: bool = False) -> Component:
    """Something one click away, unless it ``is_open`` from the start."""
    return html.Details([html.Summary(summary), *children], className=f"disclosure {name}".strip(), open=is_open)


def marked(change: str, words: Any) -> Component:
    """Words with the mark of ``gained`` or ``lost`` ground before them."""
    return html.Span([html.Span(className=f"mark {change}", **{"aria-hidden": "true"}), words], className="marked")
