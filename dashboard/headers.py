"""What each answer allows: where its parts may come from, and who may show it in a frame.

Nothing sets a cookie.  What may be framed (embeds, stories, stills) only reads: a page
that frames it can make a reader click, and must gain nothing by that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from dashboard.site import Site

# MapLibre runs its worker from a blob, Dash has inline scripts.
ATLAS = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; worker-src 'self' blob:; child-src blob:; frame-src 'self'; object-src 'none'; "
    "base-uri 'self'"
)
# Our own script and letters, and looks written into the page.
LIGHT = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
)
# The letters and looks that a picture carries itself, and nothing else.
STILL = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
# A script, a style or a typeface by itself: the page that loads it says what it may do.
PART = "default-src 'none'"


@dataclass(frozen=True)
class Policy:
    """Where parts of a page may come from, and whether other sites may frame it."""

    sources: str
    is_framed: bool


ELSEWHERE = Policy(ATLAS, is_framed=False)
# By how the path begins; the first that fits.
POLICIES = {
    "/embed/full": Policy(ATLAS, is_framed=True),
    "/embed": Policy(LIGHT, is_framed=True),
    "/story/": Policy(LIGHT, is_framed=True),
    "/stories": Policy(LIGHT, is_framed=False),
    "/render.": Policy(STILL, is_framed=True),
    "/assets/": Policy(PART, is_framed=False),
}


def policy_of(path: str) -> Policy:
    return next((policy for start, policy in POLICIES.items() if path.startswith(start)), ELSEWHERE)


def header_writer(site: Site) -> Callable[[Response], Response]:
    """The function that puts the headers on every answer."""
    framed_by = f"'self' {' '.join(site.framed_by)}"

    def with_headers(response: Response) -> Response:
        policy = policy_of(request.path)
        ancestors = framed_by if policy.is_framed else "'none'"
        response.headers["Content-Security-Policy"] = f"{policy.sources}; frame-ancestors {ancestors}"
        if not policy.is_framed:
            response.headers["X-Frame-Options"] = "DENY"  # for what does not know frame-ancestors
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if request.path.startswith(("/assets/vendor/", "/assets/fonts/", "/assets/icon")):
            response.headers["Cache-Control"] = "public, max-age=604800"
        return response

    return with_headers
