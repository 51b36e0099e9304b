"""What an import says, in Arabic."""

import json
import re

import pytest

from dashboard.text import HERE, Text
from dashboard.text.messages import problem_says, said, translated
from geodata.errors import Problem

ARABIC = Text("ar")
MESSAGES = json.loads((HERE / "messages.ar.json").read_text(encoding="utf-8"))


def blanks(sentence):
    return sorted(re.findall(r"{(\w+)}", sentence))


def test_every_sentence_keeps_its_values():
    assert {english: words for english, words in MESSAGES.items() if blanks(english) != blanks(words)} == {}


@pytest.mark.parametrize("english", MESSAGES)
def test_a_sentence_is_found_by_its_own_words(english):
    """And not by a vaguer one."""
    filled = re.sub(r"{(\w+)}", "7", english)
    words = re.sub(r"{(\w+)}", "7", MESSAGES[english])
    assert (translated(filled, ARABIC) or "").replace("٧", "7") == words.replace("٧", "7")


def test_values_stand_in_the_sentence_numbers_in_its_digits_and_names_isolated():
    assert said("overlaps idlib@2017-09-15 by 1,019.7 km²", ARABIC) == (
        "تتداخل مع \u2068idlib@2017-09-15\u2069 بمقدار ١٬٠١٩٫٧ كم²"
    )


def test_a_feature_within_a_sentence_is_said_too():
    assert said("fixed: feature 2 (Homs): 3 repeated vertices removed", ARABIC) == (
        "أُصلح: المعلم ٢ (\u2068Homs\u2069): حُذفت رؤوس مكررة، عددها ٣"
    )


def test_a_problem_is_headed_by_its_place():
    problem = Problem("a.geojson", "line 1 column 12", "encloses no area", "mend these first")
    assert problem_says(problem, problem.feature, ARABIC) == "السطر ١، العمود ١٢: لا تحصر مساحة؛ أصلح هذه أولاً"
    assert problem_says(problem, problem.feature, Text("en")) == "line 1 column 12: encloses no area; mend these first"


def test_what_has_no_words_stays_english():
    assert said("the moon is full", ARABIC) == "the moon is full"
