"""The Maintain panel's form: an outline, what is known about it, and words for the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.maintain_fields import FILE, OPTIONS, STRETCHES
from dashboard.markup import entry
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.catalog import Catalog
from geodata.importing.formats import ARCHIVES, FORMATS
from geodata.importing.particulars import CONFIDENCES, FIELDS, STATUSES

ACCEPTED = ",".join((*FORMATS, *ARCHIVES, *FORMATS[".shp"].siblings))
DAY = {"placeholder": "2017-07-04", "inputmode": "numeric", "dir": "ltr"}


def maintain_form(catalog: Catalog, state: ViewState, text: Text, may_save: bool) -> list[Component]:
    """The whole panel; what a proposal would change comes into ``#maintain-review``."""
    lead = text("maintain.lead.save" if may_save else "maintain.lead")
    form = html.Form(
        [
            outline_part(text),
            known_part(catalog, state, text),
            journal_part(text),
            html.Button(text("maintain.show"), type="submit", className="primary"),
            html.Div(id="maintain-told", role="status"),
            html.Div(id="maintain-wrong", role="alert"),
        ],
        id="maintain-form",
        noValidate=True,
        **{"data-words": json.dumps(text.all("maintain.js"), ensure_ascii=False)},
    )
    return [
        html.H2(text("maintain.title")),
        html.P(lead, className="lead"),
        form,
        html.Section(id="maintain-review", tabIndex=-1, **{"aria-label": text("maintain.review")}),
    ]


def field(name: str, text: Text, control: Component | Markup, about: str = "", *, hidden: bool = False) -> Component:
    """A labelled control, the command line's name for it, what it is for, and room for what is wrong with it."""
    option = [html.Code(OPTIONS[name], dir="ltr")] if name in OPTIONS else []
    label = html.Label([text(f"maintain.{name}"), *option], htmlFor=f"field-{name}")
    hint = [html.Span(about, className="muted")] if about else []
    return html.Div(
        [label, control, *hint, wrong(name)], className="field", hidden=hidden or None, **{"data-field": name}
    )


def wrong(name: str) -> Component:
    return html.P(id=f"wrong-{name}", className="wrong", hidden=True)


def line(name: str, value: str = "", **attributes: object) -> Markup:
    """A line to type."""
    usual = {"type": "text", "id": f"field-{name}", "name": name, "aria-describedby": f"wrong-{name}", "dir": "auto"}
    return entry(**{**usual, "autocomplete": "off", "value": value or None, **attributes})


def choice(name: str, options: Iterable[tuple[str, str]], chosen: str = "") -> Component:
    """A list to choose from: values, and what they are called."""
    listed = [html.Option(label, value=value, selected=value == chosen or None) for value, label in options]
    return html.Select(listed, id=f"field-{name}", name=name, **{"aria-describedby": f"wrong-{name}"})


def suggestions(id: str, options: Mapping[str, str]) -> Component:
    """What a line suggests while it is typed: values, each with a line on it."""
    return html.Datalist([html.Option(label, value=value) for value, label in options.items()], id=id)


def outline_part(text: Text) -> Component:
    chooser = entry(
        type="file", id="field-file", multiple=True, accept=ACCEPTED, **{"aria-describedby": "wrong-file file-kinds"}
    )
    drop = html.Label(
        [chooser, html.Strong(text("maintain.file.drop")), html.Output(id="file-chosen")],
        id="maintain-drop",
        htmlFor="field-file",
    )
    swap = html.Label(
        [
            entry(type="checkbox", id="field-swap_xy", name="swap_xy", **{"aria-describedby": "wrong-swap_xy"}),
            html.Span(text("maintain.swap_xy")),
            html.Code(OPTIONS["swap_xy"], dir="ltr"),
        ],
        className="check",
    )
    layer = field("layer", text, choice("layer", [("", text("maintain.layer.choose"))]), hidden=True)
    several = choice("stretches_layer", [("", text("maintain.layer.choose"))])
    return html.Fieldset(
        [
            html.Legend(text("maintain.outline")),
            html.Div(
                [drop, html.Span(text("maintain.file.kinds"), id="file-kinds", className="muted"), wrong(FILE)],
                className="field",
                **{"data-field": FILE},
            ),
            layer,
            html.Div([swap, wrong("swap_xy")], className="field", **{"data-field": "swap_xy"}),
            drawing_part(text),
            field(STRETCHES, text, lines_chooser(text), text("maintain.stretches.about")),
            field("stretches_layer", text, several, hidden=True),
        ]
    )


def lines_chooser(text: Text) -> Component:
    """A file chosen by a label, so that its words are the page's and not the browser's."""
    about = {"accept": ACCEPTED, "aria-describedby": f"wrong-{STRETCHES}"}
    chooser = entry(type="file", id=f"field-{STRETCHES}", name=STRETCHES, multiple=True, **about)
    words = html.Span(text("maintain.stretches.choose"))
    return html.Label(
        [chooser, words, html.Output(id="stretches-chosen")], className="chooser", htmlFor=f"field-{STRETCHES}"
    )


def drawing_part(text: Text) -> Component:
    """Ways to draw on the map; the tools show once one is chosen."""

    def button(name: str, **attributes: object) -> Component:
        return html.Button(
            text(f"maintain.draw.{name}"), type="button", className="chip", id=f"draw-{name}", **attributes
        )

    vertex = html.Output(
        id="draw-vertex",
        tabIndex=0,
        **{"aria-label": text("maintain.draw.vertex"), "aria-describedby": "draw-keys"},
    )
    tools = html.Div(
        [
            html.P(id="draw-how", className="muted"),
            html.Div(
                [button(name) for name in ("undo", "redo", "part", "hole", "previous", "next", "ring")],
                className="chips",
            ),
            vertex,
            html.P(text("maintain.draw.keys"), id="draw-keys", className="muted"),
            html.Div([button("use"), button("cancel")], className="chips"),
        ],
        id="draw-tools",
        role="group",
        hidden=True,
        **{"aria-label": text("maintain.draw")},
    )
    return html.Div(
        [
            html.Div(
                [html.Span(text("maintain.draw"), className="muted"), button("from"), button("anew")], className="chips"
            ),
            html.P(id="draw-told", role="status", className="muted"),
            tools,
        ],
        className="drawing",
    )


def known_part(catalog: Catalog, state: ViewState, text: Text) -> Component:
    zones = [("", text("maintain.zone.choose")), *((zone.id, text.name(zone.name)) for zone in catalog.zones.values())]
    sources = {id: source.title or source.publisher for id, source in catalog.sources.items()}
    readings = {
        name: text(f"reading.{name}") for name in sorted(set(catalog.boundaries["according"])) if name != "none"
    }
    return html.Fieldset(
        [
            html.Legend(text("maintain.known")),
            field("zone", text, choice("zone", zones, state.zone[0] if len(state.zone) == 1 else "")),
            field("valid_from", text, line("valid_from", str(state.date), **DAY)),
            field("valid_to", text, line("valid_to", **DAY), text("maintain.valid_to.about")),
            field(
                "source",
                text,
                line("source", list="maintain-sources", dir="ltr"),
                text("maintain.source.about"),
            ),
            suggestions("maintain-sources", sources),
            field("method", text, line("method"), text("maintain.method.about")),
            field(
                "precision_km",
                text,
                line("precision_km", inputmode="decimal", dir="ltr"),
                text("maintain.precision_km.about"),
            ),
            field("status", text, choice("status", [(s, text(f"status.{s}")) for s in STATUSES], FIELDS["status"][0])),
            field(
                "confidence",
                text,
                choice("confidence", [(c, text(f"confidence.{c}")) for c in CONFIDENCES], FIELDS["confidence"][0]),
            ),
            field(
                "according",
                text,
                line("according", list="maintain-readings", dir="ltr"),
                text("maintain.according.about"),
            ),
            suggestions("maintain-readings", readings),
            field("note", text, line("note")),
        ]
    )


def journal_part(text: Text) -> Component:
    return html.Fieldset(
        [
            html.Legend(text("maintain.journal")),
            field("who", text, line("who", autocomplete="name")),
            field("why", text, line("why")),
        ]
    )
