"""A zone's area over time as a small SVG chart: a step a version, every reading beside the default."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from html import escape

import pandas as pd
from markupsafe import Markup

from dashboard.text import Text
from geodata.boundaries import history
from geodata.records import Zone
from geodata.store import Store

WIDTH, HEIGHT = 360, 132
LEFT, RIGHT, TOP, BOTTOM = 66, 8, 10, 20
FIRST, LAST = Day(2017, 1, 1), Day(2020, 12, 31)


def _rounded_up(value: float) -> float:
    """The next round number, for the top of the scale."""
    power = 10 ** (len(str(int(value))) - 1)
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= value)


def _x(day: Day) -> float:
    share = (min(max(day, FIRST), LAST) - FIRST).days / (LAST - FIRST).days
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _stretches(versions: pd.DataFrame, areas: dict[str, float]) -> Iterator[tuple[str, str, Day, Day, float]]:
    """Version, status, first and last day and km² of every version with an outline."""
    for name, row in versions.iterrows():
        if name in areas:
            ends = row["valid_to"]
            yield str(name), row["status"], row["valid_from"], LAST if pd.isna(ends) else ends, areas[str(name)]


def life_chart(store: Store, zone: Zone, day: Day, text: Text) -> Markup:
    """The chart, ``WIDTH`` × ``HEIGHT``; time runs the way the language is read.  Other readings are thin lines."""
    versions = history(store.catalog.boundaries, zone.id)
    default = list(_stretches(versions[versions["default"]], store.areas_km2))
    others = list(_stretches(versions[~versions["default"]], store.areas_km2))
    most = _rounded_up(max(area for *_, area in default + others))
    foot = HEIGHT - BOTTOM
    mirrored = text.dir == "rtl"

    def x(at: Day) -> float:
        return WIDTH - _x(at) if mirrored else _x(at)

    def y(area: float) -> float:
        return foot - area / most * (foot - TOP)

    def span(begins: Day, ends: Day) -> str:
        left, right = sorted((x(begins), x(ends)))
        return f'x="{left:.1f}" width="{max(right - left, 1):.1f}"'

    edge, anchor = (WIDTH - LEFT + 6, "start") if mirrored else (LEFT - 6, "end")
    parts = [
        f'<svg class="life-chart zone-{zone.number}" viewBox="0 0 {WIDTH} {HEIGHT}" direction="ltr" role="img" '
        f'aria-label="{escape(text("zone.chart"))}">'
    ]
    for share in (0.5, 1.0):
        height = y(most * share)
        parts.append(f'<line class="grid" x1="{x(FIRST):.1f}" x2="{x(LAST):.1f}" y1="{height:.1f}" y2="{height:.1f}"/>')
        number = text.number(most * share)
        words = escape(text("zone.area.value", area=number) if share == 1 else number)
        parts.append(f'<text x="{edge}" y="{height + 3.5:.1f}" text-anchor="{anchor}">{words}</text>')
    for year in range(FIRST.year, LAST.year + 1):
        parts.append(
            f'<text x="{x(Day(year, 7, 1)):.1f}" y="{HEIGHT - 5}" text-anchor="middle">{text.digits(year)}</text>'
        )
    for name, status, begins, ends, area in default:
        tip = escape(f"{name} · {text('zone.area.value', area=text.number(area))}")
        parts.append(
            f'<rect class="{status}" {span(begins, ends)} y="{y(area):.1f}" height="{foot - y(area):.1f}">'
            f"<title>{tip}</title></rect>"
        )
    for name, _, begins, ends, area in others:
        tip = escape(f"{name} · {text('zone.area.value', area=text.number(area))}")
        line = f'<path class="reading" d="M{x(begins):.1f} {y(area):.1f}H{x(ends):.1f}">'
        parts.append(f"{line}<title>{tip}</title></path>")
    parts.append(f'<line class="axis" x1="{x(FIRST):.1f}" x2="{x(LAST):.1f}" y1="{foot}" y2="{foot}"/>')
    if FIRST <= day <= LAST:
        parts.append(f'<line class="now" x1="{x(day):.1f}" x2="{x(day):.1f}" y1="{TOP - 6}" y2="{foot}"/>')
    return Markup("".join([*parts, "</svg>"]))
