"""What the tests of the Maintain page share: a changed outline, what is stated about it, a checkout to patch."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from shapely.geometry import mapping, shape

from geodata.catalog import catalog
from geodata.diffs import diff

ROOT = Path(__file__).parents[1]
SHIPPED = "eastern-ghouta@2017-07-22"
STATED = {
    "zone": "eastern-ghouta",
    "valid_from": "2017-10-01",
    "source": "reading-landmarks",
    "method": "Traced from a printed map.",
    "precision_km": "1.5",
    "who": "A. Mapper",
    "why": "a better map",
}
VERSION = "eastern-ghouta@2017-10-01"


def moved_outline(**moved):
    """The shipped outline as a GeoJSON file's bytes, with vertices moved: number → degrees east and north."""
    drawn = mapping(catalog().boundaries.loc[SHIPPED, "geometry"])
    ring = [list(position) for position in drawn["coordinates"][0]]
    for vertex, (east, north) in (moved or {"v5": (0.01, 0.01)}).items():
        ring[int(vertex[1:])][0] += east
        ring[int(vertex[1:])][1] += north
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps(feature).encode()


def moved_difference():
    """What moving the outline as ``moved_outline`` does by default changes, as geodata says."""
    places = catalog().places.values()
    return diff(
        catalog().boundaries.loc[SHIPPED, "geometry"], shape(json.loads(moved_outline())["geometry"]), places=places
    )


def checkout(folder):
    """A clean checkout of what the atlas needs to be checked and served."""
    for part in ("geodata", "dashboard", "assets", "seeds"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for command in (["init"], ["add", "."], ["-c", "user.name=t", "-c", "user.email=t@t", "commit", "-m", "as it was"]):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    return folder


def applied(patch, folder):
    """Apply a patch as a maintainer would, and say which files it changed."""
    (folder.parent / "change.patch").write_bytes(patch)
    subprocess.run(["git", "apply", "../change.patch"], cwd=folder, check=True, capture_output=True)
    told = subprocess.run(["git", "status", "--short"], cwd=folder, check=True, capture_output=True, text=True)
    return sorted(line[3:] for line in told.stdout.splitlines())


def checked(folder):
    """What ``python -m geodata check`` says in a checkout."""
    done = subprocess.run([sys.executable, "-m", "geodata", "check"], cwd=folder, capture_output=True, text=True)
    return done.stdout + done.stderr
