"""What changes from one outline to another."""

from datetime import date

import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from geodata.article_changes import articles_changed
from geodata.boundaries import area_km2
from geodata.catalog import catalog
from geodata.diffs import diff, vertices
from geodata.records import Article

SQUARE = box(36.0, 35.0, 36.1, 35.1)


@pytest.fixture(scope="module")
def winter_of_2018():
    """Idlib before and after the ground lost in the winter of 2017/18."""
    atlas = catalog()
    outlines = atlas.boundaries.geometry
    return diff(
        outlines["idlib@2017-09-15"],
        outlines["idlib@2018-02-13"],
        places=atlas.places.values(),
        posts=atlas.posts.values(),
        day=date(2018, 2, 13),
    )


def test_the_same_outline_changes_nothing():
    outline = catalog().boundaries.geometry["idlib@2017-09-15"]
    same = diff(outline, outline, places=catalog().places.values())
    assert same.keeps_the_ground
    assert (same.gained_km2, same.lost_km2, same.hausdorff_km) == (0, 0, 0)
    assert not same.places_gained
    assert not same.places_lost


def test_what_is_gained_and_lost_makes_up_the_change(winter_of_2018):
    found = winter_of_2018
    assert found.before_km2 + found.gained_km2 - found.lost_km2 == pytest.approx(found.after_km2, abs=0.01)
    assert found.change_km2 == pytest.approx(-3057.8, abs=1)


def test_abu_al_duhur_changes_sides_in_the_winter_of_2018(winter_of_2018):
    assert "abu-al-duhur" in {place.id for place in winter_of_2018.places_lost}
    assert {place.name_ar for place in winter_of_2018.places_lost} >= {"أبو الظهور"}


def test_only_posts_standing_on_the_first_day_change_sides(winter_of_2018):
    assert [post.id for post in winter_of_2018.posts_lost] == ["tur-5"]  # Surman was set up two days later


def test_a_zone_that_is_dissolved_loses_all_its_ground():
    outlines = catalog().boundaries.geometry
    found = diff(outlines["north-homs@2017-08-03"], None, places=catalog().places.values())
    assert (found.after_km2, found.gained_km2) == (0, 0)
    assert found.lost_km2 == found.before_km2 > 500
    assert found.hausdorff_km is None
    assert "al-rastan" in {place.id for place in found.places_lost}


def test_a_first_outline_gains_all_its_ground():
    found = diff(None, SQUARE)
    assert (found.before_km2, found.lost_km2) == (0, 0)
    assert found.gained_km2 == found.after_km2 == area_km2(SQUARE)


def test_rounding_along_the_line_is_counted_and_not_shown():
    wider = box(36.0, 35.0, 36.100005, 35.1)
    found = diff(SQUARE, wider)
    assert found.gained.is_empty
    assert found.gained_km2 == pytest.approx(0.00506, rel=0.01)


def test_a_speck_is_left_out_and_a_hamlet_is_kept():
    speck, hamlet = box(36.2, 35.0, 36.2002, 35.0002), box(36.3, 35.0, 36.304, 35.004)
    found = diff(SQUARE, MultiPolygon([SQUARE, speck, hamlet]))
    assert len(found.gained.geoms) == 1
    assert found.gained.equals(hamlet)
    assert found.gained_km2 == pytest.approx(area_km2(speck) + area_km2(hamlet))


def test_the_hausdorff_distance_is_how_far_the_line_moved():
    moved = shapely.affinity.translate(SQUARE, xoff=0, yoff=0.05)
    assert diff(SQUARE, moved).hausdorff_km == pytest.approx(0.05 * 110.94, rel=0.002)


def test_the_hausdorff_distance_sees_a_dent_without_a_vertex_near_it():
    """A long edge whose middle lies far from the other line: only sampling between vertices finds it."""
    long, dented = box(36, 35, 38, 35.1), Polygon([(36, 35), (38, 35), (38, 35.1), (37, 35.01), (36, 35.1)])
    assert diff(long, dented).hausdorff_km == pytest.approx(0.09 * 110.94, rel=0.02)


def test_vertices_are_counted_without_the_one_that_closes_a_ring():
    with_hole = SQUARE.difference(box(36.02, 35.02, 36.04, 35.04))
    assert vertices(with_hole) == 8
    assert vertices(MultiPolygon([SQUARE, box(37, 35, 37.1, 35.1)])) == 8
    assert vertices(None) == 0


def test_a_place_on_the_line_is_inside():
    place = next(iter(catalog().places.values()))
    beside = box(place.lon, place.lat - 0.1, place.lon + 0.1, place.lat + 0.1)
    assert [found.id for found in diff(None, beside, places=[place]).places_gained] == [place.id]


# -- articles -----------------------------------------------------------------------------------------


def article(name: str, day: str | None, place: str) -> Article:
    found = catalog().places[place]
    return Article.model_validate(
        {
            "id": name,
            "url": None,
            "headline": f"A report from {found.name_en}",
            "inLanguage": "en",
            "datePublished": day,
            "publisher": None,
            "mentions": [
                {"kind": "place", "id": place, "name": found.name_en, "lon": found.lon, "lat": found.lat, "count": 1}
            ],
            "provenance": {},
        }
    )


ARTICLES = [
    article("douma-in-august", "2017-08-01", "douma"),
    article("douma-later", "2018-06-01", "douma"),
    article("douma-undated", None, "douma"),
    article("khan-shaykhun", "2017-08-01", "khan-shaykhun"),
]


def test_an_article_loses_its_tie_when_the_outline_leaves_its_place():
    before = catalog().boundaries
    after = before.drop(["eastern-ghouta@2017-05-06", "eastern-ghouta@2017-07-22"])  # else the last known one counts
    changes = articles_changed(catalog(), ARTICLES, before, after)
    assert [change.article for change in changes] == ["douma-in-august"]
    assert [(tie.target, tie.boundary) for tie in changes[0].lost] == [("eastern-ghouta", "eastern-ghouta@2017-07-22")]
    assert changes[0].gained == ()


def test_another_name_for_the_same_ground_changes_no_article():
    before = catalog().boundaries
    renamed = before.rename(index={"eastern-ghouta@2017-07-22": "eastern-ghouta@2017-07-21"})
    assert articles_changed(catalog(), ARTICLES, before, renamed) == []


def test_asking_what_would_change_leaves_the_catalogue_as_it_was():
    before = catalog().boundaries
    articles_changed(catalog(), ARTICLES, before, before.drop("eastern-ghouta@2017-07-22"))
    assert catalog().boundaries is before
