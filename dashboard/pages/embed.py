"""``/embed``: the view as a light page for a frame; ``/embed/full``: the interactive map for one."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as Redirection

from dashboard.asof import newer_than
from dashboard.embed.options import requested_options
from dashboard.embed.page import embed_page
from dashboard.pages.recent import Recent, entity_tag
from dashboard.pages.views import requested_as_of
from dashboard.sharing import with_query
from dashboard.site import Site
from geodata.store import Store

FULL = "/embed/full"


def embeds(store: Store, site: Site) -> Blueprint:
    """The routes of the embeds of one store; ``/embed/full`` is a page of the application itself."""
    routes = Blueprint("embeds", __name__)
    recent = Recent()

    @routes.get("/embed")
    def embed() -> Response | Redirection:
        if request.args.get("mode") == "full":
            asked = [
                (name, value) for name, value in request.args.items(multi=True) if (name, value) != ("mode", "full")
            ]
            return redirect(with_query(FULL, urlencode(asked, safe=",@")))
        shown, state, wrong = requested_as_of(store)
        options, wrong_options = requested_options(request.args)
        dropped = (*wrong, *wrong_options)
        newer = newer_than(state.asof, store)
        tag = entity_tag(shown, "embed", site.address(), state, options, dropped, newer)

        def written() -> bytes:
            return embed_page(shown, site, state, options, dropped, newer).encode("utf-8")

        return recent.answer(tag, "text/html", written)

    return routes
