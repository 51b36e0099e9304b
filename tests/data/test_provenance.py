"""Where things are from: said, findable, and no more of an article than its description."""

import pytest

from tests.data.copied import told

IDLIB, VERSION = "zones/idlib.geojson", "idlib@2018-02-13"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"source": ""}, "source: string should have at least 1 character; fill it in"),
        ({"source": "  "}, "source is blank"),
        ({"method": " "}, "method is blank"),
        ({"dated_by": []}, "dated_by is blank"),
        ({"precision_km": None}, "precision_km is missing"),
        ({"precision_km": 0}, "precision_km: input should be greater than 0"),
    ],
)
def test_a_boundary_that_does_not_say_where_it_is_from(copy, fields, words):
    copy.change_feature(IDLIB, VERSION, **fields)
    assert any(words in line for line in copy.told(IDLIB, VERSION))


def test_a_place_without_a_source(copy):
    copy.change_row("places.csv", "douma", source="")
    assert (
        "source: list should have at least 1 item after validation, not 0; name one"
        in copy.told("places.csv", "douma")[0]
    )


def test_a_state_with_a_blank_source(copy):
    copy.change_feature("states.geojson", "tur", source="")
    assert any("source is blank" in line for line in copy.told("states.geojson", "tur"))


@pytest.mark.parametrize("field", ["licence", "publisher"])
def test_a_source_without_a_licence_or_publisher(copy, field):
    copy.change("sources.json", "geonames", **{field: ""})
    assert copy.only().startswith(f"sources.json:geonames: {field} is blank")


def test_a_figure_nobody_claims(copy):
    collection = copy.json(IDLIB)
    collection["zone"]["claims"][0]["claimed_by"] = {}
    copy.write(IDLIB, collection)
    assert copy.only().startswith(f"{IDLIB}:claim population: claimed_by is blank")


ADDRESSES = {
    "geonames": "ftp://example.org/x",
    "cldr": "javascript:alert(1)",
    "natural-earth": "www.example.org",
    "general-knowledge": "https://",
    "ocha-cod-ab": "http:// x",
}


@pytest.fixture(scope="module")
def problems(shared_copy):
    for source, url in ADDRESSES.items():
        shared_copy.change("sources.json", source, url=url)
    shared_copy.change("documents.json", "astana-1-js", url="ftp://example.org")
    return shared_copy.problems()


@pytest.mark.parametrize(("source", "url"), ADDRESSES.items())
def test_an_address_of_a_source_that_no_browser_opens(problems, source, url):
    assert told(problems, "sources.json", source) == [
        f"sources.json:{source}: url: {url!r} is no http or https address; correct it, or set it to null"
    ]


def test_an_address_of_a_document_that_no_browser_opens(problems):
    assert "is no http or https address" in told(problems, "documents.json", "astana-1-js")[0]
