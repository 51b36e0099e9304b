"""Somebody presents: a story by keys, swipes and links, from two windows, from disk, and one of their own."""

import json
import re

from playwright.sync_api import expect
from pypdfium2 import PdfDocument

from dashboard.offline import offline_html
from dashboard.state import parse_query
from dashboard.stories import STORIES, read_story
from geodata.catalog import catalog
from tests.browser.conftest import PHONE, WIDE
from tests.stills import small_store

SWIPE = """(at) => {
  const target = document.querySelector("main");
  for (const [kind, x] of Object.entries(at)) {
    const touch = new Touch({ identifier: 1, target, clientX: x, clientY: 300 });
    const touches = kind === "touchend" ? [] : [touch];
    target.dispatchEvent(new TouchEvent(kind, { touches, changedTouches: [touch], bubbles: true }));
  }
}"""


# Words of a map that reach beyond it: those of a legend do where their direction is not the picture's.
WORDS_OUTSIDE = """() => {
  const room = document.querySelector("#map > svg").getBoundingClientRect();
  const isOutside = ({ left, right }) => left < room.left || right > room.right;
  const lines = [...document.querySelectorAll("#map > svg > text")];
  return lines.filter((one) => isOutside(one.getBoundingClientRect())).map((one) => one.textContent);
}"""


INK = "rgb(31, 36, 40)"  # that of the light theme


def shown(page):
    """The number of the one step that is to be seen."""
    (number,) = page.locator("[data-step]:visible").evaluate_all("steps => steps.map((step) => step.dataset.step)")
    return int(number)


def opened(context, address):
    """A page of a context, as soon as its words are there."""
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address, wait_until="domcontentloaded")
    return page


def drawn(page):
    """Waits until the picture of the step is there."""
    page.locator(".current img").evaluate("image => image.decode()")


def test_a_story_goes_by_keys_links_and_history_and_the_presenter_goes_along(browser, address):
    context = browser.new_context(viewport=WIDE)
    page = opened(context, f"{address}/story/astana-5#step=3")
    drawn(page)
    assert shown(page) == 3
    page.keyboard.press("ArrowRight")
    assert shown(page) == 4 and page.url.endswith("#step=4")
    page.locator(".current [rel=next]").click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("End")
    assert shown(page) == 10
    page.go_back()
    assert shown(page) == 4
    presenter = opened(context, f"{address}/story/astana-5?presenter=1#step=4")
    notes = read_story(STORIES / "astana-5.json", catalog()).steps[3].notes["en"]
    assert presenter.locator(".current .notes").inner_text() == notes
    assert re.fullmatch(r"\d\d:\d\d", presenter.locator("[data-elapsed]").inner_text())
    presenter.keyboard.press("PageDown")
    expect(page).to_have_url(re.compile("#step=5$"))
    assert shown(page) == 5 and presenter.locator(".current .upcoming b").is_visible()
    context.close()


def test_without_a_script_links_turn_the_steps(browser, address):
    context = browser.new_context(viewport=WIDE, java_script_enabled=False)
    page = opened(context, f"{address}/story/four-zones?lang=ar&step=2")
    only = page.locator("section:visible")
    expect(only).to_have_count(1)
    expect(only).to_have_id("step=2")
    only.locator("[rel=next]").click()
    expect(only).to_have_id("step=3")
    context.close()


def test_on_paper_stand_all_steps_a_page_each_dark_on_white_with_their_pictures(browser, address):
    context = browser.new_context(viewport=WIDE)
    page = opened(context, f"{address}/story/four-zones?theme=dark&step=3")
    page.evaluate("window.print()")
    pictures = page.locator("figure img")
    for picture in pictures.all():
        expect(picture).to_have_js_property("complete", True, timeout=60_000)
        expect(picture).not_to_have_js_property("naturalWidth", 0, timeout=60_000)
    with PdfDocument(page.pdf(format="A4")) as printed:
        assert len(printed) == len(read_story(STORIES / "four-zones.json", catalog()).steps)
        assert "The life of four zones" in printed[0].get_textpage().get_text_range()
        assert "Presenter" not in printed[0].get_textpage().get_text_range()
    page.emulate_media(media="print")
    assert page.locator("h2").first.evaluate("one => getComputedStyle(one).color") == INK
    context.close()


def test_a_swipe_goes_the_way_of_reading(browser, address):
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = opened(context, f"{address}/story/four-zones?lang=ar")

    def swipe(start, end):
        page.evaluate(SWIPE, {"touchstart": start, "touchend": end})

    swipe(60, 300)
    assert shown(page) == 2
    swipe(300, 60)
    assert shown(page) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_a_file_from_disk_steps_through_the_days_with_the_network_cut(browser, tmp_path):
    state, _ = parse_query("date=2018-02-13&layers=states,zones&lang=ar")
    file = tmp_path / "atlas.html"
    file.write_bytes(offline_html(small_store(), state))
    assert file.stat().st_size < 3_000_000
    context = browser.new_context(viewport=WIDE, offline=True)
    troubles = []
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
    page.on("request", lambda request: request.url.startswith(("file:", "data:")) or troubles.append(request.url))
    page.goto(file.as_uri())
    assert page.locator("#day").inner_text() == "١٣ شباط ٢٠١٨"
    assert page.evaluate(WORDS_OUTSIDE) == []
    zones = page.locator('#map [data-layer="zones"] path')
    before = zones.count(), page.locator("#map").inner_html()
    page.locator("#slider").fill(page.locator("#slider").get_attribute("max"))
    assert "آذار ٢٠٢٠" in page.locator("#day").inner_text()
    assert zones.count() < before[0] and page.locator("aside section:visible h2").last.inner_text()
    page.locator("#back").click()
    page.locator("#on").click()
    assert "آذار ٢٠٢٠" in page.locator("#day").inner_text() and not troubles
    context.close()


def test_views_become_a_story_whose_file_obeys_the_rules(open_page, tmp_path):
    page = open_page("date=2018-03-01")
    page.locator("#stories-open").click()
    add = page.locator("#stories [data-add]")
    add.click()
    page.evaluate("document.querySelector('#day-on').click()")
    add.click()
    page.locator("[data-story=title]").fill("Two days in March")
    page.locator("[data-story=summary]").fill("Made in a test.")
    for number, title in enumerate(("First", "Second")):
        page.locator("[data-step=title]").nth(number).fill(title)
        page.locator("[data-step=text]").nth(number).fill(f"{title}, in a test.")
    page.locator("[data-do=down]").first.click()
    assert page.locator("[data-step=title]").first.input_value() == "Second"
    page.locator("[data-write=ar]").click()
    page.locator("[data-story=title]").fill("يومان في آذار")
    assert page.locator("[data-download]").is_disabled()  # what is begun in a language is to be finished
    page.locator("[data-story=title]").fill("")
    page.reload()
    page.wait_for_selector('html[data-map-ready="true"]', state="attached")
    page.locator("#stories-open").click()
    with page.expect_download() as download:
        page.locator("[data-download]").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    story = read_story(file, catalog())
    assert file.name == "two-days-in-march.json" and json.loads(file.read_text())["title"] == {
        "en": "Two days in March"
    }
    assert [step.view for step in story.steps] == ["date=2018-03-02", "date=2018-03-01"]
