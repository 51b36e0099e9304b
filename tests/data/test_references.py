"""Names of what does not exist."""

import pytest

from tests.data.copied import told

SOURCES = ["no-such-page"]


def astana_5(part, n=0, **fields):
    """A change of one part of the fifth meeting, e.g. its first session."""

    def damage(copy):
        parts = copy.json("meetings/astana-5.json")[part]
        parts[n].update(fields)
        copy.change("meetings/astana-5.json", **{part: parts})

    return damage


def of_member(delegation, **fields):
    def damage(copy):
        delegations = copy.json("meetings/astana-5.json")["delegations"]
        delegations[delegation]["members"][0].update(fields)
        copy.change("meetings/astana-5.json", delegations=delegations)

    return damage


def of_zone(**fields):
    def damage(copy):
        collection = copy.json("zones/idlib.geojson")
        collection["zone"].update(fields)
        copy.write("zones/idlib.geojson", collection)

    return damage


def of_recipe(version, field, pcode):
    def damage(copy):
        recipes = copy.json("recipes/subdistricts.json")
        recipes["versions"][version][field].append(pcode)
        copy.write("recipes/subdistricts.json", recipes)

    return damage


def of(file, record, **fields):
    return lambda copy: copy.change(file, record, **fields)


def of_feature(file, name, **fields):
    return lambda copy: copy.change_feature(file, name, **fields)


def of_row(file, name, **cells):
    return lambda copy: copy.change_row(file, name, **cells)


FIFTH, IDLIB = "meetings/astana-5.json", "zones/idlib.geojson"


# Each damages a field of its own, so that one run tells of them all.
DAMAGES = [
    (of("sources.json", "geonames", derived_from=SOURCES), "sources.json", "geonames", "derived_from: the source"),
    (of("documents.json", "fm-2018-03-16", source=SOURCES), "documents.json", "fm-2018-03-16", "source: the"),
    (of("documents.json", "fm-2018-03-16", signatories=["mars"]), "documents.json", "fm-2018-03-16", "the party"),
    (of("documents.json", "fm-2018-03-16", place="Atlantis"), "documents.json", "fm-2018-03-16", "no place is"),
    (of("people.json", "ahmad-berri", party="mars"), "people.json", "ahmad-berri", "party: the party 'mars'"),
    (of(FIFTH, None, source=SOURCES), FIFTH, "astana-5", "source: the source 'no-such-page' is not known"),
    (of(FIFTH, None, place="atlantis"), FIFTH, "astana-5", "place: the place 'atlantis' is not known"),
    (of(FIFTH, None, documents=["no-paper"]), FIFTH, "astana-5", "documents: the document 'no-paper'"),
    (of(FIFTH, None, parties=["rus", "mars"]), FIFTH, "astana-5", "parties: the party 'mars' is not known"),
    (of(FIFTH, None, host="xyz"), FIFTH, "astana-5", "host: the country 'xyz' is not known"),
    (astana_5("sessions", source=SOURCES), FIFTH, "astana-5-s0", "source: the source 'no-such-page'"),
    (astana_5("sessions", parties=["mars"]), FIFTH, "astana-5-s0", "parties: the party 'mars'"),
    (astana_5("statements", speaker="nobody"), FIFTH, "st-1", "speaker: the person 'nobody'"),
    (astana_5("statements", party="mars"), FIFTH, "st-1", "party: the party 'mars'"),
    (astana_5("statements", agency=["pigeon"]), FIFTH, "st-1", "agency: the agency 'pigeon'"),
    (astana_5("statements", source=SOURCES), FIFTH, "st-1", "source: the source 'no-such-page'"),
    (astana_5("delegations", head="nobody"), FIFTH, "delegation syr", "head: the person 'nobody'"),
    (astana_5("delegations", 1, party="mars"), FIFTH, "delegation mars", "party: the party 'mars'"),
    (of_member(2, person="nobody"), FIFTH, "member nobody", "person: the person 'nobody'"),
    (of_member(0, source=SOURCES), FIFTH, "member bashar-al-jaafari", "source: the source"),
    (of_zone(governorates=["SY99"]), IDLIB, "idlib", "governorates: the governorate 'SY99' is not known"),
    (of_feature(IDLIB, "idlib@2018-02-13", source="x"), IDLIB, "idlib@2018-02-13", "source: the source 'x'"),
    (of_feature(IDLIB, "idlib@2018-02-13", dated_by=["x"]), IDLIB, "idlib@2018-02-13", "dated_by: the source 'x'"),
    (of_feature("states.geojson", "tur", names_source="x"), "states.geojson", "tur", "names_source: the source"),
    (of_feature("world.geojson", "zwe", source="x"), "world.geojson", "zwe", "source: the source 'x'"),
    (
        of_feature("admin3.geojson", "SY010000", admin2_pcode="SY0199"),
        "admin3.geojson",
        "SY010000",
        "admin2_pcode: the district 'SY0199' is not known",
    ),
    (
        of_feature("admin2.geojson", "SY0100", admin1_pcode="SY02"),
        "admin2.geojson",
        "SY0100",
        "SY0100 does not lie in SY02",
    ),
    (of_feature("disputed.geojson", "golan-heights", source="x"), "disputed.geojson", "golan-heights", "source"),
    (of_row("places.csv", "douma", admin1="SY99"), "places.csv", "douma", "admin1: the governorate 'SY99'"),
    (of_row("places.csv", "douma", admin2="SY0399"), "places.csv", "douma", "admin2: the district 'SY0399'"),
    (of_row("places.csv", "douma", admin3="SY030299"), "places.csv", "douma", "admin3: the sub-district"),
    (of_row("places.csv", "harasta", admin1="SY01"), "places.csv", "harasta", "does not lie in SY01"),
    (of_row("places.csv", "beirut", country="xyz"), "places.csv", "beirut", "country: the country 'xyz'"),
    (of_row("places.csv", "amman", source="x geonames"), "places.csv", "amman", "source: the source 'x'"),
    (of_row("posts.csv", "tur-1", place="atlantis"), "posts.csv", "tur-1", "place: the place 'atlantis'"),
    (of_row("posts.csv", "tur-1", source="x"), "posts.csv", "tur-1", "source: the source 'x'"),
    (of_row("events.csv", "ev-001", zones="idlib east"), "events.csv", "ev-001", "zones: the zone 'east'"),
    (of_row("events.csv", "ev-001", place="atlantis"), "events.csv", "ev-001", "place: the place 'atlantis'"),
    (
        of_recipe("south@2017-07-09", "certain", "C99999"),
        "recipes/subdistricts.json",
        "south@2017-07-09",
        "the settlement C99999 is not known",
    ),
    (
        of_recipe("south@2017-07-09", "subdistricts", "SY999999"),
        "recipes/subdistricts.json",
        "subdistricts",
        "versions.subdistricts: the sub-district 'SY999999' is not known",
    ),
]


@pytest.fixture(scope="module")
def problems(shared_copy):
    for damage, *_ in DAMAGES:
        damage(shared_copy)
    return shared_copy.problems()


@pytest.mark.parametrize(("file", "feature", "words"), [row[1:] for row in DAMAGES])
def test_a_name_of_nothing(problems, file, feature, words):
    assert any(words in line for line in told(problems, file, feature))


def test_nothing_else_is_called_unknown(problems):
    assert {(problem.file, problem.feature) for problem in problems} == {row[1:3] for row in DAMAGES}


def test_what_cannot_be_read_is_not_called_unknown(copy):
    copy.path("sources.json").write_text("", encoding="utf-8")
    copy.path("people.json").write_text("", encoding="utf-8")
    assert [problem.file for problem in copy.problems()] == ["people.json", "sources.json"]


def test_a_zone_nobody_knows_is_refused_where_zones_are_listed(copy):
    copy.change("documents.json", "memo-2017-05-04", zones=["idlib", "afrin"])
    assert copy.only().startswith("documents.json:memo-2017-05-04: zones.1: input should be 'idlib'")
