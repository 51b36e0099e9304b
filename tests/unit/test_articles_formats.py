"""A collection in every format gives the right records; ``tests/data/collection.py`` makes its files."""

import io
import json
from pathlib import Path

import pytest

from geodata.articles import in_memory
from geodata.catalog import catalog
from tests.data.collection import EXPECTED, written

TEXT = "The fifth round of Astana talks opened today, Tuesday, with Russia, Iran and Turkey."


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    found, problems = in_memory.ingest([str(written(tmp_path_factory.mktemp("collection")))], catalog())
    assert problems == []
    return found


def of(records, file):
    return [one for one in records if one.provenance["file"] == file]


def test_nothing_but_the_expected_files_gave_records_in_their_order(records):
    assert list(dict.fromkeys(one.provenance["file"] for one in records)) == list(EXPECTED)


@pytest.mark.parametrize("file", EXPECTED)
def test_headline_language_day_and_publisher_are_right(records, file):
    found = [(one.headline, one.inLanguage, one.datePublished, one.publisher) for one in of(records, file)]
    assert [(*head, day and str(day), who) for *head, day, who in found] == EXPECTED[file]


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("06-graph.html", "https://example.org/ld/1"),
        ("07-opengraph.html", "https://example.org/og/1"),
        ("12-saved.html", "https://example.org/saved/12"),
        ("13-page.mhtml", "https://example.org/mhtml/13"),
        ("17-feed.atom", "https://example.org/atom/1"),
        ("26-20170704120000.gkg.csv", "https://example.org/gkg/1"),
        ("27-20170704120000.export.CSV", "https://example.org/event/1"),
    ],
)
def test_the_address_is_found_where_the_format_has_it(records, file, url):
    assert [one.url for one in of(records, file)] == [url]


def test_an_address_that_runs_script_is_dropped_and_said(records):
    second = of(records, "14-feed.rss")[1]
    assert (second.url, second.provenance["fields"]["url"]["method"]) == (None, "dropped")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("02-note-1256.txt", "windows-1256: its words"),
        ("03-note-koi8.txt", "koi8-r"),
        ("04-note-utf16.txt", "byte order mark"),
        ("05-note-utf16-bare.txt", "utf-16-le"),
        ("07-opengraph.html", "windows-1256: as declared"),
        ("09-wrong.html", "not in cp1251, which is declared"),
        ("10-wrong.html", "valid UTF-8, though cp1252 is declared"),
    ],
)
def test_the_provenance_says_how_the_bytes_were_read(records, file, says):
    assert says in of(records, file)[0].provenance["encoding"]


def test_plain_utf8_goes_without_saying(records):
    assert "encoding" not in of(records, "01-note.txt")[0].provenance


def test_the_provenance_says_where_a_value_stands(records):
    assert "JSON-LD" in of(records, "06-graph.html")[0].provenance["fields"]["datePublished"]["reasoning"]
    assert "'المصدر'" in of(records, "19-monitor.csv")[0].provenance["fields"]["publisher"]["reasoning"]


def test_script_in_a_page_is_not_read(records):
    assert "damascus" not in {mention.id for mention in of(records, "11-script.html")[0].mentions}


def test_gdelt_rows_name_places_and_say_that_there_was_no_text(records):
    for file in ("26-20170704120000.gkg.csv", "27-20170704120000.export.CSV"):
        (found,) = of(records, file)
        assert "idlib-city" in {mention.id for mention in found.mentions}
        assert "no text" in found.provenance["notes"][0]


def test_no_text_is_kept(records):
    for one in records:
        kept = json.dumps(one.provenance["fields"], ensure_ascii=False)
        assert all(len(words) <= 120 for words in _strings(one.provenance["fields"], "evidence")), kept


def _strings(fields, key):
    for field in fields.values():
        kept = field[key]
        for words in kept.values() if isinstance(kept, dict) else [kept]:
            yield from words


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["25/07/2017", "04/07/2017"], "2017-07-04"),  # the first row shows that the day comes first
        (["07/25/2017", "07/04/2017"], "2017-07-04"),  # the first row shows that the month does
        (["03/07/2017", "04/07/2017"], None),  # nothing shows which
        (["", "1499126400"], "2017-07-04"),
        (["", "Tue, 04 Jul 2017 01:00:00 +0600"], "2017-07-04"),
        (["", "۱۳ تیر ۱۳۹۶"], "2017-07-04"),
    ],
)
def test_days_are_read_as_the_file_as_a_whole_allows(tmp_path, days, expected):
    path = tmp_path / "rows.csv"
    path.write_text("title,date\n" + "".join(f'Talks on Syria {n},"{day}"\n' for n, day in enumerate(days)), "utf-8")
    (_, last), _ = in_memory.ingest([str(path)], catalog())
    assert (last.datePublished and str(last.datePublished)) == expected


def test_a_column_of_any_name_is_mapped(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(f'kop,wann\n"{TEXT}",2017-07-04\n', encoding="utf-8")
    options = in_memory.Options({"headline": "kop", "datePublished": "wann"})
    (found,), problems = in_memory.ingest([str(path)], catalog(), options)
    assert (found.headline, str(found.datePublished), problems) == (TEXT, "2017-07-04", [])


@pytest.mark.parametrize(
    "content",
    [
        f"<!DOCTYPE html><title>Talks</title><p>{TEXT}</p>",
        f'<rss version="2.0"><channel><item><title>Talks</title><description>{TEXT}</description></item></channel>',
        json.dumps({"headline": "Talks", "text": TEXT}),
        json.dumps([{"headline": "Talks", "text": TEXT}]),
        "\n".join(json.dumps({"headline": one, "text": TEXT}) for one in ("Talks", "More")),
        f'title,url,text\nTalks,https://example.org/1,"{TEXT}"\n',
    ],
)
def test_standard_input_is_known_by_how_it_begins(monkeypatch, content):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (first, *_), problems = in_memory.ingest(["-"], catalog())
    assert (first.headline, problems) == ("Talks", [])


def test_the_collection_has_twenty_documents_and_five_languages():
    rows = [row for rows in EXPECTED.values() for row in rows]
    assert len(rows) >= 20
    assert {language for _, language, _, _ in rows} >= {"en", "ar", "fa", "tr", "ru"}
    assert len({Path(file).suffix for file in EXPECTED}) >= 10
