"""Settings for all tests."""

from hypothesis import settings

# A slow machine is no failure: speed is measured by `make bench`.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")
