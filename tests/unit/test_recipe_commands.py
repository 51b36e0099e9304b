"""``recipes`` as a user types it."""

import json
import shutil

import pytest

from geodata.__main__ import main
from geodata.catalog import DATA, Catalog
from geodata.checks import check
from geodata.importing import journal


@pytest.fixture(scope="module")
def explanation(capsys_module=None):
    from geodata.catalog import catalog
    from geodata.recipes.explaining import explained

    return explained(catalog(), "eastern-ghouta@2017-07-22")


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


def run(capsys, *arguments):
    status = main(["recipes", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


# -- build --------------------------------------------------------------------------------------------


def test_what_ships_is_what_the_recipes_give(capsys):
    status, out, _ = run(capsys, "build", "north-homs@2017-08-03", "--dry-run")
    assert (status, out) == (0, "every outline is what its recipe gives\n")


def test_a_settlements_side_shows_its_effect_in_square_kilometres(data, capsys):
    path = data / "recipes" / "eastern-ghouta@2017-07-22~subdistricts.json"
    text = path.read_text(encoding="utf-8")
    line = '{"pcode": "C2338", "name": "Douma", "side": "inside"'
    assert line in text
    path.write_text(text.replace(line, line.replace("inside", "outside")), encoding="utf-8")
    status, out, _ = run(capsys, "--data", data, "build", "eastern-ghouta@2017-07-22")
    assert status == 0
    assert out.startswith("rebuilt eastern-ghouta@2017-07-22: 101.12 → 9")
    assert "gained 0." in out
    # only the version named was built anew: the one that shares its recipe is now behind
    behind = {problem.feature for problem in check(data, data / "seeds")}
    assert behind == {"eastern-ghouta@2017-05-06"}
    assert run(capsys, "--data", data)[0] == 0
    assert check(data, data / "seeds") == []


def test_a_version_without_a_recipe_is_refused(capsys):
    status, _, err = run(capsys, "build", "south@2018-07-31")
    assert status == 1
    assert err.startswith("recipes:south@2018-07-31: no version or area of this name has a recipe;")


# -- explain ------------------------------------------------------------------------------------------


def test_an_explanation_names_each_settlement_its_side_and_why(explanation):
    sides = {one.pcode: one for one in explanation.settlements}
    assert (sides["C2338"].side, sides["C2338"].certainty, sides["C2338"].through) == (
        "inside",
        "certain",
        "settlement",
    )
    assert (sides["C2337"].side, sides["C2337"].certainty) == ("inside", "probable")
    assert (sides["C2319"].side, sides["C2319"].through) == ("inside", "SY030105")
    assert (sides["C2304"].name_en, sides["C2304"].side) == ("Jaramana", "outside")


def test_changing_sides_takes_the_cell_of_one_inside_and_adds_that_of_one_outside(explanation):
    sides = {one.pcode: one for one in explanation.settlements}
    assert sides["C2338"].change_km2 == -sides["C2338"].cell_km2 < 0
    assert sides["C2304"].change_km2 == sides["C2304"].cell_km2 > 0


def test_steps_lead_from_nothing_to_the_outline(explanation):
    assert explanation.steps[0].before_km2 == 0
    assert all(a.after_km2 == b.before_km2 for a, b in zip(explanation.steps, explanation.steps[1:], strict=False))
    assert explanation.steps[-1].after_km2 == pytest.approx(explanation.area_km2)


def test_explain_tells_one_settlements_effect_smoothing_and_all(capsys):
    status, out, _ = run(capsys, "explain", "eastern-ghouta@2017-07-22", "--settlement", "C2338")
    assert status == 0
    assert out.startswith("C2338 Douma: outside instead would change eastern-ghouta@2017-07-22 by -")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("m4-corridor", "each_side_km: 6"),
        ("sochi-strip-15km", "along: idlib@2018-02-13~settlements"),
        ("eastern-ghouta@2018-04-01", "N of Misraba"),
    ],
)
def test_explain_says_what_is_particular_to_each_kind_of_step(capsys, name, says):
    status, out, _ = run(capsys, "explain", name)
    assert status == 0
    assert says in out


def test_explain_in_json_holds_settlements_and_stretches(capsys):
    status, out, _ = run(capsys, "explain", "north-homs@2017-08-03", "--format", "json")
    told = json.loads(out)
    assert status == 0
    assert {"halfway", "border"} & set(told["stretches"])
    zara = next(one for one in told["settlements"] if one["pcode"] == "C3041")
    assert (zara["certainty"], zara["why"]) == ("probable", "Accounts differ.")


def test_what_is_no_version_is_refused(capsys):
    status, _, err = run(capsys, "explain", "idlib@1999-01-01")
    assert status == 1
    assert "no version, area or recipe has this name" in err


# -- compare ------------------------------------------------------------------------------------------


def test_compare_gives_each_pair_its_overlap_and_the_places_they_disagree_on(capsys):
    _, out, _ = run(capsys, "compare", "eastern-ghouta", "--date", "2017-09-01", "--format", "json")
    told = json.loads(out)
    assert {one["according"] for one in told["readings"]} == {"subdistricts", "settlements", "landmarks"}
    assert len(told["pairs"]) == 3
    for pair in told["pairs"]:
        union = pair["shared_km2"] + pair["only_first_km2"] + pair["only_second_km2"]
        assert pair["iou"] == pytest.approx(pair["shared_km2"] / union, abs=1e-3)
    # Jobar is a neighbourhood of Damascus, which the reading «settlements» cannot hold
    assert next(place for place in told["places"] if place["id"] == "jobar")["inside"] == ["subdistricts", "landmarks"]


def test_regions_of_an_overlay_make_up_the_readings(capsys):
    _, out, _ = run(capsys, "compare", "south", "--date", "2017-07-20", "--format", "geojson")
    _, told, _ = run(capsys, "compare", "south", "--date", "2017-07-20", "--format", "json")
    regions = [f["properties"] for f in json.loads(out)["features"] if "area_km2" in f["properties"]]
    for reading in json.loads(told)["readings"]:
        parts = sum(region["area_km2"] for region in regions if reading["according"] in region["inside"])
        assert parts == pytest.approx(reading["area_km2"], abs=0.2)


def test_readings_of_other_validity_are_compared_as_they_were_that_day(capsys):
    _, out, _ = run(capsys, "readings", "idlib", "--date", "2018-02-11", "--format", "json")
    told = {one["according"]: one["version"] for one in json.loads(out)["readings"]}
    assert told["landmarks"] == "idlib@2018-02-10~landmarks"
    assert told["subdistricts"] == "idlib@2017-09-15"


def test_a_day_without_readings_is_refused(capsys):
    status, _, err = run(capsys, "compare", "south", "--date", "2018-06-25")
    assert status == 1
    assert "no reading has an outline on 2018-06-25" in err


# -- promote ------------------------------------------------------------------------------------------


def test_promoting_swaps_names_and_leaves_sound_data_and_a_journal_line(data, capsys):
    before = Catalog(data).boundaries.geometry
    status, out, _ = run(
        capsys, "--data", data, "promote", "north-homs@2017-08-03~settlements", "--why", "A test.", "--who", "Ada"
    )
    assert status == 0
    assert "renamed: north-homs@2017-08-03 → north-homs@2017-08-03~subdistricts" in out
    after = Catalog(data).boundaries
    assert after.loc["north-homs@2017-08-03", "according"] == "settlements"
    assert after.geometry["north-homs@2017-08-03"].equals(before["north-homs@2017-08-03~settlements"])
    assert check(data, data / "seeds") == []
    (line,) = journal.entries(data)
    assert (line["who"], line["action"], line["version"], line["why"]) == (
        "Ada",
        "promote",
        "north-homs@2017-08-03",
        "A test.",
    )


def test_stretches_go_with_the_version_that_is_renamed(data, capsys):
    before = Catalog(data).stretches
    run(capsys, "--data", data, "promote", "south@2017-07-09~landmarks", "--why", "A test.")
    after = Catalog(data).stretches
    was = before.loc[before["version"] == "south@2017-07-09~landmarks", "follows"].tolist()
    assert after.loc[after["version"] == "south@2017-07-09", "follows"].tolist() == was


def test_a_default_that_lasts_longer_stays_the_default_there(data, capsys):
    run(capsys, "--data", data, "promote", "idlib@2018-02-10~landmarks", "--why", "A test.")
    table = Catalog(data).boundaries
    defaults = table[(table["zone"] == "idlib") & table["default"]]
    days = [(version, str(row.valid_from), str(row.valid_to)) for version, row in defaults.iterrows()]
    assert days[1:4] == [
        ("idlib@2017-09-15", "2017-09-15", "2018-02-10"),
        ("idlib@2018-02-10", "2018-02-10", "2019-08-31"),
        ("idlib@2019-08-31", "2019-08-31", "2020-03-06"),
    ]
    assert table.loc["idlib@2018-02-10~subdistricts", "valid_to"].isoformat() == "2018-02-13"
    assert check(data, data / "seeds") == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["idlib@2018-02-13", "--why", "x"], "is the default already"),
        (["idlib@1999-01-01~x", "--why", "x"], "there is no such version"),
        (["idlib@2018-02-10~landmarks"], "no reason is given"),
    ],
)
def test_what_cannot_be_promoted_is_refused_and_nothing_is_written(data, capsys, arguments, says):
    status, _, err = run(capsys, "--data", data, "promote", *arguments)
    assert status == 1
    assert says in err
    assert not (data / journal.NAME).exists()
    assert all((data / "zones" / path.name).read_bytes() == path.read_bytes() for path in (DATA / "zones").iterdir())
