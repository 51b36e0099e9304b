"""``/oembed``: how another site frames a view it was given the address of.

oEmbed 1.0, https://oembed.com/: ``rich`` responses, JSON and XML.  Nothing here is private, so no
answer is 401.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

from flask import Blueprint, Response, json, request

from dashboard.asof import view_as_of
from dashboard.embed.options import embed_query, requested_options
from dashboard.pages.problems import BadParameter, Unimplemented
from dashboard.sharing import Links, with_query
from dashboard.site import Site
from dashboard.stories import SERVED, Story, read_stories
from dashboard.stories.records import said
from dashboard.text import Text
from geodata.errors import UnknownId
from geodata.store import Store

# What a frame is given where nothing limits it.
WIDTH = 720
# Heights that pages like, where there is room and on a phone; narrower than this counts as a phone.
EMBED_HEIGHTS, FULL_HEIGHTS, STORY_HEIGHTS = (700, 940), (560, 560), (560, 640)
PHONE_WIDTH = 520
THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 480, 252
# No still is smaller.
LEAST_WIDTH, LEAST_HEIGHT = 120, 68
CACHE_SECONDS = 3600


@dataclass(frozen=True)
class Framed:
    """What a frame shows: its address, its title, the heights it likes, and the view its picture is of."""

    address: str
    title: str
    heights: tuple[int, int]
    links: Links


def oembed_routes(store: Store, site: Site, folder: Path) -> Blueprint:
    """The route for one store and the stories of a folder."""
    routes = Blueprint("oembed", __name__)
    stories, _ = read_stories(folder, store.catalog, SERVED)

    @routes.get("/oembed")
    def oembed() -> Response:
        form = request.args.get("format", "json")
        if form not in WRITERS:
            raise Unimplemented(f"an answer comes as {' or '.join(WRITERS)}")
        address = request.args.get("url")
        if not address:
            raise BadParameter("url", "the address of a view is missing")
        found = framed(address, store, site, stories)
        kind, written = WRITERS[form]
        response = Response(written(answer(found, site)), mimetype=kind)
        response.headers["Access-Control-Allow-Origin"] = "*"  # public, and read by scripts of other sites
        response.headers["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
        return response

    return routes


def framed(address: str, store: Store, site: Site, stories: Mapping[str, Story]) -> Framed:
    """What is behind an address of ours.

    Raises
    ------
    UnknownId
        the address is another site's, or there is nothing to frame at it.
    """
    try:
        parts = urlsplit(address)
        hosts = {urlsplit(site.address()).netloc, request.host}
        is_ours = parts.scheme in ("http", "https") and parts.netloc in hosts
    except ValueError:
        is_ours = False
    if not is_ours:
        raise UnknownId("this address is not one of this atlas")
    _, state, _ = view_as_of(parts.query, store)
    arguments = dict(parse_qsl(parts.query, keep_blank_values=True))
    options, _ = requested_options(arguments)
    is_full = parts.path == "/embed/full" or arguments.get("mode") == "full"
    if is_full:
        state = replace(state, asof="")  # the interactive map shows the present data
    text, links = Text(state.lang), Links(site, state)
    title = text("still.title", day=text.day(state.date))
    if parts.path in ("/", "", "/embed", "/embed/full"):
        path = "/embed/full" if is_full else "/embed"
        query = links.query if is_full else embed_query(state, options)
        heights = FULL_HEIGHTS if is_full else EMBED_HEIGHTS
        return Framed(site.address(with_query(path, query)), title, heights, links)
    story = parts.path.removeprefix("/story/")
    if parts.path.startswith("/story/") and story in stories:
        chosen = {name: arguments[name] for name in ("lang", "theme", "step") if _is_plain(arguments.get(name))}
        place = site.address(with_query(parts.path, urlencode(chosen)))
        steps = stories[story].steps
        number = int(chosen["step"]) if chosen.get("step", "").isdecimal() else 1
        pictured = steps[min(max(number, 1), len(steps)) - 1].state(state.lang, state.theme)
        return Framed(place, said(stories[story].title, state.lang)[0], STORY_HEIGHTS, Links(site, pictured))
    raise UnknownId("there is nothing to frame at this address")


def _is_plain(value: str | None) -> bool:
    return bool(value) and str(value).isascii() and str(value).isalnum()


def answer(found: Framed, site: Site) -> dict[str, str | int]:
    """The response as the specification names it."""
    widest, highest = _limit("maxwidth"), _limit("maxheight")
    width = min(WIDTH, widest)
    height = min(found.heights[width < PHONE_WIDTH], highest)
    text = Text(found.links.state.lang)
    return {
        "version": "1.0",
        "type": "rich",
        "title": found.title,
        "provider_name": text("title"),
        "provider_url": site.address("/"),
        "cache_age": CACHE_SECONDS,
        "width": width,
        "height": height,
        "html": frame(found, width, height),
        **_thumbnail(found, widest, highest),
    }


def frame(found: Framed, width: int, height: int) -> str:
    """The ``iframe``, no wider than the page it comes to stand in."""
    looks = f"border:0;width:100%;max-width:{width}px"
    return (
        f'<iframe src="{escape(found.address)}" title="{escape(found.title)}" width="{width}" height="{height}" '
        f'style="{looks}" loading="lazy" allow="fullscreen"></iframe>'
    )


def _thumbnail(found: Framed, widest: int, highest: int) -> dict[str, str | int]:
    """A still of the view that keeps to the limits too; none where no still is so small."""
    width = min(THUMBNAIL_WIDTH, widest, round(highest * THUMBNAIL_WIDTH / THUMBNAIL_HEIGHT))
    height = min(highest, round(width * THUMBNAIL_HEIGHT / THUMBNAIL_WIDTH))
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return {}
    address = found.links.still("png", width, height)
    return {"thumbnail_url": address, "thumbnail_width": width, "thumbnail_height": height}


def _limit(name: str) -> int:
    asked = request.args.get(name)
    if asked is None:
        return 10_000
    if not (asked.isascii() and asked.isdigit() and int(asked[:6]) > 0):
        raise BadParameter(name, "not a whole number of pixels")
    return int(asked[:6])


def _json(values: Mapping[str, str | int]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _xml(values: Mapping[str, str | int]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in values.items():
        ElementTree.SubElement(root, name).text = str(value)
    return b'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ElementTree.tostring(root, encoding="utf-8")


WRITERS: Mapping[str, tuple[str, Callable[[Mapping[str, str | int]], str | bytes]]] = {
    "json": ("application/json", _json),
    "xml": ("text/xml", _xml),
}
