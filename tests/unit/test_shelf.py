"""A running server takes up a newer store by itself, once it is whole."""

import shutil

import pytest

from dashboard import shelf
from dashboard.server import create_app
from geodata import store as stores
from geodata.store import Selection, Store
from tests.unit.test_store import built, record, written  # noqa: F401 – a fixture is used by its name


@pytest.fixture
def store(built, tmp_path):  # noqa: F811
    return Store(shutil.copytree(built.directory, tmp_path / "store"), built.catalog)


def total(client):
    return client.get("/api/articles.json?limit=1").json["total"]


def test_a_newer_store_is_taken_up_without_a_restart(store, tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "LOOK_EVERY_S", 0)
    client = create_app(store).server.test_client()
    before = total(client)
    page = client.get("/").text
    old_file = store.manifest["files"]["counts"]
    newer = stores.build(store.directory, article_files=[written(tmp_path / "more.jsonl", record("mine"))])
    assert total(client) == before + 1
    assert client.get("/api/joins/mine.json").status_code == 200
    assert newer.manifest["files"]["counts"] in client.get("/").text
    # a page opened before still gets its files, and whoever holds the old store still reads it
    assert old_file in page
    assert client.get(f"/store/{old_file}").status_code == 200
    assert store.found(Selection(), 1).total == before


def test_a_manifest_that_cannot_be_read_leaves_the_store_in_use(store, monkeypatch):
    monkeypatch.setattr(shelf, "LOOK_EVERY_S", 0)
    client = create_app(store).server.test_client()
    before = total(client)
    (store.directory / "manifest.json").write_text("{", encoding="utf-8")
    assert total(client) == before


def test_files_that_are_no_layers_are_not_given(store):
    client = create_app(store).server.test_client()
    for file in ("manifest.json", store.manifest["tables"]["records"]):
        assert client.get(f"/store/{file}").status_code == 404
