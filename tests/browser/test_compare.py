"""Two days on one map: the link, the ways of looking, the second day by keyboard, the way out."""

import pytest

from geodata.catalog import catalog
from geodata.comparisons import compared_days
from tests.browser.conftest import PHONE, pixels, query_of, settled

CHANGE = "date=2018-03-01&compare=2020-06-01&view=36.6,35.5,7"


def compared(page):
    """Wait until the ground gained and lost has come."""
    page.wait_for_function("/\\d|[٠-٩]/.test(document.getElementById('compare-status').textContent)")
    settled(page)


def seen(page):
    """The map with the outlines that lie upon it."""
    settled(page)
    return page.locator(".map-area").screenshot()


def test_a_link_shows_the_figures_of_geodata_and_shades_the_ground(open_page):
    page = open_page(f"{CHANGE}&panel=compare")
    compared(page)
    shown = {
        (zone, figure): page.locator(f'[data-compared="{zone}"] [data-figure="{figure}"] data').get_attribute("value")
        for zone in ("idlib", "north-homs", "south")
        for figure in ("gained", "lost")
    }
    differences = {one.zone: one.difference for one in compared_days(catalog(), "2018-03-01", "2020-06-01")}
    assert shown == {
        (zone, figure): f"{getattr(found, f'{figure}_km2'):.3f}"
        for zone, found in differences.items()
        for figure in ("gained", "lost")
    }
    assert page.inner_text("#compare-first") == "First: 1 March 2018"
    lost = sum(found.lost_km2 for found in differences.values())
    assert f"Lost {lost:,.1f} km²" in page.inner_text("#compare-key")
    shaded = pixels(page)
    page.locator('[data-compared="idlib"] .places-lost summary').click()
    page.locator('[data-compared="idlib"] .places-lost [data-crossing] button').first.click()
    page.wait_for_function("location.search.includes('places') && location.search.includes('10.5')")
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('compare')")
    assert page.locator("#compare-key").is_hidden()
    page.go_back()
    page.go_back()
    compared(page)
    page.wait_for_timeout(600)
    assert pixels(page) == shaded


def test_a_map_called_back_before_it_has_left_stays(open_page):
    page = open_page(f"{CHANGE}&panel=compare")
    compared(page)
    page.evaluate(
        """() => {
            document.querySelector('[data-compared="idlib"] .places-lost [data-crossing] button').click();
            history.back();
        }"""
    )
    page.wait_for_timeout(1000)
    settled(page)
    where = "document.querySelector('#map .js-plotly-plot')._fullLayout.map._subplot.map.getZoom()"
    assert page.evaluate(where) == pytest.approx(7, abs=0.01)


def test_swipe_and_blink_are_worked_by_the_keyboard(open_page):
    page = open_page(CHANGE)
    compared(page)
    page.focus('[data-mode="swipe"]')
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'divider'")
    before = seen(page)
    at = int(page.get_attribute("#divider", "aria-valuenow"))
    page.keyboard.press("Shift+ArrowRight")
    assert int(page.get_attribute("#divider", "aria-valuenow")) == at + 10
    assert seen(page) != before
    page.focus('[data-mode="blink"]')
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'blink'")
    assert page.inner_text("#blink") == "Showing: 1 March 2018"
    first = pixels(page)
    page.keyboard.press("Space")
    assert page.inner_text("#blink") == "Showing: 1 June 2020"
    assert pixels(page) != first
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    assert pixels(page) == first
    assert "mode=blink" in query_of(page)


def test_the_second_day_is_begun_stepped_and_left_by_the_keyboard(open_page):
    page = open_page("zone=idlib")
    page.focus("#compare-start")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('compare=2018-02-13')")
    page.wait_for_function("document.activeElement.id === 'second-day'")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('compare=2018-02-12')")
    page.locator('[data-compared="idlib"]').get_by_text("The outline is the same").wait_for()
    page.go_back()
    page.locator('[data-compared="idlib"] [data-figure="lost"]').wait_for()
    page.go_back()
    page.wait_for_function("location.search === '?zone=idlib'")
    page.go_forward()
    page.wait_for_function("location.search.includes('compare=2018-02-13')")
    page.locator("#second-day").wait_for()


def test_a_zones_history_compares_each_outline_with_the_days(open_page):
    page = open_page("zone=south&panel=zone")
    page.locator("#zone-panel .compare-mark").first.click()
    page.wait_for_function("location.search.includes('compare=south@2017-07-09')")
    assert page.locator("[data-compared]").first.get_attribute("data-compared") == "south"
    page.reload()
    page.wait_for_selector('html[data-map-ready="true"]', state="attached")
    assert page.locator("#notice").count() == 0
    assert page.input_value("#compare-input") == "south@2017-07-09"


def test_in_arabic_the_second_day_and_the_divider_are_mirrored_and_a_phone_holds_it_all(open_page):
    page = open_page(f"lang=ar&{CHANGE}&mode=swipe&panel=compare", size=PHONE)
    compared(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    boxes = {id: page.locator(f"#{id}").bounding_box() for id in ("compare-key", "compare-input", "day-input")}
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes.values())
    first, second = (page.locator(f"#divider .{which}").bounding_box()["x"] for which in ("first", "second"))
    assert first > second
    page.focus("#second-day")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('compare=2020-06-02')")
    assert page.locator("#compare-second").inner_text() == "الثاني: ٢ حزيران ٢٠٢٠"
