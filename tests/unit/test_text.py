"""Both languages say everything, and say days and numbers their own way."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from dashboard.text import HERE, Text, available


def words(language):
    return json.loads((Path(HERE) / f"{language}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", [language for language in available() if language != "en"])
def test_a_language_says_everything_english_says(language):
    # a language names itself in its own letters, whatever the page's language
    missing = {key for key in words("en") if not key.startswith("language.")} - set(words(language)) - {"js.other"}
    assert not missing


@pytest.mark.parametrize("language", available())
def test_blanks_are_the_same_in_every_language(language):
    blanks = {key: set(re.findall(r"{(\w*)}", text)) for key, text in words("en").items()}
    assert {key: set(re.findall(r"{(\w*)}", text)) for key, text in words(language).items()}.items() <= blanks.items()


def test_arabic_writes_its_digits_and_levantine_months():
    text = Text("ar")
    assert text.day(date(2017, 7, 4), "EEEE d MMMM y") == "الثلاثاء ٤ تموز ٢٠١٧"
    assert text.number(9010.5, 1) == "٩٬٠١٠٫٥"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2017, 7, 4), date(2017, 7, 4), "4 July 2017"),
        (date(2017, 7, 4), date(2017, 7, 5), "4–5 July 2017"),
        (date(2017, 7, 31), date(2017, 8, 1), "31 July – 1 August 2017"),
        (date(2017, 12, 31), date(2018, 1, 1), "31 December 2017 – 1 January 2018"),
    ],
)
def test_a_stretch_of_days_is_said_as_short_as_can_be(start, end, written):
    assert Text("en").span(start, end) == written
