"""Every rule the curated data obeys.

A rule is a function that reads the files and yields a problem for each place where
they break it.  It judges what is sound and leaves alone what it cannot read, so that
one broken file hides nothing in another.  A new rule is a function and its line in ``RULES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from geodata.checks import files, positions, provenance, recipes, references, times, topology, validity
from geodata.checks.curated import Curated
from geodata.errors import Problem

RULES: tuple[Callable[[Curated], Iterator[Problem]], ...] = (
    files.unreadable,
    files.missing_files,
    files.files_no_record_describes,
    files.names_of_files,
    files.ids_of_features,
    files.ids_that_stand_twice,
    files.pcodes_that_stand_twice,
    files.rounds_that_stand_twice,
    files.form_of_boundary_files,
    topology.shapes,
    topology.overlaps,
    topology.ground_in_dispute,
    topology.ground_beyond_syria,
    validity.inverted_intervals,
    validity.overlapping_intervals,
    validity.outlines_after_the_end,
    validity.names_of_versions,
    validity.zones_of_versions,
    references.unknown_references,
    references.unknown_settlements,
    references.parents_of_units,
    references.seats_of_documents,
    provenance.missing_provenance,
    provenance.articles_of_no_origin,
    provenance.addresses,
    provenance.articles_with_text,
    positions.points_outside_their_country,
    positions.positions_that_differ,
    positions.half_positions,
    positions.meetings_outside_their_host,
    times.sessions_outside_their_meeting,
    times.statements_outside_their_meeting,
    times.order_of_sessions,
    times.documents_outside_their_meeting,
    times.posts_left_before_they_stood,
    times.turns_out_of_order,
    recipes.rings_of_landmarks,
    recipes.recipes_of_no_reading,
    recipes.drift,
)


def check(directory: Path, seeds: Path) -> list[Problem]:
    """Every problem of a data directory and of the article records beside it, by file and feature.

    A ``seeds`` folder that does not exist holds no articles.
    """
    if not directory.is_dir():
        return [Problem(directory.name, "-", "there is no such folder", "name the one that holds sources.json")]
    data = Curated(directory, seeds)
    return sorted({problem for rule in RULES for problem in rule(data)})
