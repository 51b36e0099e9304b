"""Licences and the lines to show: what has to travel with the data wherever it goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.records import Source

MAKER = "De-escalation Atlas"


@dataclass(frozen=True)
class Licence:
    """A licence by its SPDX-like id in ``data/sources.json``; ``url`` only where there is a text to read."""

    id: str
    name: str
    url: str | None


LICENCES: dict[str, Licence] = {
    licence.id: licence
    for licence in (
        Licence("CC-BY-3.0-IGO", "CC BY 3.0 IGO", "https://creativecommons.org/licenses/by/3.0/igo/"),
        Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        Licence("Unicode-3.0", "Unicode License 3.0", "https://www.unicode.org/license.txt"),
        Licence("public-domain", "public domain", None),
        Licence("metadata-only", "its publisher's; only facts and its address are used", None),
    )
}


def licence(id: str) -> Licence:
    """The licence with an id; one that is not in the table goes by its id."""
    return LICENCES.get(id, Licence(id, id, None))


def credit(source: Source) -> str:
    """The line to show for a source: what it is, whose, under which licence, and what its licence asks to be said."""
    named = f"{source.title or source.url or source.id}: {source.publisher}, {licence(source.licence).name}."
    return f"{named} {source.attribution}".strip()


def credits(sources: Mapping[str, Source], ids: Iterable[str]) -> list[str]:
    """The lines to show for sources and for those they derive from, each once, in order."""
    lines: dict[str, None] = {}
    for id in dict.fromkeys(ids):
        source = sources[id]
        lines[credit(source)] = None
        for origin in source.derived_from:
            attribution = sources[origin].attribution
            if attribution and not any(attribution in line for line in lines):
                lines[attribution] = None
    return list(lines)
