"""A watched folder: what is dropped in is in the store, bad files or not, and after a kill too."""

import argparse
import json
import os

import pytest

from geodata import store
from geodata.articles.inbox import Inbox
from geodata.catalog import catalog
from geodata.commands import documents
from geodata.commands.watching import taken
from geodata.errors import Refused

TEXT = "The fifth round of Astana talks opened today, Tuesday, with Russia, Iran and Turkey."


def drop(folder, name, **fields):
    (folder / name).write_text(json.dumps({"headline": f"Dropped as {name}", "text": TEXT, **fields}) + "\n", "utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def inbox(folder, tmp_path):
    opened = Inbox(folder, tmp_path / "records", catalog())
    yield opened
    opened.close()


def headlines(inbox):
    lines = (line for lot in inbox.lots for line in lot.read_text("utf-8").splitlines())
    return [json.loads(line)["headline"] for line in lines]


def test_a_file_dropped_in_is_in_the_store_beside_a_bad_one(folder, inbox, tmp_path):
    out = tmp_path / "store"

    def build():
        args = argparse.Namespace(articles=[str(lot) for lot in inbox.lots], out=str(out))
        assert documents.build(args) == 0

    def news():
        yield True
        drop(folder, "one.jsonl")
        (folder / "bad.jsonl").write_bytes(b"{broken")
        for path in folder.iterdir():
            os.utime(path, (1, 1))
        yield True

    (lot,) = taken(inbox, news(), build)
    assert (lot.counts.articles, lot.counts.rejected) == (1, 1)
    (id,) = [json.loads(line)["id"] for line in inbox.lots[0].read_text("utf-8").splitlines()]
    opened = store.Store(out, catalog())
    assert opened.articles[id].headline == "Dropped as one.jsonl"


def test_each_lot_has_only_what_is_new(folder, inbox):
    drop(folder, "one.jsonl", url="https://example.org/1")
    assert inbox.take(settled_s=0).counts.articles == 1
    drop(folder, "two.jsonl", url="https://example.org/1?utm_source=feed")
    (folder / "again.jsonl").write_bytes((folder / "one.jsonl").read_bytes())
    lot = inbox.take(settled_s=0)
    assert (lot.counts.articles, lot.counts.repeated, lot.counts.linked) == (1, 1, 1)
    assert inbox.take(settled_s=0).counts.articles == 0
    assert headlines(inbox) == ["Dropped as one.jsonl", "Dropped as two.jsonl"]


def test_what_is_still_being_written_waits(folder, inbox):
    drop(folder, "one.jsonl")
    assert (inbox.take(settled_s=3600).is_waiting, inbox.lots) == (True, [])


def test_a_kill_before_the_index_or_before_the_name_loses_and_doubles_nothing(folder, tmp_path):
    records = tmp_path / "records"
    drop(folder, "one.jsonl")
    first = Inbox(folder, records, catalog())
    first.take(settled_s=0)
    first.close()
    (lot,) = first.lots
    lot.rename(lot.with_name(f".{lot.name}.part"))  # the index knows it, the name is not there yet
    drop(folder, "two.jsonl")
    (records / ".000002.jsonl.part").write_text("{half", "utf-8")  # a lot the index does not know
    again = Inbox(folder, records, catalog())
    again.take(settled_s=0)
    assert headlines(again) == ["Dropped as one.jsonl", "Dropped as two.jsonl"]
    again.close()


def test_records_that_are_gone_are_missed(folder, inbox, tmp_path):
    drop(folder, "one.jsonl")
    inbox.take(settled_s=0)
    inbox.close()
    inbox.lots[0].unlink()
    with pytest.raises(Refused, match="missing"):
        Inbox(folder, tmp_path / "records", catalog())
