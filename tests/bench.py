"""A day's step in the page against drawing a new figure, and how well articles are read: ``make bench``."""

import json
import statistics
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from dashboard.figures import figure_of
from dashboard.server import create_app
from dashboard.state import parse_query
from geodata import store as stores
from tests import chromium
from tests.labelled import score

STEPS = 15
STEP = """async () => {
    const timeline = document.getElementById("timeline");
    const painted = new Promise((resolve) => document.addEventListener("atlas:rendered", resolve, { once: true }));
    const begun = performance.now();
    timeline.dispatchEvent(new KeyboardEvent("keydown", { key: "PageUp", bubbles: true }));
    await painted;
    return performance.now() - begun;
}"""
NEW_FIGURE = """async (figure) => {
    const graph = document.querySelector("#map .js-plotly-plot");
    const begun = performance.now();
    await Plotly.react(graph, figure.data, figure.layout);
    const map = graph._fullLayout.map._subplot.map;
    await new Promise((resolve) => { map.once("render", resolve); map.triggerRepaint(); });
    return performance.now() - begun;
}"""


def median_of(page, script, argument=None):
    times = []
    for _ in range(STEPS):
        times.append(page.evaluate(script, argument() if argument else None))
        page.wait_for_timeout(150)
    return statistics.median(times)


def main() -> None:
    print(score.report())
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        store = stores.build(Path(directory))
        server = create_server(create_app(store).server, host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{server.effective_port}/")
        page.wait_for_selector('html[data-map-ready="true"]', state="attached", timeout=60_000)
        stepped = median_of(page, STEP)
        days = iter(f"date=2017-{month:02d}-{day:02d}" for month in (7, 8, 9) for day in range(1, 28))
        drawn = median_of(page, NEW_FIGURE, lambda: json.loads(figure_of(store, parse_query(next(days))[0]).to_json()))
        browser.close()
        server.close()
    print(f"a day's step in the page takes {stepped / drawn:.2f} of the time of a new figure (medians of {STEPS})")


if __name__ == "__main__":
    main()
