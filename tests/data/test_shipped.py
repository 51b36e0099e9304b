"""The data that ships obeys every rule, and the check tells all it finds."""

from geodata.catalog import DATA, SEEDS
from geodata.checks import check


def test_the_data_that_ships_has_no_problem():
    assert check(DATA, SEEDS) == []


def test_a_copy_without_articles_has_no_problem(copy):
    assert copy.problems() == []


def test_a_folder_that_is_not_there_is_one_problem(tmp_path):
    (problem,) = check(tmp_path / "elsewhere", tmp_path)
    assert str(problem) == "elsewhere:-: there is no such folder; name the one that holds sources.json"


def test_one_broken_file_hides_nothing_in_the_others(copy):
    copy.path("parties.json").write_text("[{", encoding="utf-8")
    copy.path("places.csv").write_bytes(b"\xff\xfe")
    copy.change("meetings/astana-1.json", place="atlantis", documents=["no-such-paper"])
    copy.change_row("posts.csv", "tur-1", evacuated="2017-01-01")
    copy.change_feature("zones/south.geojson", "south@2017-07-09", source=" ")
    assert [(problem.file, problem.feature) for problem in copy.problems()] == [
        ("meetings/astana-1.json", "astana-1"),
        ("parties.json", "line 1 column 3"),
        ("places.csv", "byte 0"),
        ("posts.csv", "tur-1"),
        ("zones/south.geojson", "south@2017-07-09"),
        ("zones/south.geojson", "south@2017-07-09"),
    ]


def test_problems_come_in_one_order_and_once(copy):
    copy.change("meetings/astana-5.json", host="tur", outcome={"xx": "?"})
    copy.change("documents.json", "memo-2017-05-04", signatories=["rus", "rus", "mars", "mars"])
    problems = copy.problems()
    assert problems == sorted(set(problems))
    assert problems == copy.problems()
