"""The share dialogue: every way to take this view elsewhere.  What stands in its fields the script writes."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from dashboard.embed.options import CONTROLS, USUAL
from dashboard.layout.parts import section
from dashboard.markup import entry
from dashboard.text import Text, available

# Sizes of a frame and of a still, in pixels; a frame without one is as wide as the text round it.
FRAMES = ("320x620", "640x640", "960x820")
STILLS = {"1200x630": 1, "1920x1080": 1, "1080x1080": 1, "1123x794": 3.125, "1587x1123": 3.125}


def share_panel(text: Text) -> list[Component]:
    """Link, frame, oEmbed, Markdown, stills."""
    return [
        html.Div(
            [
                html.H2(text("share.title")),
                html.Button("×", id="share-close", className="close", **{"aria-label": text("share.close")}),
            ],
            className="share-head",
        ),
        section(text("share.link"), field("link", text("share.link"), text)),
        section(
            text("share.frame"),
            frame_choices(text),
            field("frame", text("share.frame.code"), text, rows=5),
            html.Details([html.Summary(text("share.preview")), html.Div(id="share-preview")], className="preview"),
        ),
        section(text("share.still"), still_choices(text)),
        section(text("story.take"), taken_along(text)),
        html.Details(
            [
                html.Summary(text("share.more")),
                section(text("share.oembed"), field("oembed", text("share.oembed"), text)),
                section("Markdown", field("markdown", "Markdown", text, rows=3)),
            ],
            className="disclosure",
        ),
        html.P(className="unseen", id="share-said", role="status"),
    ]


def field(name: str, label: str, text: Text, rows: int = 1) -> Component:
    """Something to copy, and the button that does."""
    named = {"dir": "ltr", "aria-label": label, "data-share": name}
    area = html.Textarea(rows=rows, readOnly=True, **named)
    one_line = entry(type="text", readonly=True, **named)
    copy = html.Button(
        text("share.copy"),
        type="button",
        **{
            "data-copy": name,
            "data-copied": text("share.copied"),
            "aria-label": f"{text('share.copy')}: {label}",
        },
    )
    return html.Div([area if rows > 1 else one_line, copy], className="to-copy")


def choice(name: str, label: str, options: dict[str, str]) -> Component:
    """A menu with its name before it."""
    listed = [Markup(markup_option(value, words)) for value, words in options.items()]
    return html.Label([html.Span(label), html.Select(listed, name=name)], className="choice")


def markup_option(value: str, words: str) -> str:
    return str(Markup('<option value="{}">{}</option>').format(value, words))


def frame_choices(text: Text) -> Component:
    sizes = {"": text("share.size.fluid"), **{size: shown_size(size, text) for size in FRAMES}}
    languages = {language: text(f"language.{language}") for language in available()}
    ticks = [
        html.Label(
            [entry(type="checkbox", name="controls", value=name, checked=name in USUAL), text(f"share.control.{name}")]
        )
        for name in CONTROLS
    ]
    keep = html.Label([entry(type="checkbox", name="keep"), text("share.keep")], title=text("share.keep.about"))
    full = html.Label([entry(type="checkbox", name="full"), text("share.full")], title=text("share.full.about"))
    return html.Div(
        [
            choice("size", text("share.size"), sizes),
            choice("lang", text("language"), languages),
            html.Div([*ticks, full, keep], className="ticks", role="group", **{"aria-label": text("share.controls")}),
        ],
        id="share-frame",
        className="choices",
    )


def tick(words: str, **attributes: object) -> Component:
    return html.Label([entry(type="checkbox", **attributes), words])


def still_choices(text: Text) -> Component:
    papers = {size: f"{name}, {text('share.dpi')}" for size, name in (("1123x794", "A4"), ("1587x1123", "A3"))}
    sizes = {f"{size}@{scale:g}": papers.get(size, shown_size(size, text)) for size, scale in STILLS.items()}
    links = [html.A(form.upper(), target="_blank", **{"data-still": form}) for form in ("png", "svg", "pdf")]
    return html.Div(
        [choice("still-size", text("share.size"), sizes), html.Span(links, className="stills")], className="choices"
    )


def taken_along(text: Text) -> Component:
    """The view as a slide, and as a file that works offline."""
    kinds = {"/render.pptx": text("share.slide"), "/take.html": text("share.offline")}
    links = [html.A(words, **{"data-take": path}) for path, words in kinds.items()]
    return html.Span(links, className="stills")


def shown_size(size: str, text: Text) -> str:
    return text.digits(size.replace("x", " × "))
