"""The zone panel: what a zone is, whose outline is drawn, and how far to trust it."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.collections import stored
from dashboard.layout.articles import article_items
from dashboard.layout.compare_controls import compare_mark
from dashboard.layout.life_chart import life_chart
from dashboard.layout.parts import disclosure, event_title, facts, section, source_links
from dashboard.selection import Selection
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.boundaries import history, rivals, valid_on
from geodata.boundaries import readings as known_readings
from geodata.records import Zone
from geodata.store import Store

LISTED_ARTICLES = 12


def zone_panel(store: Store, state: ViewState, text: Text) -> list[Component]:
    """The chosen zones, or a choice of zones where none is chosen."""
    zones = store.catalog.zones
    if not state.zone:
        choices = [zone_button(zone, text) for zone in zones.values()]
        return [html.H2(text("layer.zones")), html.P(text("zone.choose")), html.Div(choices, className="zone-choices")]
    return [part for zone in state.zone for part in zone_parts(store, zones[zone], state, text)]


def zone_button(zone: Zone, text: Text) -> Component:
    number = html.Span(text.digits(zone.number), className="number")
    return html.Button(
        [number, html.Span(text.name(zone.full_name))],
        className=f"zone-choice zone-{zone.number}",
        **{"data-zone": zone.id},
    )


def zone_parts(store: Store, zone: Zone, state: ViewState, text: Text) -> list[Component]:
    catalog = store.catalog
    governorates = catalog.governorates["name"]
    names = ("، " if text.lang == "ar" else ", ").join(text.name(governorates[pcode]) for pcode in zone.governorates)
    return [
        html.Div(
            [
                html.Button(text("zone.close"), className="quiet", **{"data-zone": ""}),
                html.H2([html.Span(text.digits(zone.number), className="number"), text.name(zone.full_name)]),
                html.P(text("zone.number", n=zone.number), className="muted"),
            ],
            className=f"zone-head zone-{zone.number}",
        ),
        html.P(text.name(zone.description)),
        facts([(text("zone.governorates"), names)]),
        outline_part(store, zone, state, text),
        section(
            text("zone.history"), life_chart(store, zone, state.date, text), history_list(store, zone, state, text)
        ),
        section(text("zone.life"), life_list(store, zone, text)),
        section(text("zone.claims"), claims_list(store, zone, text)),
        events_part(store, zone, text),
        articles_part(store, zone, state, text),
    ]


def drawn_version(store: Store, zone: Zone, state: ViewState) -> pd.Series | None:
    """The outline drawn for a zone on the day: of the reading asked for, else the default."""
    valid = valid_on(history(store.catalog.boundaries, zone.id), state.date)
    drawn = valid[
        (valid["status"] != "dissolved")
        & (valid["according"] == state.according if state.according else valid["default"])
    ]
    return None if drawn.empty else drawn.iloc[0]


def outline_part(store: Store, zone: Zone, state: ViewState, text: Text) -> Component:
    version = drawn_version(store, zone, state)
    if version is None:
        return section(
            text("zone.version"),
            html.P(text("zone.none", day=text.day(state.date)), className="empty"),
            readings(store, zone, state, text),
        )
    areas = [store.areas_km2[other] for other in rivals(store.catalog.boundaries, version.name).index]
    spread = (
        text("zone.area.range", low=text.number(min(areas)), high=text.number(max(areas)))
        if len(areas) > 1
        else text("zone.area.one")
    )
    rows = [
        (
            text("zone.area"),
            [
                html.Strong(text("zone.area.value", area=text.number(store.areas_km2[version.name]))),
                html.Span(f" · {spread}", className="muted"),
            ],
        ),
        (text("zone.version"), [html.Code(version.name, dir="ltr"), " · ", text(f"status.{version['status']}")]),
        (text("zone.valid"), validity(version, text)),
        (
            text("zone.precision"),
            text(
                "zone.precision.value",
                km=text.number(
                    version["precision_km"], 0 if version["precision_km"] == int(version["precision_km"]) else 1
                ),
            ),
        ),
        (text("zone.confidence"), text(f"confidence.{version['confidence']}")),
    ]
    return section(
        text("zone.extent"),
        facts(rows),
        stretches_list(store, version, text),
        provenance(store, version, text, opened=True),
        readings(store, zone, state, text),
    )


def stretches_list(store: Store, version: pd.Series, text: Text) -> Component | None:
    """What the line of a version follows, how far, and how well it is known there."""
    features = [feature["properties"] for feature in stored(store, "stretches")["features"]]
    of_version = [p for p in features if p["version"] == version.name]
    if not of_version:
        return None
    rows = []
    for p in sorted(of_version, key=lambda p: -p["length_km"]):
        known = "–".join(dict.fromkeys(text.number(p[end], 1) for end in ("low_km", "high_km")))
        said = text("zone.follows.value", km=text.number(p["length_km"]), precision=known)
        rows.append(html.Li([html.Span(text(f"follows.{p['follows']}")), html.Span(said, className="muted")]))
    return html.Div([html.H4(text("zone.follows")), html.Ul(rows, className="stretches")])


def validity(version: pd.Series, text: Text) -> str:
    start = text.day(version["valid_from"])
    ends = version["valid_to"]
    return (
        text("zone.valid.open", start=start)
        if ends is None or pd.isna(ends)
        else text("zone.valid.span", start=start, end=text.day(ends))
    )


def provenance(store: Store, version: pd.Series, text: Text, opened: bool = False) -> Component:
    """Source, method, dating and note of an outline."""
    rows = [
        (text("zone.source"), source_links([version["source"]], store.catalog, text)),
        (text("zone.method"), html.Span(version["method"], lang="en", dir="auto")),
        (text("zone.dated"), source_links(version["dated_by"], store.catalog, text) if version["dated_by"] else None),
        (text("zone.note"), html.Span(version["note"], lang="en", dir="auto") if version["note"] else None),
    ]
    return disclosure(text("zone.provenance"), facts(rows), name="provenance", is_open=opened)


def readings(store: Store, zone: Zone, state: ViewState, text: Text) -> Component:
    """The readings that have an outline on the day, as a choice."""
    valid = valid_on(history(store.catalog.boundaries, zone.id), state.date)
    there = set(valid[valid.geometry.notna()]["according"])
    choices = ["", *(reading for reading in known_readings(store.catalog.boundaries) if reading in there)]
    buttons = [
        html.Button(
            text(f"according.{choice}" if not choice else f"reading.{choice}"),
            className="chip",
            **{"data-according": choice, "aria-pressed": str(choice == state.according).lower()},
        )
        for choice in choices
    ]
    return html.P([html.Span(text("according"), className="muted"), " ", html.Span(buttons, className="chips")])


def history_list(store: Store, zone: Zone, state: ViewState, text: Text) -> Component:
    """Every default version, oldest first; choosing one goes to its first day, its mark compares it with the day's."""
    versions = history(store.catalog.boundaries, zone.id)
    drawn = drawn_version(store, zone, state)
    items = []
    for _, version in versions[versions["default"]].iterrows():
        area = store.areas_km2.get(version["version"])
        items.append(
            html.Li(
                [
                    html.Button(
                        text.day(version["valid_from"]), className="quiet", **{"data-date": str(version["valid_from"])}
                    ),
                    html.Span(text(f"status.{version['status']}"), className=f"status {version['status']}"),
                    html.Span(text("zone.area.value", area=text.number(area)) if area else "–"),
                    html.Span(text(f"reading.{version['according']}"), className="muted"),
                    None if drawn is not None and drawn.name == version["version"] else compare_mark(version, text),
                ]
            )
        )
    return html.Ol(items, className=f"versions zone-{zone.number}")


def life_list(store: Store, zone: Zone, text: Text) -> Component:
    items = [
        html.Li(
            [
                html.Button(text.day(turn.date), className="quiet", **{"data-date": str(turn.date)}),
                html.Span([text.name(turn.event), " ", source_links(turn.source, store.catalog, text)]),
            ]
        )
        for turn in zone.lifecycle
    ]
    return html.Ol(items, className="turns")


def claims_list(store: Store, zone: Zone, text: Text) -> Component:
    rows = [
        (
            text(f"zone.claim.{claim.kind}"),
            [
                html.Strong(text.digits(text.name(claim.text))),
                html.Div(
                    [
                        text("zone.claim.by", name=text.name(claim.claimed_by), day=text.day(claim.claimed_on)),
                        " · ",
                        source_links(claim.source, store.catalog, text),
                    ],
                    className="muted",
                ),
            ],
        )
        for claim in zone.claims
    ]
    return facts(rows)


def events_part(store: Store, zone: Zone, text: Text) -> Component:
    events = [event for event in store.catalog.events.values() if zone.id in event.zones]
    items = [
        html.Li(
            [
                html.Button(text.day(event.date), className="quiet", **{"data-date": str(event.date)}),
                html.Span(
                    [
                        event_title(event, text),
                        " ",
                        source_links(event.source, store.catalog, text),
                    ]
                ),
            ]
        )
        for event in events
    ]
    return html.Section(
        [
            disclosure(
                html.Span([html.H3(text("zone.events")), html.Span(text.digits(len(events)), className="count")]),
                html.Ol(items, className="turns"),
            )
        ],
        className="part",
    )


def articles_part(store: Store, zone: Zone, state: ViewState, text: Text) -> Component:
    selection = Selection(zones=(zone.id,), first=state.first_day(), last=state.date)
    found = store.found(selection, LISTED_ARTICLES)
    if not found.page:
        return section(text("zone.articles"), html.P(text("zone.articles.none"), className="empty"))
    return section(text("zone.articles"), article_items(store, found.page, text))
