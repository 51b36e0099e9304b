"""Reads story files, and says of each bad one which step is wrong, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from dashboard.state import PARSERS, known_ids, parse_query
from dashboard.stories.records import Step, Story
from geodata.catalog import Catalog
from geodata.errors import Problem, Refused
from geodata.reading import read_json, validated

STORIES = Path(__file__).parents[2] / "stories"
THE_READERS = ("lang", "theme")


Rule = Callable[[Story, str, Catalog], Iterator[Problem]]


def story_folder(named: Path | None) -> Path:
    """The folder somebody named, else that of the project, which may be absent.  Raises Refused where it is none."""
    if named and not named.is_dir():
        raise Refused([Problem(str(named), "-", "is no folder", "name the folder that holds the story files")])
    return named or STORIES


def read_stories(folder: Path, data: Catalog, rules: Sequence[Rule] = ()) -> tuple[dict[str, Story], list[Problem]]:
    """The sound stories of a folder by id, in the order of their files, and what is wrong with the others."""
    stories: dict[str, Story] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        try:
            stories[path.stem] = read_story(path, data, rules)
        except Refused as refused:
            problems.extend(refused.problems)
    return stories, problems


def read_story(path: Path, data: Catalog, rules: Sequence[Rule] = ()) -> Story:
    """The story of a file that obeys ``rules``, by default all of them.

    Raises
    ------
    Refused
        every problem, by file and step: ``stories/astana-5.json:step 3: …``.
    """
    file = f"stories/{path.name}"
    raw = read_json(path, file)
    if not isinstance(raw, dict):
        raise Refused([Problem(file, "-", "not a story", "write an object with id, title, summary and steps")])
    problems = [*_schema_problems(raw, file)]
    if problems:
        raise Refused(problems)
    story = validated(Story, raw, file, "story")
    problems = [problem for rule in rules or RULES for problem in rule(story, file, data)]
    if story.id != path.stem:
        problems.insert(0, Problem(file, "story", f"its id is {story.id}", f"name the file {story.id}.json"))
    if problems:
        raise Refused(problems)
    return story


def _schema_problems(raw: dict[str, Any], file: str) -> Iterator[Problem]:
    """What breaks the schema, with steps named as readers count them."""
    given = raw.get("steps")
    steps = given if isinstance(given, list) else []
    # A step that stands in for each wrong one, so that the rest of the story is judged too.
    stand_in = {"view": "", "title": {"en": "-"}, "text": {"en": "-"}}
    sound = []
    for number, step in enumerate(steps, 1):
        try:
            validated(Step, step, file, f"step {number}")
            sound.append(step)
        except Refused as refused:
            sound.append(stand_in)
            yield from refused.problems
    try:
        validated(Story, {**raw, "steps": sound} if isinstance(given, list) else raw, file, "story")
    except Refused as refused:
        yield from refused.problems


def _languages(story: Story, file: str, data: Catalog) -> Iterator[Problem]:
    """A text that one language has and another lacks."""
    texts: list[tuple[str, str, Mapping]] = [("story", "summary", story.summary)]
    for number, step in enumerate(story.steps, 1):
        texts += [(f"step {number}", "title", step.title), (f"step {number}", "text", step.text)]
        texts += [(f"step {number}", "notes", step.notes)] if step.notes else []
    for place, name, text in texts:
        for language in sorted(set(story.title) ^ set(text)):
            if language in story.title:
                remedy = f"write it in {language}, or leave {language} out of the whole story"
                yield Problem(file, place, f"{name}: not there in {language}", remedy)
            else:
                yield Problem(file, place, f"{name}: in {language}, which the title lacks", f"add title.{language}")


def _views(story: Story, file: str, data: Catalog) -> Iterator[Problem]:
    """A view that the page would not show as it is written."""
    known = known_ids(data)
    for number, step in enumerate(story.steps, 1):
        place = f"step {number}"
        names = [name for name, _ in parse_qsl(step.view, keep_blank_values=True)]
        state, dropped = parse_query(step.view, known)
        for name in names:
            if name in THE_READERS:
                yield Problem(file, place, f"view: {name} is the reader's choice", f"leave {name}= out")
            elif name not in PARSERS:
                yield Problem(file, place, f"view: no parameter is named {name}", f"use {', '.join(PARSERS)}")
        for name in dropped:
            yield Problem(file, place, f"view: {name} has a value no view has", "copy it from the page's address")
        meeting = data.meetings.get(state.meeting)
        if state.focus and meeting and state.focus not in {*meeting.parties, *(one.id for one in meeting.sessions)}:
            remedy = "name a session or a party of that meeting"
            yield Problem(file, place, f"view: {state.focus} is not at {state.meeting}", remedy)


def _sources(story: Story, file: str, data: Catalog) -> Iterator[Problem]:
    for number, step in enumerate(story.steps, 1):
        for id in step.source:
            if id not in data.sources and id not in data.articles:
                remedy = "name an id of geodata/data/sources.json or of an article in seeds/"
                yield Problem(file, f"step {number}", f"source: {id} is not known", remedy)


# A collection that is served may lack an article: then it is not cited.
SERVED: tuple[Rule, ...] = (_languages, _views)
RULES: tuple[Rule, ...] = (*SERVED, _sources)
