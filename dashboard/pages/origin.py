"""Requests that ask for work, or write, must come from the atlas's own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from dashboard.pages.problems import ForeignOrigin


def hold_to_own_pages() -> None:
    """Raises ForeignOrigin where the browser says that another site is asking.

    Browsers state at least one of the two with every POST.  A program that states neither acts for itself,
    not for somebody who was lured to a page.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in (None, "same-origin") or (origin is not None and urlsplit(origin).netloc != request.host):
        raise ForeignOrigin("another site's page may not ask for this")
