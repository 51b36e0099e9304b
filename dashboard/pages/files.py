"""The store's files by their hashed names, compressed ahead of time and kept by browsers for ever."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request, send_file

from geodata.errors import UnknownId
from geodata.store import Store

FOR_EVER = "public, max-age=31536000, immutable"
LAYER = re.compile(r"[a-z-]+\.[0-9a-f]{12}\.json", re.ASCII)
ENCODINGS = {"br": ".br", "gzip": ".gz"}


def store_files(store: Store) -> Blueprint:
    routes = Blueprint("store", __name__)

    @routes.get("/store/<file>")
    def stored(file: str) -> Response:
        # Pages opened before a newer store came still ask for the files of theirs, which stay a while.
        if not LAYER.fullmatch(file) or not (store.directory / file).is_file():
            raise UnknownId("no such file in this store")
        accepted = [encoding for encoding in ENCODINGS if encoding in request.headers.get("Accept-Encoding", "")]
        suffix = ENCODINGS[accepted[0]] if accepted else ""
        answer = send_file(store.directory.resolve() / f"{file}{suffix}", mimetype="application/json")
        if accepted:
            answer.headers["Content-Encoding"] = accepted[0]
        answer.headers["Cache-Control"] = FOR_EVER
        answer.headers["Vary"] = "Accept-Encoding"
        return answer

    return routes
