"""Colours that must be told apart are, also by those who see fewer of them."""

from itertools import product

import numpy as np
import pytest

from dashboard.tokens import TOKENS

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
SIGHT = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ.sum(axis=1)
# Several times what is just noticed (about 2.3 in CIE 1976 L*a*b*).
FAR_APART = 30


def lab(colour, sight):
    srgb = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    x, y, z = np.cbrt(TO_XYZ @ np.clip(sight @ linear, 0, 1) / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize(("theme", "sight"), product(TOKENS, SIGHT))
def test_gained_and_lost_ground_are_told_apart(theme, sight):
    gained, lost, land = (lab(TOKENS[theme][name], SIGHT[sight]) for name in ("gained", "lost", "syria"))
    assert np.linalg.norm(gained - lost) > FAR_APART
    assert np.linalg.norm(gained - land) > FAR_APART
    assert np.linalg.norm(lost - land) > FAR_APART
