"""The addresses of one view, whole and for elsewhere, and what a page tells those who link to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlencode

from dashboard.comparing import named_days
from dashboard.site import Site
from dashboard.state import ViewState, to_query
from dashboard.text import Text

# What Facebook, X and most others show whole.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
LOCALES = {"en": "en_GB", "ar": "ar_AR", "fa": "fa_IR", "tr": "tr_TR", "ru": "ru_RU"}


def with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Links:
    """Where a view is found; every address begins with the site's."""

    site: Site
    state: ViewState

    @property
    def query(self) -> str:
        return to_query(self.state)

    @property
    def atlas(self) -> str:
        """In the atlas itself, which shows the present data."""
        return self.site.address(with_query("/", to_query(replace(self.state, asof=""))))

    @property
    def page(self) -> str:
        """The page that shows this very view: the embed where it is of the data as they were, else the atlas."""
        return self.embed if self.state.asof else self.atlas

    @property
    def embed(self) -> str:
        return self.site.address(with_query("/embed", self.query))

    def still(self, suffix: str = "png", width: int = CARD_WIDTH, height: int = CARD_HEIGHT) -> str:
        size = urlencode({"width": width, "height": height})
        return self.site.address(f"/render.{suffix}?{'&'.join(part for part in (self.query, size) if part)}")


def discovery(site: Site, page: str, title: str) -> str:
    """oEmbed's discovery links: where another site is told how to frame a page of ours."""
    return "\n".join(
        f'<link rel="alternate" type="{kind}+oembed" title="{escape(title)}" '
        f'href="{escape(site.address("/oembed?" + urlencode({"url": page, "format": form})))}">'
        for form, kind in (("json", "application/json"), ("xml", "text/xml"))
    )


def metadata(site: Site, state: ViewState, text: Text) -> str:
    """The part of a page's head that says what this view is: oEmbed's discovery links, Open Graph, Twitter's card."""
    links = Links(site, state)
    title = text("still.title", day=text.day(state.date))
    named = {
        "og:type": "website",
        "og:site_name": text("title"),
        "og:title": title,
        "og:description": text("description"),
        "og:url": links.page,
        "og:locale": LOCALES[text.lang],
        "og:image": links.still(),
        "og:image:type": "image/png",
        "og:image:width": CARD_WIDTH,
        "og:image:height": CARD_HEIGHT,
        "og:image:alt": text("still.alt", day=named_days(state, text)),
    }
    # What Twitter does not find under its own names it takes from Open Graph.
    told = [f'<meta property="{name}" content="{escape(str(value))}">' for name, value in named.items()]
    return "\n".join(
        [
            f'<link rel="canonical" href="{escape(links.page)}">',
            discovery(site, links.page, title),
            *told,
            CARD,
            f'<meta name="twitter:image" content="{escape(links.still())}">',
        ]
    )


CARD = '<meta name="twitter:card" content="summary_large_image">'
