"""How the atlas is reached from outside, and which pages may show parts of it in a frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from geodata.errors import Problem, Refused

# Anything: pages on the web, opened from disk, in a notebook.  "*" alone means those on the web.
ANYWHERE = ("*", "file:", "data:", "blob:", "vscode-webview:")
# What a list of frame ancestors may hold: https://news.example, https://*.example:8443, https:
ANCESTOR = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d+)?|[a-z][a-z0-9+.-]*:|\*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Site:
    """``public_url`` is where readers find the atlas, no slash at its end; "" is wherever they ask.

    ``framed_by`` are the origins that may frame embeds, stories and stills.
    """

    public_url: str = ""
    framed_by: tuple[str, ...] = ANYWHERE

    @classmethod
    def of(cls, public_url: str, framed_by: str) -> Site:
        """A site from what was written on the command line.  Raises Refused."""
        parts = urlsplit(public_url)
        if public_url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
            raise Refused([Problem("--public-url", "-", f"{public_url} is no web address", "write https://host")])
        origins = tuple(framed_by.split())
        for origin in origins:
            if not ANCESTOR.fullmatch(origin):
                remedy = "write origins with spaces between, e.g. https://news.example https://*.example"
                raise Refused([Problem("--framed-by", "-", f"{origin} is no origin", remedy)])
        return cls(public_url.rstrip("/"), origins or ANYWHERE)

    def address(self, path: str = "") -> str:
        """The whole address of a path of ours; of an unknown host only while answering its request."""
        return (self.public_url or request.host_url.rstrip("/")) + path
