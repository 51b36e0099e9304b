"""Reads a file in a child process with limits, from a copy in a temporary folder.

The file itself is never opened by GDAL: not the original (drivers write beside what they read), not in this
process (they may crash), and with no driver but those of the table and no way to the network.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused, one_line
from geodata.importing import limits
from geodata.importing.formats import ARCHIVES, DRIVERS, format_of, refused
from geodata.importing.stretch_lines import StretchLine

PACKAGE = Path(__file__).parents[1]
# The package's own __init__ loads the whole catalogue, and pyogrio loads the table libraries and PROJ where it finds
# them.  Without them the child starts in a third of the time; PROJ comes back for what is to be reprojected.
CHILD = """
import sys, types
for unneeded in ("geopandas", "pandas", "pyarrow", "pyproj"):
    sys.modules[unneeded] = None
package = types.ModuleType("geodata")
package.__path__ = [sys.argv[1]]
sys.modules["geodata"] = package
from geodata.importing.child import main
del sys.modules["pyproj"]
main()
"""
CHUNK = 1 << 20
NO_FILE = "a folder or a device, not a file"
GRACE_S = 2  # the child ends itself; this is for one that cannot


@dataclass(frozen=True)
class Found:
    """An outline out of a file: valid polygons in WGS 84, what was fixed or assumed, and the file's hash.

    ``zones`` are those its features state.  ``swapped_bounds`` are west, south, east and north if the axes were
    exchanged; None where that makes no sense.  ``stretches`` are lines along it as a companion layer or file has them;
    ``beside`` is that file's name and hash, where it is another.
    """

    file: str
    sha256: str
    outline: BaseGeometry
    zones: tuple[str, ...]
    lines: tuple[str, ...]
    swapped_bounds: tuple[float, ...] | None
    stretches: tuple[StretchLine, ...] = ()
    beside: tuple[str, str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """For JSON; geometries as hexadecimal WKB."""
        stretches = [one.as_dict() for one in self.stretches]
        return {**self.__dict__, "outline": shapely.to_wkb(self.outline, hex=True), "stretches": stretches}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Found:
        """What ``as_dict`` gave, also after a journey through JSON."""
        bounds = values["swapped_bounds"]
        return cls(
            values["file"],
            values["sha256"],
            shapely.from_wkb(values["outline"]),
            tuple(values["zones"]),
            tuple(values["lines"]),
            tuple(bounds) if bounds else None,
            tuple(map(StretchLine.from_dict, values["stretches"])),
            tuple(values["beside"]) if values["beside"] else None,
        )


def outline_in(
    path: Path,
    *,
    zone: str = "",
    version: str = "",
    beside: str = "",
    layer: str | None = None,
    stretches: Path | None = None,
    stretches_layer: str | None = None,
    swap_xy: bool = False,
    large: bool = False,
) -> Found:
    """The outline a file holds, mended where that is safe.

    Parameters
    ----------
    path : a file of a format in ``formats.FORMATS`` or an archive of one
    zone : where features state their zone, only those of this one are taken
    version : where features state their version, only those of this one are taken
    beside : the same, where the file holds several versions and this is among them
    layer : which layer; None where there is only one
    stretches : another file, with the stretches of the line
    stretches_layer : their layer; None for a layer called ``stretches``, if there is one
    swap_xy : exchange the axes
    large : allow more than ``limits.BYTES`` and ``limits.VERTICES``

    Raises
    ------
    Refused
        why the file gives no outline; each problem names the feature.
    """
    file = one_line(path.name or str(path))
    for one in filter(None, (path, stretches)):
        _hold_to_formats(one)
    with tempfile.TemporaryDirectory(prefix="outline-") as folder:
        staged, sha256 = _staged(path, Path(folder) / "outline", large)
        companion = None if stretches is None else _staged(stretches, Path(folder) / "beside", large)
        seconds = limits.LARGE_SECONDS if large else limits.SECONDS
        request = {
            "path": str(staged),
            "file": file,
            "zone": zone,
            "version": version,
            "beside": beside,
            "layer": layer,
            "stretches": str(companion[0]) if companion else None,
            "stretches_file": one_line(stretches.name) if stretches else None,
            "stretches_layer": stretches_layer,
            "swap_xy": swap_xy,
            "large": large,
            "seconds": seconds,
            "memory_bytes": limits.LARGE_MEMORY_BYTES if large else limits.MEMORY_BYTES,
        }
        answer = _answer(request, Path(folder), file, seconds)
    if "problems" in answer:
        raise Refused(map(Problem.from_dict, answer["problems"]))
    other = [one_line(stretches.name), companion[1]] if stretches and companion else None
    return Found.from_dict(answer | {"file": file, "sha256": sha256, "beside": other})


def _hold_to_formats(path: Path) -> None:
    file = one_line(path.name or str(path))
    if path.is_dir():
        raise refused(file, NO_FILE, "give the path of a file")
    if path.suffix.lower() not in ARCHIVES:
        format_of(path, file)


def _staged(path: Path, folder: Path, large: bool) -> tuple[Path, str]:
    """A copy of the file, and of what goes with it, under a plain name; and the file's sha256."""
    suffix = path.suffix.lower()
    stem = "".join(letter for letter in path.stem if letter.isalnum() or letter in "-_ ")[:60].strip() or "outline"
    staged = folder / f"{stem}{suffix}"
    folder.mkdir()
    left = limits.LARGE_BYTES if large else limits.BYTES
    siblings = () if suffix in ARCHIVES else format_of(path, path.name).siblings
    sha256, size = _copied(path, staged, left, path.name, large)
    for sibling in siblings:
        for beside in (path.with_suffix(sibling), path.with_suffix(sibling.upper())):
            if beside.is_file() and beside.stat().st_size:
                size += _copied(beside, staged.with_suffix(sibling), left - size, beside.name, large)[1]
                break
    return staged, sha256


def _copied(path: Path, to: Path, left: int, file: str, large: bool) -> tuple[str, int]:
    """The hash and length of what was copied; no more than ``left`` is read."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise refused(file, NO_FILE, "give the path of a file")
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as source, to.open("wb") as out:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > left:
                    most = f"{(limits.LARGE_BYTES if large else limits.BYTES) / limits.MIB:,.0f} MiB"
                    remedy = "simplify the outline" if large else "simplify the outline, or give --large"
                    raise refused(file, f"larger than {most}", remedy)
                digest.update(chunk)
                out.write(chunk)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise refused(file, f"cannot be read ({said})", "check the path") from error
    if not size:
        raise refused(file, "an empty file", "export or download it again")
    return digest.hexdigest(), size


def _answer(request: dict, folder: Path, file: str, seconds: int) -> dict:
    command = [sys.executable, "-P", "-c", CHILD, str(PACKAGE)]
    too_long = refused(file, f"not read and mended within {seconds} s", "simplify it, or mend it in QGIS first")
    try:
        child = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            timeout=seconds + GRACE_S,
        )
    except subprocess.TimeoutExpired as error:
        raise too_long from error
    if child.returncode == -signal.SIGALRM:
        raise too_long
    if child.returncode:
        problem = "reading it failed: it is damaged, or needs too much memory"
        raise refused(file, problem, "export it again, from QGIS for example")
    return json.loads(child.stdout)


def _environment(folder: Path) -> dict[str, str]:
    """GDAL with the drivers of the table, and with a proxy that is not there for whatever would still ask the net."""
    import pyogrio  # GDAL: 30 MiB of a server that may never be given a file

    nowhere = "http://127.0.0.1:9"
    inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "HOME") if name in os.environ}
    others = sorted(set(pyogrio.list_drivers()) - set(DRIVERS))
    return inherited | {
        "TMPDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "GDAL_SKIP": ",".join(others),
        "GDAL_NUM_THREADS": "1",
        "GML_SKIP_RESOLVE_ELEMS": "ALL",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
        "PROJ_NETWORK": "OFF",
        "GDAL_HTTP_PROXY": nowhere,
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "all_proxy": nowhere,
        "no_proxy": "",
    }
