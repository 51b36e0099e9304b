"""The child process an import reads its file in: a request in, an outline or problems out, as JSON.

It limits its own time and memory, so that a file that makes GDAL or GEOS run for ever, or crash, costs one
refusal.  Started by ``isolated``.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from geodata.errors import Problem, Refused
from geodata.importing import companions, features_of, reading, refusals, repairs
from geodata.importing.coordinates import flat_shapes, frame, projected
from geodata.importing.formats import refused
from geodata.importing.reading import Feature, Source, sources_in
from geodata.importing.refusals import Drawing, Shape
from geodata.importing.repairs import Piece, polygons_in, swapped


def outline_of(
    path: Path,
    file: str,
    *,
    zone: str = "",
    version: str = "",
    beside: str = "",
    layer: str | None = None,
    stretches: tuple[Path, str] | None = None,
    stretches_layer: str | None = None,
    swap_xy: bool = False,
    large: bool = False,
) -> dict[str, Any]:
    """One valid outline in WGS 84 out of a file.

    Parameters
    ----------
    path : the file, in a folder of its own that may be written to
    file : its name for the user
    zone : where features state their zone, only those of this one are taken
    version : where features state their version, only those of this one are taken
    beside : the same, where the file holds several versions and this is among them
    stretches : another file, with lines along the outline, in a folder of its own too; and its name for the user
    layer, stretches_layer, swap_xy, large : as the options of ``import``

    Returns
    -------
    dict: ``outline`` (WKB, MultiPolygon), ``zones`` (those the features state), ``lines`` (what was fixed or assumed),
    ``swapped_bounds`` (west, south, east, north if the axes were exchanged; None where that makes no sense),
    ``stretches`` (a list of ``name``, ``follows``, ``precision_km`` and ``note``, as
    text, and ``line``, hexadecimal WKB)

    Raises
    ------
    Refused
        what is wrong, by feature.
    """
    sources = sources_in(path, file, large)
    read = reading.read(companions.outline_source(sources, layer, stretches_layer, file), file)
    of_zone, chosen = features_of.zone(read.features, zone)
    features = features_of.version(of_zone, file, version=version, beside=beside, is_import=bool(zone))
    shapes, lines = flat_shapes(features)
    layer_frame = frame(read.crs, file)
    if swap_xy:
        shapes = exchanged(shapes)
        lines += ("fixed: axes exchanged, as --swap-xy asks",)
    _hold_to_rules(Drawing(file, shapes, layer_frame.name is not None, layer_frame.is_geographic, large))
    outline, mended = _outline(projected(shapes, layer_frame, file), file, read.driver)
    _hold_to_rules(Drawing(file, (Shape("-", outline),), has_crs=True, is_geographic=True, large=large))
    extent = shapely.envelope(shapely.GeometryCollection([one.geometry for one in shapes]))
    return {
        "outline": shapely.to_wkb(outline),
        "zones": features_of.zones_stated(features),
        "lines": [*read.lines, *chosen, *lines, *layer_frame.lines, *mended],
        "swapped_bounds": _bounds(layer_frame.to_wgs84(swapped(extent))),
        "stretches": _stretches(sources, file, features, stretches, stretches_layer, swap_xy, large),
    }


def _stretches(
    sources: list[Source],
    file: str,
    outline: tuple[Feature, ...],
    other: tuple[Path, str] | None,
    layer: str | None,
    swap_xy: bool,
    large: bool,
) -> list[dict[str, str]]:
    """What a companion layer, or another file, says of stretches; nothing where there is none."""
    if other is not None:
        path, file = other
        sources = sources_in(path, file, large)
    source = companions.stretches_source(sources, layer, file, is_own_file=other is not None)
    if source is None:
        return []
    read = reading.read(source, file)
    features = features_of.stretches(read.features, outline)
    shapes, _ = flat_shapes(features)
    layer_frame = frame(read.crs, file)
    shapes = exchanged(shapes) if swap_xy else shapes
    drawing = Drawing(file, shapes, layer_frame.name is not None, layer_frame.is_geographic, large)
    _hold_to_rules(drawing, refusals.STRETCHES)
    return [
        {
            "file": file,
            "name": feature.name,
            **{key: feature.stated[key] for key in ("follows", "precision_km", "note")},
            "line": shapely.to_wkb(shape.geometry, hex=True),
        }
        for feature, shape in zip(features, projected(shapes, layer_frame, file), strict=True)
    ]


def exchanged(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    return tuple(Shape(one.name, one.geometry and swapped(one.geometry)) for one in shapes)


def _hold_to_rules(drawing: Drawing, stages: refusals.Stages = refusals.OUTLINE) -> None:
    if problems := refusals.problems(drawing, stages):
        raise Refused(problems)


def _outline(shapes: tuple[Shape, ...], file: str, driver: str) -> tuple[BaseGeometry, tuple[str, ...]]:
    pieces = tuple(Piece(one.name, polygon) for one in shapes for polygon in polygons_in(one.geometry))
    try:
        result = repairs.mended(pieces, file, driver)
        if result.problems:
            raise Refused(result.problems)
        outline, lines = repairs.merged(result.pieces)
    except GEOSException as error:
        remedy = "mend it in QGIS (Fix geometries) and export it again"
        raise refused(file, "the polygons cannot be made into one outline", remedy) from error
    return outline, result.lines + lines


def _bounds(geometry: BaseGeometry) -> list[float] | None:
    bounds = [float(value) for value in geometry.bounds]
    return bounds if len(bounds) == 4 and all(abs(value) <= 180 for value in bounds) else None


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The child's answer: ``outline`` as hexadecimal WKB with ``lines``, or ``problems``."""
    file = request["file"]
    try:
        found = outline_of(
            Path(request["path"]),
            file,
            zone=request["zone"],
            version=request["version"],
            beside=request["beside"],
            layer=request["layer"],
            stretches=(Path(request["stretches"]), request["stretches_file"]) if request["stretches"] else None,
            stretches_layer=request["stretches_layer"],
            swap_xy=request["swap_xy"],
            large=request["large"],
        )
    except Refused as error:
        return {"problems": [problem.as_dict() for problem in error.problems]}
    except MemoryError:
        return {"problems": [Problem(file, "-", "needs too much memory", "simplify the outline").as_dict()]}
    return found | {"outline": found["outline"].hex()}


def main() -> None:
    request = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (request["memory_bytes"], request["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(request["seconds"])  # ends the child even where its parent was killed
    json.dump(answer(request), sys.stdout)


if __name__ == "__main__":
    main()
