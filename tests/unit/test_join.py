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
    assert (row.certainty, row.evidence) == (0.8, "memo-2017-05-04: given in the record, without the words")


def test_a_zone_named_in_words_of_its_own_is_named_though_a_document_covers_it():
    evidence = {"memo-2017-05-04": ["the memorandum"], "idlib": ["in Idlib province", "the memorandum"]}
    found = rows(article(about=["memo-2017-05-04", "idlib"], provenance={"fields": {"about": {"evidence": evidence}}}))
    assert ("zone", "idlib", "names-zone") in found
    assert ("zone", "south", "names-zone") not in found


def spots_of(certainty, zone):
    """Places of the gazetteer that lay so on the day of the articles here."""
    places = gd.places()
    found = gd.locate(places["lon"].to_numpy(), places["lat"].to_numpy(), "2017-08-01")
    named = places[(found["certainty"] == certainty).to_numpy() & found["zone"].eq(zone).to_numpy()]
    return [place(row.id, row.lon, row.lat) for row in named.itertuples()]


def test_a_place_on_the_edge_ties_less_certainly_than_one_well_inside():
    inside, edge = (
        rows(article(mentions=spots_of(certainty, "idlib")[:1]))["zone", "idlib", "located-in"]
        for certainty in ("inside", "edge")
    )
    assert inside.certainty > edge.certainty > 0.5
    assert inside.boundary == edge.boundary


def test_of_several_places_in_a_zone_the_most_certain_counts_and_all_are_named():
    mentions = spots_of("edge", "idlib")[:1] + spots_of("inside", "idlib")[:1]
    row = rows(article(mentions=mentions))["zone", "idlib", "located-in"]
    assert row.evidence == "; ".join(mention["name"] for mention in mentions)
    assert row.certainty == rows(article(mentions=mentions[1:]))["zone", "idlib", "located-in"].certainty


def test_a_place_without_ties_to_nothing_however_near_the_line():
    places = gd.places()
    found = gd.locate(places["lon"].to_numpy(), places["lat"].to_numpy(), "2017-08-01")
    near = places[(found["certainty"] == "edge").to_numpy() & found["zone"].isna().to_numpy()]
    assert len(near)
    assert rows(article(mentions=[place(row.id, row.lon, row.lat) for row in near.itertuples()])) == {}


def test_a_named_meeting_is_more_certain_with_the_words_that_name_it():
    words = {"fields": {"about": {"evidence": {"astana-5": ["the fifth round"]}}}}
    told, untold = (
        rows(article(about=["astana-5"], provenance=provenance))["meeting", "astana-5", "names-meeting"]
        for provenance in (words, {})
    )
    assert (told.evidence, told.certainty > untold.certainty) == ("the fifth round", True)


def test_a_document_a_meeting_adopted_ties_the_meetings_article_to_its_zones():
    row = rows(article(about=["astana-4"]))["zone", "south", "via-meeting"]
    assert row.evidence == "astana-4: memo-2017-05-04"


def test_a_zone_named_before_there_were_zones_is_only_the_ground_that_became_one():
    found = rows(article(datePublished="2013-08-21", about=["eastern-ghouta"]))
    assert found["zone", "eastern-ghouta", "names-zone"].certainty < 0.5


def test_while_no_outline_is_known_the_last_before_counts_and_says_so():
    row = rows(article(datePublished="2018-03-10", mentions=[place("Douma", 36.402, 33.571)]))[
        "zone", "eastern-ghouta", "located-in"
    ]
    assert row.boundary == "eastern-ghouta@2017-07-22"
    assert "no outline is known for 2018-03-10" in row.evidence


def test_a_report_from_the_venue_on_a_day_of_the_meeting_is_more_certain_than_two_parties_alone():
    states = [{"kind": "state", "id": state, "name": state, "count": 1} for state in ("rus", "irn", "syr")]
    key = ("meeting", "astana-5", "dated-within")
    alone = rows(article(datePublished="2017-07-04", mentions=states))[key]
    there = rows(article(datePublished="2017-07-04", mentions=[*states, place("Astana", 71.446, 51.18)]))[key]
    assert alone.certainty < 0.5 < there.certainty


def test_a_document_of_two_meetings_ties_to_the_one_it_bears_the_place_of():
    found = rows(article(about=["amman-2017-07-07"]))
    amman, hamburg = (found["meeting", f"{city}-2017-07", "via-document"] for city in ("amman", "hamburg"))
    assert hamburg.certainty < 0.5 < amman.certainty
