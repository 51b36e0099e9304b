"""The text of markup as a reader sees it."""

from __future__ import annotations

import html
import re

import lxml.html
from lxml import etree

UNSEEN = ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "form", "button")
BLOCKS = (
    *("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer"),
    *("blockquote", "figure", "figcaption", "ul", "ol", "table", "td", "main", "aside", "time"),
)
_KEPT_FILE = re.compile(r"data:[\w/+.;=-]*,[\w/+=%-]{200,}")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*)[^<>]{20000,}>")
_TAG_OR_ENTITY = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")


def parsed(markup: str) -> lxml.html.HtmlElement | None:
    """The tree of a page or of a piece of one; None where there is nothing."""
    return tree_of(markup)[0]


def tree_of(markup: str) -> tuple[lxml.html.HtmlElement | None, bool]:
    """The tree, and whether it is cut: libxml2 goes down 2,048 levels.

    Nothing is fetched, and no entity but HTML's own is known.
    Pictures kept within the page and tags longer than any author writes are taken out first: a tag of thousands
    of attributes takes the parser minutes.
    """
    markup = without_ballast(markup)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None, False
    return tree, any("depth" in error.message for error in parser.error_log.filter_from_fatals())


def without_ballast(markup: str) -> str:
    return _LONG_TAG.sub(r"<\1>", _KEPT_FILE.sub("data:", markup))


def text_of(markup: str) -> str:
    """Markup as plain text, blocks in lines of their own."""
    tree = parsed(markup)
    return "" if tree is None else visible_text(tree)


def visible_text(tree: lxml.html.HtmlElement) -> str:
    """What a reader sees of a tree, blocks in lines of their own."""
    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment":
            if not hidden:
                parts.append(element.tail or "")
            continue
        unseen, block = element.tag in UNSEEN, element.tag in BLOCKS
        if event == "start":
            hidden += unseen
            if not hidden:
                parts.append(("\n" if block else "") + (element.text or ""))
        else:
            hidden -= unseen
            if not hidden:
                parts.append(("\n" if block else "") + (element.tail or ""))
    in_lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in in_lines if line)


def plain(value: str) -> str:
    """A title that may hold markup or entities, as text; script in it is text too, and does nothing."""
    if not _TAG_OR_ENTITY.search(value):
        return value
    tree = parsed(f"<div>{value}</div>")
    text = "" if tree is None else " ".join(tree.text_content().split())
    return text or html.unescape(value)
