"""Pages that need nothing of Dash, from ``dashboard/templates``."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

ENVIRONMENT = Environment(
    loader=PackageLoader("dashboard"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(name: str, **values: object) -> str:
    """A template filled in; what is not ``Markup`` is escaped."""
    return ENVIRONMENT.get_template(name).render(values)
