"""The labelled texts: how well they are read, and that certainties mean what they say."""

import pytest

from tests.labelled.score import KINDS, LEAST_CERTAINTY, calibration, items, score, wrong_days, wrong_languages

FLOOR = 0.95
LANGUAGES = ("en", "ar", "fa", "tr", "ru")


def test_there_are_texts_enough_in_each_language():
    assert len(items()) >= 160
    assert all(sum(item.label["language"] == code for item in items()) >= 25 for code in LANGUAGES)


@pytest.mark.parametrize("kind", KINDS)
def test_articles_are_tied_to_what_they_are_about(kind):
    found = score(kind, items())
    assert found.f1 >= FLOOR, "\n".join(found.examples)
    assert found.precision >= FLOOR, "\n".join(found.examples)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_is_left_behind(code):
    of_this = [item for item in items() if item.label["language"] == code]
    for kind in KINDS:
        found = score(kind, of_this)
        assert found.f1 >= FLOOR, "\n".join(found.examples)


def test_languages_are_known_or_left_open():
    assert wrong_languages(items()) == []


def test_days_are_found_or_left_open():
    assert wrong_days(items()) == []


def test_what_is_certain_enough_is_mostly_right_and_what_is_not_is_mostly_wrong():
    rows = calibration(items())
    for (kind, basis, certainty), (right, number) in rows.items():
        if number < 10:
            continue
        share = right / number
        assert share >= 0.9 if certainty >= LEAST_CERTAINTY else share < LEAST_CERTAINTY, (kind, basis, certainty)
