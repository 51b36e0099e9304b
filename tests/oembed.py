"""A checker of oEmbed answers, written from the specification, https://oembed.com/ (version 1.0)."""

import json
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

ADDRESSES = {"author_url", "provider_url", "thumbnail_url"}
NUMBERS = {"width", "height", "thumbnail_width", "thumbnail_height", "cache_age"}
THUMBNAIL = {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
# 2.3.4.1 to 2.3.4.4: what a type must have beside type and version.
REQUIRED = {
    "photo": {"url", "width", "height"},
    "video": {"html", "width", "height"},
    "link": set(),
    "rich": {"html", "width", "height"},
}
MEDIA = {"json": "application/json", "xml": "text/xml"}


def read(answer, form):
    """The values of an answer by name, as texts; fails where the form is not the specification's."""
    assert answer.status_code == 200
    assert answer.mimetype == MEDIA[form]
    if form == "json":
        values = json.loads(answer.data.decode("utf-8"))
        assert isinstance(values, dict)
        return {name: str(value) for name, value in values.items()}
    assert answer.data.startswith(b"<?xml")
    root = ElementTree.fromstring(answer.data)
    assert root.tag == "oembed"
    assert not any(len(child) or child.attrib for child in root)
    names = [child.tag for child in root]
    assert len(names) == len(set(names))
    return {child.tag: child.text or "" for child in root}


def check(values, maxwidth=None, maxheight=None):
    """Fails where the values break a rule of the specification."""
    assert values["version"] == "1.0"
    assert REQUIRED[values["type"]] <= set(values)
    for name in NUMBERS & set(values):
        assert values[name].isdigit(), name
    for name in ADDRESSES & set(values):
        assert urlsplit(values[name]).scheme in ("http", "https") and urlsplit(values[name]).netloc, name
    assert not THUMBNAIL & set(values) or set(values) >= THUMBNAIL  # all three or none
    for side, limit in (("width", maxwidth), ("height", maxheight)):
        for name in (side, f"thumbnail_{side}"):
            assert limit is None or name not in values or int(values[name]) <= limit, name
    if "html" in REQUIRED[values["type"]]:
        # 2.3.4.2: it should have no padding or margins, and be as large as is said.
        frame = _Frames(values["html"]).frames[0]
        assert (frame["width"], frame["height"]) == (values["width"], values["height"])


class _Frames(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.frames, self._open = [], []
        self.feed(source)
        self.close()
        assert not self._open, "markup that does not close would break the page it comes to stand in"

    def handle_starttag(self, tag, attributes):
        self._open.append(tag)
        if tag == "iframe":
            self.frames.append(dict(attributes))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag


def framed(values):
    """The address that the markup frames."""
    return _Frames(values["html"]).frames[0]["src"]


class Discovery(HTMLParser):
    """Section 4: the links in a page's head, by media type."""

    def __init__(self, page):
        super().__init__()
        self.links, self.meta = {}, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "link" and values.get("rel") == "alternate":
            self.links[values["type"]] = values["href"]
        elif tag == "meta":
            self.meta[values.get("property") or values.get("name")] = values.get("content")
