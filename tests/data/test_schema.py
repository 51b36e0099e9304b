"""Records with fields they do not know, lack, or cannot have."""

import pytest

from tests.data.copied import told


def test_a_field_that_is_not_known(copy):
    copy.change("parties.json", "rus", colour="red")
    assert copy.only() == ("parties.json:rus: colour: extra inputs are not permitted; remove it or correct its name")


def test_a_field_that_is_missing(copy):
    agencies = copy.json("agencies.json")
    del agencies[1]["name"]
    copy.write("agencies.json", agencies)
    assert copy.told("agencies.json", "irna") == ["agencies.json:irna: name: field required; add the field"]


def test_every_bad_record_of_a_file_is_told_and_every_bad_field(copy):
    people = copy.json("people.json")
    people[0].update(name="Ahmad", aliases=None)
    people[3]["party"] = 7
    copy.write("people.json", people)
    assert [(problem.feature, problem.problem.split(":")[0]) for problem in copy.problems()] == [
        ("ahmad-berri", "aliases"),
        ("ahmad-berri", "name"),
        ("alexander-lavrentiev", "party"),
    ]


def test_a_record_that_is_refused_is_still_known_to_those_that_name_it(copy):
    copy.change("parties.json", "kaz", kind="patron")
    assert "parties.json:kaz: kind: input should be" in copy.only()


CELLS = {
    "palmyra": ({"kind": "hamlet"}, "kind: input should be"),
    "douma": ({"population": "many"}, "population"),
    "harasta": ({"lat": "93.2"}, "lat: input should be less than or equal to 90"),
    "amman": ({"lon": "nan"}, "lon: input should be a finite number"),
    "abu-dali": ({"pcode": "X12"}, "pcode"),
    "geneva": ({"name_en": ""}, "name_en"),
}


@pytest.fixture(scope="module")
def problems(shared_copy):
    for place, (cells, _) in CELLS.items():
        shared_copy.change_row("places.csv", place, **cells)
    return shared_copy.problems()


@pytest.mark.parametrize(("place", "words"), [(place, words) for place, (_, words) in CELLS.items()])
def test_a_place_with_a_value_it_cannot_have(problems, place, words):
    (line,) = told(problems, "places.csv", place)
    assert words in line


def test_a_status_no_boundary_has(copy):
    copy.change_feature("zones/idlib.geojson", "idlib@2018-02-13", status="frozen")
    assert "status: input should be" in copy.told("zones/idlib.geojson", "idlib@2018-02-13")[0]


def test_a_day_written_without_dashes_is_no_day(copy):
    copy.change_row("posts.csv", "tur-1", established="20171012")
    assert "established: '20171012' is not a day; write it as 2017-07-04" in copy.only()


def test_a_meeting_that_ends_before_it_starts(copy):
    copy.change("meetings/astana-2.json", end="2017-02-14")
    assert "ends 2017-02-14 before it starts 2017-02-15" in copy.told("meetings/astana-2.json", "astana-2")[0]


def test_an_outline_that_does_not_say_how_precise_it_is(copy):
    copy.change_feature("zones/idlib.geojson", "idlib@2018-02-13", precision_km=None)
    assert "precision_km is missing" in copy.told("zones/idlib.geojson", "idlib@2018-02-13")[0]


def test_a_recipe_without_what_it_needs(copy):
    recipes = copy.json("recipes/subdistricts.json")
    del recipes["smoothing"]["gap"]
    copy.write("recipes/subdistricts.json", recipes)
    assert copy.only() == "recipes/subdistricts.json:subdistricts: smoothing.gap: field required; add the field"


def test_a_member_of_a_feature_that_is_not_known(copy):
    collection = copy.json("admin2.geojson")
    collection["features"][0]["colour"] = "red"
    copy.write("admin2.geojson", collection)
    assert "the member 'colour' is not known" in copy.only()


def test_features_in_another_reference_system(copy):
    collection = copy.json("admin2.geojson")
    copy.write("admin2.geojson", {**collection, "crs": {"type": "name", "properties": {"name": "EPSG:32637"}}})
    assert copy.only().startswith("admin2.geojson:-: the member 'crs' is not known")
