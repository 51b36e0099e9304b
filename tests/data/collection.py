"""A collection of documents as analysts have them: every format, five languages, encodings as found in the wild.

The words are ours and tell nothing that happened; addresses are at example.org.  ``written`` makes the files, so
that their bytes are exact; ``EXPECTED`` says what the records of each must be.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import zipfile
from pathlib import Path

EN = (
    "The fifth round of Astana talks opened today, Tuesday, with delegations from Russia, Iran and Turkey in the hall. "
)
AR = "قال رئيس الوفد السوري في أستانا إن الجولة الخامسة من المحادثات مستمرة على مستوى الخبراء حول إدلب والغوطة الشرقية."
FA = "هیئت ایرانی در آستانه گفت که دور پنجم مذاکرات درباره سوریه با حضور روسیه و ترکیه ادامه دارد و این نشست مهم است."
TR = (
    "Astana'da yapılan beşinci tur görüşmelerde Rusya, İran ve Türkiye heyetleri İdlib için bir araya geldi ve konuştu."
)
RU = "Сегодня в Астане прошла пятая встреча по Сирии, сообщил глава российской делегации, и стороны обсудили Идлиб."
NEWS_LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "publisher": {"@type": "Organization", "name": "Village Post"},
}


def page(head: str, body: str, charset: str = "utf-8", attributes: str = "") -> str:
    return (
        f'<!DOCTYPE html><html{attributes}><head><meta charset="{charset}">{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav>{body}<footer>All rights reserved</footer></body></html>"
    )


def json_ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def article_body(text: str, times: int = 3) -> str:
    return "<article>" + "".join(f"<p>{text}</p>" for _ in range(times)) + "</article>"


def rss(items: str, declared: str = "utf-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>Village Wire</title>'
        f"<link>https://example.org/</link><language>en</language>{items}</channel></rss>"
    )


GKG = "\t".join(
    [
        "20170704120000-T7",
        "20170704120000",
        "1",
        "example.org",
        "https://example.org/gkg/1",
        *[""] * 4,
        "4#Idlib, Idlib, Syria#SY#SY12##35.93#36.63#-1",
        "",
        "sergei lavrov;staffan de mistura",
        "",
        "united nations",
        *[""] * 11,
        "srclc:ara;eng:Moses",
        "<PAGE_TITLE>Talks on Syria&#039;s zones in Astana</PAGE_TITLE>",
    ]
)
EVENT_CELLS = {
    0: "660000001",
    1: "20170704",
    6: "RUSSIA",
    16: "SYRIA",
    52: "Idlib, Idlib, Syria",
    59: "20170704121500",
    60: "https://example.org/event/1",
}
EVENT = "\t".join(EVENT_CELLS.get(at, "") for at in range(61))

HTML_LD = page(
    json_ld(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "WebSite", "name": "Site"},
                {
                    **NEWS_LD,
                    "headline": "Talks &amp; truce",
                    "datePublished": "2017-07-04T23:30:00+06:00",
                    "inLanguage": "en",
                    "url": "https://example.org/ld/1",
                },
            ],
        }
    ),
    article_body(EN),
)
HTML_OG = page(
    '<meta property="og:title" content="آخر أخبار المحادثات"><meta property="og:site_name" content="جريدة القرية">'
    '<meta property="article:published_time" content="2018-02-01T08:00:00Z"><link rel="canonical" href="https://example.org/og/1">',
    article_body(AR),
    charset="windows-1256",
    attributes=' lang="en"',
)
HTML_MICRODATA = page(
    "<title>Village Post</title>",
    '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Görüşmeler başladı</h1>'
    f'<meta itemprop="datePublished" content="2018-05-14"><div itemprop="articleBody">{article_body(TR)}</div></div>',
    charset="windows-1254",
)
HTML_PLAIN = page(
    "<title>Разговор о Сирии</title>", f"<h1>Разговор о Сирии</h1>{article_body(RU)}", charset="windows-1251"
)
HTML_SCRIPT = page(
    "<title>Talks &lt;script&gt;alert(1)&lt;/script&gt; in Astana</title>",
    f'<script>var secret = "Damascus";</script><time datetime="2017-07-05">5 July</time>{article_body(EN)}',
)

# file name → bytes; a name with / lies in a folder
FILES: dict[str, bytes] = {
    "01-note.txt": EN.encode(),
    "02-note-1256.txt": AR.encode("windows-1256"),
    "03-note-koi8.txt": (RU * 2).encode("koi8-r"),
    "04-note-utf16.txt": FA.encode("utf-16"),
    "05-note-utf16-bare.txt": (AR * 3).encode("utf-16-le"),
    "06-graph.html": HTML_LD.encode(),
    "07-opengraph.html": HTML_OG.encode("windows-1256"),
    "08-microdata.html": HTML_MICRODATA.encode("windows-1254"),
    # declares windows-1251 and is koi8-r
    "09-wrong.html": HTML_PLAIN.encode("koi8-r"),
    # declares windows-1252 and is UTF-8
    "10-wrong.html": page("<title>گفت‌وگوهای آستانه</title>", article_body(FA), charset="windows-1252").encode(),
    "11-script.html": HTML_SCRIPT.encode(),
    "12-saved.html": (
        "<!-- saved from url=(0031)https://example.org/saved/12 -->\n"
        + page("", f"<h1>Saved talks</h1>{article_body(EN)}")
    ).encode(),
    "12-saved_files/ad.html": b"<html><body>An advertisement that is no article of any kind</body></html>",
    "13-page.mhtml": (
        "Snapshot-Content-Location: https://example.org/mhtml/13\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="X"\n\n--X\n'
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"{page('', f'<h1>Kept in one file</h1>{article_body(EN)}')}\n--X--\n"
    ).encode(),
    "14-feed.rss": rss(
        "<item><title>Talks &lt;b&gt;on&lt;/b&gt; zones &amp;amp; maps</title><link>https://example.org/rss/1</link>"
        f"<pubDate>Tue, 04 Jul 2017 01:10:00 +0600</pubDate><description>&lt;p&gt;{EN}&lt;/p&gt;</description></item>"
        f"<item><title>بيان</title><link>javascript:alert(1)</link><pubDate>Wed, 05 Jul 2017 10:00:00 GMT</pubDate>"
        f"<description>{AR}</description></item>"
    ).encode(),
    "15-feed-1251.xml": rss(
        f"<item><title>Переговоры</title><link>https://example.org/rss/ru</link><description>{RU}</description></item>",
        declared="windows-1251",
    ).encode("windows-1251"),
    "16-feed.rdf": (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/">'
        '<title>RDF Wire</title></channel><item rdf:about="https://example.org/rdf/1"><title>Round five</title>'
        f"<link>https://example.org/rdf/1</link><dc:date>2017-07-04</dc:date><description>{EN}</description></item></rdf:RDF>"
    ).encode(),
    "17-feed.atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="tr"><title>Köy Postası</title><entry><title type="html">'
        'Tur &lt;i&gt;başladı&lt;/i&gt;</title><link href="https://example.org/atom/1"/><id>urn:x:1</id>'
        f'<published>2017-07-04T09:00:00Z</published><content type="html">&lt;p&gt;{TR}&lt;/p&gt;</content>'
        "</entry></feed>"
    ).encode(),
    "18-feed.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "JSON Wire",
            "language": "en",
            "items": [
                {
                    "id": "1",
                    "url": "https://example.org/jf/1",
                    "title": "Talks",
                    "content_html": f"<p>{EN}</p>",
                    "date_published": "2017-07-04T10:00:00Z",
                }
            ],
        }
    ).encode(),
    "19-monitor.csv": (
        "\ufeffتقرير الرصد;;;;\nالعنوان;التاريخ;المصدر;الرابط;النص\n"
        f"خبر أول;25/07/2017;جريدة القرية;https://example.org/csv/1;{AR}\n"
        f"خبر ثان;04/07/2017;جريدة القرية;https://example.org/csv/2;{AR}\n"
    ).encode(),
    "20-mediacloud.csv": (
        b"id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
        b"abc,2023-11-01 10:00:00,en,village.example.org,village.example.org,2017-07-04,"
        b'"Russia, Iran and Turkey meet on Syria in Astana",https://example.org/mc/1\n'
    ),
    "21-tabs.tsv": f"Başlık\tTarih\tKaynak\tMetin\nTur başladı\t4 Temmuz 2017\tKöy Postası\t{TR}\n".encode("utf-16"),
    "22-wrapped.json": json.dumps(
        {
            "status": "ok",
            "articles": [
                {
                    "source": {"id": None, "name": "Village Post"},
                    "title": "Wrapped",
                    "publishedAt": "2017-07-04T10:00:00Z",
                    "url": "https://example.org/wrap/1",
                    "content": EN,
                }
            ],
        }
    ).encode(),
    "23-deeper.json": json.dumps(
        {
            "response": {
                "status": "ok",
                "results": [
                    {
                        "webTitle": "Deeper",
                        "webPublicationDate": "2017-07-04T10:00:00Z",
                        "webUrl": "https://example.org/deep/1",
                        "fields": {"trailText": "x"},
                    }
                ],
            }
        }
    ).encode(),
    "24-doc-api.json": json.dumps(
        {
            "articles": [
                {
                    "url": "https://example.org/doc/1",
                    "url_mobile": "",
                    "title": "مذاکرات آستانه درباره سوریه",
                    "seendate": "20170704T120000Z",
                    "socialimage": "",
                    "domain": "example.org",
                    "language": "Persian",
                    "sourcecountry": "Iran",
                }
            ]
        }
    ).encode(),
    "25-lines.jsonl.gz": gzip.compress(
        (
            json.dumps(
                {"headline": "In lines", "text": EN, "datePublished": "2017-07-04", "url": "https://example.org/l/1"}
            )
            + "\n"
        ).encode(),
        mtime=0,
    ),
    "26-20170704120000.gkg.csv": (GKG + "\n").encode(),
    "27-20170704120000.export.CSV": (EVENT + "\n").encode(),
    "28-notes.txt.bz2": bz2.compress(f"Packed talks\n\n{EN * 2}".encode()),
}


def _zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pages/one.html", page("", f"<h1>Zipped page</h1>{article_body(EN)}"))
        archive.writestr("__MACOSX/pages/._one.html", b"\0\5")
    return out.getvalue()


# file (without its number) → headline, language, day, publisher of each record, in order
EXPECTED: dict[str, list[tuple[str | None, str | None, str | None, str | None]]] = {
    "01-note.txt": [(None, "en", "2017-07-04", None)],
    "02-note-1256.txt": [(None, "ar", None, None)],
    "03-note-koi8.txt": [(None, "ru", None, None)],
    "04-note-utf16.txt": [(None, "fa", None, None)],
    "05-note-utf16-bare.txt": [(None, "ar", None, None)],
    "06-graph.html": [("Talks & truce", "en", "2017-07-04", "Village Post")],
    "07-opengraph.html": [("آخر أخبار المحادثات", "ar", "2018-02-01", "جريدة القرية")],
    "08-microdata.html": [("Görüşmeler başladı", "tr", "2018-05-14", None)],
    "09-wrong.html": [("Разговор о Сирии", "ru", None, None)],
    "10-wrong.html": [("گفت‌وگوهای آستانه", "fa", None, None)],
    "11-script.html": [("Talks <script>alert(1)</script> in Astana", "en", "2017-07-05", None)],
    "12-saved.html": [("Saved talks", "en", "2017-07-04", None)],
    "13-page.mhtml": [("Kept in one file", "en", "2017-07-04", None)],
    "14-feed.rss": [
        ("Talks on zones & maps", "en", "2017-07-04", "Village Wire"),
        ("بيان", "ar", "2017-07-05", "Village Wire"),
    ],
    "15-feed-1251.xml": [("Переговоры", "ru", None, "Village Wire")],
    "16-feed.rdf": [("Round five", "en", "2017-07-04", "RDF Wire")],
    "17-feed.atom": [("Tur başladı", "tr", "2017-07-04", "Köy Postası")],
    "18-feed.json": [("Talks", "en", "2017-07-04", "JSON Wire")],
    "19-monitor.csv": [
        ("خبر أول", "ar", "2017-07-25", "جريدة القرية"),
        ("خبر ثان", "ar", "2017-07-04", "جريدة القرية"),
    ],
    "20-mediacloud.csv": [
        ("Russia, Iran and Turkey meet on Syria in Astana", "en", "2017-07-04", "village.example.org")
    ],
    "21-tabs.tsv": [("Tur başladı", "tr", "2017-07-04", "Köy Postası")],
    "22-wrapped.json": [("Wrapped", "en", "2017-07-04", "Village Post")],
    "23-deeper.json": [("Deeper", None, "2017-07-04", None)],
    "24-doc-api.json": [("مذاکرات آستانه درباره سوریه", "fa", "2017-07-04", "example.org")],
    "25-lines.jsonl.gz": [("In lines", "en", "2017-07-04", None)],
    "26-20170704120000.gkg.csv": [("Talks on Syria's zones in Astana", "ar", "2017-07-04", "example.org")],
    "27-20170704120000.export.CSV": [(None, "en", "2017-07-04", None)],
    "28-notes.txt.bz2": [("Packed talks", "en", "2017-07-04", None)],
    "29-pages.zip/pages/one.html": [("Zipped page", "en", "2017-07-04", None)],
}


def written(folder: Path) -> Path:
    """The collection in a folder."""
    for name, content in {**FILES, "29-pages.zip": _zipped()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
