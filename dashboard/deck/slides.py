"""What a deck says, before it is written in any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.comparing import named_days
from dashboard.state import ViewState, to_query
from dashboard.still import still_png
from dashboard.still.frame import caption, meeting_line
from dashboard.still.shown import captioned
from dashboard.stories.cited import Cited, cited
from dashboard.stories.records import Story, said
from dashboard.text import Text
from geodata.store import Store

# Laid out for 1200 × 860, so that the still has its legend, and drawn for a projector or for print.
WIDTH, HEIGHT, SCALE = 1200, 860, 1.5


@dataclass(frozen=True)
class Slide:
    """One view with its words; ``notes`` are the presenter's."""

    store: Store
    state: ViewState
    title: str
    body: str
    notes: str
    sources: Sequence[Cited]

    @property
    def alt(self) -> str:
        """What the picture shows, for who cannot see it."""
        text = Text(self.state.lang)
        return text("still.alt", day=named_days(self.state, text))

    @property
    def query(self) -> str:
        return to_query(self.state)

    @cached_property
    def png(self) -> bytes:
        """The picture, drawn once however many formats take it."""
        return still_png(self.store, self.state, WIDTH, HEIGHT, SCALE)


@dataclass(frozen=True)
class Deck:
    """Slides in an order, in one language."""

    title: str
    text: Text
    slides: Sequence[Slide]

    @property
    def is_rtl(self) -> bool:
        return self.text.dir == "rtl"

    def count(self, number: int) -> str:
        return self.text("story.step", n=number, total=len(self.slides))


def deck_of_story(store: Store, story: Story, lang: str, theme: str = "") -> Deck:
    """A slide a step; in the story's first language where it lacks the one asked for."""
    title, lang = said(story.title, lang)
    text = Text(lang)
    slides = [
        Slide(
            store,
            step.state(lang, theme),
            said(step.title, lang)[0],
            said(step.text, lang)[0],
            said(step.notes, lang)[0],
            cited(store, step.source, text),
        )
        for step in story.steps
    ]
    return Deck(title, text, slides)


def deck_of_view(store: Store, state: ViewState) -> Deck:
    """One slide: the view, its day and meeting, whose outlines it shows and what they are dated after."""
    text = Text(state.lang)
    meeting = store.catalog.meetings[state.meeting]
    versions = [store.catalog.boundaries.loc[p["id"]] for p in captioned(store, state)]
    dated_by = [id for version in versions for id in version["dated_by"]]
    outcome = said(meeting.outcome, state.lang)[0]
    slide = Slide(
        store,
        state,
        text("still.title", day=named_days(state, text)),
        f"{meeting_line(store, state, text)}\n{outcome}".strip(),
        f"{caption(store, state, text)}\n{text('attribution')}",
        cited(store, dict.fromkeys([*meeting.source, *dated_by]), text),
    )
    return Deck(slide.title, text, [slide])
