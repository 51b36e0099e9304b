"""Outlines from recipes: what each step does, borders shared vertex for vertex, and the areas that ship."""

import json

import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from geodata import recipes
from geodata.boundaries import area_km2
from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.recipe_records import Recipe
from geodata.recipes.borders import followed, network
from geodata.recipes.rings import Ring, runs
from geodata.recipes.steppe import softened
from geodata.recipes.steps import side_of
from geodata.recipes.written import written_recipe

KM = 1000


@pytest.fixture(scope="module")
def builder():
    return recipes.Builder(catalog())


def vertices(geometry):
    return {tuple(corner) for corner in shapely.get_coordinates(geometry).tolist()}


def built(builder, *steps, name="idlib@2017-05-06~trial"):
    recipe = {"id": name, "zone": "idlib", "source": ["general-knowledge"], "method": "A trial.", "steps": list(steps)}
    return recipes.to_wgs84(builder.made(Recipe.model_validate(recipe)))


# -- borders ------------------------------------------------------------------------------------------


def test_the_state_border_of_a_zone_has_the_vertices_of_the_states_file():
    outline = catalog().boundaries.loc["idlib@2017-09-15", "geometry"]
    syria = catalog().states.loc["syr", "geometry"]
    shared = outline.boundary.intersection(syria.boundary)
    assert shared.length > 1.1  # degrees: some 100 km of border with Türkiye
    assert vertices(shared) <= vertices(syria)
    # and none of Syria's own vertices on that stretch is left out
    passed = [corner for corner in vertices(syria) if outline.boundary.distance(shapely.Point(corner)) < 1e-9]
    assert set(passed) <= vertices(outline)


def test_a_zone_and_the_governorate_it_ends_at_leave_no_sliver_between_them():
    outline = catalog().boundaries.loc["south@2017-07-09", "geometry"]
    suwayda = catalog().governorates.loc["SY13", "geometry"]
    assert outline.boundary.intersection(suwayda.boundary).length > 0.3
    assert area_km2(shapely.intersection(outline, suwayda).buffer(0)) < 0.05


def test_an_outline_beside_a_border_takes_over_its_vertices_and_keeps_the_rest():
    border = [(0, 0), (2500, 90), (5000, -60), (10_000, 0)]
    land = Polygon([*border, (10_000, 9000), (0, 9000)])
    borders = network({1: [land]})
    roughly = Polygon([(1000, 150), (9000, 140), (8000, 5000), (2000, 5000)])
    laid = followed(roughly, borders, within_m=300)
    assert {(2500, 90), (5000, -60)} <= vertices(laid)
    assert {(8000, 5000), (2000, 5000)} <= vertices(laid)


def test_an_outline_that_only_crosses_a_border_is_left_alone():
    borders = network({1: [box(0, 0, 10_000, 10_000)]})
    across = box(5000, 5000, 15_000, 9000)
    assert followed(across, borders, within_m=200).equals(across)


def test_borders_are_ranked_from_the_states_down():
    west, east = box(0, 0, 5, 10), box(5, 0, 10, 10)
    parts = [box(0, 0, 5, 5), box(0, 5, 5, 10), box(5, 0, 10, 10)]
    ranked = network({1: [box(0, 0, 5, 10).union(LineString([(0, 5), (5, 5)]).buffer(0)), east], 2: parts})
    assert sorted(set(ranked.level.tolist())) == [0, 1, 2]
    assert network({1: [west, east]}).of_levels([1]).segments[0].equals(LineString([(5, 0), (5, 10)]))


# -- rings and softening ------------------------------------------------------------------------------


def test_a_run_may_pass_the_end_of_a_ring():
    chosen = shapely.get_coordinates(LineString([(1, 0), (0, 0), (1, 0), (1, 0)]))[:, 0] > 0
    assert runs(chosen) == [(2, 4)]


def test_a_ring_walked_and_not_changed_keeps_its_vertices():
    line = box(0, 0, 3000, 1000).exterior
    assert Ring.dense(line, 100).with_replaced({}).tolist() == shapely.get_coordinates(line).tolist()


def test_empty_land_loses_its_corners_and_settled_land_keeps_them():
    outline = box(0, 0, 40_000, 40_000)
    village = shapely.points([[39_000.0, 39_000.0]])
    soft = softened(outline, village, network({1: [box(-9e5, -9e5, 9e5, 9e5)]}), clear_of_m=2000, over_m=2000)
    assert (40_000, 40_000) in vertices(soft)
    assert (0, 0) not in vertices(soft)


# -- steps --------------------------------------------------------------------------------------------


def test_a_cut_keeps_the_named_side_of_a_line():
    line = LineString([(0, 0), (10, 1), (20, 0)])
    assert side_of(line, "north").contains(shapely.Point(10, 5))
    assert not side_of(line, "north").contains(shapely.Point(10, 0.5))
    assert side_of(line, "south").contains(shapely.Point(500, -5))


def test_a_line_has_no_side_towards_its_own_end():
    with pytest.raises(ValueError, match="east side"):
        side_of(LineString([(0, 0), (10, 0)]), "east")


def test_the_two_sides_of_a_road_make_up_the_whole(builder):
    ring = {"step": "ring", "ring": "idlib@2020-03-05"}
    north, south = (built(builder, ring, {"step": "cut", "line": "m4", "keep": side}) for side in ("north", "south"))
    whole = built(builder, ring)
    assert area_km2(north) + area_km2(south) == pytest.approx(area_km2(whole), abs=0.5)
    jisr, ariha_south = (36.32, 35.95), (36.62, 35.75)
    assert north.contains(shapely.Point(jisr))
    assert south.contains(shapely.Point(ariha_south))


def test_the_strip_of_sochi_is_as_deep_as_its_name_says_and_spares_the_turkish_border(builder):
    areas = catalog().areas.geometry
    zone = catalog().boundaries.loc["idlib@2018-02-13", "geometry"]
    assert areas["sochi-strip-20km"].buffer(1e-3).contains(areas["sochi-strip-15km"])
    assert area_km2(areas["sochi-strip-15km"].difference(zone).buffer(0)) < 1
    assert area_km2(areas["sochi-strip-15km"]) == pytest.approx(3414, rel=0.01)
    assert area_km2(areas["sochi-strip-20km"]) == pytest.approx(4219, rel=0.01)
    harim, khan_shaykhun = shapely.Point(36.52, 36.2), shapely.Point(36.65, 35.44)
    assert not areas["sochi-strip-15km"].contains(harim)
    assert areas["sochi-strip-15km"].contains(khan_shaykhun)


def test_the_corridor_reaches_six_kilometres_from_the_road(builder):
    corridor = catalog().areas.geometry["m4-corridor"]
    assert area_km2(corridor) == pytest.approx(737, rel=0.01)
    line = builder.ground.lines["m4"]
    metric = builder.metric("m4-corridor")
    assert shapely.hausdorff_distance(metric.boundary, line) == pytest.approx(6 * KM, rel=0.05)


def test_areas_have_terms_of_their_own_and_a_document_that_set_them():
    areas = catalog().areas
    assert set(areas["document"]) <= set(catalog().documents)
    assert (areas["zone"] == "idlib").all()


def test_a_neighbourhood_can_be_taken_whole(builder):
    jobar = built(builder, {"step": "units", "units": [{"pcode": "N0030", "name": "Jobar"}]})
    assert area_km2(jobar) == pytest.approx(1.57, abs=0.02)


def test_a_recipe_that_needs_itself_is_refused():
    data = recipes.Builder(catalog())
    circle = data.recipe("sochi-strip-15km")
    step = circle.steps[0].model_copy(update={"along": "sochi-strip-15km"})
    data.ground.recipes = {"sochi-strip-15km": circle.model_copy(update={"steps": [step]})}
    with pytest.raises(Refused, match="needs its own outline"):
        data.outline("sochi-strip-15km")


def test_a_recipe_that_names_what_is_not_known_says_which(builder):
    with pytest.raises(Refused, match="C99999: the settlement is not known"):
        settlement = {"pcode": "C99999", "name": "Nowhere"}
        built(builder, {"step": "settlements", "within": "district", "settlements": [settlement]})


# -- files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(catalog().recipes))
def test_recipes_are_written_in_one_form(name):
    text = (catalog().directory / "recipes" / f"{name}.json").read_text(encoding="utf-8")
    assert written_recipe(catalog().recipes[name]) == text


def test_changing_a_settlements_side_changes_one_line():
    recipe = catalog().recipes["south@2017-07-09~subdistricts"]
    step = recipe.steps[1]
    first, *others = step.settlements
    changed = step.model_copy(update={"settlements": [first.model_copy(update={"side": "outside"}), *others]})
    other = recipe.model_copy(update={"steps": [recipe.steps[0], changed, *recipe.steps[2:]]})
    before, after = (written_recipe(one).splitlines() for one in (recipe, other))
    assert len(before) == len(after)
    differ = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(differ) == 1
    assert '"side": "outside"' in differ[0][1]


def test_the_files_a_strip_is_built_from_include_those_of_the_outline_it_lies_along():
    files = recipes.files_of(["sochi-strip-15km"], catalog().recipes)
    assert {"recipes/sochi-strip-15km.json", "recipes/idlib@2018-02-13~settlements.json", "places.csv"} <= set(files)


def test_names_in_recipes_are_those_of_the_gazetteer():
    names = {place.pcode: place.name_en for place in catalog().places.values() if place.pcode}
    for path in (catalog().directory / "recipes").glob("*.json"):
        for step in json.loads(path.read_text(encoding="utf-8"))["steps"]:
            for settlement in step.get("settlements", []):
                assert settlement["name"] == names[settlement["pcode"]]
