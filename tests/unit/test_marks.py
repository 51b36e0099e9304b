"""Marks of who held a settlement, voted into a recipe."""

from datetime import date

import pytest

from geodata.__main__ import main
from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.reading import json_of
from geodata.recipe_records import Recipe
from geodata.recipes.ground import Ground
from geodata.recipes.marks import marks_of
from geodata.recipes.voting import neighbours_votes, votes

# Douma, Harasta and Misraba with their neighbours, in our own words.
LUA = """
return { marks = {
-- { lat = "33.571", long = "36.402", mark = "Location dot red.svg", label = "[[Douma]]" },
{ lat = "33.571", long = "36.402", mark = "Location dot lime.svg", marksize = "14", label = "[[Douma, Syria|Douma]]" },
{ lat = "33.5600", long = "36.3650", mark = "Location dot lime-red.svg", marksize = "8", label = "[[Harasta]]" },
{ lat = "33.54", long = "36.39", mark = 'Location dot green.svg', label = "Misraba" },
{ lat = "33.485", long = "36.345", mark = "Location dot red.svg", label = "Jaramana" },
{ lat = "33.61", long = "36.31", mark = "Fighter-jet-red-icon.svg", label = "Air base" },
{ name = "no mark at all" },
{ lat = "95", long = "36.31", mark = "Location dot red.svg" },
} }
"""

CSV = """date,holder,pcode,place,lon,lat
2017-07-01,opposition,C2338,,,
2017-09-01,government,C2338,,,
2017-07-01,opposition/government,,Harasta,,
2017-07-01,opposition,,,36.391,33.541
2017-07-01,,C2344,,,
2017-07-01,opposition,,Atlantis,,
no day,opposition,C2344,,,
"""


@pytest.fixture(scope="module")
def settlements():
    return Ground(catalog()).settlements


@pytest.fixture
def lua(tmp_path):
    path = tmp_path / "module.lua"
    path.write_text(LUA, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_marks_of_a_map_are_held_by_their_colours(lua):
    marks, problems = marks_of(lua, catalog())
    held = {(mark.label, mark.holder, mark.share) for mark in marks}
    assert ("Douma", "opposition", 1.0) in held
    assert ("Jaramana", "government", 1.0) in held
    assert ("Misraba", "opposition", 1.0) in held
    assert [str(problem) for problem in problems] == [
        "module.lua:line 10: row 1: latitude 95.0 is not within ±90; correct lat and long"
    ]


def test_a_mark_of_two_colours_counts_half_for_each(lua):
    marks, _ = marks_of(lua, catalog())
    assert {(mark.holder, mark.share) for mark in marks if mark.label == "Harasta"} == {
        ("opposition", 0.5),
        ("government", 0.5),
    }


def test_what_is_commented_out_is_no_mark(lua):
    marks, _ = marks_of(lua, catalog())
    assert [mark.holder for mark in marks if mark.label == "Douma"] == ["opposition"]


def test_a_colour_can_be_given_another_holder(lua):
    marks, _ = marks_of(lua, catalog(), {"lime": "sdf"})
    assert [mark.holder for mark in marks if mark.label == "Douma"] == ["sdf"]


def test_a_table_names_places_by_code_name_or_position_and_its_bad_rows_are_told(table):
    marks, problems = marks_of(table, catalog())
    assert [mark.where for mark in marks] == ["line 2", "line 3", "line 4", "line 4", "line 5"]
    assert [(problem.feature, problem.problem) for problem in problems] == [
        ("line 6", "no holder is given"),
        ("line 7", "'Atlantis' is not in the gazetteer"),
        ("line 8", "'no day' is not a day; write it as 2017-07-04"),
    ]


def test_a_file_without_marks_is_refused(tmp_path):
    path = tmp_path / "empty.lua"
    path.write_text("return {}", encoding="utf-8")
    with pytest.raises(Refused, match="holds no mark"):
        marks_of(path, catalog())


def test_the_latest_day_up_to_the_date_counts(table, settlements):
    marks, _ = marks_of(table, catalog())
    assert votes(marks, settlements, {"opposition"}, date(2017, 8, 1), 3)["C2338"].is_inside
    assert not votes(marks, settlements, {"opposition"}, date(2017, 10, 1), 3)["C2338"].is_inside


def test_half_the_marks_are_no_majority(table, settlements):
    marks, _ = marks_of(table, catalog())
    harasta = votes(marks, settlements, {"opposition"}, date(2017, 8, 1), 3)["C2342"]
    assert (harasta.is_inside, harasta.certainty, harasta.why) == (
        False,
        "probable",
        "Marks of 2017-07-01: government 0.5, opposition 0.5.",
    )


def test_a_position_votes_for_the_nearest_settlement_within_reach(table, settlements):
    marks, _ = marks_of(table, catalog())
    assert "C2343" in votes(marks, settlements, {"opposition"}, date(2017, 8, 1), 3)
    assert "C2343" not in votes(marks, settlements, {"opposition"}, date(2017, 8, 1), 0.01)


def test_a_settlement_without_marks_is_as_its_neighbour_and_only_probable(lua, settlements):
    marks, _ = marks_of(lua, catalog())
    known = votes(marks, settlements, {"opposition"}, date(2017, 8, 1), 3)
    found = neighbours_votes(known, settlements, 3)
    assert not set(found) & set(known)
    assert {vote.certainty for vote in found.values()} == {"probable"}


def test_marks_become_a_recipe_in_the_form_of_the_others(lua, tmp_path, capsys):
    out, svg = tmp_path / "eastern-ghouta@2017-08-01~marks.json", tmp_path / "marks.svg"
    arguments = ["--zone", "eastern-ghouta", "--date", "2017-08-01", "--holder", "opposition"]
    status = main(["recipes", "from-marks", str(lua), *arguments, "--out", str(out), "--svg", str(svg)])
    told = capsys.readouterr()
    assert status == 1  # one mark could not be read, and that is said
    assert "module.lua:line 10:" in told.err
    assert told.out.startswith("eastern-ghouta@2017-08-01~marks: ")
    assert "against eastern-ghouta@2017-07-22: 101.1 km², gained " in told.out
    recipe = Recipe.model_validate(json_of(out.read_bytes(), out.name))
    sides = {one.pcode: one.side for one in recipe.steps[0].settlements}
    assert sides["C2338"] == "inside"
    assert svg.read_text(encoding="utf-8").startswith("<")


def test_a_holder_of_nothing_is_refused(lua, capsys):
    arguments = ["--zone", "eastern-ghouta", "--date", "2017-08-01", "--holder", "nobody"]
    assert main(["recipes", "from-marks", str(lua), *arguments]) == 1
    assert "no settlement around eastern-ghouta is held by nobody" in capsys.readouterr().err
