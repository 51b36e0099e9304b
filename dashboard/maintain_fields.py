"""The fields of the Maintain page, and which of them a problem is about."""

from __future__ import annotations

import re

from dashboard.text import Text
from dashboard.text.messages import problem_says
from geodata.errors import Problem
from geodata.importing.particulars import FIELDS, JOURNAL_FIELDS, option

FILE, STRETCHES = "file", "stretches"
STATED = (*FIELDS, *JOURNAL_FIELDS)
# The command line's name of each field, by which problems and their remedies name it; the file has none.
OPTIONS: dict[str, str] = {
    field: option(field) for field in ("layer", "swap_xy", STRETCHES, "stretches_layer", *STATED)
}
BY_OPTION = {name: field for field, name in OPTIONS.items()}
# Options a remedy may ask for where the problem is the file's.
READ_OTHERWISE = ("--layer", "--stretches-layer", "--swap-xy")


def field_of(problem: Problem, stretches: str = "") -> str:
    """The field a problem stands beside: the one it names, the one its remedy asks for, else the file it is about.

    ``stretches`` is the name of the file of stretches.
    """
    asked = [name for name in re.findall(r"--[a-z-]+", problem.remedy) if name in READ_OTHERWISE]
    named = [name for name in (problem.feature, *asked) if name in BY_OPTION]
    if named:
        return BY_OPTION[named[0]]
    return STRETCHES if stretches and problem.file == stretches else FILE


def told(problem: Problem, text: Text, stretches: str = "") -> dict[str, object]:
    """A problem for the page: its ``field``, and ``says``, what the command line says but for the file's name."""
    where = "" if problem.feature in ("-", *BY_OPTION) else problem.feature
    says = problem_says(problem, where, text)
    return {"field": field_of(problem, stretches), "says": says, **problem.as_dict()}
