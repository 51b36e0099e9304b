"""Stills look as they did when somebody last looked at them."""

import io

import numpy as np
import pytest
from PIL import Image

from tests.pictures import FOLDER, PICTURES, rendered

# Another build of the same libraries may round a pixel's edge the other way; a mark that moved changes far more.
MEAN_DIFFERENCE, DIFFERENT, SHARE_DIFFERENT = 0.6, 48, 0.004


@pytest.mark.parametrize("name", PICTURES)
def test_a_still_looks_as_it_did(name, tmp_path):
    now = np.asarray(Image.open(io.BytesIO(rendered(name))).convert("RGB"), dtype=int)
    then = np.asarray(Image.open(FOLDER / name).convert("RGB"), dtype=int)
    assert now.shape == then.shape
    difference = np.abs(now - then)
    if difference.mean() > MEAN_DIFFERENCE or (difference.max(axis=2) > DIFFERENT).mean() > SHARE_DIFFERENT:
        seen = tmp_path / name
        seen.write_bytes(rendered(name))
        pytest.fail(f"{name} has changed: compare it with {seen}, and renew it with `make pictures` if that is right")
