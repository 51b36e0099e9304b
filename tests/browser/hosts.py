"""Pages of another site that frame the atlas."""

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

EMBEDS = {
    "english": "/embed?controls=title,date,zoom,legend",
    "dark-arabic": "/embed?lang=ar&theme=dark",
    "later": "/embed?date=2018-06-01&layers=states,zones,posts",
    "later-arabic": "/embed?lang=ar&date=2019-09-15&controls=title,date,legend",
    "story": "/story/astana-5",
    "full": "/embed?mode=full&date=2018-06-01",
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Nothing is said of what went well."""


@contextmanager
def served(folder):
    """A folder as a site of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def article(atlas, embeds=EMBEDS):
    """A page with these embeds, as an editor would paste them."""
    frames = "\n".join(
        f'<p>A paragraph before {name}.</p>\n<iframe id="{name}" title="{name}" src="{atlas}{path}" width="100%" '
        f'height="600" style="border:0"></iframe>'
        for name, path in embeds.items()
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,">'
        f"<title>An article</title><style>body {{ margin: 0 auto; max-width: 1500px }}</style><h1>An article</h1>\n"
        f'{frames}\n<script async src="{atlas}/assets/embed-host.js"></script></html>'
    )
