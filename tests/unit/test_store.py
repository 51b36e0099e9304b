"""The store is built once, whole, and only again when something changed."""

import gzip
import json
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date as Day

import pandas as pd
import pytest

from geodata import store as stores
from geodata.errors import Refused
from geodata.join import join_rows
from geodata.records import Article
from geodata.store import Selection, Store
from geodata.store.database import cursor


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return stores.build(tmp_path_factory.mktemp("store"))


def record(id, **fields):
    given = {"datePublished": "2017-07-04", "provenance": {}, **fields}
    nothing = dict.fromkeys(("url", "headline", "inLanguage", "publisher"))
    return Article.model_validate({"id": id, **nothing, **given})


def written(path, *articles):
    path.write_text("".join(f"{one.model_dump_json(by_alias=True)}\n" for one in articles), encoding="utf-8")
    return path


WORDS = {
    "with-al": record("with-al", headline="محادثات حول الغوطة الشرقية"),
    "with-bi": record("with-bi", headline="القصف بالغوطة يتواصل"),
    "latin": record("latin", headline="İdlib'de gerginliği azaltma bölgesi", publisher="Örnek Haber"),
    "quotes": record("quotes", headline='He said "OR NOT" NEAR(zone) * percent%', publisher="O'Reilly"),
    "undated": record("undated", headline="Without a day", datePublished=None),
}


@pytest.fixture(scope="module")
def worded(built, tmp_path_factory):
    """A store with articles in several spellings beside the seeds."""
    folder = tmp_path_factory.mktemp("worded")
    shutil.copytree(built.directory, folder / "store")  # the map need not be drawn again
    return stores.build(folder / "store", article_files=[written(folder / "words.jsonl", *WORDS.values())])


def found(store, words):
    return {kept.article.id for kept in store.found(Selection(words=words), 1000).page} & set(WORDS)


def test_every_file_named_in_the_manifest_is_there_with_its_compressed_forms(built):
    for file in built.manifest["files"].values():
        assert (built.directory / file).exists()
        assert (built.directory / f"{file}.br").exists()
    assert all((built.directory / file).exists() for file in built.manifest["tables"].values())


def test_a_current_store_is_opened_and_not_built_again(built):
    before = {path: path.stat().st_mtime_ns for path in built.directory.iterdir() if path.name != ".lock"}
    stores.build(built.directory)
    assert {path: path.stat().st_mtime_ns for path in built.directory.iterdir() if path.name != ".lock"} == before


def test_a_broken_manifest_only_means_a_new_build(tmp_path):
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    assert stores.build(tmp_path).articles


@pytest.fixture
def store(built, tmp_path):
    """A store of one's own to build upon."""
    return Store(shutil.copytree(built.directory, tmp_path / "store"), built.catalog)


def test_further_articles_join_the_seeds_from_files_of_every_kind(tmp_path, store):
    lines = written(tmp_path / "lines.jsonl", record("of-lines"))
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(gzip.compress(written(tmp_path / "p", record("of-packed-lines")).read_bytes()))
    table = tmp_path / "table.parquet"
    row = json.loads(record("of-a-row", about=["idlib"]).model_dump_json(by_alias=True))
    pd.DataFrame([{**row, "provenance": "{}", "abstract": None}]).to_parquet(table)
    more = stores.build(store.directory, article_files=[lines, packed, table])
    assert set(more.articles) == {*store.articles, "of-lines", "of-packed-lines", "of-a-row"}
    assert {row["target"] for row in more.kept("of-a-row").joins} == {"idlib"}


def test_an_id_that_stands_twice_is_refused(tmp_path, built):
    twice = written(tmp_path / "twice.jsonl", record(next(iter(built.articles))))
    with pytest.raises(Refused, match="stands twice"):
        stores.build(tmp_path / "store", article_files=[twice])
    assert not (tmp_path / "store" / "manifest.json").exists()


def test_a_wrong_record_is_told_by_file_and_line_and_changes_nothing(tmp_path, store):
    (tmp_path / "wrong.jsonl").write_text('{"id": "no"}\n{', encoding="utf-8")
    with pytest.raises(Refused, match=r"wrong\.jsonl:line 2: not JSON"):
        stores.build(store.directory, article_files=[tmp_path / "wrong.jsonl"])
    assert stores.build(store.directory).manifest == store.manifest
    assert not (store.directory / ".building").exists()


def test_files_of_others_stay_and_those_of_earlier_builds_go(tmp_path, store):
    (store.directory / "notes.json").write_text("mine", encoding="utf-8")
    left = store.directory / "articles.0123456789ab.parquet"
    left.write_bytes(b"half")
    more = stores.build(store.directory, article_files=[written(tmp_path / "more.jsonl", record("mine"))])
    assert (store.directory / "notes.json").read_text(encoding="utf-8") == "mine"
    assert not left.exists()
    assert store.found(Selection(), 1).total == len(more.articles) - 1  # requests may still be reading the old one


def test_the_data_version_follows_the_data_alone(built, worded):
    assert built.manifest["curated"] == worded.manifest["curated"]
    assert built.manifest["data_version"] != worded.manifest["data_version"]


def test_a_store_to_be_served_keeps_its_articles(worded):
    assert "with-al" in stores.kept_current(worded.directory).articles


def test_joins_are_those_of_the_rules(built):
    kept = [row for id in built.articles for row in built.kept(id).joins]
    rules = join_rows(list(built.articles.values()), built.catalog)
    table = pd.read_parquet(built.table("joins"))
    for column in ("article", "target_kind", "target", "basis", "evidence", "certainty"):
        assert [row[column] for row in kept] == rules[column].tolist() == table[column].tolist()


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("غوطة", {"with-al", "with-bi"}),
        ("الغوطه", {"with-al", "with-bi"}),
        ("الغوطة الشرقيّة", {"with-al"}),
        ("idlib bolge", {"latin"}),
        ("İDLİB ornek", {"latin"}),
        ('"OR NOT" NEAR(', {"quotes"}),
        ("O'Reil", {"quotes"}),
        ("perc% *", {"quotes"}),
        ("idlib nowhere-at-all", set()),
        ("bol id g", {"latin"}),
        ("bol id g nowhere-at-all", set()),
    ],
)
def test_words_find_what_begins_with_them_in_any_spelling(worded, words, ids):
    assert found(worded, words) == ids


def test_articles_come_newest_first_and_those_without_a_day_last(worded):
    days = [kept.article.datePublished for kept in worded.found(Selection(), 1000).page]
    assert days[-1] is None
    assert days[:-1] == sorted(days[:-1], reverse=True)


def test_a_query_has_the_memory_to_itself(worded):
    with ThreadPoolExecutor(1) as other:
        with cursor(worded.directory.resolve()):
            waiting = other.submit(worded.summary, Selection(words="idlib"))
            assert not wait([waiting], timeout=0.3).done
        assert waiting.result(timeout=30).total > 0


def test_counts_agree_with_the_joins(built):
    counts, joins = built.layer("counts"), pd.read_parquet(built.table("joins"))
    zones = joins[joins["target_kind"] == "zone"]
    for zone, days in counts["zones"].items():
        assert sum(days.values()) == zones[zones["target"] == zone]["article"].nunique()
    placed = zones[zones["basis"] == "located-in"]["article"].nunique()
    assert sum(n for days in counts["by_name"].values() for n in days.values()) >= zones["article"].nunique() - placed


def test_places_are_counted_as_articles_name_them(built):
    named = Counter(
        id
        for article in built.articles.values()
        for id in {m.id for m in article.mentions if m.kind == "place" and m.id in built.catalog.places}
        if article.datePublished
    )
    assert built.places_counted(None, None) == named
    series = built.layer("counts")["places"]
    assert {place: sum(days["n"]) for place, days in series.items()} == named
    assert {feature["properties"]["id"] for feature in built.layer("articles")["features"]} == set(named)


def test_the_newest_at_each_place_are_those_a_list_of_it_begins_with(built):
    first, last = Day(2017, 5, 1), Day(2018, 12, 31)
    newest = built.newest_at_places(first, last, 2)
    assert newest.keys() == built.places_counted(first, last).keys()
    for place, articles in newest.items():
        listed = built.found(Selection(places=(place,), first=first, last=last), 2)
        assert articles == [kept.article for kept in listed.page]


def test_feature_ids_are_numbers_that_tell_features_apart(built):
    for name in ("boundaries", "bands", "posts", "events", "arcs", "articles", "states"):
        ids = [feature["id"] for feature in built.layer(name)["features"]]
        assert len(set(ids)) == len(ids)
        assert all(isinstance(id, int) for id in ids)


def test_the_manifest_is_readable_json(built):
    assert json.loads((built.directory / "manifest.json").read_text(encoding="utf-8"))["format"] == stores.FORMAT
