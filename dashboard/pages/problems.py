"""Bad requests under /api: RFC 9457 problem details, from one table."""

from __future__ import annotations

from flask import Flask, Response, json

from geodata.errors import InvalidCoordinate, InvalidDay, UnknownId


class BadParameter(ValueError):
    """A query parameter that makes no sense; ``name`` is the parameter's."""

    def __init__(self, name: str, detail: str):
        self.name = name
        super().__init__(detail)


STATUS: dict[type[Exception], tuple[int, str]] = {
    BadParameter: (400, "A parameter makes no sense"),
    InvalidDay: (400, "Not a day"),
    InvalidCoordinate: (400, "Not a coordinate"),
    UnknownId: (404, "Unknown id"),
}


def problem(error: Exception) -> Response:
    status, title = STATUS[type(error)]
    body = {"type": "about:blank", "title": title, "status": status, "detail": str(error)}
    if isinstance(error, BadParameter):
        body["parameter"] = error.name
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json")


def register(server: Flask) -> None:
    for kind in STATUS:
        server.register_error_handler(kind, problem)
