"""Bad requests: RFC 9457 problem details, from one table."""

from __future__ import annotations

from flask import Flask, Response, json
from werkzeug.exceptions import RequestEntityTooLarge

from geodata.errors import InvalidCoordinate, InvalidDay, UnknownId


class BadParameter(ValueError):
    """A query parameter that makes no sense; ``name`` is the parameter's."""

    def __init__(self, name: str, detail: str):
        self.name = name
        super().__init__(detail)


class ForeignOrigin(Exception):
    """A page of another site asked."""


class SavingOff(Exception):
    """This server writes nothing."""


class WrongToken(Exception):
    """Saving was asked for without the token."""


class Unimplemented(Exception):
    """A form of the answer that is not written here."""


class Busy(Exception):
    """Too many ask for the same work at once."""


STATUS: dict[type[Exception], tuple[int, str]] = {
    BadParameter: (400, "A parameter makes no sense"),
    InvalidDay: (400, "Not a day"),
    InvalidCoordinate: (400, "Not a coordinate"),
    WrongToken: (401, "Not the maintainers' token"),
    ForeignOrigin: (403, "Not from this site"),
    SavingOff: (403, "Saving is off"),
    UnknownId: (404, "Unknown id"),
    RequestEntityTooLarge: (413, "Too large"),
    Unimplemented: (501, "Not implemented"),
    Busy: (503, "Busy"),
}
HEADERS: dict[type[Exception], dict[str, str]] = {
    WrongToken: {"WWW-Authenticate": "Bearer"},
    Busy: {"Retry-After": "20"},
}


def problem(error: Exception) -> Response:
    status, title = STATUS[type(error)]
    detail = error.description if isinstance(error, RequestEntityTooLarge) else str(error)
    named = {"parameter": error.name} if isinstance(error, BadParameter) else {}
    return details(status, title, str(detail), headers=HEADERS.get(type(error)), **named)


def details(status: int, title: str, detail: str, headers: dict[str, str] | None = None, **members: object) -> Response:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    content = json.dumps(body, ensure_ascii=False)
    return Response(content, status, headers, mimetype="application/problem+json")


def register(server: Flask) -> None:
    for kind in STATUS:
        server.register_error_handler(kind, problem)
