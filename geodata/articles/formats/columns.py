"""What the fields of an article are called in tables and objects as found in the wild.

``NAMES`` is in order of preference: where a row has both ``content`` and ``description``, the first is the text.
Names are compared without case, spaces, ``_``, ``-`` and ``.``; ``--map field=column`` goes before all of them.
Sources: schema.org NewsArticle; Media Cloud's story lists (https://www.mediacloud.org/, "Download all URLs":
``id, indexed_date, language, media_name, media_url, publish_date, title, url``, formerly with ``stories_id`` and
``ap_syndicated``); GDELT DOC 2.0 ``ArtList`` (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/: ``url, title,
seendate, domain, language, sourcecountry`` in JSON, ``URL, MobileURL, Date, Title`` in CSV); NewsAPI, the Guardian's
and the New York Times' APIs, WordPress' REST API; Meltwater, Factiva and LexisNexis exports; headings in Arabic,
Persian, Turkish and Russian that spreadsheets of media monitors have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from geodata.articles.documents import RawDocument, fingerprint, raw_document
from geodata.articles.formats.pieces import Piece
from geodata.articles.formats.visible import text_of
from geodata.articles.given import day_in_figures
from geodata.errors import Problem

NAMES: dict[str, str] = {
    "text": """
        text, article body, full text, article text, body text, body, content text, content, content html, main text,
        story text, article, story, opening text, lead paragraph, النص, نص, المتن, متن, المحتوى, نص الخبر, الخبر,
        متن خبر, محتوا, metin, içerik, haber metni, текст, текст статьи, содержание, standfirst, description, summary,
        abstract, excerpt, snippet, hit sentence, lead, الملخص, خلاصه, özet, аннотация, trail text""",
    "headline": """
        headline, title, article title, story title, news title, web title, heading, subject, name, العنوان, عنوان,
        عنوان الخبر, عنوان المقال, عنوان خبر, تیتر, سرتیتر, başlık, haber başlığı, заголовок, название, titre""",
    "datePublished": """
        date published, publish date, published date, publication date, pub date, published at, published on, published,
        web publication date, date of publication, article date, story date, news date, date, date gmt, day, date time,
        timestamp, time, created at, seen date, تاريخ النشر, التاريخ, تاريخ, تاریخ انتشار, تاریخ, yayın tarihi, tarih,
        дата публикации, дата""",
    "publisher": """
        publisher, media name, outlet, outlet name, source name, newspaper, publication, publication name, source,
        media, medium, site name, source common name, provider, site, source domain, domain, media url, الناشر,
        المصدر, مصدر, الوسيلة, الصحيفة, منبع, خبرگزاری, رسانه, kaynak, yayın, gazete, источник, издание, сми""",
    "inLanguage": """
        in language, language, lang, language code, article language, locale, اللغة, لغة, زبان, dil, язык""",
    "url": """
        url, canonical url, article url, story url, web url, link, permalink, external url, source url,
        document identifier, href, uri, address, main entity of page, guid, الرابط, رابط, الرابط الأصلي, لینک, پیوند,
        نشانی, bağlantı, adres, ссылка, адрес""",
}
# Where exports put a value one level down: {"title": {"rendered": …}}, {"source": {"name": …}}.
INNER = ("name", "main", "rendered", "text", "value", "#text", "_", "content", "@id", "id", "url", "href")
DEEPEST_VALUE = 4
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|img|h[1-6]|ul|li|script|style|blockquote|figure)\b[^>]*>", re.I
)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A column's name as they are compared."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\-.\u200c\ufeff]+", "", folded)


_FIELD_OF = {
    plain_name(name): (field, rank) for field, names in NAMES.items() for rank, name in enumerate(names.split(","))
}


@lru_cache(maxsize=1024)
def columns_of(header: tuple[str, ...], mapped: tuple[tuple[str, str], ...] = ()) -> dict[str, tuple[int, ...]]:
    """For each field the columns it may be read from, by their place in the header, the best first."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for at, column in enumerate(header):
        own = [field for field, name in mapped if plain_name(name) == plain_name(column)]
        if own:
            for field in own:
                ranked.setdefault(field, []).append((-1, at))
        elif (found := _FIELD_OF.get(plain_name(column))) is not None:
            ranked.setdefault(found[0], []).append((found[1], at))
    return {field: tuple(at for _, at in sorted(places)) for field, places in ranked.items()}


def from_fields(
    piece: Piece, header: Sequence[str], values: Sequence[Any], sha256: str | None = None
) -> RawDocument | Problem:
    """A document of a row or an object: the first column of each field that holds something."""
    columns = columns_of(tuple(header), tuple(piece.about.get("columns", ())))
    if not columns.keys() & {"text", "headline"}:
        known = ", ".join(str(name) for name in header[:8])
        return piece.problem(f"neither a text nor a headline among {known}", "name one: --map headline=COLUMN")
    given: dict[str, tuple[str, str]] = {}
    text = ""
    for field, places in columns.items():
        for at in places:
            value = scalar(values[at], field) if at < len(values) else ""
            if value is None:
                return piece.problem(f"{header[at]} is not text", "put it in quotes")
            if value and field == "text":
                text = text_of(value) if _MARKUP.search(value) else value
            elif value:
                where = "" if header[at] == field else f"under {header[at]!r}"
                given[field] = (_day(value, piece) if field == "datePublished" else value, where)
            if value:
                break
    sha256 = sha256 or fingerprint("\x1f".join(map(str, values)).encode("utf-8", "replace"))
    for field, value in piece.about.get("given", {}).items():
        given.setdefault(field, value)
    return raw_document(piece.file, piece.record, text, sha256, given, encoding=piece.about.get("encoding") or "")


def _day(value: str, piece: Piece) -> str:
    """The day in ISO form where the file as a whole tells how its days are to be read."""
    slashes = piece.about.get("slashes")
    return str(day_in_figures(value, slashes) or value) if slashes else value


def scalar(value: Any, field: str, level: int = 0) -> str | None:
    """A value as text; None where it is none.  Numbers are days at most."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping | list) and level == DEEPEST_VALUE:
        return ""
    if isinstance(value, Mapping):
        return next((found for key in INNER if (found := scalar(value.get(key), field, level + 1))), "")
    if isinstance(value, list):
        several = [one for one in (scalar(one, field, level + 1) for one in value[:1000]) if one]
        return "\n\n".join(several) if field == "text" else (several or [""])[0]
    if field == "datePublished" and not isinstance(value, bool):
        return str(value)
    return None
