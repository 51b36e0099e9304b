"""Colours, by name, for light and dark: the one palette of page, map, figure and still.

Zone hues start from the Okabe–Ito set (distinct under the common forms of colour
blindness), moved for contrast on their ground.  So are gained and lost ground, which
keep apart from each other under each of those forms; a test holds them to it.
"""

from __future__ import annotations

TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "zone-1": "#0072B2",
        "zone-2": "#C27A00",
        "zone-3": "#B5508A",
        "zone-4": "#00875F",
        "accent": "#17506E",
        "accent-soft": "#DCE8EE",
        "ink": "#1F2428",
        "muted": "#5B636B",
        "panel": "#FFFFFF",
        "ground": "#F7F6F2",
        "line": "#DCD8CE",
        "sea": "#DDE7EC",
        "land": "#ECE9E1",
        "syria": "#FBFAF6",
        "border": "#B8B1A2",
        "halo": "#FBFAF6",
        "event": "#A8352A",
        "gained": "#0072B2",
        "lost": "#D55E00",
        "warning": "#8A4B00",
        "warning-soft": "#FCEFD9",
    },
    "dark": {
        "zone-1": "#56B4E9",
        "zone-2": "#F0B43C",
        "zone-3": "#E08CBF",
        "zone-4": "#3CCB9C",
        "accent": "#7CC0E0",
        "accent-soft": "#243743",
        "ink": "#E8EAEC",
        "muted": "#9AA4AD",
        "panel": "#1C2126",
        "ground": "#15191D",
        "line": "#30373E",
        "sea": "#12181D",
        "land": "#22282D",
        "syria": "#2A3137",
        "border": "#4D565E",
        "halo": "#1C2126",
        "event": "#F08A7E",
        "gained": "#4FA8F0",
        "lost": "#FF8142",
        "warning": "#F2C078",
        "warning-soft": "#3A2E1C",
    },
}


def declarations(theme: str) -> str:
    """The palette of a theme as declarations of CSS custom properties."""
    return ";".join(f"--{name}:{colour}" for name, colour in TOKENS[theme].items())


def css_variables() -> str:
    """The palette as CSS custom properties: the system's unless ``data-theme`` says otherwise, and light on paper."""
    light, dark = declarations("light"), declarations("dark")
    return (
        f":root{{color-scheme:light;{light}}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}"
        f":root[data-theme=dark]{{color-scheme:dark;{dark}}}"
        f"@media print{{:root:root{{color-scheme:light;{light}}}}}"
    )
