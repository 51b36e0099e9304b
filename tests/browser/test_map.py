"""A reader at the map: what is drawn, and what changes it."""

import json

import pytest
from shapely.geometry import shape

from geodata.__main__ import main
from tests.browser.conftest import PHONE, click_map, pixels, query_of, settled
from tests.days import changing_days

# A day and a place where every layer has something to draw.
BUSY = "date=2018-06-01&window=all&view=37,35.2,6"
LAYERS = ("states", "governorates", "zones", "uncertainty", "posts", "places", "articles", "events", "arcs")


def test_the_page_opens_on_the_fifth_astana_meeting(open_page):
    page = open_page()
    assert page.inner_text("#day") == "Tuesday, 4 July 2017" or "4 July 2017" in page.inner_text("#day")
    assert page.locator("#layers [data-layer][aria-checked=true]").count() == 3
    assert page.locator("#chips .zone-chip:visible").count() == 4


@pytest.mark.parametrize("layer", LAYERS)
def test_a_toggle_changes_what_is_drawn(open_page, layer):
    page = open_page(f"{BUSY}&layers=")
    without = pixels(page)
    page.click(f'[data-layer="{layer}"]')
    page.wait_for_selector(f'[data-layer="{layer}"][aria-checked=true]')
    drawn = pixels(page)
    assert drawn != without
    assert f"layers={layer}" in query_of(page)
    page.click(f'[data-layer="{layer}"]')
    assert pixels(page) != drawn


def test_another_day_draws_other_zones(open_page):
    page = open_page("layers=zones&view=37,35,6")
    agreed = pixels(page)
    page.fill("#day-input", "2020-04-01")
    page.press("#day-input", "Enter")
    assert pixels(page) != agreed
    assert page.locator("#chips .zone-chip.dissolved").count() == 3


def test_what_is_drawn_is_what_the_command_prints_on_every_day(open_page, capsys):
    page = open_page("layers=zones")
    for day in changing_days():
        assert main(["zones", "--date", str(day), "--format", "geojson"]) == 0
        printed = {f["properties"]["version"]: f["geometry"] for f in json.loads(capsys.readouterr().out)["features"]}
        page.fill("#day-input", str(day))
        page.press("#day-input", "Enter")
        page.wait_for_function("(day) => new URLSearchParams(location.search).get('date') === day", arg=str(day))
        drawn = outlines_drawn(page)
        assert {version: shape(one).normalize().wkt for version, one in drawn.items()} == {
            version: shape(one).normalize().wkt for version, one in printed.items()
        }


def outlines_drawn(page):
    """The outlines that the map shows as in force, by version, as GeoJSON."""
    settled(page)
    return page.evaluate(
        """async () => {
            const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
            const { features } = await map.getSource("boundaries").getData();
            const isShown = (one) => map.getFeatureState({ source: "boundaries", id: one.id }).shown;
            const shown = features.filter((one) => one.properties.status !== "dissolved" && isShown(one));
            return Object.fromEntries(shown.map((one) => [one.properties.id, one.geometry]));
        }"""
    )


def test_a_click_on_a_zone_opens_its_panel(open_page):
    page = open_page("view=36.5,35.5,7")
    click_map(page, 36.6, 35.7)
    page.wait_for_selector("#zone-panel .zone-head:visible")
    assert "Idlib" in page.inner_text("#zone-panel h2")
    assert "zone=idlib" in query_of(page)


def test_a_zones_chip_opens_its_panel_with_its_provenance(open_page):
    page = open_page()
    page.click('.zone-chip[data-zone="south"]')
    panel = page.locator("#zone-panel")
    panel.get_by_text("Zone 4 of the memorandum").wait_for()
    for words in ("Precision", "Source", "Method", "km²", "Figures claimed", "History of the outline"):
        assert words.lower() in panel.inner_text().lower()


def test_the_pointer_is_told_what_lies_under_it(open_page):
    page = open_page("view=36.5,35.5,7")
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(box["x"] + box["width"] / 2 + 3, box["y"] + box["height"] / 2)
    page.wait_for_selector("#tip:visible")
    assert "Idlib" in page.inner_text("#tip")


def test_a_preset_moves_the_map_and_the_view_remembers_where_it_was_left(open_page):
    page = open_page("layers=states,zones,arcs")
    syria = pixels(page)
    page.click('[data-preset="venue"]')
    page.wait_for_timeout(700)
    assert pixels(page) != syria
    page.click("#zoom-in")
    page.wait_for_function("location.search.includes('view=')")


def test_a_window_that_changes_its_size_leaves_the_map_where_it_is(open_page):
    page = open_page("date=2018-06-01", PHONE)
    where = """() => {
        const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
        return [map.getCenter().lng, map.getCenter().lat, map.getZoom()];
    }"""
    settled(page)
    at_first = page.evaluate(where)
    assert at_first[2] < 5.4  # all zones are in sight, which they are not where the empty map opens
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"] - 120})
    page.set_viewport_size({"width": PHONE["width"] + 30, "height": PHONE["height"]})
    page.wait_for_timeout(1000)
    settled(page)
    assert page.evaluate(where) == pytest.approx(at_first, abs=0.02)


def test_dragging_the_map_keeps_what_is_drawn(open_page):
    page = open_page("layers=states,zones&view=36.5,35.5,7")
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + 500, box["y"] + 300)
    page.mouse.down()
    page.mouse.move(box["x"] + 620, box["y"] + 340, steps=5)
    page.mouse.up()
    page.wait_for_function("!location.search.includes('view=36.5,35.5,7')")
    click_map(page, 36.6, 35.7)
    page.wait_for_selector("#zone-panel .zone-head:visible")


def test_choosing_a_session_picks_out_who_met(open_page):
    page = open_page("layers=states,zones,arcs&view=50,45,3")
    everybody = pixels(page)
    page.click('[data-session="astana-5-s5"] [data-focus="astana-5-s5"]')
    assert pixels(page) != everybody
    strong = page.locator("#inset .arc:not(.dimmed)")
    assert sorted(strong.nth(n).get_attribute("data-party") for n in range(strong.count())) == ["irn", "rus"]


def test_every_repaint_is_announced_with_the_view_drawn(open_page):
    page = open_page()
    page.evaluate("document.addEventListener('atlas:rendered', (event) => (window.drawn = event.detail))")
    page.focus("#timeline")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("window.drawn?.date === '2017-07-05'")
    settled(page)
