"""Landing an outline: the version before it ends, the journal tells, writers take turns, a kill leaves no half."""

import json
import shutil
from datetime import date as Day
from datetime import timedelta

import pytest
import shapely

from geodata.__main__ import main
from geodata.boundaries import area_km2
from geodata.catalog import DATA, Catalog
from geodata.checks import check
from geodata.errors import Refused
from geodata.importing import journal
from geodata.importing.proposal import incoming
from geodata.importing.writing import sole_writer, write
from tests.data.corpus import HOLED, PART, STATED, geojson
from tests.kill_import import killed, started


@pytest.fixture
def directory(tmp_path):
    """A copy of the data that ships."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def outline(tmp_path):
    return geojson(HOLED)(tmp_path)


def land(outline, directory, **stated):
    data, stated = Catalog(directory, directory / "seeds"), STATED | stated
    return write(incoming(outline, stated, data), stated, data, who="A. Mapper", why="a better map")


def versions(directory):
    table = Catalog(directory).boundaries
    return table[table["zone"] == "north-homs"]


def typed(outline, directory, *more):
    options = [f"--{field.replace('_', '-')}={value}" for field, value in STATED.items()]
    return ["import", str(outline), *options, "--data", str(directory), *more]


def test_without_write_nothing_changes_and_the_difference_is_shown(outline, directory, tmp_path, capsys):
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    assert main(typed(outline, directory, "--svg", str(tmp_path / "change.svg"))) == 0
    told = capsys.readouterr().out
    assert "north-homs@2017-08-03 → north-homs@2017-10-01" in told
    assert "closes north-homs@2017-08-03 on 2017-10-01" in told
    assert (tmp_path / "change.svg").read_text(encoding="utf-8").startswith("<svg")
    assert before == {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_the_picture_is_named_after_the_version(outline, directory, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(typed(outline, directory)) == 0
    assert (tmp_path / "north-homs@2017-10-01.svg").exists()


def test_a_version_that_lands_ends_the_one_before_it_and_is_the_default(outline, directory, capsys):
    assert main(typed(outline, directory, "--write")) == 0
    found = versions(directory)
    assert found.loc["north-homs@2017-08-03", "valid_to"] == Day(2017, 10, 1)
    new = found.loc["north-homs@2017-10-01"]
    assert (new["valid_to"], new["default"], new["according"]) == (Day(2018, 5, 16), True, "reading-landmarks")
    assert area_km2(shapely.symmetric_difference(new["geometry"], HOLED)) < 0.1


def test_the_data_passes_check_once_a_version_has_landed(outline, directory):
    land(outline, directory)
    assert check(directory, directory / "seeds") == []


def test_only_the_versions_that_change_differ_in_a_text_diff(outline, directory):
    land(outline, directory)
    name = "zones/north-homs.geojson"
    before, after = ((one / name).read_text(encoding="utf-8").splitlines() for one in (DATA, directory))
    gone = [line for line in before if line not in after]
    assert gone == []
    assert len(after) > len(before)


def test_the_journal_says_who_when_from_what_and_why(outline, directory):
    land(outline, directory)
    (entry,) = journal.entries(directory)
    assert (entry["who"], entry["why"], entry["version"]) == ("A. Mapper", "a better map", "north-homs@2017-10-01")
    assert (entry["file"], entry["sha256"]) == ("outline.geojson", journal.digest(outline))
    assert entry["closed"] == {"north-homs@2017-08-03": "2017-10-01"}
    assert entry["when"].endswith("Z")


def test_a_version_that_ends_early_gives_way_to_the_one_before_it_again(outline, directory):
    land(outline, directory, valid_to="2017-11-01")
    found = versions(directory)
    again = found.loc["north-homs@2017-11-01"]
    assert again["valid_to"] == Day(2018, 5, 16)
    assert shapely.equals(again["geometry"], found.loc["north-homs@2017-08-03", "geometry"])
    assert check(directory, directory / "seeds") == []


def test_another_reading_lands_beside_the_default(outline, directory):
    land(outline, directory, according="landmarks")
    found = versions(directory)
    assert not found.loc["north-homs@2017-10-01~landmarks", "default"]
    assert found.loc["north-homs@2017-08-03~landmarks", "valid_to"] == Day(2017, 10, 1)
    assert found.loc["north-homs@2017-08-03", "valid_to"] == Day(2018, 5, 16)


def test_the_same_source_goes_on_with_its_reading(outline, directory):
    land(outline, directory, source="reading-subdistricts")
    assert versions(directory).loc["north-homs@2017-10-01", "according"] == "subdistricts"


def test_a_zone_that_was_dissolved_comes_back_only_with_a_word_about_it(outline, directory):
    proposal = land(outline, directory, valid_from="2019-01-01")
    assert any("dissolved" in line for line in proposal.lines)
    assert check(directory, directory / "seeds") == []


def test_the_same_import_twice_is_refused_the_second_time(outline, directory):
    land(outline, directory)
    with pytest.raises(Refused, match="begins the same day"):
        land(outline, directory)
    assert len(journal.entries(directory)) == 1


def test_what_was_exported_comes_back_unchanged(directory, tmp_path):
    proposal = land(geojson(PART)(tmp_path), directory)
    assert shapely.equals_exact(proposal.outline, PART, tolerance=1e-5, normalize=True)


def test_refusals_leave_with_exit_code_1_and_their_reasons(directory, tmp_path, capsys):
    outline = tmp_path / "outline.geojson"
    outline.write_text('{"type": "Point", "coordinates": [36, 35]}', encoding="utf-8")
    assert main(typed(outline, directory, "--write", "--precision-km=0")) == 1
    told = capsys.readouterr().err
    assert "outline.geojson:--precision-km: " in told
    assert "outline.geojson:feature 1: is a point, not an outline; give polygons only" in told


def test_of_two_writers_at_once_neither_loses(directory, tmp_path):
    outline = tmp_path / "block.geojson"
    outline.write_text(
        json.dumps({"type": "Polygon", "coordinates": [[[36.5, 35.9], [36.6, 35.9], [36.6, 36.0], [36.5, 35.9]]]})
    )
    days = [Day(2021, 1, 1) + timedelta(days=n) for n in (0, 1)]
    writers = [started(outline, directory, day) for day in days]
    told = [writer.communicate() for writer in writers]
    assert [writer.returncode for writer in writers] in ([0, 0], [0, 1], [1, 0]), told
    landed = [f"idlib@{day}" for day, writer in zip(days, writers, strict=True) if writer.returncode == 0]
    assert sorted(entry["version"] for entry in journal.entries(directory)) == sorted(landed)
    assert set(landed) <= set(Catalog(directory).boundaries.index)
    assert check(directory, directory / "seeds") == []


def test_a_writer_that_waits_in_vain_is_told_who_holds_the_directory(directory):
    with (
        sole_writer(directory, "A. Mapper"),
        pytest.raises(Refused, match="another import is writing here: A. Mapper, process"),
        sole_writer(directory, "B. Mapper", patience_s=0),
    ):
        pass


def test_a_line_whose_import_never_landed_is_not_told_and_goes_with_the_next(outline, directory):
    name = "zones/north-homs.geojson"
    before = (directory / name).read_bytes()
    land(outline, directory)
    (directory / name).write_bytes(before)  # as a kill between journal and file leaves it
    assert journal.entries(directory) == []
    land(outline, directory)
    assert len((directory / journal.NAME).read_text(encoding="utf-8").splitlines()) == 1


def test_killed_writers_leave_the_old_state_or_the_new():
    assert killed(6, seed=1).kills == 6
