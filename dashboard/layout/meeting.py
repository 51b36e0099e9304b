"""The meeting sidebar: who sat there, what was said, what came of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.layout.articles import article_items
from dashboard.layout.parts import disclosure, facts, party_chips, party_name, section, source_links
from dashboard.text import Text
from geodata.catalog import Catalog
from geodata.records import Delegation, Document, Meeting, Session, Statement
from geodata.store import Store

FOUNDING_DOCUMENT = "memo-2017-05-04"
EARLIER_DOCUMENTS = 3
LISTED_ARTICLES = 8


def meeting_panel(store: Store, meeting: Meeting, text: Text) -> list[Component]:
    """Everything known of one meeting, in the order of minutes."""
    catalog = store.catalog
    return [
        neighbours(catalog, meeting, text),
        html.H2(text.name(meeting.title)),
        html.P([text.span(meeting.start, meeting.end), " · ", place_name(catalog, meeting, text)], className="lead"),
        html.Button(
            text("meeting.go", day=text.day(meeting.start)), className="quiet go", **{"data-date": str(meeting.start)}
        ),
        attendance(catalog, meeting, text),
        section(
            text("meeting.outcome"),
            html.P(text.name(meeting.outcome), lang=_spoken(meeting.outcome, text)),
            source_links(meeting.source, catalog, text),
        ),
        section(text("meeting.delegations"), *delegations(catalog, meeting, text)),
        section(text("meeting.sessions"), *sessions(catalog, meeting, text)),
        *(
            [section(text("meeting.statements"), *(statement(catalog, one, text) for one in meeting.statements))]
            if meeting.statements
            else []
        ),
        *documents(catalog, meeting, text),
        section(text("meeting.articles"), *articles(store, meeting, text)),
        *earlier_rounds(catalog, meeting, text),
    ]


def _spoken(words: dict, text: Text) -> str:
    """The language a text is really in, for screen readers and letter shapes."""
    return text.lang if text.lang in words else "en"


def place_name(catalog: Catalog, meeting: Meeting, text: Text) -> str:
    country = (
        party_name(meeting.host, catalog, text)
        if meeting.host in catalog.states.index or meeting.host in catalog.parties
        else ""
    )
    return (
        f"{text.name(meeting.city)}{'، ' if text.lang == 'ar' else ', '}{country}"
        if country
        else text.name(meeting.city)
    )


def neighbours(catalog: Catalog, meeting: Meeting, text: Text) -> Component:
    """Previous and next meeting in time."""
    order = list(catalog.meetings)
    position = order.index(meeting.id)
    links = []
    for step, key in ((-1, "meeting.previous"), (1, "meeting.next")):
        index = position + step
        if 0 <= index < len(order):
            other = catalog.meetings[order[index]]
            name = text.name(other.label)
            links.append(
                html.Button(
                    name,
                    className=f"step {'back' if step < 0 else 'on'}",
                    title=text(key, name=name),
                    **{"data-meeting": other.id, "aria-label": text(key, name=name)},
                )
            )
        else:
            links.append(html.Span())
    return html.Nav(links, className="neighbours", **{"aria-label": text("tab.meeting")})


def attendance(catalog: Catalog, meeting: Meeting, text: Text) -> Component:
    """Those at the table by their part: guarantors, host, observers, others."""
    kinds = {party: catalog.parties[party].kind for party in meeting.parties}
    guarantors = [party for party, kind in kinds.items() if kind == "guarantor"]
    observers = [party for party, kind in kinds.items() if kind in ("observer", "un") and party != meeting.host]
    hosts = [meeting.host] if meeting.host in catalog.parties and meeting.host not in guarantors else []
    others = [party for party in meeting.parties if party not in {*guarantors, *observers, *hosts}]
    rows = (
        ("meeting.guarantors", guarantors),
        ("meeting.host", hosts),
        ("meeting.observers", observers),
        ("meeting.others", others),
    )
    around = text("meeting.round", n=meeting.round) if meeting.round else ""
    return html.Div(
        [
            html.P(around, className="muted") if around else None,
            facts([(text(key), parties and party_chips(parties, catalog, text)) for key, parties in rows]),
        ]
    )


def delegations(catalog: Catalog, meeting: Meeting, text: Text) -> list[Component]:
    if not meeting.delegations:
        return [html.P(text("meeting.none.delegations"), className="muted")]
    return [delegation(catalog, one, text) for one in meeting.delegations]


def delegation(catalog: Catalog, one: Delegation, text: Text) -> Component:
    """A delegation with its heads and their offices; every head that a source names."""
    people = [
        html.Div(
            [
                html.Strong(text.name(catalog.people[member.person].name)),
                html.Span(text.name(member.office), className="office"),
                disclosure(
                    text("zone.source"),
                    source_links(member.source, catalog, text),
                    html.P(member.note, className="muted", dir="auto") if member.note else None,
                    name="small",
                ),
            ],
            **{"data-person": member.person},
        )
        for member in one.members
    ]
    claims = (
        html.P(text("meeting.two-heads"), className="muted")
        if sum(member.is_head for member in one.members) > 1
        else None
    )
    return html.Div(
        [party_chips([one.party], catalog, text), html.Div([*people, claims])],
        className="delegation",
        **{"data-delegation": one.party},
    )


def sessions(catalog: Catalog, meeting: Meeting, text: Text) -> list[Component]:
    if not meeting.sessions:
        return [html.P(text("meeting.none.sessions"), className="muted")]
    listed: list[Component] = []
    for day, group in groupby(meeting.sessions, key=lambda one: one.date):
        listed.append(html.H4(text.day(day, "EEEE d MMMM")))
        listed.append(html.Ol([session(catalog, one, text) for one in group], className="sessions"))
    return listed


def session(catalog: Catalog, one: Session, text: Text) -> Component:
    """A session; its dot is filled once held, hollow while only announced.  Choosing it shows on the map who met."""
    status = text(f"session.{one.status}")
    button = html.Button(
        [
            html.Span(text(f"format.{one.format}"), className="format"),
            html.Span(text.name(one.topic), className="topic"),
            html.Span(status, className="status") if one.status == "announced" else None,
        ],
        className="session-choice",
        title=text("session.show"),
        **{"data-focus": one.id, "aria-pressed": "false"},
    )
    return html.Li(
        [
            html.Span(className=f"dot {one.status}", title=status),
            html.Div([button, party_chips(one.parties, catalog, text)]),
        ],
        className="session",
        **{"data-session": one.id},
    )


def statement(catalog: Catalog, one: Statement, text: Text) -> Component:
    """What somebody said, in our words, with speaker and agency."""
    speaker = text.name(catalog.people[one.speaker].name)
    agencies = " / ".join(text.name(catalog.agencies[agency].name) for agency in one.agency)
    via: list[Any] = (
        [" · ", html.Span(text("statement.via", agency=agencies), **{"data-agency": " ".join(one.agency)})]
        if one.agency
        else []
    )
    return html.Figure(
        [
            html.Blockquote(text.name(one.gist), lang=_spoken(one.gist, text)),
            html.Figcaption(
                [
                    html.Strong(speaker),
                    *via,
                    " · ",
                    text.day(one.date, "d MMMM"),
                    " · ",
                    source_links(one.source, catalog, text),
                ]
            ),
        ],
        className="statement",
        **{"data-statement": one.id},
    )


def documents(catalog: Catalog, meeting: Meeting, text: Text) -> list[Component]:
    """What the meeting adopted, and what lay on the table from before."""
    own = [catalog.documents[id] for id in meeting.documents]
    before = sorted(
        (one for one in catalog.documents.values() if one.zones and one.date < meeting.start), key=lambda one: one.date
    )
    recent = [one for one in before if one.id != FOUNDING_DOCUMENT][-EARLIER_DOCUMENTS:]
    earlier = [one for one in before if one.id == FOUNDING_DOCUMENT] + recent
    parts = (("meeting.documents", own), ("meeting.earlier-documents", earlier))
    return [section(text(key), *(document(catalog, one, text) for one in listed)) for key, listed in parts if listed]


def document(catalog: Catalog, one: Document, text: Text) -> Component:
    names = ("، " if text.lang == "ar" else ", ").join(party_name(party, catalog, text) for party in one.signatories)
    covers = [
        html.Button(
            text.name(catalog.zones[zone].name),
            className=f"chip zone-{catalog.zones[zone].number}",
            **{"data-zone": zone},
        )
        for zone in one.zones
    ]
    return html.Div(
        [
            html.Strong(text.name(one.title), lang=_spoken(one.title, text)),
            html.P(text("document.signed", names=names, day=text.day(one.date)), className="muted"),
            html.P(text.name(one.provisions), lang=_spoken(one.provisions, text)),
            html.P([text("document.covers"), " ", html.Span(covers, className="chips")], className="muted")
            if covers
            else None,
            html.P(
                [html.A(text("document.text"), href=one.url, target="_blank", rel="noopener noreferrer"), " · "]
                if one.url
                else [],
                className="inline",
            ),
            source_links(one.source, catalog, text),
        ],
        className="document",
        **{"data-document": one.id},
    )


def articles(store: Store, meeting: Meeting, text: Text) -> list[Component]:
    best = store.tied("meeting", meeting.id, LISTED_ARTICLES)
    if not best.page:
        return [html.P(text("meeting.none.articles"), className="muted")]
    return [article_items(store, best.page, text), *_more(best.total, text)]


def _more(count: int, text: Text) -> list[Component]:
    if count <= LISTED_ARTICLES:
        return []
    return [
        html.Button(
            text("articles.count", n=LISTED_ARTICLES, total=count), className="quiet", **{"data-panel": "articles"}
        )
    ]


def earlier_rounds(catalog: Catalog, meeting: Meeting, text: Text) -> list[Component]:
    """The rounds of the Astana format before this one."""
    rounds = [one for one in catalog.meetings.values() if one.round and one.start < meeting.start]
    if not rounds:
        return []
    chips = [
        html.Button(
            text.name(one.label),
            className="chip",
            title=f"{text.name(one.title)} · {text.span(one.start, one.end)}",
            **{"data-meeting": one.id},
        )
        for one in rounds
    ]
    return [section(text("meeting.earlier"), html.Div(chips, className="chips"))]
