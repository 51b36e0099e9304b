"""Article records in ``seeds``."""

import pytest

from tests.data.copied import told

FILE = "seeds/art-001.json"


def article(**fields):
    return {
        "@type": "NewsArticle",
        "id": "art-001",
        "url": "https://example.org/1",
        "headline": "A round opens",
        "inLanguage": "en",
        "datePublished": "2017-07-04",
        "publisher": "A paper",
        "abstract": {"en": "The round opens."},
        "about": ["astana-5", "idlib", "memo-2017-05-04"],
        "mentions": [
            {"kind": "state", "id": "rus", "name": "Russia", "role": "guarantor", "count": 2},
            {"kind": "person", "id": "ahmad-berri", "name": "Berri", "party": "opp", "count": 1},
            {"kind": "agency", "id": "sana", "name": "SANA", "count": 1},
            {"kind": "place", "id": "astana", "name": "Astana", "lon": 71.446, "lat": 51.1801, "count": 1},
        ],
        "provenance": {"file": "one.txt"},
        **fields,
    }


def mention(**fields):
    return [{"kind": "state", "id": "rus", "name": "…", "count": 1, **fields}]


def test_a_sound_article_has_no_problem(copy):
    copy.write(FILE, article())
    assert copy.problems() == []


DAMAGES = [
    ({"about": ["astana-99"]}, "about: the meeting, zone or document 'astana-99' is not known"),
    ({"provenance": {}}, "provenance is blank"),
    ({"provenance": {"file": ""}}, "provenance is blank"),
    ({"url": "file:///etc/passwd"}, "url: 'file:///etc/passwd' is no http or https address"),
    ({"abstract": {"en": "word " * 150}}, "abstract.en has 750 characters, more than 600: that is text"),
    ({"provenance": {"text": "word " * 150}}, "provenance.text has 750 characters"),
    ({"datePublished": "yesterday"}, "datePublished: 'yesterday' is not a day"),
    ({"text": "The whole of it"}, "text: extra inputs are not permitted"),
]
MENTIONED = ("state", "person", "agency", "place", "party", "zone")


@pytest.fixture(scope="module")
def problems(shared_copy):
    """One run over an article for each damage and each unknown mention."""
    for n, (fields, _) in enumerate(DAMAGES):
        shared_copy.write(f"seeds/bad-{n}.json", article(**{"id": f"bad-{n}", **fields}))
    for kind in MENTIONED:
        named = mention(kind=kind, id="nothing")
        shared_copy.write(f"seeds/names-{kind}.json", article(id=f"names-{kind}", mentions=named))
    return shared_copy.problems()


@pytest.mark.parametrize(("n", "words"), [(n, words) for n, (_, words) in enumerate(DAMAGES)])
def test_an_article_that_breaks_a_rule(problems, n, words):
    (line,) = told(problems, f"seeds/bad-{n}.json", f"bad-{n}")
    assert words in line


@pytest.mark.parametrize("kind", MENTIONED)
def test_an_article_that_mentions_what_is_not_known(problems, kind):
    file = f"seeds/names-{kind}.json"
    assert told(problems, file, "mention nothing") == [
        f"{file}:mention nothing: id: the {kind} 'nothing' is not known; add it or correct the id"
    ]


def test_an_article_that_has_a_place_elsewhere(copy):
    copy.write(FILE, article(mentions=mention(kind="place", id="astana", lon=51.1801, lat=71.446)))
    assert "km from astana in places.csv" in copy.only()


def test_an_article_in_a_file_of_another_name(copy):
    copy.write("seeds/art-002.json", article())
    assert "the file's name says art-002, the id inside art-001" in copy.only()


def test_an_article_that_stands_twice(copy):
    copy.write(FILE, article())
    copy.write("seeds/art-002.json", article())
    assert f"seeds/art-002.json:art-001: the id stands in {FILE} too; rename or remove one" in map(str, copy.problems())


def test_an_article_that_is_not_json(copy):
    copy.write(FILE, article())
    copy.path("seeds/art-002.json").write_text("{", encoding="utf-8")
    assert copy.only().startswith("seeds/art-002.json:line 1 column 2: not JSON")
