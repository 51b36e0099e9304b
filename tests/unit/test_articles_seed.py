"""The seed document, and copies of it in which the round and the weekday are others."""

import json
from datetime import date
from pathlib import Path

import pytest

import geodata as gd
from geodata.articles import in_memory
from geodata.catalog import catalog
from tests.reading import named, record, why

SEED = Path(__file__).parents[2].parent / "shared" / "seeds" / "000_01f740d96dbb44b1.txt"
ZONES = ["idlib", "north-homs", "eastern-ghouta", "south"]

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed document lies beside the project, and is not there")


@pytest.fixture(scope="module")
def text():
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found():
    (only,), problems = in_memory.ingest([str(SEED)], catalog())
    assert problems == []
    return only


def test_language_publisher_and_day_are_found(found):
    assert (found.inLanguage, found.publisher, found.datePublished) == ("ar", "Al-Waght", date(2017, 7, 4))


def test_the_day_comes_with_its_reasoning(found):
    reasoning = why(found, "datePublished")
    assert "Tuesday" in reasoning
    assert "astana-5" in reasoning
    assert "today and tomorrow” agrees" in reasoning


def test_it_is_about_the_meeting_the_memorandum_and_through_it_the_four_zones(found):
    assert found.about == ["astana-5", "memo-2017-05-04", *ZONES]
    evidence = found.provenance["fields"]["about"]["evidence"]
    assert all(evidence[zone] == evidence["memo-2017-05-04"] != [] for zone in ZONES)


def test_states_have_their_roles(found):
    assert {m.id: m.role for m in found.mentions if m.kind == "state"} == {
        "rus": "guarantor",
        "irn": "guarantor",
        "tur": "guarantor",
        "syr": "subject",
        "kaz": "host",
    }


def test_people_have_their_parties(found):
    assert {m.id: m.party for m in found.mentions if m.kind == "person"} == {
        "bashar-al-jaafari": "syr",
        "sergei-vershinin": "rus",
        "hossein-jaberi-ansari": "irn",
        "alexander-lavrentiev": "rus",
        "kairat-abdrakhmanov": "kaz",
    }


def test_agencies_and_the_only_place(found):
    assert named(found, "agency") == {"sputnik", "kazinform"}
    assert {m.id: (m.lon, m.lat) for m in found.mentions if m.kind == "place"} == {"astana": (71.446, 51.1801)}


def test_a_text_without_a_title_has_no_headline(found):
    assert found.headline is None


def test_snippets_are_short_and_the_text_is_not_kept(found, text):
    written = found.model_dump_json()
    longest = max((line for line in text.splitlines()), key=len)
    assert longest not in written
    evidence = found.provenance["fields"]["mentions"]["evidence"].values()
    assert all(len(snippet) <= 120 for snippets in evidence for snippet in snippets)


def test_snippets_are_the_words_of_the_text(found, text):
    in_one_line = " ".join(text.split())
    for field in found.provenance["fields"].values():
        kept = field["evidence"]
        for snippets in kept.values() if isinstance(kept, dict) else [kept]:
            assert all(snippet in in_one_line for snippet in snippets)


@pytest.mark.parametrize(
    ("number", "weekday", "meeting", "day"),
    [
        ("6", "الخميس", "astana-6", date(2017, 9, 14)),
        ("6", "الجمعة", "astana-6", date(2017, 9, 15)),
        ("4", "الأربعاء", "astana-4", date(2017, 5, 3)),
        ("٥", "الثلاثاء", "astana-5", date(2017, 7, 4)),
        ("۱۱", "الأربعاء", "astana-11", date(2018, 11, 28)),
    ],
)
def test_a_copy_with_another_round_and_weekday_follows(text, number, weekday, meeting, day):
    copy = record(text.replace("أستانا 5", f"أستانا {number}").replace("الثلاثاء", weekday))
    assert (copy.about[0], copy.datePublished) == (meeting, day)


def test_the_weekday_is_stronger_than_today_and_tomorrow(text):
    copy = record(text.replace("الثلاثاء", "الأربعاء"))
    assert copy.datePublished == date(2017, 7, 5)
    assert "past the end of the meeting" in why(copy, "datePublished")


def test_a_weekday_that_fits_no_day_of_the_meeting_gives_no_day_and_says_why(text):
    copy = record(text.replace("الثلاثاء", "السبت"))
    assert copy.datePublished is None
    assert "none of the days of astana-5" in why(copy, "datePublished")


def test_without_a_weekday_today_and_tomorrow_decide(text):
    copy = record(text.replace("اليوم الثلاثاء", "اليوم"))
    assert copy.datePublished == date(2017, 7, 4)


def test_the_join_ties_it_to_the_meetings_zones_and_states(found):
    rows = gd.join([json.loads(found.model_dump_json(by_alias=True))])
    tied = {(row.target, row.basis) for row in rows.itertuples()}
    assert {("astana-5", "names-meeting"), ("astana-4", "via-document"), ("kaz", "names-state")} <= tied
    assert {(zone, "via-document") for zone in ZONES} <= tied
