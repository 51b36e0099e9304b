"""Web pages, saved by a browser or a script: what they say of themselves, then what is to be seen.

Values come from the page's JSON-LD (schema.org NewsArticle and its kin, alone, in a list or in ``@graph``), then
OpenGraph and other ``<meta>``, then microdata, then a ``<time>``; headline and language also from what is visible.
The dateline and the rest of the text are read by the rules for all texts.  extruct reads the markup, trafilatura
finds the main text, htmldate has the last word on the day where all else tells none.
"""

from __future__ import annotations

import email
import email.policy
import json
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import lxml.html

from geodata.articles.documents import RawDocument, fingerprint, raw_document
from geodata.articles.encodings import Decoded, decoded
from geodata.articles.formats.columns import scalar
from geodata.articles.formats.pieces import UNDECODABLE, Known, Piece
from geodata.articles.formats.visible import plain, tree_of, visible_text, without_ballast
from geodata.articles.limits import LARGEST_PAGE_TO_WEIGH, MOST_ELEMENTS_TO_WEIGH
from geodata.errors import Problem

ARTICLES = ("NewsArticle", "Article", "Report", "BlogPosting", "SocialMediaPosting", "LiveBlogPosting", "TechArticle")
# schema.org's own names, with those a page may have a value under if that one is missing.
SCHEMA = {
    "headline": ("headline", "name", "alternativeHeadline"),
    "datePublished": ("datePublished", "dateCreated", "uploadDate"),
    "publisher": ("publisher", "sourceOrganization", "provider"),
    "inLanguage": ("inLanguage",),
    "url": ("url", "mainEntityOfPage"),
}
META = {
    "headline": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"),
    "datePublished": (
        *(
            "article:published_time",
            "og:article:published_time",
            "article:published",
            "datepublished",
            "date.published",
        ),
        *("pubdate", "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date"),
        *("dcterms.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "date"),
    ),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name"),
    "url": ("og:url", "twitter:url"),
}
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*)(\S+)", re.I)
HTML = ("text/html", "application/xhtml+xml")
LEAST_TEXT = 80

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def page_document(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    """One page, one document."""
    head = piece.content[:8192]
    charset = _CHARSET.search(head) or _XML.match(head)
    said = piece.about.get("encoding") or (charset.group(1).decode("ascii", "replace") if charset else None)
    found = decoded(piece.content, known, said)
    if found is None:
        yield piece.problem(*UNDECODABLE)
        return
    yield _of_page(piece, found, "", fingerprint(piece.content))


def mhtml_document(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    """A page in one file with all its parts (RFC 2557), as Chromium saves it; its first HTML part is the page."""
    message = email.message_from_bytes(piece.content, policy=email.policy.default)
    part = next(
        (one for one in message.walk() if one.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    content = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(content, bytes):
        yield piece.problem("no page in it", "save the page again")
        return
    found = decoded(content, known, part.get_content_charset())
    if found is None:
        yield piece.problem(*UNDECODABLE)
        return
    address = message.get("Snapshot-Content-Location") or part.get("Content-Location") or ""
    yield _of_page(piece, found, str(address), fingerprint(piece.content))


def _of_page(piece: Piece, page: Decoded, saved_from: str, sha256: str) -> RawDocument | Problem:
    tree, is_cut = tree_of(page.text)
    if tree is None:
        return piece.problem("no page in it", "save the page again")
    given: dict[str, tuple[str, str]] = {}
    for source in (_json_ld, _meta, _microdata, _time, _title):
        for field, (value, where) in source(tree).items():
            if field not in given and value.strip():
                # JSON-LD is the one place where markup and entities in a value stand as they are
                is_raw = source is _json_ld and field in ("headline", "publisher")
                given[field] = (plain(value) if is_raw else value, where)
    saved = _SAVED_FROM.search(page.text[:4096])
    address = saved_from or (saved.group(1) if saved else "")
    if "url" not in given and address:
        given["url"] = (address, "where the page was saved from")
    suggested = {"inLanguage": tree.get("lang") or tree.get("xml:lang") or ""}
    if "datePublished" not in given and (day := _likely_day(tree)):
        suggested["datePublished"] = day
    text = _main_text(page.text, tree)
    notes = ("the page is nested so deep that only a part of it could be read",) if is_cut else ()
    return raw_document(piece.file, piece.record, text, sha256, given, suggested, page.note, notes)


def _json_ld(tree: lxml.html.HtmlElement) -> dict[str, tuple[str, str]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads((script.text or "").strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            if _is_article(thing.get("@type")):
                return _by_schema(thing, "the page's JSON-LD")
    return {}


def _things(value: Any, level: int = 0) -> Iterator[dict]:
    if level > 6:
        return
    if isinstance(value, list):
        for one in value[:1000]:
            yield from _things(one, level + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "itemListElement", "item"):
            yield from _things(value.get(key), level + 1)


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1].endswith(ARTICLES) for one in kinds)


def _by_schema(thing: dict, where: str) -> dict[str, tuple[str, str]]:
    found = {}
    for field, names in SCHEMA.items():
        value = next((text for name in names if (text := scalar(thing.get(name), field))), "")
        if value:
            found[field] = (value, where)
    return found


def _meta(tree: lxml.html.HtmlElement) -> dict[str, tuple[str, str]]:
    values: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if name and meta.get("content"):
                values.setdefault(name.strip().lower(), meta.get("content"))
    found = {
        field: (values[name], f"the page's {name}")
        for field, names in META.items()
        for name in reversed(names)
        if name in values
    }
    link = next((one for one in tree.iter("link") if (one.get("rel") or "").lower() == "canonical"), None)
    if link is not None and link.get("href"):
        found["url"] = (link.get("href"), "the page's canonical link")
    return found


def _microdata(tree: lxml.html.HtmlElement) -> dict[str, tuple[str, str]]:
    if tree.find(".//*[@itemtype]") is None:
        return {}
    from extruct.w3cmicrodata import MicrodataExtractor  # slow to load, and few pages need it

    try:
        items = MicrodataExtractor().extract_items(tree, base_url="")
    except (ValueError, TypeError, RecursionError):
        return {}
    for item in items:
        if isinstance(item, dict) and _is_article(item.get("type")):
            properties = {name: _property(value) for name, value in item.get("properties", {}).items()}
            return _by_schema(properties, "the page's microdata")
    return {}


def _property(value: Any) -> Any:
    return value.get("properties", value) if isinstance(value, dict) else value


def _time(tree: lxml.html.HtmlElement) -> dict[str, tuple[str, str]]:
    """The one day that every ``<time datetime>`` agrees on."""
    days = {value[:10] for one in tree.iter("time") if (value := (one.get("datetime") or "").strip())}
    return {"datePublished": (days.pop(), "the page's <time>")} if len(days) == 1 else {}


def _title(tree: lxml.html.HtmlElement) -> dict[str, tuple[str, str]]:
    headings = [" ".join(one.text_content().split()) for one in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return {"headline": (headings[0], "the page's only first heading")}
    title = tree.findtext(".//title")
    return {"headline": (title, "the page's title")} if title else {}


def _likely_day(tree: lxml.html.HtmlElement) -> str:
    """htmldate's reading of markup and address, without its guesses in the text."""
    from htmldate import find_date

    try:
        return find_date(tree, extensive_search=False, original_date=True) or ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""


@lru_cache(maxsize=1)
def _extract() -> Callable[..., str | None]:
    """trafilatura's, loaded when needed; its libraries warn that they lack something for the net, which nobody asks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from trafilatura import extract
    return extract


def _main_text(markup: str, tree: lxml.html.HtmlElement) -> str:
    """The article without the page around it; all that is visible where there is no telling them apart."""
    seen = visible_text(tree)
    markup = without_ballast(markup)
    elements = sum(1 for _ in tree.iter())
    if len(markup) > LARGEST_PAGE_TO_WEIGH or elements > MOST_ELEMENTS_TO_WEIGH or len(seen) < LEAST_TEXT:
        return seen
    try:
        main = _extract()(markup, include_comments=False, include_tables=False, fast=True) or ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        main = ""
    return main if len(main) >= LEAST_TEXT else seen
