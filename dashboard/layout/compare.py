"""The panel of a comparison: what changed between two days, zone by zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.comparing import comparisons
from dashboard.layout.parts import disclosure, facts, marked, section
from dashboard.state import ViewState, to_query
from dashboard.text import Text
from geodata.boundaries import history, valid_on
from geodata.comparisons import Comparison, Side
from geodata.diffs import Crossing
from geodata.records import Zone
from geodata.store import Store

NEAR = 10.5  # zoom at which a village's surroundings fill the map
FORMATS = ("geojson", "svg")


def compare_panel(store: Store, state: ViewState, text: Text) -> list[Component]:
    """Figures, outlines and what changes sides, zone by zone, the chosen first; without a second day how to begin."""
    if state.compare is None:
        return invitation(store, state, text)
    found = sorted(comparisons(store.catalog, state), key=lambda comparison: comparison.zone not in state.zone)
    parts = [zone_comparison(store, comparison, state, text) for comparison in found]
    return [
        html.Div(
            [
                html.Button(text("compare.close"), className="quiet", **{"data-compare": ""}),
                html.H2(text("compare.from-to", before=text.day(state.date), after=second_name(store, state, text))),
            ],
            className="compare-head",
        ),
        *([whole(found, text)] if len(found) > 1 else []),
        *(parts or [html.P(text("compare.nothing"), className="empty")]),
        section(text("compare.take"), downloads(state, text)),
    ]


def invitation(store: Store, state: ViewState, text: Text) -> list[Component]:
    """How to begin, with second days that show something."""
    choices = [
        (text("compare.next", zone=text.name(zone.name), day=text.day(day)), day)
        for zone in store.catalog.zones.values()
        if (day := next_change(store, zone, state.date))
    ]
    buttons = [html.Button(words, className="chip", **{"data-compare": str(day)}) for words, day in choices]
    return [
        html.H2(text("compare.title")),
        html.P(text("compare.invite")),
        html.Div(buttons, className="compare-choices"),
    ]


def next_change(store: Store, zone: Zone, day: Day) -> Day | None:
    """The first day after this one on which the zone's default outline is another."""
    versions = history(store.catalog.boundaries, zone.id)
    versions = versions[versions["default"]]
    current = valid_on(versions, day)
    area = store.areas_km2.get(str(current.index[0])) if len(current) else None
    later = versions[versions["valid_from"] > day]
    changed = (row["valid_from"] for id, row in later.iterrows() if store.areas_km2.get(str(id)) != area)
    return next(changed, None)


def second_name(store: Store, state: ViewState, text: Text) -> str:
    """What the day is compared with: a day, or an outline by its first day and reading."""
    if isinstance(state.compare, Day):
        return text.day(state.compare)
    version = store.catalog.boundaries.loc[state.compare]
    reading = text(f"reading.{version['according']}")
    return text("compare.version", day=text.day(version["valid_from"]), reading=reading)


def zone_comparison(store: Store, comparison: Comparison, state: ViewState, text: Text) -> Component:
    """One zone: figures, the two outlines, and the posts and places that change sides."""
    zone = store.catalog.zones[comparison.zone]  # type: ignore[index]
    found = comparison.difference
    heading = html.H3([html.Span(text.digits(zone.number), className="number"), text.name(zone.name)])
    return html.Section(
        [
            heading,
            None if found.keeps_the_ground else figures(comparison, text),
            *remarks(comparison, text),
            outlines(store, comparison, state, text),
            *crossings(comparison, text),
            other_outlines(store, zone, state, text),
        ],
        className=f"part compared zone-{zone.number}",
        **{"data-compared": zone.id},
    )


def km2(value: float, text: Text) -> Component:
    """An area to read, with the exact figure beneath it."""
    words = text("compare.km2", area=text.number(value, 0 if value >= 100 or value == 0 else 1))
    return html.Data(words, value=f"{value:.3f}")


def kilometres(value: float, text: Text) -> str:
    """A stated precision, with no more digits than were stated."""
    return text.number(value, 0 if value == int(value) else 1)


def figures(comparison: Comparison, text: Text) -> Component:
    found = comparison.difference
    rows = [
        (
            text("compare.area"),
            html.Span(
                [
                    km2(found.before_km2, text),
                    text("compare.arrow"),
                    html.Strong(km2(found.after_km2, text)),
                ],
                **{"data-figure": "area"},
            ),
        ),
        (
            marked("gained", text("compare.gained")),
            html.Span(km2(found.gained_km2, text), **{"data-figure": "gained"}),
        ),
        (marked("lost", text("compare.lost")), html.Span(km2(found.lost_km2, text), **{"data-figure": "lost"})),
        (
            text("compare.apart"),
            None
            if found.hausdorff_km is None
            else html.Data(
                text("compare.km", n=text.number(found.hausdorff_km, 1)),
                value=f"{found.hausdorff_km:.3f}",
                **{"data-figure": "hausdorff"},
            ),
        ),
    ]
    return facts(rows)


def remarks(comparison: Comparison, text: Text) -> Iterator[Component]:
    """What the figures alone would not say."""
    found = comparison.difference
    if found.keeps_the_ground:
        yield html.P(text("compare.same"), className="muted")
        return
    # each line may run that far to either side, so lines no farther apart than the sum may be one
    together = sum(side.precision_km or 0 for side in (comparison.before, comparison.after))
    if found.hausdorff_km is not None and found.hausdorff_km <= together:
        yield html.P(text("compare.within", km=kilometres(together, text)), className="remark")


def outlines(store: Store, comparison: Comparison, state: ViewState, text: Text) -> Component:
    """Which outline stands on either side: version, status, reading and precision."""
    sides = ((comparison.before, state.date), (comparison.after, state.compare))
    columns = [outline(store, comparison, side, day, text) for side, day in sides]
    head = html.Tr([html.Td(), *(html.Th(text(f"compare.{which}"), scope="col") for which in ("first", "second"))])
    names = ("zone.version", "compare.status", "according", "zone.precision")
    rows = [
        html.Tr([html.Th(text(name), scope="row"), *(html.Td(column[n]) for column in columns)])
        for n, name in enumerate(names)
    ]
    return html.Table([html.Thead(head), html.Tbody(rows)], className="outlines")


def outline(store: Store, comparison: Comparison, side: Side, day: Day | str | None, text: Text) -> Sequence[Any]:
    """Version, status, reading and precision of one side, each as it is shown."""
    table = store.catalog.boundaries
    if side.name in table.index:
        version = table.loc[side.name]
        has_line = side.outline is not None
        precision = text("compare.precision", km=kilometres(side.precision_km or 0, text)) if has_line else "–"
        return (
            version_id(side.name),
            text(f"status.{version['status']}"),
            text(f"reading.{version['according']}") if has_line else "–",
            precision,
        )
    return text("compare.no-outline"), status_without_outline(store, comparison.zone, day, text), "–", "–"


def version_id(id: str) -> Component:
    """An id that may break after its zone only."""
    zone, _, rest = id.partition("@")
    return html.Code([html.Span(f"{zone}@"), html.Wbr(), html.Span(rest)], dir="ltr")


def status_without_outline(store: Store, zone: str | None, day: Day | str | None, text: Text) -> str:
    """Dissolved, a line that is not known, or nothing before the memorandum."""
    versions = history(store.catalog.boundaries, zone or "")
    if not isinstance(day, Day) or not len(versions) or day < versions["valid_from"].min():
        return "–"
    valid = valid_on(versions[versions["default"]], day)
    return text(f"status.{valid.iloc[0]['status']}") if len(valid) else text("status.unknown")


def crossings(comparison: Comparison, text: Text) -> Iterator[Component]:
    """Posts, then places, that lie inside on one side only; choosing one flies to it."""
    found = comparison.difference
    for kind, change, those in (
        ("posts", "gained", found.posts_gained),
        ("posts", "lost", found.posts_lost),
        ("places", "gained", found.places_gained),
        ("places", "lost", found.places_lost),
    ):
        if those:
            summary = marked(change, text(f"compare.{kind}.{change}", n=text.number(len(those))))
            yield disclosure(summary, crossing_list(those, kind, text), name=f"crossing {kind}-{change}")


def crossing_list(those: Iterable[Crossing], kind: str, text: Text) -> Component:
    items = [
        html.Li(
            html.Button(
                (crossing.name_ar if text.lang == "ar" else "") or crossing.name_en,
                className="quiet",
                dir="auto",
                **{"data-view": f"{crossing.lon:.4f},{crossing.lat:.4f},{NEAR}", "data-show": kind},
            ),
            **{"data-crossing": crossing.id},
        )
        for crossing in those
    ]
    return html.Ul(items, className="crossings")


def other_outlines(store: Store, zone: Zone, state: ViewState, text: Text) -> Component:
    """Every version and reading of the zone, to compare the day with."""
    versions = history(store.catalog.boundaries, zone.id)
    chips = [
        html.Button(
            text("compare.choice", day=text.day(row["valid_from"]), reading=text(f"reading.{row['according']}")),
            className="chip",
            **{"data-compare": row["version"], "aria-pressed": str(row["version"] == state.compare).lower()},
        )
        for _, row in versions[versions.geometry.notna()].iterrows()
    ]
    return disclosure(text("compare.others"), html.Div(chips, className="chips"), name="small")


def whole(found: Sequence[Comparison], text: Text) -> Component:
    """The zones together."""
    sums = {
        name: sum(getattr(comparison.difference, name) for comparison in found)
        for name in ("before_km2", "after_km2", "gained_km2", "lost_km2")
    }
    return section(
        text("compare.whole"),
        facts(
            [
                (
                    text("compare.area"),
                    html.Span(
                        [
                            km2(sums["before_km2"], text),
                            text("compare.arrow"),
                            html.Strong(km2(sums["after_km2"], text)),
                        ]
                    ),
                ),
                (marked("gained", text("compare.gained")), km2(sums["gained_km2"], text)),
                (marked("lost", text("compare.lost")), km2(sums["lost_km2"], text)),
            ]
        ),
    )


def downloads(state: ViewState, text: Text) -> Component:
    query = to_query(ViewState(date=state.date, compare=state.compare, according=state.according))
    links = [
        html.A(text(f"compare.take.{format}"), href=f"/api/compare.{format}?{query}", download=f"compare.{format}")
        for format in FORMATS
    ]
    return html.P(links, className="downloads")
