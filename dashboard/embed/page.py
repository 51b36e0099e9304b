"""The embed as a page: what is read without a script, and what the script works with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day
from html import escape
from pathlib import Path
from string import Template

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard import tokens
from dashboard.assets import ASSETS, assets_version
from dashboard.comparing import named_days, turns
from dashboard.embed.maps import NAMED, EmbedMap, embed_maps
from dashboard.embed.options import USUAL, Options, embed_query
from dashboard.layout.parts import facts, left_out, source_links
from dashboard.layout.zone import drawn_version, validity
from dashboard.markup import entry, markup
from dashboard.sharing import Links, metadata
from dashboard.site import Site
from dashboard.state import ViewState, as_texts
from dashboard.still.compared import compared
from dashboard.still.frame import caption, meeting_line
from dashboard.still.labels import Box
from dashboard.still.legend import Key, legend_keys, swatch, zone_change, zone_detail, zone_swatch
from dashboard.still.shown import feature_states, outlines_of
from dashboard.svg import tag
from dashboard.text import Text
from geodata.records import Zone
from geodata.store import Store

PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
SWATCH = Box(0, 0, 26, 17)
STYLE = (ASSETS / "embed.css").read_text(encoding="utf-8")


def embed_page(
    store: Store, site: Site, state: ViewState, options: Options, dropped: Sequence[str], newer: Day | None = None
) -> str:
    """The whole page as HTML; ``newer`` is the day the data shown are of, where there are newer ones."""
    text = Text(state.lang)
    return PAGE.substitute(
        lang=text.lang,
        dir=text.dir,
        theme=f' data-theme="{state.theme}"' if state.theme else "",
        title=escape(text("still.title", day=named_days(state, text))),
        description=escape(text("description")),
        metadata=metadata(site, state, text),
        tokens=tokens.css_variables(),
        style=STYLE,
        font="arabic" if text.dir == "rtl" else "latin",
        version=assets_version(),
        body=markup(body(store, site, state, options, dropped, newer, text)),
    )


def body(
    store: Store,
    site: Site,
    state: ViewState,
    options: Options,
    dropped: Sequence[str],
    newer: Day | None,
    text: Text,
) -> Component:
    """Everything that changes with the view."""
    maps = embed_maps(store, state, text, options)
    parts = [
        heading(store, state, text) if options.has("title") else None,
        html.P(left_out(dropped, text), className="notice", role="alert") if dropped else None,
        as_it_was(state, options, newer, text) if newer else None,
        days(state, options, text),
        stepper(store, state, options, text) if options.has("date") else None,
        map_box(maps, options, text),
        legend(store, state, maps[-1], text) if options.has("legend") else about(store, state, text),
        foot(store, site, state, text),
    ]
    return html.Main(parts, id="embed", **{"data-query": embed_query(state, options), "data-date": str(state.date)})


def heading(store: Store, state: ViewState, text: Text) -> Component:
    return html.Header(
        [
            html.H1(text("still.title", day=text.day(state.date))),
            html.P(meeting_line(store, state, text), className="muted"),
        ]
    )


def address_of(state: ViewState, options: Options) -> str:
    """A view in the same frame; relative, so that it holds wherever the page stands."""
    return f"?{embed_query(state, options)}"


def as_it_was(state: ViewState, options: Options, day: Day, text: Text) -> Component:
    """Says that the data have changed since, and where the view of the present ones is."""
    present = html.A(text("embed.asof.present"), href=address_of(replace(state, asof=""), options))
    return html.P([text("embed.asof", day=text.day(day)), " ", present], className="asof", role="note")


def days(state: ViewState, options: Options, text: Text) -> Component | None:
    """Where two days are compared: links to each alone."""
    if state.compare is None:
        return None
    other = state.compare if isinstance(state.compare, Day) else Day.fromisoformat(state.compare.split("@")[1][:10])
    alone = replace(state, compare=None, mode=ViewState.mode, divider=None)
    links = [
        html.A(text.day(day), href=address_of(replace(alone, date=day), options), **{"data-step": ""})
        for day in sorted({state.date, other})
    ]
    return html.Nav([html.Span(text("embed.two-days"), className="muted"), *links], className="days")


def stepper(store: Store, state: ViewState, options: Options, text: Text) -> Component:
    """Steps through the days, as links and as a form that needs no script."""
    changes = [day for day in turns(store.catalog) if day != Day.min]
    targets = {
        "earlier": max((day for day in changes if day < state.date), default=None),
        "back": _shifted(state.date, -1),
        "on": _shifted(state.date, 1),
        "later": min((day for day in changes if day > state.date), default=None),
    }
    labels = {name: text(f"embed.{name}") for name in targets}

    def step(name: str) -> Component:
        day = targets[name]
        named = {"aria-label": labels[name], "data-step": name}
        if day is None:
            return html.Span(className=f"step {name}", **{"aria-hidden": "true"})
        title = f"{labels[name]}: {text.day(day)}"
        return html.A(
            href=address_of(replace(state, date=day), options), className=f"step {name}", title=title, **named
        )

    kept = {**as_texts(state), "controls": ",".join(options.controls)}
    usual = {**as_texts(ViewState()), "controls": ",".join(USUAL)}
    hidden = [
        entry(type="hidden", name=name, value=value)
        for name, value in kept.items()
        if name != "date" and value != usual[name]
    ]
    form = html.Form(
        [
            *hidden,
            entry(type="date", name="date", value=str(state.date), **{"aria-label": text("embed.day")}),
            html.Button(text("embed.go"), type="submit"),
        ],
        method="get",
    )
    return html.Nav(
        [step("earlier"), step("back"), form, step("on"), step("later")],
        className="dates",
        **{"aria-label": text("timeline")},
    )


def _shifted(day: Day, days: int) -> Day | None:
    """A day before or after; None where the calendar ends."""
    number = day.toordinal() + days
    return Day.fromordinal(number) if Day.min.toordinal() <= number <= Day.max.toordinal() else None


def map_box(maps: Sequence[EmbedMap], options: Options, text: Text) -> Component:
    names = {"in": "+", "out": "−", "whole": "⤢"}
    buttons = [
        html.Button(
            sign,
            type="button",
            title=text(f"embed.zoom.{name}"),
            **{"data-zoom": name, "aria-label": text(f"embed.zoom.{name}")},
        )
        for name, sign in names.items()
    ]
    return html.Div(
        [
            *(Markup(one.svg) for one in maps),
            html.Div(buttons, className="zoom") if options.has("zoom") else None,
            html.Div(className="card", hidden=True, role="status"),
        ],
        className="map",
        id="map",
        **{"data-help": text("embed.keys"), "data-wheel": text("embed.wheel"), "data-failed": text("js.offline")},
    )


def legend(store: Store, state: ViewState, drawn: EmbedMap, text: Text) -> Component:
    """Each zone with where its outline is from, and every mark there is on the map."""
    keys = legend_keys(store, state, text, drawn.part.drawing, drawn.part.has_counts)
    return html.Section(
        [
            zone_list(store, state, text) if state.compare or "zones" in state.layers else None,
            html.Ul([key_row(key, text) for key in keys], className="keys"),
        ],
        className="legend",
        **{"aria-label": text("still.key")},
    )


def about(store: Store, state: ViewState, text: Text) -> Component:
    """Whose outlines these are, one click away."""
    return html.Details([html.Summary(text("zone.provenance")), zone_list(store, state, text)], className="about")


def zone_list(store: Store, state: ViewState, text: Text) -> Component:
    boundaries, states_of = outlines_of(store, state), feature_states(store, state)
    what = compared(store, state)
    rows = []
    for zone in store.catalog.zones.values():
        found = boundaries.get(zone.id)
        boundary = found if found and found["box"] else {}
        states = {**states_of("boundaries", boundary), "shown": True} if boundary else {}
        detail = zone_change(what.comparisons.get(zone.id), text) if what else zone_detail(found, text)
        mark = picture(zone_swatch(zone, boundary, states, SWATCH, text, NAMED))
        name = [html.Strong(text.name(zone.name)), html.Span(detail, className="muted")]
        rows.append(html.Details([html.Summary([mark, html.Span(name)]), provenance(store, zone, state, text)]))
    return html.Div(rows, className="zones")


def provenance(store: Store, zone: Zone, state: ViewState, text: Text) -> Component:
    version = drawn_version(store, zone, state)
    if version is None:
        return html.P(text("zone.none", day=text.day(state.date)), className="muted")
    english = {"lang": "en", "dir": "auto"}
    return facts(
        [
            (text("zone.valid"), validity(version, text)),
            (text("zone.source"), source_links([version["source"]], store.catalog, text)),
            (text("zone.method"), html.Span(version["method"], **english)),
            (
                text("zone.dated"),
                source_links(version["dated_by"], store.catalog, text) if version["dated_by"] else None,
            ),
            (text("zone.confidence"), text(f"confidence.{version['confidence']}")),
        ]
    )


def key_row(key: Key, text: Text) -> Component:
    return html.Li([picture(swatch(key, SWATCH, text, NAMED)), html.Span(key.wording)])


def picture(drawing: str) -> Markup:
    """A mark beside its words, which say all there is to say."""
    frame = {"width": f"{SWATCH.width:.0f}", "height": f"{SWATCH.height:.0f}", "aria-hidden": "true"}
    return Markup(tag("svg", frame, drawing))


def foot(store: Store, site: Site, state: ViewState, text: Text) -> Component:
    atlas = html.A(text("embed.open"), href=Links(site, state).atlas, target="_blank", rel="noopener", className="open")
    return html.Footer(
        [
            html.P(caption(store, state, text)),
            html.P(text("attribution"), className="muted"),
            atlas,
        ]
    )
