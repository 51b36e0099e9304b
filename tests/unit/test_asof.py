"""A view published of the data as they were is drawn the same when they have changed, and says that they have."""

import html
import json
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from dashboard import shelf
from dashboard.server import create_app
from geodata import store as stores
from geodata.catalog import Catalog
from geodata.store import building, versions
from geodata.store.directory import sole_builder
from tests.data.copied import Copy
from tests.stills import ARTICLES

VERSION = "idlib@2017-05-06"
STILL = "/render.svg?date=2017-06-01&width=480&height=252&asof="
NEWER = "newer data exist"


def moved(outline):
    return {**outline, "coordinates": [[[lon - 0.05, lat] for lon, lat in ring] for ring in outline["coordinates"]]}


@pytest.fixture(scope="module")
def changing(tmp_path_factory):
    """A server whose data change: its client, its store, the version before, and a still drawn before."""
    folder = tmp_path_factory.mktemp("changing")
    copy = Copy(folder)
    copy.seeds.mkdir()
    articles = Path(shutil.copy(ARTICLES, folder))
    first = stores.build(folder / "store", Catalog(copy.directory, copy.seeds), [articles])
    before = first.manifest["data_version"]
    patch = pytest.MonkeyPatch()
    patch.setattr(shelf, "LOOK_EVERY_S", 0)
    client = create_app(first).server.test_client()
    still = client.get(STILL + before).data
    copy.change_feature("zones/idlib.geojson", VERSION, geometry=moved)
    articles.unlink()
    store = stores.build(folder / "store", Catalog(copy.directory, copy.seeds))
    yield client, store, before, still
    patch.undo()


def lines(page):
    """All that is drawn."""
    return re.findall(r' d="([^"]+)"', page)


def test_the_embed_of_an_earlier_version_draws_it_and_leads_to_the_present_one(changing):
    client, store, before, _ = changing
    present, earlier = (client.get(f"/embed?date=2017-06-01&{asof}").text for asof in ("", f"asof={before}"))
    assert NEWER in earlier
    assert NEWER not in present
    assert lines(earlier) != lines(present)
    assert '<a href="?date=2017-06-01">See the present view</a>' in earlier
    # of the present version there is nothing to tell, and its map is that of the present
    same = client.get(f"/embed?date=2017-06-01&asof={store.manifest['data_version']}").text
    assert NEWER not in same
    assert lines(same) == lines(present)
    # steps through the days stay with the version, the way into the atlas leads to the present
    dated = client.get(f"/embed?controls=date&asof={before}").text
    assert all(f"asof={before}" in link for link in re.findall(r'href="(\?[^"]+)"[^>]*data-step', dated))
    assert 'name="asof"' in dated
    assert 'href="http://localhost/"' in dated


def test_a_still_of_an_earlier_version_keeps_its_bytes(changing):
    client, _, before, still = changing
    assert client.get(STILL + before).data == still
    assert client.get(STILL.removesuffix("&asof=")).data != still


def test_an_oembed_answer_frames_and_pictures_the_version_asked_for(changing):
    client, _, before, _ = changing
    asked = quote(f"http://localhost/embed?asof={before}")
    answer = client.get(f"/oembed?url={asked}").json
    assert f"/embed?asof={before}" in answer["html"]
    assert f"asof={before}" in answer["thumbnail_url"]
    page = html.unescape(client.get(f"/embed?asof={before}").text)
    assert f'og:url" content="http://localhost/embed?asof={before}"' in page
    assert f"/oembed?url={asked.replace('/', '%2F')}" in page


@pytest.mark.parametrize("version", ["0123456789ab", "../../etc", "..", "%2e%2e%2fdata", "x" * 500, ""])
def test_a_version_that_is_not_kept_gives_the_present_view_and_says_so(changing, version):
    client = changing[0]
    answer = client.get(f"/embed?asof={version}")
    assert answer.status_code == 200
    assert "these are the present data" in answer.text
    assert client.get(STILL + version).status_code == 400  # a picture has no place to say so


def test_the_atlas_shows_the_present_and_offers_to_keep_it(changing):
    client, store, before, _ = changing
    page = client.get(f"/?asof={before}").text
    assert f'"asof":"{store.manifest["data_version"]}"' in page
    assert before not in page


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../versions", "a/b", "0123456789AB", "0123456789ab\n", "٠١٢٣٤٥٦٧٨٩ab"]
)
def test_what_is_no_version_is_not_looked_for(changing, name, monkeypatch):
    store = changing[1]
    monkeypatch.setattr("pathlib.Path.is_file", lambda path: pytest.fail(f"looked for {path}"))
    assert stores.as_of(store, name) is None


def test_versions_share_what_did_not_change(changing):
    store, before = changing[1:3]
    now = store.manifest["data_version"]
    folders = [store.directory / "versions" / version / "data" for version in (before, now)]
    events, zones = (
        [(folder / name).stat().st_ino for folder in folders] for name in ("events.csv", "zones/idlib.geojson")
    )
    assert events[0] == events[1]
    assert zones[0] != zones[1]


def test_an_earlier_version_is_built_anew_by_another_release(changing):
    """From what is kept of it, the articles that were given beside the seeds included."""
    store, before = changing[1:3]
    built = store.directory / "versions" / before / "store"
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    (built / manifest["tables"]["articles"]).unlink()
    (built / "manifest.json").write_text(json.dumps({**manifest, "fingerprint": "older"}), encoding="utf-8")
    building._opened.cache_clear()
    assert set(stores.as_of(store, before).articles) == {one["id"] for one in json.loads(ARTICLES.read_bytes())}
    assert not store.articles


def test_a_version_whose_data_changed_under_the_build_is_not_kept(tmp_path):
    copy = Copy(tmp_path)
    copy.seeds.mkdir()
    data = Catalog(copy.directory, copy.seeds)
    with sole_builder(tmp_path / "store"):
        versions.keep(tmp_path / "store", data, [], {"data_version": "0123456789ab", "files": {}, "tables": {}})
    assert [path.name for path in (tmp_path / "store").iterdir()] == [".lock"]
