"""What holds for the difference of any two outlines."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from geodata.article_changes import articles_changed
from geodata.catalog import catalog
from geodata.diffs import diff
from geodata.join import ties
from geodata.records import Article
from tests.properties.test_canonical import outlines

unhurried = settings(deadline=None, max_examples=30)  # a slow machine is no failure
# Areas take edges as geodesics, so outlines with edges of 40 km do not add up to the last hectare; fine ones do.
finely = outlines().map(lambda outline: shapely.segmentize(outline, 0.02))
versions = st.sampled_from([version for version, drawn in catalog().boundaries.geometry.items() if drawn is not None])


@unhurried
@given(finely | st.none(), finely | st.none())
def test_what_is_gained_and_lost_makes_up_the_change(before, after):
    found = diff(before, after)
    assert found.change_km2 == pytest.approx(found.gained_km2 - found.lost_km2, abs=0.02)
    assert 0 <= found.lost_km2 <= found.before_km2 + 0.02
    assert 0 <= found.gained_km2 <= found.after_km2 + 0.02


@unhurried
@given(outlines(), outlines())
def test_looking_back_is_looking_forward_in_a_mirror(before, after):
    forth, back = diff(before, after), diff(after, before)
    assert forth.gained_km2 == pytest.approx(back.lost_km2)
    assert forth.gained.equals(back.lost)
    assert forth.hausdorff_km == pytest.approx(back.hausdorff_km)


@unhurried
@given(versions, versions)
def test_a_place_changes_sides_when_one_outline_covers_it_and_the_other_does_not(before, after):
    first, second = (catalog().boundaries.geometry[version] for version in (before, after))
    places = list(catalog().places.values())[::40]
    found = diff(first, second, places=places)
    for listed, inside, outside in ((found.places_gained, second, first), (found.places_lost, first, second)):
        expected = {
            place.id
            for place in places
            if inside.covers(Point(place.lon, place.lat)) and not outside.covers(Point(place.lon, place.lat))
        }
        assert {crossing.id for crossing in listed} == expected


@unhurried
@given(versions, st.lists(st.sampled_from(list(catalog().places.values())), min_size=1, max_size=4), st.dates())
def test_an_article_is_changed_exactly_when_its_joins_are(dropped, places, day):
    mentions = [
        {"kind": "place", "id": place.id, "name": place.name_en, "lon": place.lon, "lat": place.lat, "count": 1}
        for place in places
    ]
    raw = dict.fromkeys(("url", "headline", "inLanguage", "publisher"))
    row = catalog().boundaries.loc[dropped]
    for published in (day, row["valid_from"]):
        article = Article.model_validate(
            {**raw, "id": "x", "datePublished": published, "mentions": mentions, "provenance": {}}
        )
        before, after = catalog().boundaries, catalog().boundaries.drop(dropped)
        joins = [
            {(tie.target, tie.basis, tie.certainty) for tie in ties(article, catalog().with_boundaries(table))}
            for table in (before, after)
        ]
        changed = articles_changed(catalog(), [article], before, after)
        assert bool(changed) == (joins[0] != joins[1])
