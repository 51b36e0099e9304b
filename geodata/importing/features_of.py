"""Which features of a layer are meant, where they say whose they are, as exports of the atlas do."""

from __future__ import annotations

import re

from geodata.importing.formats import refused
from geodata.importing.reading import Feature

Features = tuple[Feature, ...]

# Any other "version" is a word of somebody else's.
VERSION = re.compile(r"^[a-z-]+@\d{4}-\d{2}-\d{2}(~[a-z0-9-]+)?$")


def zone(features: Features, wanted: str) -> tuple[Features, tuple[str, ...]]:
    """The features of a zone where any state it, else all; and what there is to say about it."""
    ours = tuple(feature for feature in features if feature.zone == wanted)
    if not wanted or len(ours) == len(features):
        return features, ()
    if ours:
        return ours, (f"note: of {len(features)} features only those of {wanted} are taken: {len(ours)}",)
    stated = zones_stated(features)
    return features, (
        f"note: the file calls the zone {', '.join(stated[:3])}; it is taken as {wanted}",
    ) if stated else ()


def zones_stated(features: Features) -> list[str]:
    return sorted({feature.zone for feature in features if feature.zone})


def version(features: Features, file: str, *, version: str, beside: str, is_import: bool) -> Features:
    """The features of one boundary version.

    Parameters
    ----------
    version : the one meant; "" for the only one, or ``beside``
    beside : taken of several, where it is among them
    is_import : an import cannot name a version, so the remedy is another

    Raises
    ------
    Refused
        the file does not hold it, or holds several and none is named.
    """
    held = tuple(dict.fromkeys(feature.version for feature in features if VERSION.match(feature.version)))
    shown = f"{', '.join(held[:3])}{', …' if held[3:] else ''}"
    remedy = f"say which: {file}#VERSION, of {shown}"
    if version and version not in held:
        raise refused(file, f"holds no boundary version {version}", remedy if held else "leave out what follows #")
    if version or beside in held:
        return tuple(feature for feature in features if feature.version == (version or beside))
    if len(held) > 1:
        kept = f"keep one in the file, or export a single day (export zones OUT --date DAY); it holds {shown}"
        raise refused(file, "holds several boundary versions", kept if is_import else remedy)
    return features


def stretches(features: Features, outline: Features) -> Features:
    """The stretches of an outline: those of its version and zone, where both say whose they are."""
    for what in ("version", "zone"):
        known = {getattr(one, what) for one in outline} - {""}
        if known:
            features = tuple(one for one in features if getattr(one, what) in ("", *known))
    return features
