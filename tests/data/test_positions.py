"""Points outside the country they name."""


def test_a_place_outside_its_country(copy):
    copy.change_row("places.csv", "amman", lon="40.0", lat="36.0")
    assert "km outside jor; correct the position or the country" in " ".join(copy.told("places.csv", "amman"))


def test_a_place_with_its_axes_exchanged(copy):
    copy.change_row("places.csv", "palmyra", lon="34.5600", lat="38.2840")
    (told,) = copy.told("places.csv", "palmyra")
    assert told.startswith("places.csv:palmyra: lies ")
    assert told.endswith("km outside syr; exchange longitude and latitude")


def test_a_point_less_than_four_kilometres_past_the_border_is_let_be(copy):
    # 3.6 km into Turkey: Syria's own gazetteer has a village as far off
    copy.change_row("posts.csv", "tur-1", lon="36.7280", lat="36.86")
    assert copy.problems() == []


def test_a_post_outside_syria(copy):
    copy.change_row("posts.csv", "tur-1", lon="36.7280", lat="37.2860")
    assert copy.only().startswith("posts.csv:tur-1: lies ")


def test_a_post_with_half_a_position(copy):
    copy.change_row("posts.csv", "tur-1", lat="")
    assert copy.only() == "posts.csv:tur-1: has half a position; give longitude and latitude, or neither"


def test_a_capital_outside_its_country(copy):
    copy.change("parties.json", "irn", capital={"name": "Tehran", "lon": 41.389, "lat": 35.6892})
    assert copy.only().startswith("parties.json:irn: its capital Tehran lies ")


def test_a_label_outside_its_state_says_so_and_blames_no_place(copy):
    copy.change_feature("states.geojson", "syr", label=[30.0, 35.0])
    assert copy.only().startswith("states.geojson:syr: its label lies ")


def test_a_venue_far_from_its_town(copy):
    copy.change("meetings/astana-5.json", lon=72.5)
    assert copy.only() == (
        "meetings/astana-5.json:astana-5: lies 73.7 km from astana in places.csv; correct one of them"
    )


def test_a_host_of_another_country(copy):
    copy.change("meetings/hamburg-2017-07.json", host="rus")
    assert copy.only() == (
        "meetings/hamburg-2017-07.json:hamburg-2017-07: its host is rus, its place in deu; correct one of them"
    )
