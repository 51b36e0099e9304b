"""A zone's versions, oldest first, with their provenance."""

import json

import pytest

from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.histories import FORMATS, versions
from geodata.records import Boundary


def test_versions_come_oldest_first_the_default_before_other_readings():
    rows = versions(catalog(), "idlib")
    assert rows[0]["version"] == "idlib@2017-05-06"
    assert [row["valid_from"] for row in rows] == sorted(row["valid_from"] for row in rows)
    first_day = [row["default"] for row in rows if row["valid_from"] == "2017-05-06"]
    assert first_day == [True, False, False]


def test_the_table_can_be_read_at_a_hundred_columns():
    for zone in catalog().zones:
        lines = FORMATS["table"](catalog(), zone).splitlines()
        assert all(len(line) <= 100 or line.strip().startswith("http") for line in lines)


def test_the_table_tells_everything_about_a_version():
    table = FORMATS["table"](catalog(), "eastern-ghouta")
    version = catalog().boundaries.loc["eastern-ghouta@2018-04-01"]
    flat = " ".join(table.split())
    assert "* eastern-ghouta@2018-04-01 2018-04-01 – 2018-04-14 reduced" in flat
    for said in (
        version["method"],
        version["note"],
        version["source"],
        *version["dated_by"],
        "±1 km",
        "confidence low",
    ):
        assert said in flat


def test_a_dissolved_version_has_no_outline_and_no_end():
    table = " ".join(FORMATS["table"](catalog(), "south").split())
    assert "* south@2018-07-31 2018-07-31 – today dissolved no outline" in table


def test_the_json_has_every_field_and_the_sources_it_names():
    found = json.loads(FORMATS["json"](catalog(), "south"))
    assert all(set(Boundary.model_fields) < set(row) for row in found["versions"])
    assert {row["source"] for row in found["versions"]} <= set(found["sources"])
    assert found["versions"][-1]["valid_to"] is found["versions"][-1]["recipe"] is None


def test_the_geojson_has_a_feature_for_each_version():
    found = json.loads(FORMATS["geojson"](catalog(), "north-homs"))
    assert [feature["id"] for feature in found["features"]] == [
        row["version"] for row in versions(catalog(), "north-homs")
    ]
    assert found["features"][-1]["geometry"] is None
    assert any("CC BY 3.0 IGO" in line for line in found["credits"])


def test_an_unknown_zone_is_refused_with_the_known_ones():
    with pytest.raises(Refused, match="idlib, north-homs, eastern-ghouta, south"):
        versions(catalog(), "aleppo")
