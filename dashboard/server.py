"""The application: Dash for the page, Flask routes beside it, headers for both."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from dash import Dash, dcc, html
from flask import Flask, request

from dashboard import callbacks, tokens
from dashboard.assets import ASSETS, assets_version
from dashboard.browser import configuration
from dashboard.headers import header_writer
from dashboard.maintenance import READ_ONLY, Maintenance
from dashboard.pages import problems
from dashboard.pages.api import api
from dashboard.pages.articles import article_routes
from dashboard.pages.compare import comparison_routes
from dashboard.pages.embed import FULL, embeds
from dashboard.pages.files import store_files
from dashboard.pages.health import health
from dashboard.pages.maintain import maintain
from dashboard.pages.oembed import oembed_routes
from dashboard.pages.panels import panels
from dashboard.pages.render import stills
from dashboard.pages.stories import story_routes
from dashboard.pages.take import take_routes
from dashboard.pages.views import requested_view
from dashboard.sharing import metadata
from dashboard.shelf import Shelf
from dashboard.site import Site
from dashboard.stories import STORIES
from dashboard.text import Text
from geodata import store as stores
from geodata.catalog import Catalog
from geodata.store import Store
from geodata.store.database import hold_memory_tight

HERE = Site()
PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


class Atlas(Dash):
    """Dash with our own page around it: language, direction, theme and starting view are in the first byte."""

    def __init__(self, store: Store, site: Site, **options: Any):
        super().__init__(**options)
        self.store, self.site = store, site
        self.version = assets_version()

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash calls it by keyword
        state, _ = requested_view(self.store)
        text = Text(state.lang)
        is_embedded = request.path == FULL
        begun = configuration(self.store, state, text) | {"embedded": text("embed.open") if is_embedded else ""}
        start = json.dumps(begun, ensure_ascii=False, separators=(",", ":"))
        return PAGE.substitute(
            parts,
            lang=text.lang,
            dir=text.dir,
            theme=f' data-theme="{state.theme}"' if state.theme else "",
            embedded=" data-embedded" if is_embedded else "",
            metadata=metadata(self.site, state, text),
            title=escape(text("title")),
            description=escape(text("description")),
            noscript=escape(text("noscript")),
            tokens=tokens.css_variables(),
            # "</" would end the script element that holds the JSON
            start=start.replace("</", "<\\/"),
            version=self.version,
        )


def create_app(store: Store, maintenance: Maintenance = READ_ONLY, site: Site = HERE, stories: Path = STORIES) -> Atlas:
    """The whole application over one store; ``.server`` is the WSGI callable.

    ``maintenance`` says whether a maintainer may save; what is saved is served from then on.
    ``site`` says where readers find the atlas, and who may frame its embeds.
    ``stories`` is the folder of the story files.
    """
    hold_memory_tight()
    server = Flask("dashboard")
    shelf = Shelf(store, lambda before: renewed(before, maintenance))
    store = shelf.store
    app = Atlas(
        store,
        site,
        name="dashboard",
        server=server,
        assets_folder=str(ASSETS),
        assets_ignore=".*",  # page.html names what it loads, in order
        suppress_callback_exceptions=True,  # the parts arrive with the page
        update_title=None,
        compress=True,
    )
    # From this level on brotli looks at what surrounds a byte: a map shrinks by a twentieth, in two milliseconds more.
    server.config["COMPRESS_BR_LEVEL"] = 5
    server.config["COMPRESS_MIMETYPES"].append("application/geo+json")
    app.layout = html.Div([dcc.Store(id="address"), html.Div(id="page")])
    callbacks.register(app, store)
    for routes in (
        api(store),
        article_routes(store),
        comparison_routes(store),
        panels(store),
        stills(store),
        story_routes(store, app.version, site, stories),
        take_routes(store),
        embeds(store, site),
        oembed_routes(store, site, stories),
        store_files(store),
        maintain(shelf, maintenance),
        health(store),
    ):
        server.register_blueprint(routes)
    problems.register(server)
    server.after_request(header_writer(site))
    return app


def renewed(store: Store, maintenance: Maintenance) -> Store:
    """The store built anew from its data as they are now."""
    data = Catalog(store.catalog.directory, store.catalog.seeds)
    return stores.kept_current(store.directory, data, maintenance.article_files)
