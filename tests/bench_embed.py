"""An embed against what else one could frame: its weight, and how soon something is seen, as ratios of medians."""

import statistics

import brotli

from dashboard.still import still_svg
from tests.browser.hosts import served

PAINTS = 7
# When the browser first painted something of the page, in milliseconds from the start of loading it.
FIRST_PAINT = """() => new Promise((resolve) => {
    const look = () => performance.getEntriesByName("first-contentful-paint")[0];
    if (look()) return resolve(look().startTime);
    new PerformanceObserver(() => look() && resolve(look().startTime)).observe({ type: "paint", buffered: true });
})"""
SIZE = {"width": 720, "height": 680}


def compare_embeds(browser, atlas, store, state, folder):
    """Print the ratios; ``folder`` is for the bare page with the still."""
    # The least there could be: the same picture as a file of its own on a static server.
    still = still_svg(store, state, 720, 450)
    (folder / "index.html").write_text(f"<!doctype html><title>still</title>{still}", encoding="utf-8")
    with served(folder) as static:
        loads = {"still": f"{static}/index.html", "embed": f"{atlas}/embed", "full": f"{atlas}/"}
        paints = {name: [] for name in loads}
        weights = {name: weight(browser, address) for name, address in loads.items()}
        for _ in range(PAINTS):
            for name, address in loads.items():
                paints[name].append(first_paint(browser, address))
    # The static server does not compress; a real one would.
    weights["still"] = len(brotli.compress((folder / "index.html").read_bytes(), quality=4))
    times = {name: statistics.median(values) for name, values in paints.items()}
    print(
        f"an embed weighs {weights['embed'] / 1000:.0f} kB compressed, {weights['embed'] / 100_000:.2f} of its budget,"
    )
    print(
        f"  {weights['embed'] / weights['still']:.2f} of a bare page with the same still (1.3 at most wanted of paint)"
    )
    print(f"  and {weights['embed'] / weights['full']:.3f} of the dashboard in a frame (0.05 at most wanted)")
    print(f"its first paint takes {times['embed'] / times['still']:.2f} of the bare page's (1.3 at most wanted)")
    print(f"  and {times['embed'] / times['full']:.2f} of the dashboard's (medians of {PAINTS})")


def weight(browser, address):
    """Bytes over the wire for everything a page loads."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(received)


def first_paint(browser, address):
    """Of a reader who was never here before."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.goto(address)
    painted = page.evaluate(FIRST_PAINT)
    context.close()
    return painted
