"""What the server answers beside the page."""

import csv
import io
import shutil

import pytest

from dashboard.pages.views import view_of
from dashboard.server import create_app
from geodata import store as stores
from geodata.catalog import DATA, SEEDS, Catalog
from geodata.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return stores.build(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def client(store):
    return create_app(store).server.test_client()


def test_it_is_healthy_and_ready(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").text == "ready\n"


def test_metrics_count_answers_by_route_and_not_by_what_was_asked(client):
    for path in ("/api/meetings/none.json", "/api/meetings/either.json"):
        client.get(path)
    answer = client.get("/metrics")
    assert answer.mimetype == "text/plain"
    counts = [line for line in answer.text.splitlines() if line.startswith("atlas_requests_total{")]
    assert sum("/api/meetings/<id>.json" in line and 'status="404"' in line for line in counts) == 1
    assert f"atlas_boundary_versions {float(len(Catalog().boundaries))}" in answer.text


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


def test_articles_come_filtered_with_their_facets(client):
    answer = client.get("/api/articles.json?meeting=astana-5&alang=ar&limit=2").json
    assert len(answer["items"]) == 2 < answer["total"]
    assert set(answer["facets"]["inLanguage"]) == {"ar"}
    everything = client.get("/api/articles.json?limit=1").json
    assert everything["total"] == sum(everything["facets"]["inLanguage"].values()) > answer["total"]


def test_pages_of_articles_follow_one_another(client):
    first, second = (client.get(f"/api/articles.json?limit=5&offset={offset}").json["items"] for offset in (0, 5))
    both = client.get("/api/articles.json?limit=10").json["items"]
    assert [item["id"] for item in both] == [item["id"] for item in first + second]


def test_articles_as_csv_and_geojson_hold_the_same_ids(client):
    query = "zone=south&from=2017-07-01&to=2017-07-31"
    ids = [item["id"] for item in client.get(f"/api/articles.json?{query}").json["items"]]
    table = list(csv.DictReader(io.StringIO(client.get(f"/api/articles.csv?{query}").text)))
    features = client.get(f"/api/articles.geojson?{query}").json["features"]
    assert ids
    assert [row["id"] for row in table] == [feature["properties"]["id"] for feature in features] == ids


@pytest.mark.parametrize("query", ["limit=0", "limit=2000", "offset=x", "zone=damascus", "state=xxx", "from=May"])
def test_a_bad_filter_of_articles_is_named(client, query):
    answer = client.get(f"/api/articles.json?{query}")
    assert (answer.status_code, answer.json["parameter"]) == (400, query.split("=")[0])


@pytest.mark.parametrize("panel", ["meeting-sidebar", "zone-panel", "article-list", "inset"])
def test_each_panel_has_its_own_address(client, panel):
    answer = client.get(f"/panel/{panel}?lang=ar&zone=idlib")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert answer.text.startswith("<")


def test_the_outlet_and_the_language_narrow_the_list(client):
    every = client.get("/panel/article-list?window=all&date=2024-12-31").text
    russian = client.get("/panel/article-list?window=all&date=2024-12-31&alang=ru").text
    assert 0 < russian.count("data-article=") < every.count("data-article=")
    tass = client.get("/panel/article-list?window=all&date=2024-12-31&outlet=TASS").text
    assert tass.count("data-article=") == client.get("/api/articles.json?outlet=TASS").json["total"]


def test_a_reading_that_the_data_gain_can_be_chosen_and_goes_by_its_id(store, tmp_path):
    directory = shutil.copytree(DATA, tmp_path / "data")
    file = directory / "zones" / "idlib.geojson"
    file.write_text(file.read_text(encoding="utf-8").replace('"landmarks"', '"printed-map"'), encoding="utf-8")
    gained = Store(store.directory, Catalog(directory, SEEDS))
    client = create_app(gained).server.test_client()
    drawn = client.get("/api/zones.geojson?date=2017-07-04&according=printed-map").json["features"]
    assert [one["properties"]["zone"] for one in drawn] == ["idlib"]
    panel = client.get("/panel/zone-panel?zone=idlib&according=printed-map&lang=ar").text
    assert '<button class="chip" aria-pressed="true" data-according="printed-map">printed-map</button>' in panel
    assert view_of("according=printed-map", gained)[0].according == "printed-map"
    assert view_of("according=rumour", gained)[1] == ("according",)
