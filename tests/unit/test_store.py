"""The store is built once, whole, and only again when something changed."""

import json

import pytest

from geodata import store as stores
from geodata.errors import Refused
from geodata.records import Article


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return stores.build(tmp_path_factory.mktemp("store"))


def record(id):
    return Article(
        id=id, url=None, headline=None, inLanguage=None, datePublished="2017-07-04", publisher=None, provenance={}
    )


def test_every_file_named_in_the_manifest_is_there_with_its_compressed_forms(built):
    for file in built.manifest["files"].values():
        assert (built.directory / file).exists()
        if file.endswith(".json"):
            assert (built.directory / f"{file}.br").exists()


def test_a_current_store_is_opened_and_not_built_again(built):
    before = {path: path.stat().st_mtime_ns for path in built.directory.iterdir()}
    stores.build(built.directory)
    assert {path: path.stat().st_mtime_ns for path in built.directory.iterdir()} == before


def test_a_broken_manifest_only_means_a_new_build(tmp_path):
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert stores.build(tmp_path).articles


def test_further_articles_join_the_seeds(tmp_path, built):
    more = stores.build(tmp_path, further=[record("mine")], article_files=[])
    assert set(more.articles) == {*built.articles, "mine"}


def test_an_id_that_stands_twice_is_refused(tmp_path, built):
    with pytest.raises(Refused, match="stands twice"):
        stores.build(tmp_path, further=[record(next(iter(built.articles)))])
    assert not (tmp_path / "manifest.json").exists()


def test_files_of_others_in_the_directory_are_left_alone(tmp_path):
    (tmp_path / "notes.json").write_text("mine", encoding="utf-8")
    stores.build(tmp_path)
    stores.build(tmp_path, further=[record("mine")])
    assert (tmp_path / "notes.json").read_text(encoding="utf-8") == "mine"


def test_counts_agree_with_the_joins(built):
    counts = built.layer("counts")
    zones = built.joins[built.joins["target_kind"] == "zone"]
    for zone, days in counts["zones"].items():
        assert sum(days.values()) == zones[zones["target"] == zone]["article"].nunique()


def test_feature_ids_are_numbers_that_tell_features_apart(built):
    for name in ("boundaries", "bands", "posts", "events", "arcs", "articles", "states"):
        ids = [feature["id"] for feature in built.layer(name)["features"]]
        assert len(set(ids)) == len(ids)
        assert all(isinstance(id, int) for id in ids)


def test_a_place_with_articles_lists_a_day_for_each(built):
    for feature in built.layer("articles")["features"]:
        properties = feature["properties"]
        assert len(properties["dates"]) == len(properties["articles"]) > 0


def test_the_manifest_is_readable_json(built):
    assert json.loads((built.directory / "manifest.json").read_text(encoding="utf-8"))["format"] == stores.FORMAT
