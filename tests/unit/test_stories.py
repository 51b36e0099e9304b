"""Story files: those that ship are sound and sourced, and each way to break one is told by step, with what to do."""

import copy
import json
import re

import pytest

from dashboard.server import create_app
from dashboard.stories import STORIES, read_stories, read_story
from dashboard.stories.cited import cited
from dashboard.text import Text
from geodata.catalog import catalog
from geodata.errors import Refused
from tests.stills import small_store

SOUND = {
    "id": "made-up",
    "title": {"en": "A test of stories", "ar": "اختبار القصص"},
    "summary": {"en": "Made for a test.", "ar": "كُتبت لاختبار."},
    "steps": [
        {"view": "date=2017-07-04", "title": {"en": "One", "ar": "واحد"}, "text": {"en": "First.", "ar": "أولاً."}},
        {"view": "", "title": {"en": "Two", "ar": "اثنان"}, "text": {"en": "Second.", "ar": "ثانياً."}},
    ],
}


def told(tmp_path, content):
    """What reading a story file says; nothing where it is sound."""
    path = tmp_path / "made-up.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    try:
        read_story(path, catalog())
    except Refused as refused:
        return str(refused)
    return ""


def test_the_stories_that_ship_are_sound_in_both_languages_and_every_step_is_sourced():
    stories, problems = read_stories(STORIES, catalog())
    assert not problems and {"astana-5", "four-zones"} <= set(stories)
    for story in stories.values():
        assert set(story.title) == {"en", "ar"}
        assert all(step.source and step.notes for step in story.steps)


def test_the_day_of_a_source_with_an_arabic_title_keeps_its_order():
    named = [one.label for one in cited(small_store(), catalog().sources, Text("en"))]
    assert any(re.search("[ء-ي].* · \u200e\\d{4}-\\d\\d-\\d\\d$", label) for label in named)
    assert not any(re.search("[ء-ي].* · \\d", label) for label in named)
    assert not any("\u200e" in label for label in named if not re.search("[ء-ي]", label))


def test_the_seed_story_goes_through_every_session_it_names():
    story = read_story(STORIES / "astana-5.json", catalog())
    sessions = {session.id for session in catalog().meetings["astana-5"].sessions}
    shown = {step.state("en").focus for step in story.steps} - {""}
    assert shown <= sessions and {f"astana-5-s{n}" for n in (1, 3, 4, 5, 6, 9)} <= shown


def test_a_sound_file_is_read(tmp_path):
    assert told(tmp_path, SOUND) == ""


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda s: s["steps"][1].update(view="date=soon"), "step 2: view: date has a value no view has; copy it from"),
        (lambda s: s["steps"][0].update(view="dat=2017-07-04"), "step 1: view: no parameter is named dat; use date"),
        (lambda s: s["steps"][0].update(view="meeting=astana-99"), "step 1: view: meeting has a value"),
        (lambda s: s["steps"][0].update(view="lang=ar"), "step 1: view: lang is the reader's choice; leave lang="),
        (lambda s: s["steps"][0].update(view="nonsense"), "step 1: view: no parameter is named nonsense"),
        (lambda s: s["steps"][0].update(view="focus=astana-6-s1"), "astana-6-s1 is not at astana-5; name a session"),
        (lambda s: s["steps"][1].update(source=["rumour"]), "step 2: source: rumour is not known; name an id"),
        (lambda s: s["steps"][1]["text"].pop("ar"), "step 2: text: not there in ar; write it in ar, or leave ar out"),
        (
            lambda s: s["steps"][1]["title"].update(tr="İki"),
            "step 2: title: in tr, which the title lacks; add title.tr",
        ),
        (lambda s: s["steps"][1].pop("text"), "step 2: text: field required; add the field"),
        (lambda s: s["steps"][1].update(colour="red"), "step 2: colour: extra inputs are not permitted; remove it"),
        (lambda s: s.update(steps=[]), "story: steps:"),
        (lambda s: s.update(id="other"), "story: its id is other; name the file other.json"),
        (lambda s: s.pop("title"), "story: title: field required; add the field"),
    ],
)
def test_each_breach_is_told_by_step_with_its_remedy(tmp_path, broken, said):
    story = copy.deepcopy(SOUND)
    broken(story)
    message = told(tmp_path, story)
    assert said in message and all(line.startswith("stories/made-up.json:") for line in message.splitlines())


@pytest.mark.parametrize("content", ["{", "[]", "null", '{"steps": 3}', '{"steps": [null]}'])
def test_what_is_no_story_is_refused(tmp_path, content):
    assert told(tmp_path, content)


@pytest.fixture(scope="module")
def client():
    return create_app(small_store()).server.test_client()


def test_a_story_is_whole_without_a_script(client):
    page = client.get("/story/astana-5?lang=ar&theme=dark&step=3").text
    steps = read_story(STORIES / "astana-5.json", catalog()).steps
    assert page.startswith('<!doctype html>\n<html lang="ar" dir="rtl" data-theme="dark">')
    assert page.count('class="step') == len(steps) and 'class="step current" id="step=3"' in page
    assert 'rel="next" class="primary" href="#step=4"' in page and 'rel="prev" href="#step=2"' in page
    assert steps[2].title["ar"].replace("4", "٤") in page


def test_a_story_may_be_framed_and_loads_only_what_this_site_has(client):
    answer = client.get("/story/four-zones")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("query", ["step=0", "step=99", "step=x", "step=²", "lang=xx", "theme=pink", "presenter=1"])
def test_no_query_breaks_a_story(client, query):
    page = client.get(f"/story/four-zones?{query}")
    assert page.status_code == 200 and page.text.count("step current") == 1


def test_a_story_nobody_wrote_is_not_found(client):
    assert client.get("/story/none").status_code == 404


def test_the_list_leads_to_every_story(client):
    page = client.get("/stories?lang=ar").text
    assert all(f'href="/story/{path.stem}?lang=ar"' in page for path in STORIES.glob("*.json"))
