"""What an import says, in another language: the English sentence is the key, as in gettext.

The command line speaks English; its sentences have values in them.  A file ``messages.LANG.json`` gives for each
sentence, with ``{names}`` where the values stand, the same in another language.  A sentence that is not there stays
as it is; a test lists such gaps.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache

from dashboard.text import HERE, Text
from geodata.errors import Problem

BLANK = re.compile(r"\\{(\w+)\\}")
NUMBER = re.compile(r"[\d,]+(\.\d+)?")
# Values keep their own direction within a sentence (first strong isolate … pop directional isolate).
ISOLATED = "\u2068{}\u2069"


@dataclass(frozen=True)
class Sentence:
    """One sentence: what English it matches, and its words in the other language."""

    english: re.Pattern[str]
    words: str


@cache
def _sentences(lang: str) -> tuple[Sentence, ...]:
    """Those with the most words of their own first, since blanks match anything."""
    path = HERE / f"messages.{lang}.json"
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    by_words = sorted(found, key=lambda english: -len(re.sub(r"{\w+}", "", english)))
    return tuple(Sentence(_pattern(english), found[english]) for english in by_words)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(BLANK.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL)


def translated(english: str, text: Text) -> str | None:
    """A sentence in the language of ``text``; None where it has no words for it."""
    for sentence in _sentences(text.lang):
        if match := sentence.english.fullmatch(english):
            return sentence.words.format(
                **{name: _value(name, value, text) for name, value in match.groupdict().items()}
            )
    return None


def _value(name: str, value: str, text: Text) -> str:
    if name == "feature":
        return said(value, text)
    if NUMBER.fullmatch(value):
        decimals = len(value.partition(".")[2])
        return text.number(float(value.replace(",", "")), decimals)
    return ISOLATED.format(value)


def said(english: str, text: Text) -> str:
    """A sentence in the language of ``text``, else in English."""
    return translated(english, text) or english


def problem_says(problem: Problem, where: str, text: Text) -> str:
    """A problem with its remedy as a sentence, headed by where it is."""
    stop = "؛" if text.dir == "rtl" else ";"
    head = f"{said(where, text)}: " if where else ""
    return f"{head}{said(problem.problem, text)}{stop} {said(problem.remedy, text)}"
