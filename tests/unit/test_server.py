"""What the server answers beside the page."""

import pytest

from dashboard.server import create_app
from geodata import store as stores


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return create_app(stores.build(tmp_path_factory.mktemp("store"))).server.test_client()


def test_it_is_healthy(client):
    assert client.get("/healthz").status_code == 200


def test_the_first_byte_knows_language_direction_and_theme(client):
    page = client.get("/?lang=ar&theme=dark").text
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page


@pytest.mark.parametrize(
    "query", ["date=x", "layers=,,", "view=9e9", "meeting=<script>alert(1)</script>", "q=</script><b>", "%ff=%ff"]
)
def test_no_query_string_breaks_the_page_or_is_echoed_as_markup(client, query):
    answer = client.get(f"/?{query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "</script><b>" not in answer.text


def test_zones_of_a_day_come_as_geojson(client):
    answer = client.get("/api/zones.geojson?date=2018-08-01")
    assert [feature["id"] for feature in answer.json["features"]] == ["idlib@2018-02-13"]
    assert answer.json["features"][0]["properties"]["valid_to"] == "2019-08-31"


@pytest.mark.parametrize(
    ("path", "name"), [("/api/zones.geojson?date=x", "date"), ("/api/zones.geojson?according=rumour", "according")]
)
def test_a_bad_parameter_is_named_in_problem_details(client, path, name):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype, answer.json["parameter"]) == (400, "application/problem+json", name)


@pytest.mark.parametrize(
    "path", ["/api/meetings/astana-99.json", "/api/joins/none.json", "/store/none.json", "/store/manifest.json"]
)
def test_an_unknown_id_is_not_found(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_meeting_comes_with_its_documents_and_articles(client):
    meeting = client.get("/api/meetings/astana-4.json").json
    assert meeting["documents"][0]["id"] == "memo-2017-05-04"
    assert meeting["articles"]


def test_geometry_is_kept_for_ever_and_comes_compressed(client):
    app = client.application
    page = client.get("/").text
    file = page.split('"boundaries":"')[1].split('"')[0]
    answer = app.test_client().get(file, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]


def test_nothing_may_be_fetched_from_elsewhere(client):
    assert "default-src 'self'" in client.get("/").headers["Content-Security-Policy"]
