"""Files of several formats become records; what cannot be read is a problem and the rest goes on."""

import io
import json

import pytest

from geodata.articles import in_memory
from geodata.catalog import catalog
from tests.reading import record, why

TEXT = "The fifth round of Astana talks opened with Russia, Iran and Turkey."
ARABIC = "قال الوفد السوري في أستانا إن الجولة الخامسة من المحادثات مستمرة على مستوى الخبراء."
RUSSIAN = "Сегодня в Астане прошла встреча по Сирии, сообщил глава российской делегации."


@pytest.fixture
def ingest(tmp_path):
    def of(**contents):
        paths = []
        for name, content in contents.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            paths.append(str(path))
        return in_memory.ingest(paths, catalog())

    return of


def rows(*headlines):
    return [{"headline": one, "text": f"{TEXT} {one}", "datePublished": "2017-07-04"} for one in headlines]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed_json", json.dumps(rows("One", "Two"))),
        ("feed_jsonl", "\n\n".join(map(json.dumps, rows("One", "Two")))),
        ("feed_csv", "headline,text,datePublished\nOne,A text on Syria,2017-07-04\nTwo,Another on Syria,2017-07-04\n"),
    ],
)
def test_a_file_of_many_gives_a_record_each_in_its_order(ingest, name, content):
    records, problems = ingest(**{name: content})
    assert ([one.headline for one in records], problems) == (["One", "Two"], [])
    assert all(one.provenance["record"] for one in records)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
def test_arabic_is_read_in_the_encodings_found_in_the_wild(ingest, encoding):
    (found,), _ = ingest(note_txt=ARABIC.encode(encoding))
    assert (found.inLanguage, found.about) == ("ar", ["astana-5"])


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251"])
def test_russian_is_read_in_the_encodings_found_in_the_wild(ingest, encoding):
    (found,), _ = ingest(note_txt=RUSSIAN.encode(encoding))
    assert found.inLanguage == "ru"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("note_txt", b"", "no words"),
        ("note_txt", b"\x00\x01\x02\xff\xfe\x80", "cannot be decoded"),
        ("note_txt", " 12 !\n", "no words"),
        ("feed_json", "{", "not JSON"),
        ("feed_json", "[" * 100_000, "JSON|deep"),
        ("feed_json", "[3]", "not an object"),
        ("feed_jsonl", '{"text": 3}', "text is not text"),
        ("feed_csv", "a,b\n1,2\n", "neither a column"),
        ("note_pdf", b"%PDF", "format .pdf is not known"),
    ],
)
def test_a_bad_document_is_a_problem_and_the_others_go_on(ingest, name, content, says):
    records, (problem,) = ingest(**{name: content, "good_txt": TEXT})
    assert len(records) == 1
    assert any(word in problem.problem for word in says.split("|"))


def test_a_missing_file_is_a_problem(tmp_path):
    records, (problem,) = in_memory.ingest([str(tmp_path / "none.txt")], catalog())
    assert (records, problem.file) == ([], "none.txt")


def test_a_folder_is_walked_in_sorted_order(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"{TEXT} {name}", encoding="utf-8")
    (tmp_path / ".hidden").write_bytes(b"\x00")
    records, problems = in_memory.ingest([str(tmp_path)], catalog())
    assert ([one.provenance["file"] for one in records], problems) == (["a.txt", "b.txt"], [])


def test_standard_input_is_read_as_text(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (found,), _ = in_memory.ingest(["-"], catalog())
    assert found.provenance["file"] == "standard input"


def test_the_same_document_twice_is_kept_once_and_said(ingest):
    records, (problem,) = ingest(a_txt=TEXT, b_txt=TEXT)
    assert len(records) == 1
    assert problem.file == "b.txt"


def test_an_id_depends_on_the_text_and_not_on_the_file(ingest):
    (first,), _ = ingest(a_txt=TEXT)
    (second,), _ = ingest(b_txt=TEXT)
    assert first.id == second.id


def test_records_are_one_line_each_and_read_back(ingest, tmp_path):
    records, _ = ingest(feed_json=json.dumps([{"headline": "A\u2028B\nC", "text": TEXT}, {"text": ARABIC}]))
    lines = in_memory.to_json_lines(records).splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["@type"] == "NewsArticle"
    assert json.loads(lines[0])["headline"] == "A B C"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//host/path", "http://[", "mailto:a@b.c"])
def test_an_address_that_is_none_of_the_web_is_dropped_and_said(url):
    found = record(TEXT, url=url)
    assert (found.url, why(found, "url")) == (None, "the address given is none of the web")


def test_the_address_tells_the_outlet():
    assert record(TEXT, url="https://www.alwaght.net/ar/News/1").publisher == "Al-Waght"


@pytest.mark.parametrize("given", ["Al-Waght", "الوقت", "الوقت (Al-Waght)"])
def test_a_publisher_given_in_any_spelling_is_the_outlet(given):
    assert record(TEXT, publisher=given).publisher == "Al-Waght"


def test_a_publisher_that_is_not_known_is_kept_as_given():
    assert record(TEXT, publisher="The Village Post").publisher == "The Village Post"


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("الوقت- بدأت المحادثات حول سوريا.", "Al-Waght"),
        ("الوقت ينفد أمام المحادثات حول سوريا.", None),
        ("MOSCOW (Reuters) - Talks on Syria began.", "Reuters"),
        ("Reuters reported that talks on Syria began.", None),
        ("دمشق-سانا\nبدأت المحادثات حول سوريا.", None),
    ],
)
def test_an_outlet_signs_a_dateline_and_is_not_any_word(text, publisher):
    assert record(text).publisher == publisher


def test_a_short_first_line_is_a_headline():
    found = record(f"Talks open in Astana\n\n{TEXT} The guarantors of the truce met at the level of experts first.")
    assert (found.headline, found.provenance["fields"]["headline"]["method"]) == ("Talks open in Astana", "first line")
