"""A view is an address: reload, back and forward, bad links, the keyboard, a narrow screen, either theme."""

import pytest

from tests.browser.conftest import PHONE, query_of


def test_arrow_keys_step_a_day_and_back_returns(open_page):
    page = open_page()
    page.focus("#timeline")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search === '?date=2017-07-05'")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search === '?date=2017-07-03'")
    page.go_back()
    page.wait_for_function("document.getElementById('day').textContent.includes('4 July 2017')")
    page.go_forward()
    page.wait_for_function("document.getElementById('day').textContent.includes('3 July 2017')")


def test_in_arabic_time_runs_to_the_left(open_page):
    page = open_page("lang=ar")
    page.focus("#timeline")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('date=2017-07-05')")


def test_back_leaves_the_zone_and_the_meeting_chosen_before(open_page):
    page = open_page()
    page.click(".step.on")
    page.wait_for_function("location.search.includes('meeting=amman-2017-07')")
    page.get_by_role("heading", level=2).filter(has_text="Amman").wait_for()
    page.click('.zone-chip[data-zone="idlib"]')
    page.wait_for_function("location.search.includes('zone=idlib')")
    page.go_back()
    page.go_back()
    page.wait_for_function("location.search === ''")
    page.locator("#meeting-sidebar h2").filter(has_text="Astana").wait_for()


def test_a_reload_restores_the_view(open_page):
    page = open_page("date=2018-06-01&zone=idlib&panel=zone&layers=zones,posts&theme=dark")
    page.reload()
    page.wait_for_selector('html[data-map-ready="true"]', state="attached")
    page.wait_for_selector("#zone-panel h2:visible")
    assert query_of(page) == "?date=2018-06-01&zone=idlib&panel=zone&layers=zones,posts&theme=dark"
    assert page.locator("#layers [data-layer][aria-checked=true]").count() == 2
    assert page.get_attribute("html", "data-theme") == "dark"


@pytest.mark.parametrize(
    "query", ["date=x", "layers=,,", "view=9e9", "meeting=<script>alert(1)</script>", "meeting=astana-99"]
)
def test_a_bad_link_gives_the_page_with_a_notice(open_page, query):
    page = open_page(query)
    notice = page.inner_text("#notice")
    assert query.split("=")[0] in notice
    assert query.split("=")[1] not in notice
    assert "<script>alert" not in page.content()


def test_the_language_menu_keeps_the_view(open_page):
    page = open_page("date=2018-06-01")
    page.click(".languages summary")
    page.click('[data-lang="ar"]')
    page.wait_for_selector('html[lang="ar"][dir="rtl"][data-map-ready="true"]', state="attached")
    assert "date=2018-06-01" in query_of(page)
    assert "حزيران" in page.inner_text("#day")


def test_the_theme_button_recolours_page_and_map(open_page):
    page = open_page()
    light = page.locator("#map").screenshot()
    page.click("#theme")
    page.wait_for_selector('html[data-theme="dark"]', state="attached")
    page.wait_for_timeout(500)
    assert page.locator("#map").screenshot() != light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 25, 29)"


def test_play_moves_the_day_until_paused(open_page):
    page = open_page()
    page.click("#play")
    page.wait_for_function("location.search >= '?date=2017-07-2'")
    page.click("#play")
    stopped = query_of(page)
    page.wait_for_timeout(600)
    assert query_of(page) == stopped


def test_a_click_on_the_time_line_goes_to_that_day(open_page):
    page = open_page()
    box = page.locator("#timeline").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 4)
    page.wait_for_function("location.search.includes('date=2019')")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_phone_shows_everything_without_scrolling_sideways(open_page, lang):
    page = open_page(f"lang={lang}", size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.locator("#layers").is_visible()
    page.click("#layers-open")
    page.click('[data-layer="posts"]')
    page.click("#layers-open")
    page.click('.tabs [data-panel="articles"]')
    assert page.locator("#article-list [data-article]").first.is_visible()
    page.click('.tabs [data-panel="zone"]')
    page.click('.zone-choice[data-zone="eastern-ghouta"]')
    page.wait_for_selector("#zone-panel .zone-head")


def test_search_finds_a_place_by_another_spelling(open_page):
    page = open_page()
    page.keyboard.press("Control+k")
    page.fill("#find", "Khan Shaykhun")
    page.locator("#found [role=option]").filter(has_text="Khan Shaykhun").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('places')")
