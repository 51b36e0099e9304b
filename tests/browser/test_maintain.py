"""A maintainer's path: an outline brought in or moved by hand, its difference read, its patch taken away or saved."""

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from shapely.geometry import mapping
from waitress.server import create_server

from dashboard.maintenance import Maintenance
from dashboard.server import create_app
from geodata import store as stores
from geodata.catalog import DATA, SEEDS, Catalog, catalog
from tests.browser.conftest import settled
from tests.maintained import STATED, VERSION, applied, checked, checkout, corners, difference, moved_outline

TOKEN = "a-long-secret"
SHOWN = """(version) => {
    const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
    const found = map.querySourceFeatures("boundaries").find((one) => one.properties.id === version);
    return Boolean(found && map.getFeatureState({ source: "boundaries", id: found.id }).shown);
}"""
AFTER = """() => {
    const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
    const { features } = map.getSource("proposal").serialize().data;
    return features.find((one) => one.properties.change === "after").geometry;
}"""
# Of the border between Damascus and Rural Damascus, beside the outline.
BORDER_CORNER = (36.330919, 33.497997)
DRAGGED = 4  # the vertex; the border's corner lies outside, some 2 km west of it
SNAPPED = ("36.33092", "33.49800")


@pytest.fixture
def served_from():
    """Starts the atlas of a checkout, as its maintainer would after applying a patch."""
    started = []

    def start(folder, store):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "dashboard", "--port", str(port), "--store", str(store)]
        started.append(subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz")
                return f"http://127.0.0.1:{port}"
            except OSError:
                assert started[-1].poll() is None, "the atlas of the checkout ended at once"
                time.sleep(0.5)
        raise AssertionError("the atlas of the checkout does not answer")

    yield start
    for server in started:
        server.terminate()
        server.wait()


@pytest.fixture
def saving_address(tmp_path):
    """An atlas over a copy of the data, started with --maintain and a token."""
    data = Catalog(shutil.copytree(DATA, tmp_path / "data"), SEEDS)
    app = create_app(stores.build(tmp_path / "store", data), Maintenance(TOKEN))
    server = create_server(app.server, host="127.0.0.1", port=0, threads=8)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def state(page, **fields):
    """Fill in what is known about an outline."""
    for name, value in fields.items():
        if name == "zone":
            page.select_option("#field-zone", value)
        else:
            page.fill(f"#field-{name}", value)


def uploaded(page, content, name="outline.geojson"):
    page.set_input_files("#field-file", {"name": name, "mimeType": "application/geo+json", "buffer": content})


def pixel(page, lon, lat):
    return page.evaluate(
        """([lon, lat]) => {
            const map = document.querySelector("#map .js-plotly-plot")._fullLayout.map._subplot.map;
            const box = map.getCanvas().getBoundingClientRect();
            const point = map.project([lon, lat]);
            return [box.left + point.x, box.top + point.y];
        }""",
        [lon, lat],
    )


def test_an_outline_is_brought_in_read_taken_away_applied_and_shown(open_page, served_from, tmp_path):
    page = open_page()
    page.get_by_role("tab", name="Maintain").click()
    page.wait_for_selector("#maintain-form")
    state(page, **STATED | {"precision_km": "exact"})
    uploaded(page, moved_outline())
    page.click("#maintain-form [type=submit]")
    page.wait_for_selector("#wrong-precision_km:visible")
    assert page.inner_text("#wrong-precision_km").startswith("'exact' is no precision; give kilometres")
    assert page.locator(".wrong:visible").count() == 1
    page.fill("#field-precision_km", STATED["precision_km"])
    page.click("#maintain-form [type=submit]")
    page.wait_for_selector("#maintain-review .figures")
    review = page.inner_text("#maintain-review")
    found = difference()
    figures = (found.before_km2, found.after_km2, found.lost_km2, found.hausdorff_km)
    names = [place.name_en for place in found.places_lost]
    assert names
    for words in (VERSION, "note: it lasts until", *names, *(f"{figure:,.2f}" for figure in figures)):
        assert words in review
    assert "date=2017-10-01" in page.evaluate("location.search")
    with page.expect_download() as download:
        page.click('[data-take="patch"]')
    assert page.locator("#maintain-token").count() == 0

    folder = checkout(tmp_path / "checkout")
    applied(download.value.path().read_bytes(), folder)
    assert checked(folder) == "all curated files obey every rule\n"
    restarted = served_from(folder, tmp_path / "store")
    shown = open_page("date=2017-10-01&zone=eastern-ghouta&panel=zone&view=36.4,33.54,10", at=restarted)
    settled(shown)
    assert shown.evaluate(SHOWN, VERSION)
    shown.wait_for_selector("#zone-panel .zone-head")
    assert STATED["method"] in shown.text_content("#zone-panel")


def test_a_vertex_is_moved_by_hand_and_snaps_and_is_put_back(open_page):
    page = open_page("panel=maintain&zone=eastern-ghouta&date=2017-10-01")
    page.wait_for_selector("#maintain-form")
    state(page, **STATED)
    page.click("#draw-from")
    page.wait_for_selector("#draw-tools:visible")
    settled(page)
    page.click("#draw-next")
    page.wait_for_function(
        f"document.querySelector('#draw-vertex').textContent.includes('Vertex 1 of {len(corners())}')"
    )
    at_first = page.inner_text("#draw-vertex")
    page.keyboard.press("Shift+ArrowDown")
    assert page.inner_text("#draw-vertex") != at_first
    page.click("#draw-undo")
    page.wait_for_function("(first) => document.querySelector('#draw-vertex').textContent === first", arg=at_first)
    for _ in range(DRAGGED):
        page.click("#draw-next")
    x, y = pixel(page, *BORDER_CORNER)
    page.mouse.move(*pixel(page, *corners()[DRAGGED]))
    page.mouse.down()
    page.mouse.move(x + 20, y - 20, steps=3)
    page.mouse.move(x + 2, y - 2, steps=3)
    page.wait_for_function(f"document.querySelector('#draw-vertex').textContent.includes('{SNAPPED[0]}, {SNAPPED[1]}')")
    page.mouse.up()
    page.click("#draw-use")
    page.wait_for_selector("#maintain-review .figures")
    gained = page.locator(".figures tr", has_text="Gained").locator("td").last.inner_text()
    assert float(gained) > 0.5
    after = page.evaluate(AFTER)
    assert [float(part) for part in SNAPPED] in after["coordinates"][0]
    assert "panel=maintain" in page.evaluate("location.search")


def vertex(page, words):
    page.wait_for_function("(words) => document.querySelector('#draw-vertex').textContent.includes(words)", arg=words)


def test_an_outline_is_drawn_by_keyboard_alone_and_snaps(open_page):
    page = open_page(f"panel=maintain&date=2017-10-01&view={BORDER_CORNER[0] + 0.05},{BORDER_CORNER[1]},10")
    page.wait_for_selector("#maintain-form")
    state(page, **STATED)
    page.focus("#draw-anew")
    page.keyboard.press("Enter")
    vertex(page, "Vertex 1 of 4")
    assert page.evaluate("document.activeElement.id") == "draw-vertex"
    page.keyboard.press("Enter")
    vertex(page, "Vertex 2 of 5")
    page.keyboard.press("Delete")
    vertex(page, "Vertex 2 of 4")
    # to where the border's corner is a few pixels away
    x, y = pixel(page, *BORDER_CORNER)
    lon, lat = map(float, page.inner_text("#draw-vertex").split(": ")[1].split(", "))
    left, top = pixel(page, lon, lat)
    for back, on, gap in (("ArrowLeft", "ArrowRight", x - left), ("ArrowUp", "ArrowDown", y - top)):
        for stride, pixels in (("Shift+", 20), ("", 2)):
            for _ in range(int(abs(gap) // pixels)):
                page.keyboard.press(stride + (on if gap > 0 else back))
            gap = abs(gap) % pixels * (1 if gap > 0 else -1)
    page.keyboard.press("Space")
    vertex(page, f"{SNAPPED[0]}, {SNAPPED[1]}")
    page.focus("#draw-use")
    page.keyboard.press("Enter")
    page.wait_for_selector("#maintain-review .figures")
    assert [float(part) for part in SNAPPED] in page.evaluate(AFTER)["coordinates"][0]


def test_a_hole_is_moved_by_hand_and_another_is_cut(open_page):
    page = open_page("panel=maintain&zone=south&date=2017-08-01")
    page.wait_for_selector("#maintain-form")
    state(page, **STATED | {"zone": "south", "valid_from": "2017-08-01", "precision_km": "4"})
    page.click("#draw-from")
    page.wait_for_selector("#draw-tools:visible")
    settled(page)
    page.click("#draw-ring")
    vertex(page, "Hole, vertex 1 of 22")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(100)
    x, y = pixel(page, 35.93, 33.10)  # far within the zone
    page.click("#draw-hole")
    for across, down in ((0, 0), (60, 0), (60, 60), (0, 60), (0, 0)):
        page.mouse.click(x + across, y + down)
    page.wait_for_function("document.querySelector('#draw-vertex').textContent === ''")
    page.click("#draw-next")
    vertex(page, "Hole, vertex 1 of 4")
    page.click("#draw-use")
    page.wait_for_selector("#maintain-review .figures")
    after = page.evaluate(AFTER)
    shipped = mapping(catalog().boundaries.loc["south@2017-07-09", "geometry"])
    before, now = ([ring for part in one["coordinates"] for ring in part[1:]] for one in (shipped, after))
    assert (len(before), len(now)) == (2, 3)
    kept = [{tuple(corner) for corner in ring} for ring in before]
    apart = sorted(min(len({tuple(corner) for corner in ring} - one) for one in kept) for ring in now)
    assert apart == [0, 1, 4]  # one as it was, one with a vertex moved, one new


def test_in_arabic_the_bearer_of_the_token_saves_and_the_map_shows_it(open_page, saving_address):
    page = open_page("lang=ar&panel=maintain", at=saving_address)
    page.wait_for_selector("#maintain-form")
    page.click("#maintain-form [type=submit]")
    page.wait_for_selector("#wrong-zone:visible")
    assert "لم يُقبل" in page.inner_text("#maintain-wrong")
    state(page, **STATED)
    uploaded(page, moved_outline())
    page.click("#maintain-form [type=submit]")
    page.wait_for_selector("#maintain-review .figures")
    assert all(place.name_ar in page.inner_text("#maintain-review") for place in difference().places_lost)
    page.fill("#maintain-token", TOKEN)
    page.click("#maintain-save")
    page.locator("#maintain-told").filter(has_text="حُفظ").wait_for()
    page.wait_for_selector('html[data-map-ready="true"]', state="attached")
    settled(page)
    assert page.evaluate(SHOWN, VERSION)
    assert TOKEN not in page.content() and TOKEN not in page.url
