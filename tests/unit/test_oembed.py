"""oEmbed: what other sites are told of a view, by the specification, and read by a consumer that others use."""

import threading
from urllib.parse import parse_qs, quote, urlsplit

import micawber
import pytest
from waitress.server import create_server

from dashboard.server import create_app
from dashboard.site import Site
from tests import oembed
from tests.stills import small_store

PUBLIC = "https://atlas.example"
VIEW = "date=2018-06-01&layers=states,zones,posts&lang=ar"


@pytest.fixture(scope="module")
def client():
    return create_app(small_store(), site=Site(PUBLIC)).server.test_client()


def asked(client, address, form="json", **limits):
    further = "".join(f"&{name}={value}" for name, value in limits.items())
    return oembed.read(client.get(f"/oembed?url={quote(address, safe='')}&format={form}{further}"), form)


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize(
    "path", ["/", f"/?{VIEW}", f"/embed?{VIEW}&controls=date", "/embed?mode=full", "/story/astana-5?lang=ar"]
)
def test_every_address_of_ours_is_answered_as_the_specification_says(client, path, form):
    values = asked(client, PUBLIC + path, form)
    oembed.check(values)
    assert values["type"] == "rich"
    assert client.get(oembed.framed(values).removeprefix(PUBLIC)).status_code == 200
    still = client.get(values["thumbnail_url"].removeprefix(PUBLIC))
    assert int.from_bytes(still.data[16:20]) == int(values["thumbnail_width"])
    assert int.from_bytes(still.data[20:24]) == int(values["thumbnail_height"])


def test_frame_and_picture_are_of_the_very_view(client):
    values = asked(client, f"{PUBLIC}/?{VIEW}")
    view = parse_qs(VIEW)
    for address in (oembed.framed(values), values["thumbnail_url"]):
        assert view.items() <= parse_qs(urlsplit(address).query).items()
    assert "٢٠١٨" in values["title"]


def test_both_forms_say_the_same(client):
    assert asked(client, f"{PUBLIC}/?{VIEW}", "json") == asked(client, f"{PUBLIC}/?{VIEW}", "xml")


@pytest.mark.parametrize(("maxwidth", "maxheight"), [(400, 300), (300, 2000), (3000, 200), (60, 40)])
def test_the_limits_hold_for_frame_and_picture(client, maxwidth, maxheight):
    values = asked(client, f"{PUBLIC}/", maxwidth=maxwidth, maxheight=maxheight)
    oembed.check(values, maxwidth, maxheight)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("url=https%3A%2F%2Felsewhere.example%2F", 404),
        ("url=https%3A%2F%2Fatlas.example.evil.example%2F", 404),
        ("url=javascript%3Aalert(1)", 404),
        ("url=https%3A%2F%2F%5Bx%2F", 404),
        (f"url={quote(PUBLIC + '/api/zones.geojson', safe='')}", 404),
        (f"url={quote(PUBLIC + '/story/none', safe='')}", 404),
        (f"url={quote(PUBLIC, safe='')}&format=yaml", 501),
        ("format=json", 400),
        (f"url={quote(PUBLIC, safe='')}&maxwidth=wide", 400),
    ],
)
def test_what_cannot_be_answered_has_the_status_of_the_specification(client, query, status):
    assert client.get(f"/oembed?{query}").status_code == status


def test_nothing_asked_for_is_echoed_as_markup(client):
    values = asked(client, f'{PUBLIC}/?q="><script>alert(1)</script>&date=<b>')
    assert "<script" not in values["html"] and "<b>" not in values["html"]


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_pages_are_discovered_and_have_a_card_with_a_still_of_the_view(client, path):
    page = oembed.Discovery(client.get(f"{path}?{VIEW}").text)
    for kind, form in (("application/json+oembed", "json"), ("text/xml+oembed", "xml")):
        oembed.check(oembed.read(client.get(page.links[kind].removeprefix(PUBLIC)), form))
    assert page.meta["twitter:card"] == "summary_large_image"
    assert page.meta["og:image"] == page.meta["twitter:image"] == f"{PUBLIC}/render.png?{VIEW}&width=1200&height=630"
    assert client.get(page.meta["og:image"].removeprefix(PUBLIC)).mimetype == "image/png"


def test_a_story_is_discovered_at_its_step_and_in_its_language(client):
    address = "/story/astana-5?lang=ar&step=3"
    page = oembed.Discovery(client.get(address).text)
    for kind, form in (("application/json+oembed", "json"), ("text/xml+oembed", "xml")):
        values = oembed.read(client.get(page.links[kind].removeprefix(PUBLIC)), form)
        oembed.check(values)
        assert oembed.framed(values) == PUBLIC + address
    assert page.meta["og:url"] == PUBLIC + address


def test_a_well_known_consumer_reads_it():
    server = create_server(create_app(small_store()).server, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    address = f"http://127.0.0.1:{server.effective_port}"
    providers = micawber.ProviderRegistry()
    providers.register(rf"{address}/\S*", micawber.Provider(f"{address}/oembed"))
    found = providers.request(f"{address}/?{VIEW}", maxwidth=500)
    server.close()
    assert (found["type"], found["width"]) == ("rich", 500)
    oembed.check({name: str(value) for name, value in found.items() if name != "url"}, maxwidth=500)
