"""Features of one layer out of any file of the table, as GDAL reads them, through pyogrio.

Of its attributes a feature keeps its name, for the messages, and what ``STATED`` asks for.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyogrio
from pyogrio import errors, raw

from geodata.errors import Problem, Refused
from geodata.importing.archives import unpacked
from geodata.importing.formats import ARCHIVES, Checked, Format, format_of, hold_to_suffix, refused

UNREADABLE = (
    errors.CRSError,
    errors.DataLayerError,
    errors.DataSourceError,
    errors.FeatureError,
    errors.FieldError,
    errors.GeometryError,
    RuntimeError,
    ValueError,
    MemoryError,
)
# Of an outline its zone and version, of a stretch these and what Stretch has.
STATED = ("zone", "version", "follows", "precision_km", "note")
BYSTANDERS = (".csv", ".json")
SHORT = {"precision_km": "prec_km"}  # as Shapefiles of the atlas have it
LONGEST = {"note": 500}
NAMES = ("name", "label", "title", "name_en", "name_ar", "id")
# What GDAL calls longitude and latitude in WGS 84; with these nothing needs projecting, nor PROJ loading.
DEGREES = ("EPSG:4326", "EPSG:4979", "OGC:CRS84")
STATED_DEGREES = re.compile(r"(\b(CRS:?84h?|EPSG:.*4326|4326))$", re.IGNORECASE)
# dBASE language drivers that say nothing sure: none, and the two that programs write without looking.
VAGUE_LANGUAGE_DRIVERS = (0x00, 0x03, 0x57)


@dataclass(frozen=True)
class Feature:
    """``name`` as messages give it, geometry as WKB, and ``stated``: the text of each of ``STATED``, "" for none."""

    name: str
    wkb: bytes | None
    stated: Mapping[str, str]

    @property
    def zone(self) -> str:
        return self.stated["zone"]

    @property
    def version(self) -> str:
        return self.stated["version"]


@dataclass(frozen=True)
class Layer:
    """The features of one layer.  ``crs`` as GDAL names it (a code or WKT), None where the file has none."""

    features: tuple[Feature, ...]
    crs: str | None
    driver: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A layer that can be read."""

    path: Path
    name: str
    format: Format
    checked: Checked


def sources_in(path: Path, file: str, large: bool) -> list[Source]:
    """The layers of a file that may hold an outline or its stretches.

    Parameters
    ----------
    path : the file, in a folder of its own that may be written to
    file : its name for the user
    large : whether more than ``limits.BYTES`` may be unpacked

    Raises
    ------
    Refused
        no format of the table, or damaged.
    """
    if path.suffix.lower() in ARCHIVES:
        folder = path.parent / "unpacked"
        folder.mkdir()
        paths = unpacked(path, folder, file, large)
    else:
        paths = [path]
    found: list[Source] = []
    unfit: list[Refused] = []
    for one in paths:
        try:
            found += _sources(one, file)
        except Refused as refusal:
            # tables and notes lie beside an outline in many an archive
            if len(paths) == 1 or one.suffix not in BYSTANDERS:
                raise
            unfit.append(refusal)
    if not found and unfit:
        raise unfit[0]
    return found


def _sources(path: Path, file: str) -> list[Source]:
    found = format_of(path, file)
    content = path.read_bytes()
    try:
        checked = found.check(content, file)
    except Refused:
        hold_to_suffix(content, path.suffix, file)
        raise
    if checked.content is not None:
        path.write_bytes(checked.content)
    if path.with_suffix(".prj").exists():
        checked = replace(checked, crs=path.with_suffix(".prj").read_text(encoding="utf-8", errors="replace"))
    if ".shx" in found.siblings and not path.with_suffix(".shx").exists():
        raise refused(file, "its .shx is missing", "keep .shp, .shx, .dbf and .prj together, or zip them")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            layers = pyogrio.list_layers(path)
        except UNREADABLE as error:
            raise _unreadable(error, path, file) from error
    # without a geometry type it is a table of attributes, except in CSV, where the type is not known before reading
    is_csv = checked.driver == "CSV"
    return [Source(path, str(name), found, checked) for name, kind in layers if kind is not None or is_csv]


def _unreadable(error: BaseException, path: Path, file: str) -> Refused:
    said = str(error).split(";")[0].replace(str(path), file).replace(str(path.parent), "").strip().rstrip(".")
    return refused(
        file, f"cannot be read, damaged or cut off ({said or type(error).__name__})", "export or download it again"
    )


def chosen(sources: Sequence[Source], layer: str | None, file: str, option: str = "--layer") -> Source:
    """The only layer, or the one of a name.  Raises Refused; the remedy names the option that chooses."""
    names = ", ".join(source.name for source in sources)
    if not sources:
        raise refused(file, "has no layer with outlines", "export the outline as polygons")
    if layer is not None:
        fitting = [source for source in sources if source.name == layer]
        if len(fitting) == 1:
            return fitting[0]
        raise refused(file, f"{'no layer' if not fitting else 'more than one layer'} {layer!r}", f"its layers: {names}")
    if len(sources) > 1:
        layers = tuple(source.name for source in sources)
        problem = f"has {len(sources)} layers: {names}"
        if len(set(layers)) < len(layers):
            raise refused(file, problem, "keep one of them, or give each a name of its own")
        raise Refused([Problem(file, "-", problem, f"choose one with {option}", layers)])
    return sources[0]


def feature_count(source: Source) -> int:
    """Features of a layer; 1 for a layer that will not be read, so that reading it says why."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = pyogrio.read_info(source.path, layer=source.name, force_feature_count=True, **source.format.options)
        except UNREADABLE:
            return 1
    return int(found["features"])


def read(source: Source, file: str) -> Layer:
    """A layer's features.  Raises Refused where it is damaged."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            described = pyogrio.read_info(source.path, layer=source.name, **source.format.options)
            wanted = _wanted_fields(described["fields"])
            meta, _, geometries, _ = raw.read(source.path, layer=source.name, columns=[], **source.format.options)
            values, lines = _attributes(source, wanted, len(geometries))
        except UNREADABLE as error:
            raise _unreadable(error, source.path, file) from error
    features = tuple(
        Feature(_name(n, values["name"][n]), wkb, {key: values[key][n] for key in STATED})
        for n, wkb in enumerate(geometries)
    )
    return Layer(features, _definition(meta["crs"], source.checked), source.checked.driver, lines)


def _name(place: int, name: str) -> str:
    return f"feature {place + 1}" + (f" ({name})" if name else "")


def _definition(crs: str | None, checked: Checked) -> str | None:
    """The layer's CRS.  Where GDAL makes nothing of the one a file states, or in GeoJSON takes degrees, it is that one.

    None also for the CRS a GeoPackage gives to layers without one.
    """
    known = None if not crs or "Undefined" in crs[:60] else crs
    unheeded = (None, *DEGREES) if checked.driver == "GeoJSON" else (None,)
    if not checked.crs or known not in unheeded:
        return known
    return DEGREES[0] if STATED_DEGREES.search(checked.crs) else checked.crs


def _wanted_fields(fields: Iterable[str]) -> dict[str, str]:
    """The file's field for the name and each of ``STATED``, where it has one."""
    by_name = {str(name).lower(): str(name) for name in reversed(list(fields))}
    name = next((by_name[one] for one in NAMES if one in by_name), None)
    found = {"name": name, **{key: by_name.get(key, by_name.get(SHORT.get(key, ""))) for key in STATED}}
    return {key: value for key, value in found.items() if value is not None}


def _attributes(source: Source, wanted: dict[str, str], count: int) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """What is ``STATED``, one for each feature, and what is said about their encoding.

    They are only for messages and for choosing features, so what cannot be decoded is left out.
    """
    blank = {key: [""] * count for key in ("name", *STATED)}
    if not wanted:
        return blank, ()
    encoding = _guessed_encoding(source.path) if source.checked.driver == "ESRI Shapefile" else None
    try:
        meta, _, _, columns = raw.read(
            source.path,
            layer=source.name,
            columns=list(dict.fromkeys(wanted.values())),
            read_geometry=False,
            encoding=encoding,
            **source.format.options,
        )
    except (*UNREADABLE, UnicodeDecodeError, LookupError):
        return blank, ()
    by_field = dict(zip(meta["fields"], columns, strict=True))
    found = {
        key: [_shown(value, LONGEST.get(key, 60)) for value in by_field[field]]
        for key, field in wanted.items()
        if field in by_field
    }
    lines = (f"note: names read as {encoding}; the file does not say its encoding",) if encoding == "CP1256" else ()
    return blank | {key: values for key, values in found.items() if len(values) == count}, lines


def _shown(value: object, most: int) -> str:
    text = "" if value is None or value != value else str(value)
    return "".join(letter if letter.isprintable() else " " for letter in text[:most]).strip()


def _guessed_encoding(path: Path) -> str | None:
    """The encoding of a Shapefile's attributes where the file does not state it: UTF-8, else Arabic Windows."""
    table = path.with_suffix(".dbf")
    if path.with_suffix(".cpg").exists() or not table.exists():
        return None
    content = table.read_bytes()
    if len(content) < 32 or content[29] not in VAGUE_LANGUAGE_DRIVERS:
        return None
    try:
        content[32:].decode("utf-8")
    except UnicodeDecodeError:
        return "CP1256"
    return "UTF-8"
