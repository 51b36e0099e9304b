"""Many points at once are told the same as each alone, and as geometry says."""

from datetime import date, timedelta

import numpy as np
import pytest
import shapely

from geodata import locating
from geodata.boundaries import in_force
from geodata.catalog import catalog
from geodata.locating import Locator, locate

COUNT = 3 * locating.MANY
TURNS = sorted({day for column in ("valid_from", "valid_to") for day in catalog().boundaries[column] if day})


@pytest.fixture(scope="module")
def points():
    random = np.random.default_rng(7)
    corners = shapely.get_coordinates(catalog().boundaries.geometry.dropna().to_numpy())
    near = corners[random.integers(len(corners), size=COUNT // 2)] + random.normal(0, 0.05, (COUNT // 2, 2))
    wide = random.uniform((30, 25), (45, 40), (COUNT - len(near), 2))
    return np.concatenate([near, wide]).T


def around(day):
    return [day + timedelta(days=days) for days in (-1, 0)]


@pytest.mark.parametrize("day", [date(2017, 7, 4), date(2018, 7, 10), date(2020, 3, 6), date(2016, 1, 1)])
def test_a_grid_and_bands_decide_as_the_lines_do(points, day):
    data = catalog()
    quick = Locator(data.boundaries, data.stretches).locate(*points, day, margin=False)
    slow = locate(data.boundaries, *points, day, data.stretches)
    assert quick.equals(slow.drop(columns="margin_km"))
    few = slice(0, None, 50)
    alone = locate(data.boundaries, points[0][few], points[1][few], day, data.stretches)
    assert alone.equals(slow[few].reset_index(drop=True))


@pytest.mark.parametrize("day", TURNS)
def test_a_version_holds_from_its_first_day_to_before_its_last(points, day):
    few = points[:, ::60]
    days = np.repeat(around(day), few.shape[1])
    found = catalog().locator.locate(*np.tile(few, 2), days, margin=False)["zone"].to_numpy().reshape(2, -1)
    for one, told in zip(around(day), found, strict=True):
        expected = np.full(few.shape[1], None, dtype=object)
        for row in in_force(catalog().boundaries, one).itertuples():
            expected[shapely.intersects_xy(row.geometry, *few)] = row.zone
        assert (told == expected).all()


def test_a_point_asked_for_alone_is_kept_and_the_same():
    data = catalog()
    locator = Locator(data.boundaries, data.stretches)
    asked = [(36.402, 33.571, date(2017, 8, 1)), (36.402, 33.571, date(2018, 6, 1)), (36.81, 35.86, date(2020, 2, 1))]
    first = locator.at(*asked[0])
    locator.prepare(asked)
    assert locator.at(*asked[0]) == first
    for lon, lat, day in asked:
        row = locate(data.boundaries, lon, lat, day, data.stretches).iloc[0]
        assert locator.at(lon, lat, day) == (row["zone"], row["boundary"], row["certainty"])
