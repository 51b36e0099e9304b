"""Copies of the data: one that is made whole again after each test, and one for tests that share a run."""

import shutil

import pytest

from tests.data.copied import Copy


@pytest.fixture(scope="package")
def whole_copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    yield Copy(folder)
    shutil.rmtree(folder)


@pytest.fixture
def copy(whole_copy):
    yield whole_copy
    whole_copy.restore()


@pytest.fixture(scope="module")
def shared_copy(tmp_path_factory):
    """For tests of one kind, each with damage of its own, that are answered by a single run."""
    folder = tmp_path_factory.mktemp("shared")
    yield Copy(folder)
    shutil.rmtree(folder)
