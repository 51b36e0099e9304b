"""Files that cannot be read, are missing, or are not named after what they hold; ids that stand twice."""

import pytest

from geodata.checks import check


def test_a_file_that_is_not_json(copy):
    copy.path("people.json").write_text('[{"id": ]', encoding="utf-8")
    assert copy.only().startswith("people.json:line 1 column 9: not JSON")


def test_a_file_that_is_not_utf8(copy):
    copy.path("events.csv").write_bytes("id,date\nev-001,Latakié".encode("latin-1"))
    assert copy.only() == "events.csv:byte 21: not UTF-8; save the file as UTF-8"


@pytest.mark.parametrize("file", ["sources.json", "places.csv", "admin3.geojson", "recipes/landmarks.csv"])
def test_a_file_that_is_missing(copy, file):
    copy.path(file).unlink()
    assert copy.only() == f"{file}:-: the file is missing; restore it"


def test_a_zone_that_is_missing(copy):
    copy.path("zones/south.geojson").unlink()
    assert copy.told("zones/south.geojson", "-") == ["zones/south.geojson:-: the file is missing; restore it"]


def test_meetings_that_are_all_missing(copy):
    for path in copy.path("meetings").iterdir():
        path.unlink()
    assert copy.only() == "meetings:-: the folder holds no meeting; restore it"


def test_a_row_with_a_column_too_many(copy):
    text = copy.path("posts.csv").read_text(encoding="utf-8")
    copy.path("posts.csv").write_text(text.replace("tur-1,tur,", "tur-1,tur,tur,", 1), encoding="utf-8")
    assert "posts.csv:line 2: 16 columns where the header has 15" in copy.only()


def test_a_column_that_is_missing(copy):
    text = copy.path("events.csv").read_text(encoding="utf-8")
    copy.path("events.csv").write_text(text.replace("confidence", "trust", 1), encoding="utf-8")
    assert [str(problem) for problem in copy.problems()] == [
        "events.csv:header: the column 'trust' is not known; remove it or correct its name",
        "events.csv:header: the column confidence is missing; add it",
    ]


def test_a_quote_that_is_never_closed(copy):
    with copy.path("events.csv").open("a", encoding="utf-8") as file:
        file.write('ev-999,2017-07-04,,meeting,"no end')
    assert "not CSV" in copy.only()


def test_geojson_that_is_no_feature_collection(copy):
    copy.write("disputed.geojson", {"type": "Feature"})
    assert copy.only().startswith("disputed.geojson:-: not a GeoJSON FeatureCollection")


def test_a_list_of_records_that_is_none(copy):
    copy.write("agencies.json", {"id": "sana"})
    assert copy.only().startswith("agencies.json:-: not a list of records")


def test_a_file_of_words_that_no_record_describes_is_json_all_the_same(copy):
    (copy.directory / "languages").mkdir(exist_ok=True)
    (copy.directory / "languages" / "xx.json").write_text("{", encoding="utf-8")
    assert "languages/xx.json:line 1 column 2: not JSON" in copy.only()


def test_a_meeting_in_a_file_of_another_name(copy):
    copy.path("meetings/astana-3.json").rename(copy.path("meetings/astana-33.json"))
    assert copy.only() == (
        "meetings/astana-33.json:astana-3: the file's name says astana-33, the id inside astana-3; rename one of them"
    )


def test_a_zone_in_the_file_of_another(copy):
    copy.path("zones/idlib.geojson").rename(copy.path("zones/idleb.geojson"))
    assert "zones/idleb.geojson:idlib: the file's name says idleb" in copy.told("zones/idleb.geojson", "idlib")[0]


def test_a_feature_whose_own_id_is_another(copy):
    collection = copy.json("admin1.geojson")
    collection["features"][0]["id"] = "SY99"
    copy.write("admin1.geojson", collection)
    assert copy.only() == "admin1.geojson:SY01: the feature's id is 'SY99'; make it the same as its pcode"


def test_an_id_that_stands_twice_in_a_list(copy):
    people = copy.json("people.json")
    copy.write("people.json", [*people, people[0]])
    assert copy.only() == "people.json:ahmad-berri: the id stands twice; rename or remove one"


def test_an_id_that_stands_twice_in_a_table(copy):
    copy.change_row("places.csv", "abu-dali", id="abu-al-duhur")
    assert "places.csv:abu-al-duhur: the id stands twice; rename or remove one" in map(str, copy.problems())


def test_a_boundary_version_that_stands_twice(copy):
    collection = copy.json("zones/south.geojson")
    collection["features"].append(collection["features"][0])
    copy.write("zones/south.geojson", collection)
    version = collection["features"][0]["id"]
    assert copy.only() == f"zones/south.geojson:{version}: the id stands twice; rename or remove one"


def test_a_meeting_that_stands_in_two_files(copy):
    copy.write("meetings/astana-1-copy.json", copy.json("meetings/astana-1.json"))
    assert copy.told("meetings/astana-1.json", "astana-1") == [
        "meetings/astana-1.json:astana-1: the id stands in meetings/astana-1-copy.json too; rename or remove one"
    ]


def test_a_document_with_the_id_of_a_meeting(copy):
    copy.change("documents.json", "astana-9-js", id="astana-8")
    assert (
        "documents.json:astana-8: the id stands in meetings/astana-8.json too"
        in copy.told("documents.json", "astana-8")[0]
    )


def test_sessions_of_two_meetings_with_one_id(copy):
    sessions = copy.json("meetings/astana-7.json")["sessions"]
    sessions[0]["id"] = "astana-5-s0"
    copy.change("meetings/astana-7.json", sessions=sessions)
    assert "the id stands in meetings/astana-5.json too" in copy.only()


def test_a_pcode_that_stands_twice(copy):
    copy.change_row("places.csv", "palmyra", pcode="C3891")
    assert "abu-al-duhur has the P-code C3891 too" in copy.told("places.csv", "palmyra")[0]


def test_a_round_that_stands_twice(copy):
    copy.change("meetings/astana-12.json", round=11)
    assert "meetings/astana-12.json:astana-12: astana-11 is round 11 too" in copy.only()


def test_a_boundary_file_in_another_form_names_the_command_that_mends_it(copy):
    file = "zones/south.geojson"
    copy.path(file).write_text(copy.path(file).read_text(encoding="utf-8").replace("    [", "  ["), encoding="utf-8")
    (problem,) = check(copy.directory, copy.seeds)
    assert (problem.file, problem.remedy) == (file, "run python -m geodata check --fix")
