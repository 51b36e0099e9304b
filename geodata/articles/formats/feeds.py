"""RSS 2.0, RSS 1.0 (RDF) and Atom, read by feedparser, which knows what feeds are in practice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import feedparser

from geodata.articles.documents import RawDocument, fingerprint, raw_document
from geodata.articles.encodings import decoded
from geodata.articles.formats.pieces import UNDECODABLE, Known, Piece
from geodata.articles.formats.visible import plain, text_of
from geodata.errors import Problem

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)")
_ENTITY = re.compile(r"<!ENTITY", re.I)
HEADERS = {"content-type": "application/xml; charset=utf-8"}


def feed_documents(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    """The entries of a feed, in its order."""
    declared = _DECLARED.match(piece.content[:400])
    said = piece.about.get("encoding") or (declared.group(1).decode() if declared else None)
    found = decoded(piece.content, known, said)
    if found is None:
        yield piece.problem(*UNDECODABLE)
        return
    if _ENTITY.search(found.text):
        # no feed needs its own, and a few lines of them unpack to gigabytes or ask for files
        yield piece.problem("declares entities of its own", "take the DOCTYPE out")
        return
    xml = _DECLARATION.sub("", found.text, count=1).encode("utf-8", "replace")
    feed = feedparser.parse(xml, response_headers=HEADERS)
    if not feed.entries:
        why = feed.get("bozo_exception") if feed.get("bozo") else "no entry in it"
        yield piece.problem(f"not a feed ({' '.join(str(why).split())[:120]})", "give RSS, RDF or Atom")
        return
    for number, entry in enumerate(feed.entries, 1):
        yield _document(piece, number, entry, feed.feed, found.note)


def _document(
    piece: Piece, number: int, entry: feedparser.FeedParserDict, feed: feedparser.FeedParserDict, encoding: str
) -> RawDocument:
    content = entry.get("content") or []
    body = max([entry.get("summary", ""), *(one.get("value", "") for one in content)], key=len)
    source = (entry.get("source") or {}).get("title", "")
    given = {
        "headline": (plain(entry.get("title", "")), "the entry's title"),
        "url": (entry.get("link", "") or _permalink(entry), "the entry's link"),
        "datePublished": (entry.get("published", "") or entry.get("updated", ""), "the entry's date"),
        "publisher": (plain(source or feed.get("title", "")), "the entry's source" if source else "the feed's title"),
    }
    own = (entry.get("title_detail") or {}).get("language") or entry.get("language")
    suggested = {"inLanguage": own or feed.get("language", "")}
    sha256 = fingerprint(json.dumps(entry, sort_keys=True, default=str).encode("utf-8", "replace"))
    return raw_document(piece.file, f"entry {number}", text_of(body), sha256, given, suggested, encoding)


def _permalink(entry: feedparser.FeedParserDict) -> str:
    identity = entry.get("id", "")
    return identity if identity.startswith(("http://", "https://")) else ""
