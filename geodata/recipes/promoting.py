"""Another reading becomes the default for its days.

Version ids say which reading is the default, so promoting renames: the promoted version
becomes ``<zone>@<valid_from>``, the default it takes the days from ``…~<according>``.  A
default that lasts longer than the promoted version, at either end, stays the default
there: it is cut in two or three versions with one outline and one recipe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Day
from typing import Any

from geodata.canonical import canonical
from geodata.catalog import Catalog, read_json
from geodata.errors import Problem, Refused
from geodata.files import replace_text
from geodata.importing import journal
from geodata.importing.succession import FOR_EVER, version_id
from geodata.importing.writing import sole_writer


@dataclass(frozen=True)
class Promotion:
    """What promoting a version does to its zone's file; ``renamed`` has new ids by old, one or more each."""

    version: str
    zone_file: str
    text: str
    renamed: dict[str, list[str]]


def promotion(catalog: Catalog, version: str) -> Promotion:
    """What promoting a version comes to, without writing anything.

    Raises
    ------
    Refused
        there is no such version, it is the default already, its zone is dissolved on some of its days, or a new id
        is taken.
    """
    if version not in catalog.boundaries.index:
        raise Refused([Problem("zones", version, "there is no such version", "see python -m geodata history ZONE")])
    file = f"zones/{catalog.boundaries.loc[version, 'zone']}.geojson"
    collection = read_json(catalog.directory / file, file)
    promoted = next(f for f in collection["features"] if f["properties"]["version"] == version)
    if promoted["properties"]["default"]:
        raise Refused([Problem(file, version, "is the default already", "name another reading's version")])
    features: list[dict] = []
    renamed: dict[str, list[str]] = {}
    for feature in collection["features"]:
        pieces = list(_pieces(feature, promoted, file))
        features.extend(pieces)
        names = [piece["properties"]["version"] for piece in pieces]
        if names != [feature["properties"]["version"]]:
            renamed[feature["properties"]["version"]] = names
    ids = [feature["properties"]["version"] for feature in features]
    if taken := sorted({name for name in ids if ids.count(name) > 1}):
        problem = f"its days would need a second version named {taken[0]}"
        raise Refused([Problem(file, version, problem, "end or rename that one first")])
    text = canonical({**collection, "features": features}, file)
    return Promotion(version, file, text, renamed)


def _days(properties: dict) -> tuple[Day, Day]:
    end = properties["valid_to"]
    return Day.fromisoformat(properties["valid_from"]), Day.fromisoformat(end) if end else FOR_EVER


def _pieces(feature: dict, promoted: dict, file: str) -> Iterator[dict]:
    """What becomes of a feature: itself, itself renamed, or a default cut where the promoted version begins or ends."""
    properties = feature["properties"]
    begins, ends = _days(promoted["properties"])
    since, until = _days(properties)
    if feature is promoted:
        yield _piece(feature, begins, ends, default=True)
    elif not properties["default"] or until <= begins or ends <= since:
        yield feature
    elif properties["status"] == "dissolved":
        problem = f"the zone is dissolved from {since} by {properties['version']}"
        raise Refused([Problem(file, promoted["properties"]["version"], problem, "end it by then first")])
    else:
        if since < begins:
            yield _piece(feature, since, begins, default=True)
        yield _piece(feature, max(since, begins), min(until, ends), default=False)
        if ends < until:
            yield _piece(feature, ends, until, default=True)


def _piece(feature: dict, begins: Day, ends: Day, *, default: bool) -> dict[str, Any]:
    """A feature for some days, as the default or not, named for it."""
    piece = deepcopy(feature)
    fields = piece["properties"]
    fields |= {
        "valid_from": begins.isoformat(),
        "valid_to": None if ends == FOR_EVER else ends.isoformat(),
        "default": default,
        "version": version_id(fields["zone"], begins, fields["according"], default),
    }
    if "id" in piece:
        piece["id"] = fields["version"]
    return piece


def promote(catalog: Catalog, version: str, *, who: str, why: str) -> Promotion:
    """Make a version the default for its days: one atomic replace of its zone's file, and a line in the journal.

    Raises
    ------
    Refused
        as ``promotion``, no reason is given, or another writer holds the directory; nothing has been written.
    """
    if not why.strip():
        raise Refused([Problem("recipes", version, "no reason is given", "say why with --why TEXT")])
    directory = catalog.directory
    with sole_writer(directory, who):
        found = promotion(Catalog(directory, catalog.seeds), version)
        path = directory / found.zone_file
        journal.with_entry(
            directory,
            {
                "when": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                "who": who,
                "action": "promote",
                "version": found.renamed[version][0],
                "why": why,
                "renamed": found.renamed,
                "zone_file": found.zone_file,
                "was": journal.digest(path),
                "is": hashlib.sha256(found.text.encode("utf-8")).hexdigest(),
            },
        )
        replace_text(path, found.text)
    return found
