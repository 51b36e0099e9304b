"""What a published site holds: chosen days, stories, the offline map, the data; and the pages that lead to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from flask.testing import FlaskClient

from dashboard import tokens
from dashboard.pages.pictures import CARD, picture, still_address
from dashboard.publishing.files import Published
from dashboard.publishing.rewriting import rewritten_css, rewritten_html, rewritten_script
from dashboard.server import create_app
from dashboard.site import Site
from dashboard.state import parse_query, to_query
from dashboard.stories import SERVED, STORIES, read_stories
from dashboard.stories.records import said
from dashboard.templating import page
from dashboard.text import Text, available
from geodata.exports import DATASETS, writer_for
from geodata.store import Store

# The days of the index: the memorandum, the seed's meeting, all four in force, and what was left after each loss.
DAYS = (
    "date=2017-05-06&meeting=astana-4&layers=states,zones,uncertainty",
    "",
    "date=2017-09-15&meeting=astana-6&layers=states,zones,uncertainty",
    "date=2018-04-01&meeting=astana-fm-2018-03&layers=states,zones,uncertainty,posts",
    "date=2018-09-17&meeting=sochi-2018-09&layers=states,zones,uncertainty,posts",
    "date=2020-03-06&meeting=moscow-2020-03&layers=states,zones,uncertainty,posts",
)
DATA: Mapping[str, tuple[str, ...]] = {
    "zones": ("geojson", "gpkg", "fgb", "kml", "shp.zip", "csv", "parquet"),
    "states": ("geojson", "gpkg"),
    "meetings": ("json", "csv", "geojson"),
    "articles": ("json", "csv"),
    "joins": ("csv", "parquet"),
}
THEMES = ("", "light", "dark")
REWRITERS = {"text/css": rewritten_css, "text/javascript": rewritten_script}


def publish(
    store: Store, directory: Path, base_url: str = "", languages: Sequence[str] = (), stories: Path = STORIES
) -> tuple[int, int]:
    """Write the site into a directory; (files written, files left as they were).

    ``base_url`` is where it will be read, for the addresses that have to be whole (previews in messengers).
    ``languages`` are by default all there are; the first is that of ``index.html``.  ``stories`` is their folder.
    """
    press = Press(store, base_url.rstrip("/"), languages or available(), stories=stories)
    press.print_all()
    return press.published.write(directory)


class Press:
    """Fetches pages from the application and turns every address in them into a file."""

    def __init__(
        self,
        store: Store,
        base_url: str,
        languages: Sequence[str],
        days: Sequence[str] = DAYS,
        stories: Path = STORIES,
        themes: Sequence[str] = THEMES,
    ):
        self.store, self.base_url, self.languages, self.days, self.themes = store, base_url, languages, days, themes
        self.stories, _ = read_stories(stories, store.catalog, SERVED)
        # An address nobody has: what is ours is known by it, whatever the site's own.
        self.own = "http://atlas.invalid"
        self.client: FlaskClient = create_app(store, site=Site(self.own), stories=stories).server.test_client()
        self.published = Published()
        self.pages: dict[str, str] = {address: path for path, address in self._pages()}
        self._kept: dict[str, str] = {}

    def _pages(self) -> list[tuple[str, str]]:
        """(path, address) of every page but the index."""
        pages = []
        for lang in self.languages:
            pages.append((f"stories.{lang}.html", f"/stories?lang={lang}"))
            for story in self.stories:
                for theme in self.themes:
                    chosen = {"lang": lang, **({"theme": theme} if theme else {})}
                    end = ".".join(part for part in (lang, theme) if part)
                    pages.append((f"stories/{story}.{end}.html", f"/story/{story}?{urlencode(chosen)}"))
                pages.append((f"stories/{story}.{lang}.presenter.html", f"/story/{story}?lang={lang}&presenter=1"))
            if self.has_embeds:
                for number, day in enumerate(self.days, 1):
                    pages.append((f"embeds/{number:02}.{lang}.html", self.embed(day, lang)))
        return pages

    @property
    def has_embeds(self) -> bool:
        return any(rule.rule == "/embed" for rule in self.client.application.url_map.iter_rules())

    def embed(self, view: str, lang: str) -> str:
        return f"/embed?{_with(view, lang=lang)}"

    def print_all(self) -> None:
        for address, path in self.pages.items():
            self.published.add(path, self._page(self._fetched(address), path, address).encode("utf-8"), address)
        data = {what: self._data(what, suffixes) for what, suffixes in DATA.items()}
        for lang in self.languages:
            path = self._index(lang)
            html = self._index_page(lang, data)
            self.published.add(path, self._page(html, path, "/").encode("utf-8"), f"index, {lang}")

    def _index(self, lang: str) -> str:
        return "index.html" if lang == self.languages[0] else f"index.{lang}.html"

    def _fetched(self, address: str) -> str:
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status}")
        return answer.get_data(as_text=True)

    def _data(self, what: str, suffixes: tuple[str, ...]) -> list[Mapping[str, Any]]:
        files: list[Mapping[str, Any]] = []
        dataset = DATASETS[what](self.store.catalog, list(self.store.articles.values()), None)
        for suffix in suffixes:
            name = f"{what}.{suffix}"
            content = writer_for(what, Path(name))(dataset)
            path = self.published.add_by_content("data", name, content, f"python -m geodata export {what} {name}")
            files.append({"suffix": suffix, "path": f"published:{path}", "bytes": len(content)})
        return files

    def _index_page(self, lang: str, data: Mapping[str, Any]) -> str:
        text = Text(lang)
        views = []
        for day in self.days:
            state, _ = parse_query(_with(day, lang=lang))
            meeting = self.store.catalog.meetings[state.meeting]
            views.append(
                {
                    "day": text.day(state.date),
                    "meeting": text.name(meeting.title),
                    "picture": picture(state, text("still.alt", day=text.day(state.date))),
                    "svg": still_address(state, CARD),
                    "png": f"{still_address(state, CARD, 'png')}&scale=2",
                    "embed": self.embed(day, lang) if self.has_embeds else "",
                }
            )
        stories = [
            {
                "title": said(story.title, lang)[0],
                "summary": said(story.summary, lang)[0],
                "address": f"/story/{id}?lang={lang}",
                "files": {suffix: f"/story/{id}.{suffix}?lang={lang}" for suffix in ("pptx", "pdf", "zip")},
            }
            for id, story in self.stories.items()
        ]
        return page(
            "published.html",
            text=text,
            theme="",
            tokens=tokens.css_variables(),
            version="",
            views=views,
            stories=stories,
            listed=f"/stories?lang={lang}",
            offline=f"/take.html?lang={lang}&layers=states,zones,uncertainty,articles",
            data=data,
            languages=[
                {"lang": one, "name": text(f"language.{one}"), "path": f"published:{self._index(one)}"}
                for one in self.languages
                if one != lang
            ],
            root=self.own,
            card=still_address(parse_query(f"lang={lang}")[0], CARD, "png"),
        )

    def _page(self, html: str, path: str, address: str) -> str:
        """A page with every address in it a file of the site, seen from where the page is."""
        here = posixpath.dirname(path)
        base = urljoin(self.own, address)

        def resolve(found: str, element: str) -> str | None:
            if found.startswith("published:"):
                return _relative(found.removeprefix("published:"), here)
            target, fragment = urljoin(base, found), urlsplit(found).fragment
            if found.startswith(("#", "data:", "mailto:")) or not target.startswith(self.own):
                return found
            file = self._file(target.removeprefix(self.own).partition("#")[0], element)
            if file is None:
                return None
            whole = element == "meta" or (element == "link" and found.startswith(self.own))
            written = f"{self.base_url}/{file}" if whole and self.base_url else _relative(file, here)
            return written + (f"#{fragment}" if fragment else "")

        # The scripts of a page learn by the mark that no server stands behind it.
        return rewritten_html(html, resolve).replace("<html ", "<html data-published ", 1)

    def _file(self, address: str, element: str) -> str | None:
        """The file of an address of the atlas; None for what only a running atlas answers."""
        parts = urlsplit(address)
        if address in self.pages:
            return self.pages[address]
        asked = dict(parse_qsl(parts.query))
        if parts.path == "/" and not set(asked) - {"lang", "theme"} and element == "a":
            return self._index(asked.get("lang", self.languages[0]))
        if element == "a" and parts.path.startswith(("/story/", "/stories", "/embed")) and "." not in parts.path:
            # A page in a theme of its own has no copy of every kind: the one that follows the system stands for it.
            asked.pop("theme", None)
            return self.pages.get(f"{parts.path}?{urlencode(asked)}")
        if parts.path in ("/", "/oembed") or parts.path.startswith("/api"):
            return None
        return self._asset(address)

    def _asset(self, address: str) -> str:
        """A picture, script, style, typeface or download, under a name that holds its hash."""
        if address not in self._kept:
            answer = self.client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status}")
            content, path = answer.get_data(), urlsplit(address).path
            rewrite = REWRITERS.get(answer.mimetype or "")
            if rewrite:

                def resolve(found: str, element: str) -> str:
                    file = posixpath.basename(self._asset(urljoin(path, found)))
                    return f"./{file}" if element == "import" else file

                content = rewrite(content.decode("utf-8"), resolve).encode("utf-8")
            name = re.sub(r"[^a-z0-9.-]", "-", posixpath.basename(path).lower())
            self._kept[address] = self.published.add_by_content("assets", name, content, address)
        return self._kept[address]


def _relative(path: str, here: str) -> str:
    return posixpath.relpath(path, here or ".")


def _with(view: str, **more: str) -> str:
    """A view's query string as the atlas writes it, with parameters changed."""
    whole = "&".join(part for part in (view, urlencode(more)) if part)
    return to_query(parse_query(whole)[0])
