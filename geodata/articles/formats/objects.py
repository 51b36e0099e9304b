"""JSON, JSON Lines and JSON Feed: objects with fields, however they are wrapped.

A list may be of any length: it is read one object at a time.  JSON Feed is
https://www.jsonfeed.org/version/1.1/; its title stands for the publisher of its items.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import Any

import ijson

from geodata.articles import limits
from geodata.articles.documents import RawDocument, fingerprint
from geodata.articles.encodings import decoded
from geodata.articles.formats.columns import from_fields, scalar
from geodata.articles.formats.pieces import UNDECODABLE, Known, Opened, Piece, Pieces, lines, utf8_chunks
from geodata.errors import Problem

# Lists of articles stand under these, also one within another: {"response": {"results": […]}}.
WRAPPERS = frozenset(
    ("articles", "items", "results", "docs", "documents", "data", "response", "result", "hits", "stories", "entries")
    + ("news", "rows", "records", "value", "posts", "feed", "entry", "item", "children")
)
TOO_DEEP = ("nested too deep", "give objects with fields, or a list of them")


class _Stream:
    """Chunks as a file, that ends in a refusal where one object outgrows the limit."""

    def __init__(self, chunks: Iterator[bytes]):
        self._chunks, self._left = chunks, b""
        self.since_last_object = 0

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        if not self._left:
            self._left = next(self._chunks, b"")
        part, self._left = self._left[:size], self._left[size:]
        self.since_last_object += len(part)
        if self.since_last_object > limits.LARGEST:
            raise ValueError(f"one object is larger than {limits.LARGEST // limits.MIB} MiB")
        return part


def json_pieces(opened: Opened) -> Pieces:
    """Each object of a list, bare or wrapped, or the one object.  Lines of objects are taken for JSON Lines."""
    found = utf8_chunks(opened)
    if found is None:
        yield opened.problem("-", *UNDECODABLE)
        return
    chunks, encoding = found
    head = opened.stream.head(1 << 16)
    if _is_in_lines(head):
        yield from _of_lines(opened, chunks, encoding)
        return
    number = 0
    try:
        for number, (value, about) in enumerate(_objects(_Stream(chunks)), 1):
            record = f"record {number}" if about is not None else ""
            yield Piece(opened.name, record, "", value, _about(opened, encoding, about or {}))
    except (ijson.JSONError, ValueError, OverflowError, RecursionError) as error:
        is_deep = isinstance(error, RecursionError | _TooDeep)
        told = TOO_DEEP if is_deep else (f"not JSON ({_short(error)})", "mend the syntax there")
        yield opened.problem(f"after record {number}" if number else "-", *told)


def json_line_pieces(opened: Opened) -> Pieces:
    found = utf8_chunks(opened)
    if found is None:
        yield opened.problem("-", *UNDECODABLE)
        return
    yield from _of_lines(opened, *found)


def _of_lines(opened: Opened, chunks: Iterator[bytes], encoding: str) -> Pieces:
    about = _about(opened, encoding, {})
    for line in lines(chunks):
        if line.is_cut:
            problem = f"longer than {limits.LARGEST // limits.MIB} MiB"
            yield opened.problem(f"line {line.number}", problem, "give one article a line")
        elif line.content.strip(b" \t\r\x00\xef\xbb\xbf"):
            yield Piece(opened.name, f"line {line.number}", "", line.content, about)


def _about(opened: Opened, encoding: str, top: dict[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {"columns": tuple(opened.options.columns.items()), "encoding": encoding}
    if "jsonfeed.org" in str(top.get("version", "")):
        given = {"publisher": ("title", "the feed's title"), "inLanguage": ("language", "the feed's language")}
        told = {field: (scalar(top.get(key), field) or "", where) for field, (key, where) in given.items()}
        about["given"] = {field: value for field, value in told.items() if value[0]}
    return about


def _is_in_lines(head: bytes) -> bool:
    """The first line is a whole object and another follows."""
    first, _, rest = head.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
    if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


class _TooDeep(ValueError):
    """Objects within objects without end."""


class _Building:
    """Puts a value together from events; ``value`` is there once ``depth`` is back at 0."""

    def __init__(self) -> None:
        self._builder, self.depth = ijson.ObjectBuilder(), 0

    def take(self, event: str, value: Any) -> bool:
        """True when the value is whole."""
        self._builder.event(event, value)
        if event in ("start_map", "start_array"):
            self.depth += 1
            if self.depth > limits.DEEPEST:
                raise _TooDeep("nested too deep")
        elif event in ("end_map", "end_array"):
            self.depth -= 1
        return self.depth == 0 and event != "map_key"

    @property
    def value(self) -> Any:
        return self._builder.value


def _objects(stream: _Stream) -> Iterator[tuple[Any, dict[str, Any] | None]]:
    """The values of the list with what stood before it at the top, or the one object with None."""
    events = iter(ijson.basic_parse(stream, use_float=True))
    top: dict[str, Any] = {}
    any_list = yield from _level(events, next(events), top, stream, depth=0)
    if not any_list:
        yield top, None
    for event, _ in events:  # what follows the one value is no JSON
        raise ValueError(f"{event} after the end")


def _level(
    events: Iterator[tuple[str, Any]], first: tuple[str, Any], top: dict[str, Any], stream: _Stream, depth: int
) -> Generator[tuple[Any, dict[str, Any] | None], None, bool]:
    """One level of wrapping: a list is taken object by object, of a mapping the values that wrap are gone into."""
    if first[0] == "start_array":
        for event, value in events:
            if event == "end_array":
                return True
            stream.since_last_object = 0
            yield _built(events, event, value), top
        return True
    if first[0] != "start_map":
        yield first[1], top
        return True
    any_list = False
    for event, key in events:
        if event == "end_map":
            break
        inner = next(events)
        wraps = inner[0] == "start_array" or (inner[0] == "start_map" and depth < 3)
        if key in WRAPPERS and wraps:
            own = top if depth == 0 else {}
            found = yield from _wrapped(events, inner, own, key, top, stream, depth)
            any_list = any_list or found
        else:
            top[key] = _built(events, *inner)
    return any_list


def _wrapped(
    events: Iterator[tuple[str, Any]],
    inner: tuple[str, Any],
    own: dict[str, Any],
    key: str,
    top: dict[str, Any],
    stream: _Stream,
    depth: int,
) -> Generator[tuple[Any, dict[str, Any] | None], None, bool]:
    if inner[0] == "start_array":
        return (yield from _level(events, inner, own, stream, depth + 1))
    below: dict[str, Any] = {}
    found = yield from _level(events, inner, below, stream, depth + 1)
    if not found:
        top[key] = below
    return found


def _built(events: Iterator[tuple[str, Any]], event: str, value: Any) -> Any:
    building = _Building()
    while not building.take(event, value):
        event, value = next(events)
    return building.value


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def object_document(piece: Piece, known: Known) -> Iterator[RawDocument | Problem]:
    """One object, already parsed or as the bytes of its line."""
    value, sha256 = piece.content, None
    if isinstance(value, bytes):
        sha256 = fingerprint(value)
        try:
            value = json.loads(value.strip(b"\x00\xef\xbb\xbf"))
        except UnicodeDecodeError:
            found = decoded(value, known)
            value = _parsed(found.text) if found else None
            if value is None:
                yield piece.problem(*UNDECODABLE)
                return
        except ValueError as error:
            yield piece.problem(f"not JSON ({_short(error)})", "give one object a line")
            return
        except RecursionError:
            yield piece.problem(*TOO_DEEP)
            return
    if isinstance(value, dict) and isinstance(value.get("_source"), dict):  # Elasticsearch's hits
        value = value["_source"]
    if not isinstance(value, dict):
        yield piece.problem("not an object with fields", "give objects with text, headline, url, datePublished, …")
        return
    if sha256 is None:
        sha256 = fingerprint(json.dumps(value, sort_keys=True, default=str).encode())
    yield from_fields(piece, list(value), list(value.values()), sha256)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
