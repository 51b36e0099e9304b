"""``python -m dashboard`` serves the atlas with a production WSGI server; ``… render OUT`` writes a still."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from waitress import serve

from dashboard.maintenance import Maintenance
from dashboard.publishing import command as publishing
from dashboard.server import create_app
from dashboard.site import Site
from dashboard.still import command
from dashboard.stories import command as stories
from dashboard.stories import story_folder
from geodata import store as stores
from geodata.errors import Problem, Refused

TOKEN = "ATLAS_TOKEN"
PUBLIC_URL, FRAMED_BY = "ATLAS_PUBLIC_URL", "ATLAS_FRAMED_BY"
# What is sent beyond this is not even read; within, the pages say what they take.
MOST_SENT = 64 * 1024 * 1024

# What else than serving can be asked for, by its first word.
VERBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "render": command.main,
    "story": stories.story,
    "check": stories.check,
    "publish": publishing.main,
}


def parser() -> argparse.ArgumentParser:
    verb = argparse.ArgumentParser(
        prog="python -m dashboard",
        description="Serve the De-escalation Atlas.",
        epilog="Or: python -m dashboard render OUT, story ID OUT, publish DIR, check; each with --help",
    )
    verb.add_argument("--host", default="127.0.0.1")
    verb.add_argument("--port", default=8050, type=int)
    verb.add_argument("--store", default=str(stores.STORE), help="where the store is, or is to be built")
    verb.add_argument(
        "--articles", nargs="*", default=[], metavar="FILE", help="article records beside those in seeds/"
    )
    verb.add_argument("--stories", type=Path, metavar="FOLDER", help="of story files of your own")
    verb.add_argument(
        "--maintain",
        action="store_true",
        help=f"let maintainers save outlines; needs a token in {TOKEN} or --token-file",
    )
    verb.add_argument("--token-file", metavar="FILE", help=f"a file that holds the token, instead of {TOKEN}")
    verb.add_argument(
        "--public-url",
        default=os.environ.get(PUBLIC_URL, ""),
        metavar="URL",
        help=f"where readers find the atlas, for links meant for elsewhere; or {PUBLIC_URL}",
    )
    verb.add_argument(
        "--framed-by",
        default=os.environ.get(FRAMED_BY, ""),
        metavar="ORIGINS",
        help=f"the only sites that may frame embeds, stories and stills, else any; or {FRAMED_BY}",
    )
    verb.add_argument(
        "--trusted-proxy",
        metavar="IP",
        help="a proxy whose X-Forwarded-Host and X-Forwarded-Proto are believed; nobody's are otherwise",
    )
    return verb


def token_of(options: argparse.Namespace) -> str | None:
    """The maintainers' token; None where saving is not asked for, or there is none.  Raises Refused."""
    if not options.maintain:
        return None
    try:
        given = (
            Path(options.token_file).read_text(encoding="utf-8") if options.token_file else os.environ.get(TOKEN, "")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise Refused([Problem(options.token_file, "-", "cannot be read", "give a file with the token")]) from error
    if not given.strip():
        told = f"--maintain: there is no token, so nothing can be saved; put one in {TOKEN}, or in a --token-file"
        print(told, file=sys.stderr)
    return given.strip() or None


def proxied(trusted: str | None) -> dict[str, Any]:
    """What waitress is told of a proxy before it."""
    if not trusted:
        return {}
    return {"trusted_proxy": trusted, "trusted_proxy_headers": {"x-forwarded-host", "x-forwarded-proto"}}


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in VERBS:
        return VERBS[words[0]](words[1:])
    options = parser().parse_args(words)
    files = [Path(name) for name in options.articles]
    try:
        folder = story_folder(options.stories)
        site = Site.of(options.public_url, options.framed_by)
        maintenance = Maintenance(token_of(options), tuple(files))
        store = stores.kept_current(Path(options.store), article_files=files)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    app = create_app(store, maintenance, site, folder)
    print(f"De-escalation Atlas at http://{options.host}:{options.port}/", flush=True)
    try:
        serve(
            app.server,
            host=options.host,
            port=options.port,
            threads=6,  # each takes memory, and more answer no sooner
            ident=None,
            max_request_body_size=MOST_SENT,
            **proxied(options.trusted_proxy),
        )
    except OSError as error:
        print(f"cannot serve on {options.host}:{options.port}: {error.strerror}; choose another PORT", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
