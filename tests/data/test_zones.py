"""Outlines beside each other, and boundary versions in time."""

import pytest

IDLIB, HOMS, SOUTH, GHOUTA = (f"zones/{zone}.geojson" for zone in ("idlib", "north-homs", "south", "eastern-ghouta"))


def shifted(lon, lat):
    def shift(geometry):
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        moved = [[[[x + lon, y + lat] for x, y in ring] for ring in rings] for rings in polygons]
        return {"type": "MultiPolygon", "coordinates": moved}

    return shift


def exchanged(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    # reversed too, since exchanging the axes turns the rings round
    return {"type": "MultiPolygon", "coordinates": [[[[y, x] for x, y in r[::-1]] for r in p] for p in polygons]}


def test_zones_that_overlap_on_a_day(copy):
    copy.change_feature(HOMS, "north-homs@2017-08-03", shifted(0, 0.4), recipe=None)
    told = copy.told(IDLIB, "idlib@2017-09-15")
    assert len(told) == 1
    assert told[0].startswith(f"{IDLIB}:idlib@2017-09-15: overlaps north-homs@2017-08-03 by ")
    assert told[0].endswith(" km²; move the border or end one of them first")


def test_readings_beside_the_default_do_not_overlap_within_themselves(copy):
    copy.change_feature(HOMS, "north-homs@2017-08-03~landmarks", shifted(0, 0.4), recipe=None)
    assert {problem.feature for problem in copy.problems()} >= {"idlib@2017-09-15~landmarks"}
    assert all("~landmarks" in problem.feature for problem in copy.problems())


def test_zones_may_lie_on_the_same_ground_on_different_days(copy):
    copy.change_feature(HOMS, "north-homs@2017-05-06", shifted(0, 0.4), recipe=None)
    told = [problem for problem in copy.problems() if "overlaps" in problem.problem]
    # from 6 May to 3 August 2017: not the version of Idlib that begins in September
    assert {problem.feature for problem in told} == {"idlib@2017-05-06"}


def test_a_zone_over_disputed_ground(copy):
    copy.change_feature(SOUTH, "south@2018-07-06", shifted(-0.05, 0), recipe=None)
    assert any("of disputed ground (" in told for told in copy.told(SOUTH, "south@2018-07-06"))


def test_a_zone_beyond_the_border(copy):
    copy.change_feature(IDLIB, "idlib@2020-03-06", shifted(0, 0.3), recipe=None)
    (told,) = copy.told(IDLIB, "idlib@2020-03-06")
    assert "km beyond Syria's border, 5 km allowed" in told


def test_a_zone_may_pass_the_border_by_its_own_precision(copy):
    copy.change_feature(IDLIB, "idlib@2020-03-06", shifted(0, 0.01), recipe=None)
    assert copy.problems() == []


@pytest.mark.parametrize(("file", "version"), [(IDLIB, "idlib@2020-03-06"), (GHOUTA, "eastern-ghouta@2018-04-01")])
def test_an_outline_with_its_axes_exchanged(copy, file, version):
    copy.change_feature(file, version, exchanged, recipe=None)
    assert copy.only().startswith(f"{file}:{version}: lies outside Syria, and inside it with longitude and latitude")


def test_a_unit_beyond_the_border(copy):
    copy.change_feature("neighbourhoods.geojson", "N0017", shifted(3, -3))
    assert "km beyond Syria's border" in copy.only()


@pytest.mark.parametrize("end", ["2018-02-13", "2017-01-01"])
def test_an_interval_that_does_not_run_forward(copy, end):
    copy.change_feature(IDLIB, "idlib@2018-02-13", valid_to=end)
    assert copy.only() == (
        f"{IDLIB}:idlib@2018-02-13: ends on {end}, not after it begins on 2018-02-13; correct valid_from or valid_to"
    )


def test_two_defaults_on_a_day(copy):
    copy.change_feature(IDLIB, "idlib@2017-09-15", valid_to="2018-02-14")
    assert copy.only() == (
        f"{IDLIB}:idlib@2018-02-13: is the default on 2018-02-13 and so is idlib@2017-09-15; "
        "end one first or make it no default"
    )


def test_two_versions_of_a_reading_on_a_day(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-10~landmarks", valid_to=None)
    assert any(
        "is valid on 2019-08-31 and so is idlib@2018-02-10~landmarks of its reading" in told
        for told in copy.told(IDLIB, "idlib@2019-08-31~landmarks")
    )


def test_a_gap_is_no_problem(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-13", valid_to="2019-05-01")
    assert copy.problems() == []


def test_an_outline_after_its_zone_was_dissolved(copy):
    copy.change_feature(HOMS, "north-homs@2017-08-03~landmarks", valid_to=None)
    assert copy.only() == (
        f"{HOMS}:north-homs@2017-08-03~landmarks: is valid while north-homs@2018-05-16 says dissolved; "
        "end it the day the zone ended"
    )


def test_a_default_named_for_another_day(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-13", valid_from="2018-02-14")
    assert "should be named idlib@2018-02-14" in copy.only()


def test_a_reading_named_like_a_default(copy):
    copy.change_feature(HOMS, "north-homs@2017-08-03~landmarks", version="north-homs@2017-08-03~rings")
    assert "should be named north-homs@2017-08-03~landmarks" in " ".join(copy.told(HOMS, "north-homs@2017-08-03~rings"))


def test_a_version_in_the_file_of_another_zone(copy):
    copy.change_feature(HOMS, "north-homs@2017-08-03~landmarks", zone="south")
    assert any(
        "is of the zone south, in the file of north-homs" in told
        for told in copy.told(HOMS, "north-homs@2017-08-03~landmarks")
    )
