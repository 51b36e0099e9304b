"""Six embeds on a page of another site, with and without a script, on phones and on large screens."""

import math
import re
import time

import pytest
from pypdfium2 import PdfDocument

from tests.browser.hosts import EMBEDS, article, served

LIGHT = [name for name, path in EMBEDS.items() if path.startswith("/embed") and "full" not in path]
WIDTHS = (320, 900, 1600)


@pytest.fixture(scope="module")
def host(address, tmp_path_factory):
    folder = tmp_path_factory.mktemp("host")
    (folder / "index.html").write_text(article(address), encoding="utf-8")
    (folder / "light.html").write_text(article(address, {name: EMBEDS[name] for name in LIGHT}), encoding="utf-8")
    with served(folder) as site:
        yield site


@pytest.fixture
def visit(browser):
    """Opens a page of the other site; at the end nothing may have gone wrong unseen."""
    contexts, troubles = [], []

    def opened(page_address, width=900, javascript=True, wait="load"):
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=javascript)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.set_default_timeout(60_000)
        page.goto(page_address, wait_until=wait)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def inside(page, name):
    return page.locator(f"#{name}").element_handle().content_frame()


def until(frame, expression, seconds=60):
    """Wait until this is true in a page; asked from outside, since its policy lets nobody evaluate anything inside."""
    end = time.monotonic() + seconds
    while not frame.evaluate(expression):
        assert time.monotonic() < end, expression
        time.sleep(0.1)


def wait_for_heights(page):
    """Until every light embed has all its height, and no more; browsers let frames out of sight rest."""
    for name in LIGHT:
        page.locator(f"#{name}").scroll_into_view_if_needed()
        frame = inside(page, name)
        until(frame, "Math.abs(innerHeight - document.getElementById('embed').getBoundingClientRect().height) <= 1")
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_six_embeds_live_on_one_page_at_any_width(visit, host):
    page = visit(f"{host}/index.html")
    page.locator("#full").scroll_into_view_if_needed()
    full = inside(page, "full")
    full.wait_for_selector('html[data-map-ready="true"]', state="attached")
    assert full.locator("#timeline").is_visible() and not full.locator(".sidebar").is_visible()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)
        wait_for_heights(page)
        for name in LIGHT:
            smallest = inside(page, name).evaluate(
                """() => {
                    const shown = [...document.querySelectorAll("#map > svg")].find((one) => one.checkVisibility());
                    const scale = shown.getBoundingClientRect().width / shown.viewBox.baseVal.width;
                    // A letter in the mark of a post is part of the mark.
                    const names = [...shown.querySelectorAll("text")].filter((one) => !one.closest("[data-of]"));
                    const sizes = names.map((one) => one.getAttribute("font-size"));
                    return scale * Math.min(...sizes);
                }"""
            )
            assert smallest >= 7.5, (name, width)
        wait_for_whole_story(page)


def wait_for_whole_story(page):
    """Until the frame of the story has room for its highest step, and keeps that height from step to step."""
    page.locator("#story").scroll_into_view_if_needed()
    story = inside(page, "story")
    until(story, "document.documentElement.scrollHeight === innerHeight")
    is_whole = "[...document.querySelectorAll('.current .words')].every((one) => one.scrollHeight <= one.clientHeight)"
    until(story, is_whole)
    height = story.evaluate("innerHeight")
    for step in range(2, 4):
        page.evaluate("step => deescalationAtlas.show(document.getElementById('story'), { step })", step)
        until(story, f"document.querySelector('.step.current').dataset.step === '{step}'")
        assert story.evaluate(is_whole) and story.evaluate("innerHeight") == height
    page.evaluate("deescalationAtlas.show(document.getElementById('story'), { step: 1 })")


def test_page_and_embeds_talk_and_each_embed_stands_alone(visit, host):
    page = visit(f"{host}/light.html")
    wait_for_heights(page)
    page.evaluate(
        "window.told = []; addEventListener('atlas:view', ({ target, detail }) => told.push([target.id, detail.date]))"
    )
    inside(page, "english").click('a[data-step="on"]')
    page.wait_for_function("told.length === 1")
    page.evaluate("deescalationAtlas.show(document.getElementById('later'), { date: '2018-09-20' })")
    page.wait_for_function("told.length === 2")
    assert page.evaluate("told") == [["english", "2017-07-05"], ["later", "2018-09-20"]]
    assert inside(page, "english").inner_text("h1").endswith("5 July 2017")
    assert inside(page, "later").inner_text("h1").endswith("20 September 2018")
    assert "2019" in inside(page, "later-arabic").evaluate("document.getElementById('embed').dataset.date")


def test_nobody_else_is_believed(visit, host, address):
    page = visit(f"{host}/light.html")
    wait_for_heights(page)
    height = page.evaluate("document.getElementById('english').offsetHeight")
    # Another window says what only an embed may say, and a frame beside it what only the page around may.
    page.evaluate("window.postMessage({ atlas: 1, kind: 'size', height: 5 }, '*')")
    inside(page, "dark-arabic").evaluate(
        "parent.frames[0].postMessage({ atlas: 1, kind: 'show', view: { date: '2020-01-01' } }, '*')"
    )
    page.wait_for_timeout(500)
    assert page.evaluate("document.getElementById('english').offsetHeight") == height
    assert inside(page, "english").inner_text("h1").endswith("4 July 2017")


@pytest.mark.parametrize("width", [320, 1600])
def test_without_a_script_every_embed_is_read_and_stepped_through(visit, host, width):
    page = visit(f"{host}/index.html", width, javascript=False)
    for name in LIGHT:
        frame = inside(page, name)
        assert frame.locator("h1").is_visible()
        pictures = [one for one in frame.locator("#map > svg").all() if one.is_visible()]
        assert len(pictures) == 1 and pictures[0].bounding_box()["width"] <= width
        assert not any(button.is_visible() for button in frame.locator(".zoom button").all())
    assert inside(page, "story").locator("h2").first.is_visible()
    inside(page, "english").click('a[data-step="later"]')
    page.frame_locator("#english").locator("h1").filter(has_not_text="4 July 2017").wait_for()
    inside(page, "later").click(".zones summary >> nth=0")
    assert "Method" in inside(page, "later").inner_text(".zones details[open] dl")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_printed_it_is_one_page_with_every_provenance_and_nothing_to_press(visit, address, lang):
    page = visit(f"{address}/embed?date=2018-06-01&theme=dark&controls=title,date,zoom,legend&lang={lang}")
    with PdfDocument(page.pdf(format="A4")) as printed:
        assert len(printed) == 1
        words = printed[0].get_textpage().get_text_range()
    assert words.count("Union of") == 2 and "▾" not in words
    page.emulate_media(media="print")
    assert page.locator("h1").evaluate("one => getComputedStyle(one).color") == "rgb(31, 36, 40)"
    assert not page.locator(".zoom:visible, .dates:visible, .open:visible").count()


def test_keys_reach_every_mark_and_move_the_map(visit, address):
    page = visit(f"{address}/embed")
    page.focus("#map")
    page.keyboard.press("+")
    until(page, "location.search.includes('view=')")
    before = page.evaluate("location.search")
    page.keyboard.press("ArrowRight")
    until(page, f"location.search !== '{before}'")
    page.keyboard.press("0")
    until(page, "!location.search.includes('view=')")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "Idlib and around" in page.inner_text(".card"):
            break
    told = page.inner_text(".card")
    for words in ("Idlib and around", "± 5 km", "Source:", "Method:"):
        assert words in told
    page.keyboard.press("Escape")
    assert not page.is_visible(".card")


def test_a_drag_moves_the_map_by_as_much(visit, address):
    page = visit(f"{address}/embed?view=36.5,35,7")
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y, steps=4)
    page.mouse.up()
    until(page, "!location.search.includes('view=36.5,')")
    lon, lat, zoom = map(float, page.evaluate("new URLSearchParams(location.search).get('view')").split(","))
    # A hundred pixels of the screen at the scale that was seen, which the map keeps.
    assert lon - 36.5 == pytest.approx(100 * 360 / (512 * 2**zoom), rel=0.03)
    assert abs(lat - 35) < 0.01 and zoom == pytest.approx(7 + math.log2(box["width"] / 720), abs=0.02)


def test_two_fingers_bring_the_map_closer(visit, address):
    page = visit(f"{address}/embed?view=36.5,35,7")
    box = page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    fingers = page.context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": across, "y": y, "id": number} for number, across in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x - 40, x + 40)
    for apart in (50, 65, 80):
        touch("touchMove", x - apart, x + apart)
    touch("touchEnd")
    until(page, "!location.search.includes('view=36.5,35,7')")
    _, _, zoom = map(float, page.evaluate("new URLSearchParams(location.search).get('view')").split(","))
    # Twice as far apart is one level of zoom; the first move of a gesture tells that it is one.
    assert 0.5 < zoom - 7 - math.log2(box["width"] / 720) <= 1.02


def test_a_page_opened_from_disk_may_frame_it(visit, address, tmp_path):
    (tmp_path / "page.html").write_text(article(address, {"english": EMBEDS["english"]}), encoding="utf-8")
    page = visit((tmp_path / "page.html").as_uri())
    inside(page, "english").wait_for_selector("h1")


def test_the_atlas_itself_cannot_be_framed(browser, address, tmp_path):
    (tmp_path / "page.html").write_text(article(address, {"atlas": "/"}), encoding="utf-8")
    with served(tmp_path) as site:
        page = browser.new_page()
        page.goto(f"{site}/page.html")
        page.wait_for_timeout(1000)
        assert not page.frames[1].locator("#atlas").count()
        page.close()


def test_the_share_dialogue_gives_code_that_works(open_page, address):
    page = open_page("date=2018-06-01&zone=idlib")
    page.click("#share-open")
    page.wait_for_selector('[data-share="frame"]')
    assert page.input_value('[data-share="link"]') == f"{address}/?date=2018-06-01&zone=idlib"
    page.select_option('#share [name="lang"]', "ar")
    page.select_option('#share [name="size"]', "640x640")
    page.check('#share [value="date"]')
    code = page.input_value('[data-share="frame"]')
    assert 'width="640" height="640"' in code and "controls=title,date,zoom,legend" in code
    page.check('[name="keep"]')
    version = re.search(r"asof=([\w-]+)", page.input_value('[data-share="frame"]'))[1]
    assert page.input_value('[data-share="link"]').startswith(f"{address}/embed?")
    for share in ("link", "oembed", "markdown"):
        assert version in page.input_value(f'[data-share="{share}"]'), share
    assert f"asof={version}" in page.get_attribute('[data-still="png"]', "href")
    page.uncheck('[name="keep"]')
    assert "asof" not in page.input_value('[data-share="frame"]')
    page.click(".preview summary")
    framed = page.locator("#share-preview iframe").element_handle().content_frame()
    framed.wait_for_selector('html[lang="ar"] h1')
    assert framed.evaluate("document.getElementById('embed').dataset.date") == "2018-06-01"
    page.evaluate(
        """() => {
            const said = document.getElementById("share-said");
            window.said = new Promise((resolve) => {
                new MutationObserver(() => resolve(said.textContent)).observe(said, { childList: true });
            });
        }"""
    )
    page.click('[data-copy="frame"]')
    assert page.evaluate("said") == "Copied"
    page.keyboard.press("Escape")
    page.wait_for_selector("#share", state="hidden")
    assert page.evaluate("document.activeElement.id") == "share-open"
