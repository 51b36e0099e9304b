"""The Maintain page's routes: what an outline would change, each message beside its field, and who may write."""

import io
import json
import shutil

import pytest
from shapely.geometry import mapping

from dashboard.__main__ import parser, token_of
from dashboard.maintain_fields import field_of
from dashboard.maintenance import MOST, Maintenance, Offers
from dashboard.pages.maintain import plain_name
from dashboard.server import create_app
from dashboard.text import Text
from geodata import store as stores
from geodata.catalog import DATA, SEEDS, Catalog
from geodata.errors import Problem
from geodata.importing import journal, limits
from tests.data.corpus import PART, layers
from tests.maintained import STATED, VERSION, difference, moved, moved_outline

TOKEN = "a-long-secret"


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """A copy of the data that ships."""
    return shutil.copytree(DATA, tmp_path_factory.mktemp("copy") / "data")


@pytest.fixture(scope="module")
def store(directory, tmp_path_factory):
    return stores.build(tmp_path_factory.mktemp("store"), Catalog(directory, SEEDS))


@pytest.fixture(scope="module")
def client(store):
    """Of a server that was started without more ado."""
    return create_app(store).server.test_client()


@pytest.fixture(scope="module")
def maintainers(store):
    """Of a server started with --maintain and a token."""
    return create_app(store, Maintenance(TOKEN)).server.test_client()


def proposed(client, content=None, name="outline.geojson", headers=None, lang="en", **stated):
    file = (io.BytesIO(moved_outline() if content is None else content), name)
    return client.post(f"/maintain/proposals?lang={lang}", data={**STATED, **stated, "file": file}, headers=headers)


def problems(answer):
    return {problem["field"]: problem["says"] for problem in answer.json["problems"]}


def content_of(directory):
    return {path.name: path.read_bytes() for path in directory.rglob("*") if path.is_file() and path.name[0] != "."}


def test_it_says_what_an_outline_would_change(client):
    answer = proposed(client).json
    assert answer["version"] == VERSION
    found = difference()
    assert found.places_lost
    assert all(place.name_en in answer["html"] for place in found.places_lost)
    changes = {
        feature["properties"]["change"]: feature["properties"]["area_km2"] for feature in answer["map"]["features"]
    }
    assert changes["lost"] == pytest.approx(found.lost_km2, abs=0.01)
    assert changes["after"] == pytest.approx(found.after_km2, abs=0.01)


def test_it_says_so_in_arabic(client):
    html = proposed(client, lang="ar").json["html"]
    assert all(place.name_ar in html for place in difference().places_lost)
    assert Text("ar").number(difference().lost_km2, 2) in html


def test_everything_wrong_is_said_at_once_each_beside_its_field(client):
    told = problems(proposed(client, b"{", source="", precision_km="far", valid_to="2017-01-01", who="\n" * 3 + "a\tb"))
    assert set(told) == {"file", "source", "precision_km", "valid_to", "who"}
    assert told["precision_km"] == "'far' is no precision; give kilometres, above 0 and up to 100"
    assert told["file"].startswith("line 1 column 2: not JSON")


def test_what_is_wrong_is_said_in_arabic(client):
    told = problems(proposed(client, b"", lang="ar", precision_km="0", source=""))
    assert told["file"] == "ملف فارغ؛ صدّره أو نزّله من جديد"
    assert told["source"].startswith("المصدر غير مذكور؛")
    assert "ليست دقة؛ أعطِ كيلومترات، أكثر من صفر وحتى ١٠٠" in told["precision_km"]


def test_a_file_with_several_layers_asks_which(client, tmp_path):
    content = layers("outlines.gpkg", old=[PART], new=[PART])(tmp_path).read_bytes()
    (problem,) = proposed(client, content, "outlines.gpkg", zone="north-homs").json["problems"]
    assert (problem["field"], problem["choices"]) == ("layer", ["old", "new"])
    assert proposed(client, content, "outlines.gpkg", zone="north-homs", layer="new").json["version"]


@pytest.mark.parametrize(
    ("feature", "remedy", "field"),
    [
        ("--precision-km", "give kilometres", "precision_km"),
        ("--valid-to", "end it by 2018-04-01, or leave --valid-to out", "valid_to"),
        ("-", "choose one with --layer", "layer"),
        ("-", "choose one with --stretches-layer", "stretches_layer"),
        ("idlib@2017-10-01", "give --swap-xy", "swap_xy"),
        ("feature 1", "simplify the outline, or give --large", "file"),
    ],
)
def test_a_problem_stands_beside_the_field_it_is_about(feature, remedy, field):
    assert field_of(Problem("outline.geojson", feature, "wrong", remedy)) == field


def with_lines(client, follows):
    """Asks for the moved outline with one line all along it."""
    ring = moved().boundary
    feature = {"type": "Feature", "properties": {"follows": follows, "precision_km": 1.5}, "geometry": mapping(ring)}
    name = "outline.geojson"
    files = {"file": (io.BytesIO(moved_outline()), name), "stretches": (io.BytesIO(json.dumps(feature).encode()), name)}
    return client.post("/maintain/proposals?lang=en", data={**STATED, **files})


def test_what_the_line_follows_comes_in_a_file_of_its_own(client):
    answer = with_lines(client, "river").json
    file = client.get(f"{answer['url']}.geojson").json
    (version,) = [feature for feature in file["features"] if feature["id"] == VERSION]
    assert {(one["follows"], one["precision_km"]) for one in version["stretches"]} == {("river", 1.5)}


def test_what_is_wrong_with_stretches_stands_beside_their_field(client):
    told = problems(with_lines(client, "wall"))
    assert list(told) == ["stretches"]
    assert told["stretches"].startswith("feature 1: follows 'wall', which is not known")


def test_without_a_file_that_is_said_with_all_the_rest(client):
    assert set(problems(client.post("/maintain/proposals", data={}))) >= {"file", "zone", "source", "precision_km"}


def test_too_large_a_file_is_refused(client):
    answer = proposed(client, b" " * (limits.BYTES + 1))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
    ],
)
def test_another_sites_page_may_neither_ask_nor_save(maintainers, headers):
    assert proposed(maintainers, headers=headers).status_code == 403
    authorised = {"Authorization": f"Bearer {TOKEN}", **headers}
    assert maintainers.post("/maintain/proposals/any/save", headers=authorised).status_code == 403


def test_without_a_token_no_route_writes(client, directory):
    before = content_of(directory)
    url = proposed(client, headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}).json["url"]
    for token in ("", "None", TOKEN):
        assert client.post(f"{url}/save", headers={"Authorization": f"Bearer {token}"}).status_code == 403
    assert content_of(directory) == before
    assert "maintain-token" not in client.get("/maintain/form").text


@pytest.mark.parametrize("given", [None, "", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer é"])
def test_a_wrong_token_writes_nothing(maintainers, directory, given):
    before = content_of(directory)
    headers = {} if given is None else {"Authorization": given}
    answer = maintainers.post("/maintain/proposals/any/save", headers=headers)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert content_of(directory) == before


def test_a_proposal_of_long_ago_is_not_found(maintainers):
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert maintainers.post("/maintain/proposals/none/save", headers=headers).status_code == 404
    assert maintainers.get("/maintain/proposals/none.patch").status_code == 404


def test_only_the_latest_proposals_are_kept():
    offers = Offers()
    ids = [offers.keep({"text": "", "patch": "", "picture": ""}, {}) for _ in range(MOST + 1)]
    assert offers.get(ids[0]) is None
    assert all(offers.get(id) for id in ids[1:])


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("../../zones/idlib.geojson", "idlib.geojson"),
        ("C:\\maps\\a.kml", "a.kml"),
        ("..", "outline"),
        ("a\nb.kml", "ab.kml"),
    ],
)
def test_a_files_name_leads_nowhere(given, written):
    assert plain_name(given) == written


def test_the_token_comes_from_the_environment_or_a_file_and_only_with_maintain(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("ATLAS_TOKEN", TOKEN)
    (tmp_path / "token").write_text("another\n")
    assert token_of(parser().parse_args([])) is None
    assert token_of(parser().parse_args(["--maintain"])) == TOKEN
    assert token_of(parser().parse_args(["--maintain", "--token-file", str(tmp_path / "token")])) == "another"
    assert TOKEN not in repr(Maintenance(TOKEN))
    monkeypatch.delenv("ATLAS_TOKEN")
    assert token_of(parser().parse_args(["--maintain"])) is None
    assert "no token" in capsys.readouterr().err


def test_what_is_saved_is_served_at_once(maintainers, directory):
    url = proposed(maintainers).json["url"]
    answer = maintainers.post(f"{url}/save", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.json == {"version": VERSION, "begins": "2017-10-01", "zone": "eastern-ghouta"}
    served = maintainers.get("/api/zones.geojson?date=2017-10-01").json["features"]
    assert VERSION in [feature["id"] for feature in served]
    assert VERSION in maintainers.get(maintainers.get("/").text.split('"boundaries":"')[1].split('"')[0]).text
    assert maintainers.get("/panel/zone-panel?zone=eastern-ghouta&date=2017-10-01").status_code == 200
    (line,) = journal.entries(directory)
    assert (line["who"], line["why"], line["version"]) == ("A. Mapper", "a better map", VERSION)
    assert maintainers.get(f"{url}.patch").status_code == 404
