"""``locate`` for a CSV file: the same rows, with the answer added."""

from __future__ import annotations

import csv
import io
from math import isnan
from pathlib import Path

import geopandas as gpd

from geodata.boundaries import as_day
from geodata.errors import AtlasError, Problem, Refused
from geodata.locating import checked_point, locate

ADDED = ("zone", "boundary", "certainty", "margin_km")
NEEDED = ("lon", "lat", "date")


def located_csv(
    path: Path, boundaries: gpd.GeoDataFrame, stretches: gpd.GeoDataFrame | None = None
) -> tuple[str, list[Problem]]:
    """The CSV file with columns ``zone``, ``boundary``, ``certainty`` and ``margin_km`` added, and what was wrong.

    Columns ``lon``, ``lat`` and ``date`` are read, any others kept.  A bad row is kept with the
    added columns empty, and reported.

    Raises
    ------
    Refused
        the file cannot be read as a CSV file with those columns.
    """
    rows, header = _rows(path)
    problems, good = [], []
    for number, row in enumerate(rows, 2):  # line 1 is the header
        row |= dict.fromkeys(ADDED, "")
        try:
            good.append((row, *checked_point(row["lon"], row["lat"]), as_day(row["date"])))
        except AtlasError as error:
            problems.append(Problem(path.name, f"line {number}", str(error), "correct lon, lat or date in this row"))
    if good:
        found, lon, lat, days = zip(*good, strict=True)
        for row, answer in zip(found, locate(boundaries, lon, lat, days, stretches).to_dict("records"), strict=True):
            margin = answer.pop("margin_km")
            row |= {name: value or "" for name, value in answer.items()} | {
                "margin_km": "" if isnan(margin) else f"{margin:.2f}"
            }
    out = io.StringIO()
    writer = csv.DictWriter(
        out, [*header, *(name for name in ADDED if name not in header)], extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue(), problems


def _rows(path: Path) -> tuple[list[dict], list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            rows, header = list(reader), list(reader.fieldnames or [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(
            [Problem(path.name, "-", f"not a CSV file in UTF-8 ({error})", "save it as UTF-8 CSV")]
        ) from error
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise Refused(
            [Problem(path.name, "line 1", f"no column {', '.join(missing)}", f"name the columns {', '.join(NEEDED)}")]
        )
    return rows, header
