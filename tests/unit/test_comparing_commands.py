"""``diff`` and ``history`` as a user types them."""

import json

import pytest

from geodata.__main__ import main


def test_diff_of_two_versions_is_text_unless_asked_otherwise(capsys):
    assert main(["diff", "idlib@2018-02-13", "idlib@2019-08-31"]) == 0
    assert "area, km²" in capsys.readouterr().out
    assert main(["diff", "idlib@2018-02-13", "idlib@2019-08-31", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["change_km2"] < -700


def test_diff_of_two_days_holds_every_zone(capsys):
    assert main(["diff", "--date", "2018-01-01", "--date", "2018-06-01", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["zones"]) == 4


def test_diff_writes_the_format_of_the_suffix(tmp_path, capsys):
    out = tmp_path / "summer.svg"
    assert main(["diff", "idlib@2018-02-13", "idlib@2019-08-31", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["idlib@2018-02-13"],
        ["--date", "2018-01-01"],
        ["idlib@2018-02-13", "idlib@2019-08-31", "--date", "2018-01-01", "--date", "2018-02-01"],
    ],
)
def test_diff_without_two_things_to_compare_is_wrong_usage(arguments):
    assert main(["diff", *arguments]) == 2


def test_diff_of_an_unknown_version_names_near_ones(capsys):
    assert main(["diff", "idlib@2018-02-14", "idlib@2019-08-31"]) == 1
    assert capsys.readouterr().err.startswith("zones/idlib.geojson:idlib@2018-02-14: no such boundary version; use ")


def test_history_prints_a_table(capsys):
    assert main(["history", "south"]) == 0
    assert "south@2018-07-31" in capsys.readouterr().out


def test_history_of_an_unknown_zone_is_refused(capsys):
    assert main(["history", "aleppo"]) == 1
    assert "use one of idlib" in capsys.readouterr().err
