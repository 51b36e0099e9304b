"""Addresses in HTML, CSS and scripts, each replaced by what a function makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

# A function of an address and of where it stands ("a", "img", "link" …); None takes a link away.
Resolve = Callable[[str, str], str | None]

SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(</script>)", re.DOTALL)
LINK = re.compile(r'<a\b[^>]*\shref="([^"]*)"[^>]*>.*?</a>', re.DOTALL)
TAG = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*>", re.IGNORECASE)
ATTRIBUTE = re.compile(r'(\s(?:href|src|srcset|content|data-audience))="([^"]*)"')
STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style>)", re.DOTALL)
CSS_ADDRESS = re.compile(r"""url\(["']?(?!["']?data:)([^)'"]+)["']?\)""")
IMPORT = re.compile(r"""((?:from|import)\s*\(?\s*)(["'])(\./[\w./-]+\.js)\2""")
# Of a head's ``content`` only these are addresses.
ADDRESSES_IN_CONTENT = ("/", "http://", "https://")


def rewritten_html(html: str, resolve: Resolve) -> str:
    """HTML with every address resolved; scripts' own text is left alone."""
    kept: list[str] = []

    def put_aside(script: re.Match) -> str:
        kept.append(script[2])
        return f"{script[1]}\x00{len(kept) - 1}\x00{script[3]}"

    html = SCRIPT.sub(put_aside, html)
    html = STYLE.sub(lambda style: f"{style[1]}{rewritten_css(style[2], resolve)}{style[3]}", html)
    html = LINK.sub(lambda link: link[0] if resolve(unescape(link[1]), "a") is not None else "", html)
    html = TAG.sub(lambda tag: _tag(tag, resolve), html)
    return re.sub("\x00(\\d+)\x00", lambda number: kept[int(number[1])], html)


def _tag(tag: re.Match, resolve: Resolve) -> str:
    element = tag[1].lower()
    lacks = False

    def attribute(found: re.Match) -> str:
        nonlocal lacks
        value = unescape(found[2])
        is_address = not found[1].endswith("content") or value.startswith(ADDRESSES_IN_CONTENT)
        resolved = resolve(value, element) if is_address else value
        lacks = lacks or resolved is None
        return f'{found[1]}="{escape(value if resolved is None else resolved)}"'

    written = ATTRIBUTE.sub(attribute, tag[0])
    # What a page says of itself to machines, such as its oEmbed address, goes where nothing answers it.
    return "" if lacks and element in ("link", "meta") else written


def rewritten_css(css: str, resolve: Resolve) -> str:
    return CSS_ADDRESS.sub(lambda found: f"url({resolve(found[1], 'css') or found[1]})", css)


def rewritten_script(script: str, resolve: Resolve) -> str:
    """A module with the modules it imports resolved."""
    return IMPORT.sub(lambda found: f"{found[1]}{found[2]}{resolve(found[3], 'import') or found[3]}{found[2]}", script)
