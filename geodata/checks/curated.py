"""The curated files as the rules see them: every record that can be read, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from shapely.geometry.base import BaseGeometry

from geodata.catalog import Catalog
from geodata.checks.shapes import is_sound
from geodata.errors import Problem
from geodata.holdings import HOLDINGS, Holding
from geodata.reading import Entry, Reading, inner, reading
from geodata.records import (
    Article,
    Claim,
    Country,
    Delegation,
    LifeEvent,
    Meeting,
    Member,
    Mention,
    Record,
    Session,
    State,
    Statement,
    Zone,
)

R = TypeVar("R", bound=Record)

# Records within other records: in which, and each with the feature a problem names.
INNER: dict[type[Record], tuple[type[Record], Callable[[Any], Iterator[tuple[str, Any]]]]] = {
    Session: (Meeting, lambda meeting: ((session.id, session) for session in meeting.sessions)),
    Statement: (Meeting, lambda meeting: ((statement.id, statement) for statement in meeting.statements)),
    Delegation: (Meeting, lambda meeting: ((f"delegation {d.party}", d) for d in meeting.delegations)),
    Member: (Meeting, lambda meeting: ((f"member {m.person}", m) for d in meeting.delegations for m in d.members)),
    LifeEvent: (Zone, lambda zone: ((f"lifecycle {event.date}", event) for event in zone.lifecycle)),
    Claim: (Zone, lambda zone: ((f"claim {claim.kind}", claim) for claim in zone.claims)),
    Mention: (Article, lambda article: ((f"mention {mention.id}", mention) for mention in article.mentions)),
}


@lru_cache(maxsize=1024)
def _remembered(holding: Holding, file: str, content: bytes) -> Reading:
    """The same bytes read the same: whoever checks again after one change waits for that file alone."""
    return reading(holding.read, holding.kind, file, content)


class Curated(Catalog):
    """A catalogue that gives what is sound even where other files, or other records of a file, are not."""

    def reading(self, holding: Holding, file: str) -> Reading:
        content = self.content(file)
        if isinstance(content, Problem):
            return reading(holding.read, holding.kind, file, content)
        return _remembered(holding, file, content)

    @cached_property
    def readings(self) -> list[tuple[Holding, str, Reading]]:
        return [
            (holding, file, self.reading(holding, file)) for holding in HOLDINGS for file in self.files(holding.files)
        ]

    def entries(self, kind: type[R], file: str = "") -> list[Entry[R]]:
        """Every sound record of a kind, those within other records included; of one file if it is named."""
        if kind in INNER:
            outer, parts = INNER[kind]
            return [inner(entry, *part) for entry in self.entries(outer) for part in parts(entry.record)]
        return [
            entry
            for holding, name, found in self.readings
            if holding.kind is kind and file in ("", name)
            for entry in found.entries
        ]

    def ids(self, kind: type[Record], file: str = "") -> frozenset[str] | None:
        """Ids of a kind, refused records included; None where a file that holds them cannot be read."""
        found = [one.ids for holding, name, one in self.readings if holding.kind is kind and file in ("", name)]
        known = [ids for ids in found if ids is not None]
        return frozenset().union(*known) if found and len(known) == len(found) else None

    def is_whole(self, kind: type[Record]) -> bool:
        """Whether every record of a kind could be read."""
        found = [one for holding, _, one in self.readings if holding.kind is kind]
        return bool(found) and not any(one.problems for one in found)

    @cached_property
    def lands(self) -> dict[str, BaseGeometry]:
        """Outlines of states and of the countries of the background, by id, as far as they are valid."""
        entries: list[Entry[Any]] = [*self.entries(Country), *self.entries(State)]
        return {entry.record.id: entry.outline for entry in entries if is_sound(entry) and entry.outline is not None}
