"""A published site is whole: every address in it is a file beside it, listed with its hash, written once."""

import functools
import hashlib
import http.server
import json
import re
import threading
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest

from dashboard.publishing import MANIFEST, Published
from dashboard.publishing.rewriting import rewritten_css, rewritten_html, rewritten_script
from dashboard.publishing.site import Press
from dashboard.stories import STORIES
from tests.stills import small_store

ADDRESS = re.compile(r'\s(?:href|src|srcset|data-audience)="([^"]*)"|url\((?!data:)([^)]*)\)|from "(\./[^"]*)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """One day and a story of two steps, in one language: more would show no more."""
    stories = tmp_path_factory.mktemp("stories")
    story = json.loads((STORIES / "astana-5.json").read_text(encoding="utf-8"))
    story["steps"] = story["steps"][:2]
    (stories / "astana-5.json").write_text(json.dumps(story), encoding="utf-8")
    chosen = {"days": ("date=2018-06-01",), "stories": stories, "themes": ("",)}
    press = Press(small_store(), "https://example.org/atlas", ("en",), **chosen)
    press.print_all()
    folder = tmp_path_factory.mktemp("site")
    return press.published, folder, press.published.write(folder)


@pytest.fixture(scope="module")
def served(site):
    """The folder behind Python's own web server."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(site[1]))
    handler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_every_address_in_it_is_a_file_beside_it(served):
    """Any that is not fails to open; what is read to follow them is pages, styles and scripts."""
    waiting, seen = [urljoin(served, "index.html")], set()
    while waiting:
        address = waiting.pop()
        with urlopen(address) as answer:
            content = answer.read()
        seen.add(address)
        if not urlsplit(address).path.endswith((".html", ".css", ".js")) or "/assets/take" in address:
            continue
        for found in ADDRESS.findall(content.decode("utf-8")):
            target = urljoin(address, unescape(next(filter(None, found), ""))).partition("#")[0]
            if target.startswith(served) and target not in seen and target not in waiting:
                waiting.append(target)
    names = {urlsplit(address).path for address in seen}
    assert {"/index.html", "/stories.en.html", "/stories/astana-5.en.html"} <= names
    assert any(re.fullmatch(r"/data/zones\.[0-9a-f]{12}\.gpkg", name) for name in names)


def test_no_page_leads_back_to_a_running_atlas(site):
    for path in site[1].rglob("*.html"):
        for found in re.findall(r'\s(?:href|src|srcset)="([^"]*)"', path.read_text(encoding="utf-8")):
            assert not found.startswith("/") and "atlas.invalid" not in found, (path, found)


def test_the_manifest_lists_every_file_with_its_hash(site):
    _, folder, _ = site
    listed = {one["path"]: one for one in json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]}
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    assert found == set(listed)
    for path, one in listed.items():
        content = (folder / path).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content)) and one["source"]


def test_what_has_not_changed_is_not_written_again(site):
    published, folder, (written, left) = site
    assert left == 0
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert published.write(folder) == (0, written)
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    (folder / "index.html").write_text("damaged", encoding="utf-8")
    assert published.write(folder) == (1, written - 1)


def test_the_preview_of_a_page_has_a_whole_address(site):
    page = (site[1] / "index.html").read_text(encoding="utf-8")
    assert re.search(r'og:image" content="https://example\.org/atlas/assets/render\.[0-9a-f]{12}\.png"', page)


def test_a_name_by_content_changes_with_the_content_alone():
    published = Published()
    first = published.add_by_content("data", "zones.shp.zip", b"one", "here")
    assert first == published.add_by_content("data", "zones.shp.zip", b"one", "there")
    assert first != published.add_by_content("data", "zones.shp.zip", b"two", "here")
    assert re.fullmatch(r"data/zones\.[0-9a-f]{12}\.shp\.zip", first)


def test_addresses_are_found_in_pages_styles_and_scripts():
    def up(found, element):
        return None if found == "/gone" else found.upper()

    html = '<a href="/gone">away</a><a class="x" href="b?x=1&amp;y=2">b</a><script src="s.js">"<a href=c>"</script>'
    assert rewritten_html(html, up) == (
        '<a class="x" href="B?X=1&amp;Y=2">b</a><script src="S.JS">"<a href=c>"</script>'
    )
    assert rewritten_css("a{src:url(x.woff2)}b{src:url(data:y)}", up) == "a{src:url(X.WOFF2)}b{src:url(data:y)}"
    assert rewritten_script('import { a } from "./b.js";', up) == 'import { a } from "./B.JS";'
    assert Path(MANIFEST).suffix == ".json"
