"""Settings for all tests."""

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# A slow machine is no failure: speed is measured by `make bench`.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")


class OneBrowser(LoadScopeScheduling):
    """One worker runs all tests that start a browser: two browsers drawing in software starve each other."""

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)
