"""Points against all boundary versions: the grid beside what else there is, in one run; then growth and memory.

python -m tests.bench_join [POINTS]
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

import geopandas as gpd
import numpy as np
import shapely

from geodata.catalog import catalog
from geodata.grids import Grid
from geodata.join import join_rows

POINTS = 1_000_000
AT_ONCE = 1_000_000
ROUNDS = 3
FLOORS = {"geopandas.sjoin": 30, "prepared contains_xy": 4}


def points(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Half of them about Syrian places, half anywhere in Syria's extent, mixed."""
    random = np.random.default_rng(seed)
    places = np.array(
        [(one.lon, one.lat) for one in catalog().places.values() if 35.5 < one.lon < 42.5 and one.lat > 32]
    )
    about = places[random.integers(len(places), size=count // 2)] + random.normal(0, 0.02, (count // 2, 2))
    wide = random.uniform((35.5, 32.2), (42.5, 37.4), (count - len(about), 2))
    mixed = random.permutation(np.concatenate([about, wide]))
    return np.ascontiguousarray(mixed[:, 0]), np.ascontiguousarray(mixed[:, 1])


def outlines() -> np.ndarray:
    return catalog().boundaries.geometry.dropna().to_numpy()


def compared(count: int) -> None:
    """Every contestant finds all pairs of a point and a version that covers it; what it may prepare is not timed."""
    shapes, (lon, lat) = outlines(), points(count)
    begun = time.perf_counter()
    grid = Grid(shapes)
    laid = time.perf_counter() - begun
    geometry = shapely.points(lon, lat)
    left, right = gpd.GeoDataFrame(geometry=geometry, crs=4326), gpd.GeoDataFrame(geometry=shapes.copy(), crs=4326)
    assert right.sindex is not None
    prepared = shapes.copy()
    shapely.prepare(prepared)
    tree, tree_of_points = shapely.STRtree(shapes), shapely.STRtree(geometry)

    def joined() -> tuple[np.ndarray, np.ndarray]:
        found = gpd.sjoin(left, right, predicate="intersects")
        return found.index.to_numpy(), found["index_right"].to_numpy()

    def one_by_one(predicate: object) -> tuple[np.ndarray, np.ndarray]:
        held = [np.flatnonzero(predicate(shape, lon, lat)) for shape in prepared]  # type: ignore[operator]
        return np.concatenate(held), np.repeat(np.arange(len(held)), list(map(len, held)))

    contestants = {
        "the grid": lambda: grid.holding(lon, lat),
        "geopandas.sjoin": joined,
        "STRtree of versions": lambda: tree.query(geometry, predicate="intersects"),
        "STRtree of points": lambda: tree_of_points.query(shapes, predicate="intersects")[::-1],
        "prepared contains_xy": lambda: one_by_one(shapely.contains_xy),
        "prepared intersects_xy": lambda: one_by_one(shapely.intersects_xy),
    }
    times: dict[str, list[float]] = {name: [] for name in contestants}
    pairs = {}
    for _ in range(ROUNDS):
        for name, found in contestants.items():
            begun = time.process_time()  # all of them work in one thread; the time others take from it is not theirs
            answer = found()
            times[name].append(time.process_time() - begun)
            pairs[name] = np.sort(np.asarray(answer[0]) * len(shapes) + np.asarray(answer[1]))
    own = statistics.median(times["the grid"])
    print(
        f"{count:,} points, {len(shapes)} versions, {len(pairs['the grid']):,} pairs; "
        f"laying the grid takes {laid / own:.1f} times as long"
    )
    for name in contestants:
        if name == "the grid":
            continue
        same = np.array_equal(pairs[name], pairs["the grid"])
        ratio = statistics.median(times[name]) / own
        asked = f" (at least {FLOORS[name]})" if name in FLOORS else ""
        print(f"  {name:24} takes {ratio:6.1f} times as long{asked}; {'the same pairs' if same else 'OTHER PAIRS'}")


def streamed(count: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for number in range(0, count, AT_ONCE):
        yield points(min(AT_ONCE, count - number), seed=number)


def growth(count: int) -> dict[str, float]:
    """Seconds for so many points as a stream, and the most memory this process ever had."""
    grid, spent, pairs = Grid(outlines()), 0.0, 0
    grid.holding(*points(1000))
    for lon, lat in streamed(count):
        begun = time.process_time()
        pairs += len(grid.holding(lon, lat)[0])
        spent += time.process_time() - begun
    return {"seconds": spent, "pairs": pairs, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def in_a_process(count: int) -> dict[str, float]:
    run = [sys.executable, "-m", "tests.bench_join", "--growth", str(count)]
    return json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def located(count: int) -> None:
    """Zone, certainty and margin on days all through the zones' lives, against zone and certainty alone."""
    lon, lat = points(count)
    days = [date(2017, 4, 1) + timedelta(days=n % 1500) for n in range(count)]
    catalog().locator.locate(lon, lat, days, margin=False)
    spent = {}
    for margin in (False, True):
        begun = time.process_time()
        catalog().locator.locate(lon, lat, days, margin=margin)
        spent[margin] = time.process_time() - begun
    print(f"locate {count:,} points: {spent[False]:.1f} s of one processor; with margins {spent[True]:.1f} s")


def ruled(count: int) -> None:
    seeds = list(catalog().articles.values())
    some = [seeds[n % len(seeds)].model_copy(update={"id": f"bench-{n}"}) for n in range(count)]
    begun = time.process_time()
    rows = join_rows(some, catalog())
    spent = time.process_time() - begun
    print(
        f"join_rows of {count:,} records: {len(rows):,} rows; "
        f"{spent / count * 1e6 / 60:.1f} min for a million on one processor"
    )


def main() -> None:
    if sys.argv[1:2] == ["--growth"]:
        print(json.dumps(growth(int(sys.argv[2]))))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    compared(count)
    few, many = in_a_process(count // 10), in_a_process(count * 10)
    times = many["seconds"] / few["seconds"]
    print(f"  {count // 10:,} to {count * 10:,} points take {times:.0f} times as long (100 is linear)")
    print(f"  the most memory at {count * 10:,} points streamed: {many['mib']:.0f} MiB (below 2048)")
    located(count // 5)
    ruled(50_000)


if __name__ == "__main__":
    main()
