"""Boundary versions in time: intervals that run forward, one outline a day, names that say what they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from itertools import combinations, groupby

from geodata.checks.curated import Curated
from geodata.errors import Problem
from geodata.reading import Entry
from geodata.records import Boundary, Zone


def both_valid(one: Boundary, other: Boundary) -> bool:
    """Whether a day lies in both intervals; half-open, no end while it lasts."""
    begins = max(one.valid_from, other.valid_from)
    return begins < min(one.valid_to or Day.max, other.valid_to or Day.max)


def _by_zone(data: Curated) -> Iterator[list[Entry[Boundary]]]:
    entries = sorted(data.entries(Boundary), key=lambda entry: (entry.record.zone, entry.record.valid_from))
    for _, versions in groupby(entries, key=lambda entry: entry.record.zone):
        yield [entry for entry in versions if not _is_inverted(entry.record)]


def _is_inverted(version: Boundary) -> bool:
    return version.valid_to is not None and version.valid_to <= version.valid_from


def inverted_intervals(data: Curated) -> Iterator[Problem]:
    """A version ends after it begins."""
    for entry in data.entries(Boundary):
        version = entry.record
        if _is_inverted(version):
            problem = f"ends on {version.valid_to}, not after it begins on {version.valid_from}"
            yield entry.problem(problem, "correct valid_from or valid_to")


def overlapping_intervals(data: Curated) -> Iterator[Problem]:
    """A zone has one version a day of each reading, and one default."""
    for versions in _by_zone(data):
        for earlier, later in combinations(versions, 2):
            one, other = earlier.record, later.record
            if one.version == other.version or not both_valid(one, other):
                continue
            since = other.valid_from
            if one.default and other.default:
                yield later.problem(
                    f"is the default on {since} and so is {one.version}", "end one first or make it no default"
                )
            elif one.according == other.according:
                yield later.problem(f"is valid on {since} and so is {one.version} of its reading", "end one first")


def outlines_after_the_end(data: Curated) -> Iterator[Problem]:
    """No reading draws a zone while it is dissolved."""
    for versions in _by_zone(data):
        ends = [entry.record for entry in versions if entry.record.status == "dissolved" and entry.record.default]
        for entry in versions:
            for end in ends:
                if entry.record.status != "dissolved" and not entry.record.default and both_valid(entry.record, end):
                    yield entry.problem(f"is valid while {end.version} says dissolved", "end it the day the zone ended")


def names_of_versions(data: Curated) -> Iterator[Problem]:
    """A version is named ``<zone>@<valid_from>``, and ``…~<according>`` where it is not the default."""
    for entry in data.entries(Boundary):
        version = entry.record
        name = f"{version.zone}@{version.valid_from}{'' if version.default else f'~{version.according}'}"
        if version.version != name:
            yield entry.problem(f"should be named {name}", "correct the version, or the fields it is made of")


def zones_of_versions(data: Curated) -> Iterator[Problem]:
    """A zone's file holds its own versions."""
    zones = {entry.file: entry.record.id for entry in data.entries(Zone)}
    for entry in data.entries(Boundary):
        zone = zones.get(entry.file, entry.record.zone)
        if entry.record.zone != zone:
            yield entry.problem(f"is of the zone {entry.record.zone}, in the file of {zone}", "move or correct it")
