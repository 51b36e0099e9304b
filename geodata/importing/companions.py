"""Which layer is the outline, and which one says what each stretch of its line follows.

A layer called ``stretches`` beside the outline is its companion, as in exports of the atlas.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.importing.formats import refused
from geodata.importing.reading import Source, chosen, feature_count

USUAL = "stretches"
OPTION = "--stretches-layer"


def outline_source(sources: Sequence[Source], layer: str | None, stretches_layer: str | None, file: str) -> Source:
    """The layer of the outline: the one named, else the only one that is no companion.  Raises Refused."""
    companion = stretches_layer or USUAL
    others = [source for source in sources if source.name != companion]
    return chosen(sources if layer is not None or not others else with_features(others), layer, file)


def with_features(sources: Sequence[Source]) -> Sequence[Source]:
    """The layers that hold anything, as the folders of a KML may not; all where none does."""
    return [source for source in sources if feature_count(source)] or sources if len(sources) > 1 else sources


def stretches_source(sources: Sequence[Source], layer: str | None, file: str, *, is_own_file: bool) -> Source | None:
    """The layer of the stretches; None where nothing says that there is one.

    ``is_own_file``: the file was given for its stretches.  Raises Refused.
    """
    usual = [source for source in sources if source.name == USUAL]
    if layer is not None:
        return chosen(sources, layer, file, OPTION)
    if is_own_file:
        return chosen(usual if len(usual) == 1 else sources, None, file, OPTION)
    if len(usual) > 1:
        raise refused(file, f"has more than one layer {USUAL!r}", f"choose one with {OPTION}")
    return usual[0] if usual and len(sources) > 1 else None
