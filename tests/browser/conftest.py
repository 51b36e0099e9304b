"""A served atlas and a real browser.  Every page fails its test on a console error or a request to elsewhere."""

import threading

import pytest
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from dashboard.server import create_app
from geodata import store as stores
from tests import chromium

WIDE = {"width": 1200, "height": 720}  # drawn in software: every pixel costs
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """Where the atlas is served, by the server that serves it for everybody."""
    app = create_app(stores.build(tmp_path_factory.mktemp("store")))
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def browser():
    executable = chromium.find()
    assert executable, "no Chromium; see python -m tests.chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=chromium.FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser, address):
    """Opens a query string and waits for the map; at the end nothing may have gone wrong unseen."""
    contexts, troubles = [], []

    def opened(query="", size=WIDE, scheme="light", ready=True, at=address):
        context = browser.new_context(viewport=size, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda request: request.url.startswith((at, "data:", "blob:")) or troubles.append(request.url),
        )
        page.set_default_timeout(60_000)
        page.goto(f"{at}/?{query}")
        if ready:
            page.wait_for_selector('html[data-map-ready="true"]', state="attached")
            page.wait_for_selector("#meeting-sidebar h2", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


def settled(page):
    """Wait until the map has painted what was asked and rests."""
    page.evaluate(
        """() => new Promise((resolve) => {
            const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
            const rest = () => (map.loaded() && !map.isMoving() ? resolve() : map.once("idle", resolve));
            requestAnimationFrame(() => requestAnimationFrame(rest));
        })"""
    )


def pixels(page):
    """The map as drawn, without what lies upon it."""
    page.evaluate(
        "document.querySelectorAll('.map-area > :not(#map)').forEach((one) => (one.style.visibility = 'hidden'))"
    )
    settled(page)
    picture = page.locator("#map").screenshot()
    page.evaluate("document.querySelectorAll('.map-area > :not(#map)').forEach((one) => (one.style.visibility = ''))")
    return picture


def click_map(page, lon, lat):
    """Click the map at a place, as a reader would."""
    x, y = page.evaluate(
        """([lon, lat]) => {
            const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
            const box = map.getCanvas().getBoundingClientRect();
            const point = map.project([lon, lat]);
            return [box.left + point.x, box.top + point.y];
        }""",
        [lon, lat],
    )
    page.mouse.click(x, y)


def query_of(page):
    return page.evaluate("location.search")
