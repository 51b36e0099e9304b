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

    def remove_node(self, node):
        """Where a worker dies, only what it had not finished goes to the others.

        Units without a test left would be handed out as well, and a worker given one waits for ever.
        """
        units = self.assigned_work[node]
        for scope in [scope for scope, tests in units.items() if all(tests.values())]:
            del units[scope]
        return super().remove_node(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)
