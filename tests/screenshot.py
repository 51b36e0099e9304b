"""Renews the pictures in docs/: ``make screenshot``."""

import tempfile
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from dashboard.server import create_app
from geodata import store as stores
from tests import chromium

DOCS = Path(__file__).parents[1] / "docs"
PICTURES = {
    "atlas-en.png": "layers=states,governorates,zones,uncertainty,articles",
    "atlas-ar.png": "lang=ar&layers=states,governorates,zones,uncertainty,articles",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        server = create_server(create_app(stores.build(Path(directory))).server, host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for name, query in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"http://127.0.0.1:{server.effective_port}/?{query}")
            page.wait_for_selector('html[data-map-ready="true"]', state="attached", timeout=60_000)
            page.wait_for_timeout(1000)
            page.screenshot(path=DOCS / name)
            page.close()
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
