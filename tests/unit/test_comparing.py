"""What a comparison link gives: the same figures as geodata's, on the map's route, in the panel, as a picture."""

from datetime import date
from xml.etree import ElementTree

import pytest

from dashboard.server import create_app
from geodata import store as stores
from geodata.catalog import catalog
from geodata.comparisons import compared_days

DAYS = "date=2018-03-01&compare=2020-06-01"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(stores.build(tmp_path_factory.mktemp("store"))).server.test_client()


def test_two_days_give_the_figures_of_geodata(client):
    answer = client.get(f"/api/compare.geojson?{DAYS}")
    expected = compared_days(catalog(), "2018-03-01", "2020-06-01")
    assert answer.mimetype == "application/geo+json"
    assert answer.json["zones"] == [comparison.as_dict() for comparison in expected]
    assert [feature["properties"]["change"] for feature in answer.json["features"][:4]] == [
        "before",
        "after",
        "gained",
        "lost",
    ]
    assert answer.json["credits"]


def test_days_without_a_turn_between_them_say_their_own_day(client):
    client.get(f"/api/compare.geojson?{DAYS}")
    zones = client.get("/api/compare.geojson?date=2018-03-02&compare=2020-06-05").json["zones"]
    south = next(zone for zone in zones if zone["zone"] == "south")
    assert south["before"]["name"] == "south@2017-07-09"
    assert south["after"] == {
        **dict.fromkeys(("source", "method", "precision_km")),
        "name": "south on 2020-06-05: no outline",
        "zone": "south",
        "valid_from": "2020-06-05",
    }


def test_the_last_day_before_a_turn_is_not_the_turn(client):
    def second(day):
        zones = client.get(f"/api/compare.geojson?compare={day}&zone=idlib").json["zones"]
        return zones[0]["after"]["name"]

    assert (second("2018-02-12"), second("2018-02-13")) == ("idlib@2017-09-15", "idlib@2018-02-13")


def test_a_version_is_compared_with_its_zones_outline_of_the_day(client):
    (only,) = client.get("/api/compare.geojson?date=2017-10-01&compare=idlib@2017-05-06~landmarks").json["zones"]
    assert (only["before"]["name"], only["after"]["name"]) == ("idlib@2017-09-15", "idlib@2017-05-06~landmarks")


def test_a_dissolved_version_loses_everything(client):
    (only,) = client.get("/api/compare.geojson?compare=south@2018-07-31").json["zones"]
    assert only["after_km2"] == 0
    assert only["lost_km2"] == only["before_km2"] > 2000


def test_a_reading_and_a_choice_of_zones_narrow_the_comparison(client):
    zones = client.get("/api/compare.geojson?compare=2018-03-01&zone=idlib,south&according=landmarks").json["zones"]
    assert [zone["before"]["name"] for zone in zones] == ["idlib@2017-05-06~landmarks", "south@2017-05-06~landmarks"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "compare"),
        ("compare=soon", "compare"),
        ("compare=2018-03-01&date=x", "date"),
        ("compare=2018-03-01&zone=moon", "zone"),
        ("compare=2018-03-01&according=rumour", "according"),
    ],
)
@pytest.mark.parametrize("format", ["geojson", "svg"])
def test_a_bad_parameter_is_named_in_problem_details(client, query, name, format):
    answer = client.get(f"/api/compare.{format}?{query}")
    assert (answer.status_code, answer.mimetype, answer.json["parameter"]) == (400, "application/problem+json", name)


def test_a_version_that_does_not_exist_is_not_found_and_near_ones_are_named(client):
    answer = client.get("/api/compare.geojson?compare=idlib@2018-02-14")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert "idlib@2018-02-13" in answer.json["detail"]


def test_an_answer_a_browser_has_already_is_not_sent_again(client):
    first = client.get(f"/api/compare.geojson?{DAYS}")
    again = client.get(f"/api/compare.geojson?{DAYS}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_picture_is_svg_of_the_same_days(client):
    picture = ElementTree.fromstring(client.get(f"/api/compare.svg?{DAYS}").data)
    assert picture.find("{http://www.w3.org/2000/svg}title").text == "2018-03-01 → 2020-06-01"


def test_the_panel_lists_each_zone_the_chosen_first(client):
    panel = client.get(f"/panel/compare-panel?{DAYS}&zone=south").text
    order = [part.split('"')[0] for part in panel.split('data-compared="')[1:]]
    assert order == ["south", "idlib", "north-homs"]
    for words in ("idlib@2018-02-13", "± 5 km", "in force", "dissolved", "Places inside only in the first: 240"):
        assert words in panel


def test_the_panel_says_when_a_change_is_within_the_lines_precision(client):
    near = client.get("/panel/compare-panel?date=2018-03-01&compare=north-homs@2017-08-03~settlements").text
    far = client.get(f"/panel/compare-panel?{DAYS}").text
    assert "no farther apart than their precisions together, 5 km" in near
    assert "no farther apart" not in far


def test_without_a_second_day_the_panel_offers_days_that_change_something(client):
    panel = client.get("/panel/compare-panel?date=2017-07-04").text
    offered = [part.split('"')[0] for part in panel.split('data-compare="')[1:]]
    assert offered == ["2018-02-13", "2018-05-16", "2018-04-01", "2018-07-06"]
    assert date.fromisoformat(offered[0])
