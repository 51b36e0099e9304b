"""What a story file may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import Field, StringConstraints

from dashboard.state import ViewState, parse_query
from dashboard.text import Text
from geodata.records import Language, Record, Slug

NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9]+")
LONGEST_TITLE, LONGEST_TEXT, MOST_STEPS = 120, 900, 60

Title = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TITLE, strip_whitespace=True)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True)]


class Step(Record):
    """One view and what is said about it.

    ``view`` is the query string of the view without ``lang`` and ``theme``, which are the reader's.  ``notes`` are
    for whoever presents.  ``source`` names sources and articles by their ids.
    """

    view: Annotated[str, Field(max_length=1000)]
    title: dict[Language, Title]
    text: dict[Language, Paragraph]
    notes: dict[Language, Paragraph] = {}
    source: list[str] = []

    def state(self, lang: str, theme: str = "") -> ViewState:
        """The view of this step, for a reader's language and theme."""
        return replace(parse_query(self.view)[0], lang=lang, theme=theme)


class Story(Record):
    """Steps in an order.  Every text is there in each language of the title."""

    id: Slug
    title: Annotated[dict[Language, Title], Field(min_length=1)]
    summary: dict[Language, Paragraph]
    steps: Annotated[list[Step], Field(min_length=1, max_length=MOST_STEPS)]

    def languages(self) -> tuple[str, ...]:
        return tuple(self.title)


def said(text: Mapping, lang: str) -> tuple[str, str]:
    """A text in a language, or in the first it has, in that language's digits; and the language it is in.

    ("", lang) where there is none.
    """
    found = lang if lang in text else next(iter(text), lang)
    # The digits of a name such as M4 belong to the name.
    return NUMBER.sub(lambda number: Text(found).digits(number[0]), text.get(found, "")), found
