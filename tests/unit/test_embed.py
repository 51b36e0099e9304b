"""The embed: a light page that is whole before any script has run."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import brotli
import pytest

from dashboard.assets import ASSETS
from dashboard.server import create_app
from tests.stills import small_store

MOST_BYTES = 100_000


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words by element."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.words, self._open = [], [], []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self._open.append(tag)

    def handle_data(self, data):
        self.words.append((self._open[-1] if self._open else "", data))

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def all(self, tag, **wanted):
        return [
            found for name, found in self.elements if name == tag and all(found.get(k) == v for k, v in wanted.items())
        ]

    def texts(self, tag):
        return [data for name, data in self.words if name == tag]


@pytest.fixture(scope="module")
def client():
    return create_app(small_store()).server.test_client()


@pytest.fixture
def page(client):
    def opened(query=""):
        answer = client.get(f"/embed?{query}")
        assert (answer.status_code, answer.mimetype) == (200, "text/html")
        return Page(answer.text)

    return opened


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_whole_of_it_weighs_less_than_its_promise(client, lang):
    answer = client.get(f"/embed?lang={lang}", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    fonts = [
        ASSETS / "fonts" / f"atlas-sans-{script}-{weight}.woff2"
        for script in ("latin", "arabic")
        for weight in (400, 600)
    ]
    scripts = [ASSETS / "embed.js", ASSETS / "embed-talk.js"]
    weight = len(answer.data) + sum(font.stat().st_size for font in fonts)
    assert weight + sum(len(brotli.compress(script.read_bytes(), quality=4)) for script in scripts) < MOST_BYTES


def test_each_mark_tells_its_name_and_where_it_is_from(page):
    told = page().texts("title")
    idlib = next(words for words in told if words.startswith("Idlib and around\n"))
    version = small_store().catalog.boundaries.loc["idlib@2017-05-06"]
    for words in ("agreed on paper", "± 5 km", "since 6 May 2017", f"Method: {version['method']}", "Source: "):
        assert words in idlib


def test_without_a_script_the_provenance_of_each_zone_is_there_to_unfold(page):
    opened = page()
    assert len(opened.all("details")) == 4
    assert small_store().catalog.boundaries.loc["south@2017-05-06", "method"] in " ".join(opened.texts("span"))


def test_the_stepper_is_links_and_a_form(page):
    opened = page("date=2018-06-01&controls=date&lang=ar&layers=zones")
    dates = [parse_qs(urlsplit(link["href"]).query) for link in opened.all("a") if "data-step" in link]
    assert [asked["date"][0] for asked in dates][1:3] == ["2018-05-31", "2018-06-02"]
    assert all(asked["lang"] == ["ar"] and asked["controls"] == ["date"] for asked in dates)
    fields = {field["name"]: field["value"] for field in opened.all("input")}
    assert fields == {"date": "2018-06-01", "lang": "ar", "controls": "date", "layers": "zones"}


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_step_farther(page, date):
    assert page(f"date={date}&controls=date").all("input", name="date")


def test_only_the_controls_asked_for_are_there(page):
    assert not page("controls=").all("h1") and not page("controls=").all("button")
    assert page("controls=title").all("h1")
    assert page("controls=zoom").all("button", type="button")


@pytest.mark.parametrize(
    ("query", "name"),
    [("date=<b>", "date"), ("controls=all", "controls"), ("map=1x1", "map"), ("map=9e9", "map"), ("mode=wild", "mode")],
)
def test_what_makes_no_sense_is_left_out_and_told(page, query, name):
    opened = page(query)
    assert opened.all("p", role="alert")
    assert any(name in words for words in opened.texts("p"))
    assert not opened.all("b")


def test_a_map_laid_out_for_a_room_comes_alone(page):
    pictures = [svg for svg in page("map=640x400").all("svg") if "data-place" in svg]
    assert [svg["viewbox"] for svg in pictures] == ["0 0 640 400"]


def test_colours_follow_the_page(client):
    light, dark = (client.get(f"/embed?theme={theme}").text for theme in ("light", "dark"))
    assert '<html lang="en" dir="ltr" data-theme="dark">' in dark
    picture = re.compile(r"<svg class=.*?</svg>", re.DOTALL)
    assert picture.findall(light) == picture.findall(dark)


def test_each_of_two_days_compared_is_a_link_away(page):
    links = [link for link in page("date=2018-03-01&compare=2020-06-01").all("a") if "data-step" in link]
    assert [link["href"] for link in links] == ["?date=2018-03-01", "?date=2020-06-01"]


def test_the_full_one_is_the_interactive_map(client):
    answer = client.get("/embed?mode=full&date=2018-06-01&layers=zones,posts")
    assert answer.headers["Location"] == "/embed/full?date=2018-06-01&layers=zones,posts"
    full = client.get(answer.headers["Location"])
    assert "data-embedded" in full.text and "_dash-renderer" in full.text
    assert "X-Frame-Options" not in full.headers


def test_an_embed_known_already_is_not_sent_again_and_sets_no_cookie(client):
    first = client.get("/embed")
    assert client.get("/embed?date=2017-07-04", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert "Set-Cookie" not in first.headers
