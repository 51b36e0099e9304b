"""``/stories`` and ``/story/<id>``: pages of their own, light, in any frame, whole without JavaScript."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from markupsafe import Markup

from dashboard import tokens
from dashboard.deck import WRITERS, deck_of_story
from dashboard.pages.pictures import CARD, picture, still_address
from dashboard.pages.recent import entity_tag
from dashboard.pages.workshop import Workshop
from dashboard.sharing import discovery
from dashboard.site import Site
from dashboard.state import to_query
from dashboard.stories import SERVED, Step, Story, read_stories
from dashboard.stories.cited import cited
from dashboard.stories.records import LONGEST_TEXT, LONGEST_TITLE, said
from dashboard.templating import page
from dashboard.text import Text, available
from geodata.errors import UnknownId
from geodata.store import Store

UPCOMING = {"wide": (400, 300), "narrow": (400, 300)}


@dataclass(frozen=True)
class Reader:
    """How a request wants its page: words, and the theme where it is not the system's."""

    text: Text
    theme: str

    def query(self, **changed: str) -> str:
        """The query string that asks for the same again, but for what is changed."""
        chosen = {"lang": self.text.lang, "theme": self.theme, **changed}
        return urlencode({name: value for name, value in chosen.items() if value})


def requested_reader() -> Reader:
    """Values that make no sense take their default: a story is shown rather than refused."""
    lang, theme = request.args.get("lang", ""), request.args.get("theme", "")
    return Reader(Text(lang if lang in available() else "en"), theme if theme in ("light", "dark") else "")


def story_routes(store: Store, version: str, site: Site, folder: Path) -> Blueprint:
    """The pages of the stories of a folder; ``version`` is that of scripts and styles."""
    routes = Blueprint("stories", __name__)
    workshop = Workshop()
    stories, problems = read_stories(folder, store.catalog, SERVED)
    for problem in problems:
        logging.getLogger(__name__).warning("left out: %s", problem)

    @routes.get("/stories")
    def listed() -> Response:
        reader = requested_reader()
        cards = [_card(story, reader) for story in stories.values()]
        return Response(page("stories.html", stories=cards, **_common(reader, version)), mimetype="text/html")

    @routes.get("/stories/editor")
    def editor() -> Response:
        return Response(editor_drawer(store, stories, requested_reader()), mimetype="text/html")

    @routes.get("/story/<id>")
    def story(id: str) -> Response:
        name, _, suffix = id.partition(".")
        if name not in stories or (suffix and suffix not in WRITERS):
            raise UnknownId("no story has this id")
        if suffix:
            reader = requested_reader()
            deck = partial(deck_of_story, store, stories[name], reader.text.lang, reader.theme)
            return workshop.deck(
                deck, name, suffix, entity_tag(store, name, stories[name].model_dump_json(), reader.query())
            )
        return Response(story_page(store, stories[name], requested_reader(), version, site), mimetype="text/html")

    return routes


def story_page(store: Store, story: Story, reader: Reader, version: str, site: Site) -> str:
    """All steps in one document; the address says which is shown first."""
    is_presenter = "presenter" in request.args
    steps = [_step(store, story, number, reader, is_presenter) for number in range(1, len(story.steps) + 1)]
    title, lang = said(story.title, reader.text.lang)
    current = _asked_step(len(steps))
    place = site.address(f"/story/{story.id}?{reader.query(step=str(current) if current > 1 else '')}")
    return page(
        "story.html",
        story={"id": story.id, "title": title, "lang": lang, "summary": said(story.summary, lang)[0]},
        steps=steps,
        current=current,
        presenter=is_presenter,
        presenting=reader.query(presenter="1"),
        themes=[{"name": theme, "query": reader.query(theme=theme)} for theme in ("light", "dark")],
        root=site.address(),
        place=place,
        discovery=Markup(discovery(site, place, title)),
        **_common(reader, version),
    )


def editor_drawer(store: Store, stories: Mapping[str, Story], reader: Reader) -> str:
    """The drawer of the atlas in which stories are found and made, as a piece of HTML."""
    text = reader.text
    content = {
        "words": {key.removeprefix("editor."): words for key, words in text.all("story").items() if "editor." in key},
        "languages": available(),
        "names": {lang: text(f"language.{lang}") for lang in available()},
        "sources": [*store.catalog.sources, *store.catalog.articles],
    }
    return page(
        "story-editor.html",
        text=text,
        own=reader.query(),
        every=available(),
        stories=[{"id": story.id, "title": said(story.title, text.lang)[0]} for story in stories.values()],
        longest_title=LONGEST_TITLE,
        longest_text=LONGEST_TEXT,
        # "</" would end the script element that holds the JSON
        content=Markup(json.dumps(content, ensure_ascii=False).replace("</", "<\\/")),
    )


def _common(reader: Reader, version: str) -> dict[str, Any]:
    languages = [
        {"lang": lang, "name": reader.text(f"language.{lang}"), "query": reader.query(lang=lang)}
        for lang in available()
        if lang != reader.text.lang
    ]
    return {
        "text": reader.text,
        "theme": reader.theme,
        "own": reader.query(),
        "languages": languages,
        "suffixes": tuple(WRITERS),
        "tokens": tokens.css_variables(),
        "version": version,
    }


def _asked_step(most: int) -> int:
    asked = request.args.get("step", "")
    return min(max(int(asked), 1), most) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1


def _card(story: Story, reader: Reader) -> Mapping[str, Any]:
    title, lang = said(story.title, reader.text.lang)
    cover = story.steps[-1].state(reader.text.lang, reader.theme)
    return {
        "id": story.id,
        "title": title,
        "lang": lang,
        "summary": said(story.summary, lang)[0],
        "steps": len(story.steps),
        "cover": picture(cover, "", sizes={"wide": (400, 300), "narrow": (400, 300)}),
    }


def _step(store: Store, story: Story, number: int, reader: Reader, is_presenter: bool) -> Mapping[str, Any]:
    step = story.steps[number - 1]
    lang = said(story.title, reader.text.lang)[1]
    state = step.state(reader.text.lang, reader.theme)
    following = story.steps[number] if is_presenter and number < len(story.steps) else None
    return {
        "number": number,
        "title": said(step.title, lang)[0],
        "text": said(step.text, lang)[0],
        "notes": said(step.notes, lang)[0],
        "picture": _picture(step, reader, is_first=number == _asked_step(len(story.steps))),
        "sources": cited(store, step.source, reader.text),
        "query": to_query(state),
        "card": still_address(state, CARD, "png"),
        "upcoming": following
        and {
            "title": said(following.title, lang)[0],
            "picture": picture(following.state(reader.text.lang, reader.theme), "", sizes=UPCOMING),
        },
    }


def _picture(step: Step, reader: Reader, is_first: bool) -> Markup:
    state = step.state(reader.text.lang, reader.theme)
    alt = reader.text("still.alt", day=reader.text.day(state.date))
    return picture(state, alt, is_first=is_first)
