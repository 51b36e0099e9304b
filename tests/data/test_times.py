"""Times that contradict each other."""

import pytest

FIFTH = "meetings/astana-5.json"


def with_part(copy, part, n, **fields):
    parts = copy.json(FIFTH)[part]
    parts[n].update(fields)
    copy.change(FIFTH, **{part: parts})


@pytest.mark.parametrize(("n", "day"), [(0, "2017-07-02"), (9, "2017-07-06")])
def test_a_session_outside_its_meeting(copy, n, day):
    with_part(copy, "sessions", n, date=day)
    assert copy.only() == (
        f"{FIFTH}:astana-5: astana-5-s{n} is on {day}, the meeting from 2017-07-04 to 2017-07-05; "
        "correct the day, or move the session to its meeting"
    )


@pytest.mark.parametrize("day", ["2017-07-02", "2017-07-07"])
def test_a_statement_outside_its_meeting(copy, day):
    with_part(copy, "statements", 0, date=day)
    assert f"{FIFTH}:astana-5: st-1 is of {day}, the meeting from 2017-07-04 to 2017-07-05" in copy.only()


@pytest.mark.parametrize("day", ["2017-07-03", "2017-07-06"])
def test_a_statement_on_arrival_or_the_morning_after_is_no_problem(copy, day):
    with_part(copy, "statements", 0, date=day)
    assert copy.problems() == []


def test_sessions_with_one_number(copy):
    with_part(copy, "sessions", 4, order=3)
    assert copy.only().startswith(f"{FIFTH}:astana-5: astana-5-s3 and astana-5-s4 have the order 3")


def test_sessions_numbered_against_their_days(copy):
    with_part(copy, "sessions", 1, date="2017-07-05")
    assert copy.only().startswith(f"{FIFTH}:astana-5: astana-5-s2 comes after astana-5-s1 and is dated before it")


def test_a_document_dated_outside_the_meeting_that_adopted_it(copy):
    copy.change("documents.json", "memo-2017-05-04", date="2017-05-06")
    assert copy.only().startswith(
        "meetings/astana-4.json:astana-4: memo-2017-05-04 is dated 2017-05-06, the meeting from 2017-05-03"
    )


def test_a_post_left_before_it_stood(copy):
    copy.change_row("posts.csv", "tur-9", evacuated="2018-04-07")
    assert copy.only() == (
        "posts.csv:tur-9: evacuated on 2018-04-07, not after it was established on 2018-04-07; correct a day"
    )


def test_turns_in_a_zones_life_out_of_order(copy):
    collection = copy.json("zones/south.geojson")
    collection["zone"]["lifecycle"].reverse()
    copy.write("zones/south.geojson", collection)
    assert "lifecycle: 2018-07-06 stands after 2018-07-31" in " ".join(copy.told("zones/south.geojson", "south"))
