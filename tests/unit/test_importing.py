"""Bringing in an outline: what is mended, what is refused, and what is said."""

import re

import pytest
import shapely

from geodata.boundaries import area_km2
from geodata.catalog import catalog
from geodata.errors import Refused
from geodata.importing.proposal import incoming, propose
from tests.data.corpus import GOOD, STATED
from tests.data.corpus_bad import BAD

PROBLEM = re.compile(r"^[^:\n]+:[^\n]+: [^;\n]+; [^\n]+$")


def proposed(case, folder):
    """The proposal a case ends in."""
    stated = STATED | case.stated
    return propose(incoming(case.make(folder), stated, catalog(), **case.options), stated, catalog())


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken_and_what_was_done_to_it_is_said(name, tmp_path):
    case = GOOD[name]
    proposal = proposed(case, tmp_path)
    assert any(case.says in line for line in ("", *proposal.lines))
    if case.ground is not None:
        assert area_km2(shapely.symmetric_difference(proposal.outline, case.ground)) < 0.1
    assert proposal.outline.is_valid


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_place_and_what_to_do(name, tmp_path):
    case = BAD[name]
    with pytest.raises(Refused) as refused:
        proposed(case, tmp_path)
    told = [str(problem) for problem in refused.value.problems]
    assert any(case.says in line for line in told), told
    assert all(PROBLEM.match(line) for line in told), told
