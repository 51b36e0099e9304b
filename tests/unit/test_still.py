"""A still: one view, one picture, that says whose outlines it draws."""

import math
import re
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geodata as gd
from dashboard.layers import IDS
from dashboard.state import ViewState, parse_query
from dashboard.still import compose, still_png, still_svg
from dashboard.tokens import TOKENS
from geodata.catalog import catalog
from geodata.comparisons import compared_days
from tests.stills import ALL_LAYERS, SVG, drawn, layer, part, small_store, still, written

VIEWS = [
    "",
    "lang=ar",
    f"layers={ALL_LAYERS}&date=2018-06-01&zone=idlib&theme=dark",
    f"lang=ar&layers={ALL_LAYERS}&date=2018-09-20&according=landmarks",
    "view=36.4,33.55,10.2&layers=states,zones,uncertainty,places",
    "view=52,45,3&layers=states,zones,arcs&focus=rus",
    "date=2016-01-01&layers=zones",
    "date=2018-03-01&compare=2020-06-01&layers=zones,uncertainty,articles",
    "layers=",
]
SIZES = [
    (240, 135),
    (320, 180),
    (600, 315),
    (480, 700),
    (760, 420),
    (1200, 630),
    (1000, 1400),
    (1920, 1080),
    (4961, 3508),
]


def test_the_same_view_gives_the_same_bytes():
    state, _ = parse_query("date=2018-06-01&lang=ar&zone=south")
    again, _ = parse_query("zone=south&lang=ar&date=2018-06-01")
    assert still_svg(small_store(), state) == still_svg(small_store(), again)


def test_the_default_still_stays_light():
    for language in ("en", "ar"):
        assert len(still(f"lang={language}").svg.encode()) < 150_000


@pytest.mark.parametrize("query", VIEWS)
def test_a_still_is_valid_and_needs_nothing_from_elsewhere(query):
    svg = still(query).svg
    tree = ElementTree.fromstring(svg)
    attributes = [(name, value) for element in tree.iter() for name, value in element.attrib.items()]
    assert not [name for name, _ in attributes if name.endswith("href") or name.startswith("on")]
    assert not re.findall(r"url\((?!data:font/woff2;base64,)", svg)
    assert re.findall(r"https?://[^\s\"]*", svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("query", VIEWS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_two_labels_overlap_and_none_is_cut_off(query, width, height):
    picture = still(query, width, height)
    boxes = picture.boxes
    overlapping = [(one, two) for n, one in enumerate(boxes) for two in boxes[n + 1 :] if one.overlaps(two)]
    assert not overlapping
    assert all(
        box.left >= 0 and box.top >= 0 and box.right <= picture.sheet.width and box.bottom <= picture.sheet.height
        for box in boxes
    )


@pytest.mark.parametrize("name", IDS)
def test_every_layer_changes_the_drawing(name):
    # A day and place where each has something to show.
    view = "date=2018-06-01&meeting=astana-9&window=all&view=37,35.5,7"
    with_it = still(f"{view}&layers={name}").svg_with_page_fonts
    assert layer(ElementTree.fromstring(with_it), name)
    assert with_it != still(f"{view}&layers=").svg_with_page_fonts


def test_an_agreed_zone_is_dashed_one_in_force_solid_and_a_dissolved_one_hollow_and_dotted():
    def lines(query, zone):
        marks = [mark for mark in layer(drawn(query), "zones") if (mark.get("data-of") or "").startswith(zone)]
        fills = [mark for mark in marks if mark.get("fill") != "none" and mark.get("fill-opacity") == ".26"]
        dashes = [mark.get("stroke-dasharray") for mark in marks if mark.get("fill") == "none"]
        return len(fills), dashes

    assert lines("date=2017-07-04", "idlib") == (1, ["6.4 3.2"])
    assert lines("date=2018-06-01", "idlib") == (1, [None])
    assert lines("date=2018-06-01", "north-homs") == (0, ["1.2 3.6"])


def test_a_chosen_zone_stands_out():
    def weight(query):
        marks = [mark for mark in layer(drawn(query), "zones") if (mark.get("data-of") or "").startswith("idlib")]
        return max(float(mark.get("stroke-width", 0)) for mark in marks)

    assert weight("zone=idlib") > weight("zone=south") == weight("")


def test_another_reading_draws_its_own_line():
    def version(query):
        return {mark.get("data-of") for mark in layer(drawn(query), "zones") if mark.get("stroke")}

    assert "idlib@2017-05-06" in version("")
    assert version("according=landmarks").isdisjoint(version(""))


def test_a_comparison_shows_both_outlines_and_the_ground_between_them():
    tree = drawn("date=2018-03-01&compare=2020-06-01&layers=zones,uncertainty")
    told = "".join(tree.itertext())
    assert "1 March 2018" in told.replace("\u00a0", " ") and "1 June 2020" in told.replace("\u00a0", " ")
    for one in compared_days(catalog(), "2018-03-01", "2020-06-01"):
        areas = f"{one.difference.before_km2:,.0f}, then {one.difference.after_km2:,.0f} km²"
        assert areas in told
        outlines = {side.name for side in (one.before, one.after) if side.outline is not None}
        changed = {f"{one.zone} lost"} if one.difference.lost_km2 > 1 else set()
        assert outlines | changed <= {mark.get("data-of") for mark in tree.iter()}


@pytest.mark.parametrize("view", ["date=2018-03-01", "date=2018-03-01&compare=2020-06-01"])
def test_on_a_still_stand_the_outlines_in_force(view):
    days = [value for name, value in parse_qsl(view) if name in ("date", "compare")]
    tree = drawn(f"{view}&layers=zones")
    known = set(catalog().boundaries.index)
    in_force = {version for day in days for version in gd.zones(day)["version"]}
    assert {mark.get("data-of") for mark in tree.iter()} & known == in_force


def test_the_caption_says_whose_outlines_these_are_and_how_exact():
    said = " ".join(written(drawn()))
    assert "Outlines: sub-districts and settlements · precision 1.5–5 km · agreed on paper" in said
    assert "OCHA / UN, CC BY 3.0 IGO" in said
    assert "No outline in force on this day" in written(drawn("date=2017-01-01"))


def test_the_legend_gives_each_zone_its_status_area_and_precision():
    said = written(drawn())
    area = gd.zones("2017-07-04").loc["idlib@2017-05-06", "area_km2"]
    for words in ("Idlib and around", f"agreed on paper · {area:,.0f} km² · line ± 5 km", "Where the line may run"):
        assert words in said


def test_the_legend_names_only_what_is_drawn():
    assert not [words for words in written(drawn("date=2017-07-04&layers=zones,posts")) if "Observation post" in words]
    assert "Observation post: T Türkiye" in written(drawn("date=2018-06-01&layers=zones,posts"))


def test_articles_of_a_place_are_counted_in_its_dot():
    marks = layer(drawn(), "articles")
    assert ["".join(mark.itertext()) for mark in marks if mark.tag.endswith("text")] == ["2"]
    assert not layer(drawn("date=2017-07-04&window=7&layers=articles&from=2017-07-05"), "articles")


def test_the_title_names_the_day_and_the_meeting():
    said = " ".join(written(drawn("date=2018-06-01&meeting=astana-9")))
    assert "Syria’s de-escalation zones on 1 June 2018" in said
    assert "14–15 May 2018" in said


def test_a_thumbnail_is_a_map_with_zones_and_the_day():
    tree = drawn("", 240, 135)
    assert sorted(written(tree)) == ["1", "2", "3", "4", "4 July 2017"]
    assert not layer(tree, "articles")


def test_arabic_mirrors_the_frame_and_not_the_map():
    english, arabic = drawn(), drawn("lang=ar")
    left, right = part(english, "map"), part(arabic, "map")
    assert float(left.get("x")) > 0 and float(right.get("x")) == 0
    assert float(left.get("x")) + float(left.get("width")) == 1200
    title = next(text for text in arabic.iter() if "مناطق تخفيف التوتر" in (text.text or "") and text.get("x"))
    assert title.get("text-anchor") == "end" and float(title.get("x")) > 1150
    east, west = (still(query).projection for query in ("view=40,35,6", "view=40,35,6&lang=ar"))
    assert east.spot(41, 35)[0] > east.spot(39, 35)[0] and west.spot(41, 35)[0] > west.spot(39, 35)[0]


def test_arabic_has_its_own_digits_and_never_sets_letters_apart():
    tree = drawn("lang=ar")
    assert "متفق عليها على الورق · ٨٬٩٩٦ كم² · الخط ± ٥ كم" in written(tree)
    assert not [text for text in tree.iter() if text.get("letter-spacing")]


def test_a_number_that_opens_an_arabic_line_has_a_mark_that_keeps_it_whole():
    (scale,) = ("".join(text.itertext()) for text in part(drawn("lang=ar"), "scale").iter(f"{SVG}text"))
    assert re.fullmatch("\u2067\u200f[٠-٩]+ كم\u2069", scale)


def test_a_theme_recolours_everything():
    dark = still("theme=dark").svg_with_page_fonts
    assert TOKENS["dark"]["sea"] in dark
    only_light = set(TOKENS["light"].values()) - set(TOKENS["dark"].values())
    assert not [colour for colour in only_light if colour in dark]


def test_a_view_has_the_centre_and_zoom_of_the_interactive_map():
    projection = still("view=37.25,35.5,7.5").projection
    assert projection.spot(37.25, 35.5) == pytest.approx((projection.width / 2, projection.height / 2))
    # MapLibre: 512 pixels round the world at zoom 0.
    degree = 512 * 2**7.5 / 360
    assert projection.spot(38.25, 35.5)[0] - projection.spot(37.25, 35.5)[0] == pytest.approx(degree)


def test_a_small_still_shows_the_ground_of_a_larger_one():
    small = still("view=37,35,7", 240, 135).projection
    assert small.spot(38.5, 35)[0] < 240


def test_the_scale_bar_is_true_at_the_middle_of_the_map():
    picture = still("view=38,35,7")
    bar = next(mark for mark in part(drawn("view=38,35,7"), "scale").iter() if mark.get("d"))
    length = float(re.search(r"h([\d.]+)", bar.get("d")).group(1))
    (said,) = written(part(drawn("view=38,35,7"), "scale"))
    kilometres = length * picture.projection.metres_per_pixel / 1000
    assert kilometres == pytest.approx(float(said.removesuffix(" km")), rel=0.01)
    assert picture.projection.metres_per_pixel == pytest.approx(
        40075016.686 * math.cos(math.radians(35)) / (512 * 2**7), rel=1e-6
    )


def test_the_inset_shows_who_met_where_where_there_is_room():
    assert {"Astana", "Russia", "Iran", "Türkiye", "Syria"} <= set(written(part(drawn(), "inset")))
    assert not [element for element in drawn("", 600, 315).iter() if element.get("data-part") == "inset"]
    assert not [element for element in drawn("layers=zones").iter() if element.get("data-part") == "inset"]


def test_the_letters_and_their_licence_come_along():
    svg = still().svg
    assert svg.count("@font-face") == 2
    assert "SIL Open Font License 1.1" in svg
    assert "@font-face" not in still_svg(small_store(), ViewState(), with_fonts=False)


def test_a_png_is_as_large_as_asked():
    png = still_png(small_store(), ViewState(), 300, 200, 2.5)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(png[16:20]), int.from_bytes(png[20:24])) == (750, 500)


def test_a3_at_300_dpi_is_a_sheet_magnified():
    large, sheet = still("", 4961, 3508), still("", 1240, 877)
    assert large.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="4961" height="3508"')
    assert large.sheet.width < 1300
    assert len(large.svg_with_page_fonts) > len(sheet.svg_with_page_fonts)  # finer lines


QUERY = st.dictionaries(
    st.sampled_from(["q", "outlet", "focus", "meeting", "date", "lang", "zone", "view", "layers", "window"]),
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["</svg><script>alert(1)</script>", '"><g onload="x"', "]]>&amp;&lt;", "\ud800", "\x00", "ar", "fa"]
        ),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(QUERY)
def test_no_query_breaks_the_xml(values):
    from urllib.parse import urlencode

    store = small_store()
    state, _ = parse_query(urlencode(values, errors="surrogatepass"), {"meeting": store.catalog.meetings})
    svg = compose(store, state, 320, 180).svg_with_page_fonts
    assert not [element.tag for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("script")]
