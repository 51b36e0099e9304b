"""What a proposal would change, for reading: figures, who changes sides, what to take away, and saving it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Day
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.layout.parts import disclosure, section
from dashboard.markup import entry
from dashboard.text import Text
from dashboard.text.messages import said
from geodata.catalog import Catalog
from geodata.importing.offer import Offer

# More rows than this stay folded until asked for.
UNFOLDED = 12


def proposal_part(offer: Offer, url: str, catalog: Catalog, text: Text, may_save: bool) -> list[Component]:
    """The review of an offer (as ``geodata.importing.offer``) that is found at ``url``."""
    parts = [
        html.H3(text("maintain.review")),
        html.P(html.Strong(html.Bdi(offer["version"]))),
        html.P([standing(offer, text), " · ", html.Bdi(text(f"reading.{offer['according']}"))], className="muted"),
        notes(offer, text),
        figures(offer["comparison"], text),
        legend(text),
        crossings_part(offer["comparison"], text),
        articles_part(offer, catalog, text),
        take_part(offer, url, text),
    ]
    return [*parts, save_part(text)] if may_save else parts


def standing(offer: Offer, text: Text) -> str:
    """Its days, its status, and whether it is the default."""
    begins = text.day(Day.fromisoformat(offer["begins"]))
    ends = text.day(Day.fromisoformat(offer["ends"])) if offer["ends"] else ""
    days = text("zone.valid.span", start=begins, end=ends) if ends else text("zone.valid.open", start=begins)
    kind = text("maintain.default" if offer["default"] else "maintain.beside")
    return " · ".join((days, text(f"status.{offer['status']}"), kind))


def notes(offer: Offer, text: Text) -> Component:
    """What was fixed, assumed and noted, and the versions that give way."""
    notes = [html.Li(said(line, text), dir="auto") for line in offer["lines"]]
    moved = [("maintain.closes", version, offer["begins"]) for version in offer["closed"]]
    moved += [("maintain.resumes", version, offer["ends"]) for version in offer["resumed"]]
    notes += [
        html.Li(text.raw(key).format(version=version, day=text.day(Day.fromisoformat(day))))
        for key, version, day in moved
    ]
    return html.Ul(notes, className="notes")


def figures(found: Mapping[str, Any], text: Text) -> Component:
    def number(value: float | None, digits: int = 2, sign: str = "") -> str:
        return "–" if value is None else f"{sign if value > 0 else ''}{text.number(value, digits)}"

    sides = found["before"], found["after"]
    vertices = found["before_vertices"], found["after_vertices"]
    rows = [
        ("area", number(found["before_km2"]), number(found["after_km2"]), number(found["change_km2"], sign="+")),
        ("gained.km2", "", "", number(found["gained_km2"])),
        ("lost.km2", "", "", number(found["lost_km2"])),
        ("vertices", *(number(count, 0) for count in vertices), number(vertices[1] - vertices[0], 0, "+")),
        ("precision", *(number(side["precision_km"], 1) for side in sides), ""),
        ("hausdorff", "", "", number(found["hausdorff_km"])),
    ]
    head = html.Tr(
        [html.Td(), *(html.Th(text(f"maintain.{name}"), scope="col") for name in ("before", "after", "change"))]
    )
    body = [
        html.Tr([html.Th(text(f"maintain.{name}"), scope="row"), *(html.Td(html.Bdi(value)) for value in values)])
        for name, *values in rows
    ]
    return html.Table([html.Thead(head), html.Tbody(body)], className="figures")


def legend(text: Text) -> Component:
    words = {
        "gained": text("maintain.gained"),
        "lost": text("maintain.lost"),
        "before": text("maintain.legend.before"),
        "after": text("maintain.legend.after"),
    }
    marks = [html.Span([html.Span(className=f"mark mark-{name}"), word]) for name, word in words.items()]
    return html.P(marks, className="legend")


def crossings_part(found: Mapping[str, Any], text: Text) -> Component:
    rows = [
        html.Tr(
            [
                html.Td(html.Bdi(text.name({"en": crossing["name_en"], "ar": crossing["name_ar"]}))),
                html.Td(text(f"maintain.kind.{crossing['kind']}")),
                html.Td([html.Span(className=f"mark mark-{side}"), text(f"maintain.{side}")]),
            ],
            **{"data-crossing": crossing["id"]},
        )
        for kind in ("posts", "places")
        for side in ("gained", "lost")
        for crossing in found[f"{kind}_{side}"]
    ]
    title = text("maintain.crossings", n=text.number(len(rows)))
    if not rows:
        return section(title)
    names = [html.Th(text(f"maintain.crossings.{name}"), scope="col") for name in ("name", "kind", "side")]
    table = html.Table([html.Thead(html.Tr(names)), html.Tbody(rows)], className="crossings")
    return folded(title, len(rows), table)


def articles_part(offer: Offer, catalog: Catalog, text: Text) -> Component:
    changes = offer["articles"]
    items = [
        html.Li(
            [html.Span(change["headline"] or change["article"], dir="auto"), html.Ul(list(ties(change, catalog, text)))]
        )
        for change in changes
    ]
    title = text("maintain.articles", n=text.number(len(changes)))
    return folded(title, len(items), html.Ul(items, className="changed")) if items else section(title)


def ties(change: Mapping[str, Any], catalog: Catalog, text: Text) -> Iterator[Component]:
    for side, sign in (("gained", "+"), ("lost", "−")):
        for tie in change[side]:
            certainty = text("maintain.certainty", n=round(tie["certainty"] * 100))
            zone = text.name(catalog.zones[tie["zone"]].name)
            yield html.Li(f"{sign} {zone} · {text('basis.' + tie['basis'])} · {certainty}", className=side)


def folded(title: str, count: int, content: Component) -> Component:
    return html.Section(disclosure(html.H3(title), content, is_open=count <= UNFOLDED), className="part")


def take_part(offer: Offer, url: str, text: Text) -> Component:
    links = [
        html.A(
            text(f"maintain.take.{name}"), href=f"{url}.{kind}", download="", className="take", **{"data-take": kind}
        )
        for name, kind in (("patch", "patch"), ("file", "geojson"), ("picture", "svg"))
    ]
    how = text.raw("maintain.take.how").format(file=f"{offer['version']}.patch")
    said = html.Pre("\n".join(offer["report"]), lang="en", dir="ltr", tabIndex=0)
    return section(
        text("maintain.take"),
        html.Div(links, className="takes"),
        html.P(how, className="muted"),
        disclosure(text("maintain.report"), said, name="small"),
    )


def save_part(text: Text) -> Component:
    token = entry(
        type="password",
        id="maintain-token",
        autocomplete="off",
        spellcheck="false",
        dir="ltr",
        **{"aria-describedby": "wrong-save"},
    )
    return section(
        text("maintain.save"),
        html.P(text("maintain.save.about"), className="muted"),
        html.Div(
            [
                html.Label(text("maintain.save.token"), htmlFor="maintain-token"),
                token,
                html.P(id="wrong-save", className="wrong", role="alert", dir="auto", hidden=True),
            ],
            className="field",
        ),
        html.Button(text("maintain.save"), type="button", id="maintain-save", className="primary"),
        html.P(id="save-told", role="status"),
    )
