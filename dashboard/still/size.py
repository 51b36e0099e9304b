"""How large a still may be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Least and most, by the name of the parameter.
SIZES: Mapping[str, tuple[float, float]] = {"width": (120, 8000), "height": (68, 8000), "scale": (0.25, 10)}
MOST_PIXELS = 40_000_000
CSS_DPI = 96


class WrongSize(ValueError):
    """A size no still can have; ``name`` is the parameter at fault."""

    def __init__(self, name: str, detail: str):
        self.name = name
        super().__init__(detail)


@dataclass(frozen=True)
class Size:
    """Width and height the picture is laid out for, in pixels, and how many times as large it is drawn."""

    width: int = 1200
    height: int = 630
    scale: float = 1


def checked_size(width: object = 1200, height: object = 630, scale: object = 1) -> Size:
    """A size from numbers or texts.

    Raises
    ------
    WrongSize
        not a number, out of range, or more than ``MOST_PIXELS`` in all.
    """
    given = {"width": width, "height": height, "scale": scale}
    numbers = {name: _number(name, value) for name, value in given.items()}
    size = Size(round(numbers["width"]), round(numbers["height"]), numbers["scale"])
    pixels = size.width * size.height * size.scale**2
    if pixels > MOST_PIXELS:
        name = "scale" if size.scale > 1 else "width"
        most, asked = MOST_PIXELS // 10**6, pixels / 1e6
        raise WrongSize(name, f"{asked:.0f} megapixels are too many; stay within {most}")
    return size


def _number(name: str, value: object) -> float:
    least, most = SIZES[name]
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and least <= number <= most) or (name != "scale" and number != round(number)):
        kind = "a number" if name == "scale" else "a whole number of pixels"
        raise WrongSize(name, f"not {kind} from {least:g} to {most:g}")
    return number
