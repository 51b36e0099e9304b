"""An embed against what else one could frame: its weight, and how soon something is seen, as ratios of medians."""

import statistics
import tempfile
import threading
from pathlib import Path

import brotli
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from dashboard.server import create_app
from dashboard.state import ViewState
from dashboard.still import still_svg
from geodata import store as stores
from tests import chromium
from tests.browser.hosts import served

PAINTS = 9
# When the browser first painted something of the page, in milliseconds from the start of loading it.
FIRST_PAINT = """() => new Promise((resolve) => {
    const look = () => performance.getEntriesByName("first-contentful-paint")[0];
    if (look()) return resolve(look().startTime);
    new PerformanceObserver(() => look() && resolve(look().startTime)).observe({ type: "paint", buffered: true });
})"""
SIZE = {"width": 720, "height": 680}


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        store = stores.build(Path(directory) / "store")
        server = create_server(create_app(store).server, host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        pages = Path(directory) / "pages"
        pages.mkdir()
        compare_embeds(browser, f"http://127.0.0.1:{server.effective_port}", store, pages)
        browser.close()
        server.close()


def compare_embeds(browser, atlas, store, folder):
    """Print the ratios; ``folder`` is for the bare page with the still."""
    # The least there could be: the same picture as a file of its own on a static server.
    still = still_svg(store, ViewState(), 720, 680)
    (folder / "index.html").write_text(f"<!doctype html><title>still</title>{still}", encoding="utf-8")
    with served(folder) as static:
        loads = {"still": f"{static}/index.html", "embed": f"{atlas}/embed", "full": f"{atlas}/"}
        paints = {name: [] for name in loads}
        weights = {name: weight(browser, address) for name, address in loads.items()}
        for _ in range(PAINTS):
            for name, address in loads.items():
                paints[name].append(first_paint(browser, address))
    # The static server does not compress; a real one would, as ours does the embed.
    bare = (folder / "index.html").read_bytes()
    level = create_app(store).server.config["COMPRESS_BR_LEVEL"]
    weights["still"] += len(brotli.compress(bare, quality=level)) - len(bare)
    times = {name: statistics.median(values) for name, values in paints.items()}
    print(
        f"an embed weighs {weights['embed'] / 1000:.0f} kB compressed, {weights['embed'] / 100_000:.2f} of its budget,"
    )
    print(f"  {weights['embed'] / weights['still']:.2f} of a bare page with a still of the view (1.3 at most wanted)")
    print(f"  and {weights['embed'] / weights['full']:.3f} of the dashboard in a frame (0.05 at most wanted)")
    print(f"its first paint takes {times['embed'] / times['still']:.2f} of the bare page's (1.3 at most wanted)")
    print(f"  and {times['embed'] / times['full']:.3f} of the dashboard's map (0.05 at most wanted)")
    print(f"  (medians of {PAINTS}, each in turn)")


def weight(browser, address):
    """Bytes over the wire for everything a page loads until its map is there."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received, carried = [], set()
    session.on(
        "Network.requestWillBeSent",
        # What a page carries in itself has its bytes in the page.
        lambda event: event["request"]["url"].startswith("data:") and carried.add(event["requestId"]),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: event["requestId"] in carried or received.append(event["encodedDataLength"]),
    )
    page.goto(address, wait_until="networkidle")
    wait_for_map(page, address)
    context.close()
    return sum(received)


def first_paint(browser, address):
    """When a reader who was never here before sees the map, in milliseconds."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.goto(address)
    wait_for_map(page, address)
    painted = page.evaluate("performance.now()" if is_dashboard(address) else FIRST_PAINT)
    context.close()
    return painted


def is_dashboard(address):
    return address.endswith("/")


def wait_for_map(page, address):
    """The dashboard paints an empty page first and its map long after; the others paint it at once."""
    if is_dashboard(address):
        page.wait_for_selector('html[data-map-ready="true"]', state="attached", timeout=60_000)


if __name__ == "__main__":
    main()
