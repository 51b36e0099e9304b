"""Who may frame what, and what every answer allows."""

import pytest

from dashboard.headers import policy_of
from dashboard.server import create_app
from dashboard.site import Site
from geodata.errors import Refused
from tests.stills import small_store


@pytest.fixture(scope="module")
def client():
    return create_app(
        small_store(), site=Site.of("", "https://news.example https://*.example:8443")
    ).server.test_client()


@pytest.mark.parametrize(
    "path", ["/", "/api/zones.geojson", "/api/meetings/none.json", "/panel/zone-panel", "/healthz"]
)
def test_the_atlas_and_its_data_may_not_be_framed(client, path):
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_a_still_may_be_framed_by_those_on_the_list_alone(client):
    headers = client.get("/render.svg?width=240&height=135").headers
    assert headers["Content-Security-Policy"].endswith(
        "frame-ancestors 'self' https://news.example https://*.example:8443"
    )
    assert "X-Frame-Options" not in headers


def test_embeds_and_stories_run_no_script_but_files_of_ours():
    for path in ("/embed", "/story/any"):
        sources = policy_of(path).sources
        assert policy_of(path).is_framed
        assert "script-src 'self';" in sources and "unsafe-eval" not in sources


@pytest.mark.parametrize(
    ("public_url", "framed_by"), [("atlas.example", ""), ("https://a.example?x", ""), ("", "news; script-src *")]
)
def test_what_is_no_address_is_refused(public_url, framed_by):
    with pytest.raises(Refused):
        Site.of(public_url, framed_by)
