"""Dash components written as HTML.

A panel of a thousand elements costs the browser seconds as Dash components, each of
which listens to the page's state, and nothing as HTML.  The page itself and the map
are components in the browser; what only has to be read is written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dash.development.base_component import Component
from markupsafe import Markup

ATTRIBUTES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "dateTime": "datetime"}
VOID = {"br", "col", "hr", "img", "input", "source", "wbr"}


def markup(part: object) -> str:
    """HTML of a component of ``dash.html``, a text, a number, or several of those; None is nothing.

    ``Markup``, a picture drawn elsewhere, goes in as it stands.

    Raises
    ------
    TypeError
        a component that is not plain HTML, or an attribute that is neither text, number nor truth.
    """
    if part is None:
        return ""
    if isinstance(part, Markup):
        return str(part)
    if isinstance(part, str | int | float):
        return escape(str(part))
    if isinstance(part, Component):
        return _element(part)
    if isinstance(part, Iterable):
        return "".join(markup(one) for one in part)
    raise TypeError(f"{type(part).__name__} has no HTML")


def entry(**attributes: object) -> Markup:
    """An ``input``, for which Dash has a component in the browser only."""
    return Markup(f"<input{''.join(_attribute(name, value) for name, value in attributes.items())}>")


def _element(component: Component) -> str:
    if component._namespace != "dash_html_components":
        raise TypeError(f"{component._type} works in the browser only; it has no HTML")
    properties = component.to_plotly_json()["props"]
    children = properties.pop("children", None)
    tag = component._type.lower()
    # Dash keeps data-* and aria-* in a set, whose order differs between processes; the same page is the same bytes.
    ordered = sorted(properties.items(), key=lambda one: one[0] if "-" in one[0] else "")
    attributes = "".join(_attribute(ATTRIBUTES.get(name, name), value) for name, value in ordered)
    return f"<{tag}{attributes}>" if tag in VOID else f"<{tag}{attributes}>{markup(children)}</{tag}>"


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if isinstance(value, str | int | float):
        return f' {name}="{escape(str(value))}"'
    raise TypeError(f"the attribute {name} is a {type(value).__name__}")
