"""Why an article is tied to a zone, state or meeting."""

import pytest

import geodata as gd
from geodata.errors import Refused


def article(**fields):
    return {
        "id": "one",
        "url": None,
        "headline": "A headline",
        "inLanguage": "en",
        "datePublished": "2017-08-01",
        "publisher": None,
        "provenance": {},
        **fields,
    }


def place(name, lon, lat):
    return {"kind": "place", "id": name.lower(), "name": name, "lon": lon, "lat": lat, "count": 1}


def rows(record):
    joined = gd.join([record])
    return {(row.target_kind, row.target, row.basis): row for row in joined.itertuples()}


def test_a_place_inside_ties_to_the_zone_by_the_outline_of_the_day():
    row = rows(article(mentions=[place("Douma", 36.402, 33.571)]))["zone", "eastern-ghouta", "located-in"]
    assert (row.boundary, row.evidence) == ("eastern-ghouta@2017-07-22", "Douma")


def test_the_same_place_after_the_zones_end_ties_to_nothing():
    assert rows(article(datePublished="2018-06-01", mentions=[place("Douma", 36.402, 33.571)])) == {}


def test_a_document_ties_to_every_zone_it_covers():
    found = rows(article(about=["memo-2017-05-04"]))
    assert {target for kind, target, basis in found if (kind, basis) == ("zone", "via-document")} == {
        "idlib",
        "north-homs",
        "eastern-ghouta",
        "south",
    }


def test_a_named_zone_is_more_certain_than_one_through_a_meeting():
    found = rows(article(about=["idlib", "astana-4"]))
    assert found["zone", "idlib", "names-zone"].certainty > found["zone", "south", "via-meeting"].certainty


def test_an_article_of_the_day_that_names_two_parties_may_be_about_the_meeting():
    states = [{"kind": "state", "id": state, "name": state, "count": 1} for state in ("rus", "irn")]
    found = rows(article(datePublished="2017-07-04", mentions=states))
    assert ("meeting", "astana-5", "dated-within") in found
    assert ("state", "rus", "names-state") in found


def test_an_article_about_nothing_known_has_no_rows():
    assert gd.join([article()]).empty


def test_a_record_that_is_none_is_refused_by_id_and_field():
    with pytest.raises(Refused, match="one: datePublished"):
        gd.join([article(datePublished="yesterday")])


def test_a_document_ties_to_the_meeting_that_adopted_it():
    row = rows(article(about=["memo-2017-05-04"]))["meeting", "astana-4", "via-document"]
    assert (row.certainty, row.evidence) == (0.6, "memo-2017-05-04: given in the record, without the words")


def test_a_zone_named_in_words_of_its_own_is_named_though_a_document_covers_it():
    evidence = {"memo-2017-05-04": ["the memorandum"], "idlib": ["in Idlib province", "the memorandum"]}
    found = rows(article(about=["memo-2017-05-04", "idlib"], provenance={"fields": {"about": {"evidence": evidence}}}))
    assert ("zone", "idlib", "names-zone") in found
    assert ("zone", "south", "names-zone") not in found
