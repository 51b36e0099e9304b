"""What the tests of the Maintain page share: a changed outline, what is stated about it, a checkout to patch."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from shapely.geometry import Polygon, mapping

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


def corners():
    """The vertices of the shipped outline, without the one that closes the ring."""
    return [tuple(position) for position in mapping(catalog().boundaries.loc[SHIPPED, "geometry"])["coordinates"][0]][
        :-1
    ]


def moved(vertex=7, east=0.01, north=0.01):
    """The shipped outline with one vertex moved, by degrees."""
    ring = corners()
    ring[vertex] = (ring[vertex][0] + east, ring[vertex][1] + north)
    return Polygon(ring)


def moved_outline(**how):
    """The same as the bytes of a GeoJSON file."""
    return json.dumps({"type": "Feature", "properties": {}, "geometry": mapping(moved(**how))}).encode()


def difference():
    """What changes with the vertex moved."""
    shipped = catalog().boundaries.loc[SHIPPED, "geometry"]
    return diff(shipped, moved(), places=catalog().places.values(), posts=catalog().posts.values())


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
