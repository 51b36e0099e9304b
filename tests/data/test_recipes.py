"""Outlines that are not what their recipe gives."""

IDLIB = "zones/idlib.geojson"


def first_corner_moved(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    ring = polygons[0][0]
    ring[0] = ring[-1] = [ring[0][0] + 0.0005, ring[0][1]]
    return geometry


def test_an_outline_moved_by_hand(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-13", first_corner_moved)
    assert copy.only() == (
        f"{IDLIB}:idlib@2018-02-13: is not the outline its recipe idlib@2018-02-13 gives; "
        "run python -m geodata recipes, or set recipe to null"
    )


def test_a_settlement_taken_out_of_a_recipe(copy):
    recipes = copy.json("recipes/settlements.json")
    recipes["versions"]["south@2017-05-06"] = recipes["versions"]["south@2017-05-06"][:60]
    copy.write("recipes/settlements.json", recipes)
    assert {problem.feature for problem in copy.problems()} == {
        "south@2017-05-06~settlements",
        "south@2017-07-09~settlements",
    }


def test_a_recipe_that_is_not_there(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-13", recipe="idlib@2018-01-01")
    assert copy.only() == (
        f"{IDLIB}:idlib@2018-02-13: the recipe idlib@2018-01-01 is not in recipes/settlements.json; "
        "add it or correct the key"
    )


def test_a_recipe_of_a_reading_that_has_none(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-13", according="hearsay")
    assert "has a recipe, and the reading hearsay has none" in copy.only()


def test_an_outline_without_a_recipe_may_be_anything(copy):
    copy.change_feature(IDLIB, "idlib@2018-02-13", first_corner_moved, recipe=None)
    assert copy.problems() == []


def test_one_unreadable_recipe_does_not_hide_drift_in_another(copy):
    copy.path("recipes/landmarks.csv").write_text("", encoding="utf-8")
    copy.change_feature(IDLIB, "idlib@2018-02-13", first_corner_moved)
    assert "is not the outline" in copy.told(IDLIB, "idlib@2018-02-13")[0]


def test_a_ring_of_landmarks_that_crosses_itself(copy):
    text = copy.path("recipes/landmarks.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    lines[1] = lines[1].replace(",1,36.0700,35.8450,", ",1,37.0700,35.2450,")
    copy.path("recipes/landmarks.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "Self-intersection" in copy.told("recipes/landmarks.csv", "idlib@2017-05-06")[0]


def test_two_corners_of_a_ring_with_one_number(copy):
    text = copy.path("recipes/landmarks.csv").read_text(encoding="utf-8")
    copy.path("recipes/landmarks.csv").write_text(text.replace("05-06,2,", "05-06,1,", 1), encoding="utf-8")
    assert "the ring has a corner 1 already" in copy.told("recipes/landmarks.csv", "line 3")[0]
