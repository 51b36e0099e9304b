"""The store's files by their hashed names, compressed ahead of time and kept by browsers for ever."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_file

from geodata.errors import UnknownId
from geodata.store import Store

FOR_EVER = "public, max-age=31536000, immutable"
ENCODINGS = {"br": ".br", "gzip": ".gz"}


def store_files(store: Store) -> Blueprint:
    routes = Blueprint("store", __name__)

    @routes.get("/store/<file>")
    def stored(file: str) -> Response:
        if not file.endswith(".json") or file not in store.manifest["files"].values():
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
