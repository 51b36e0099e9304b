"""What can be asked of an embed beside the view: which controls it has, and what the map is laid out for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.state import ViewState, to_query

CONTROLS = ("title", "date", "zoom", "legend")
USUAL = ("title", "zoom", "legend")
SIZE = re.compile(r"(\d{2,4})x(\d{2,4})", re.ASCII)
LEAST, MOST = 160, 2400


@dataclass(frozen=True)
class Options:
    """``map_size`` is the room of the map in pixels, where it is known; else it comes in two layouts."""

    controls: tuple[str, ...] = USUAL
    map_size: tuple[int, int] | None = None

    def has(self, control: str) -> bool:
        return control in self.controls


def requested_options(arguments: Mapping[str, str]) -> tuple[Options, tuple[str, ...]]:
    """The options among the parameters of a request, and the names of those that made no sense."""
    controls: tuple[str, ...] = USUAL
    map_size: tuple[int, int] | None = None
    dropped: list[str] = []
    if "controls" in arguments:
        asked = [name for name in arguments["controls"].split(",") if name]
        controls = tuple(name for name in CONTROLS if name in asked)
        if not set(asked) <= set(CONTROLS):
            dropped.append("controls")
    if "map" in arguments:
        size = SIZE.fullmatch(arguments["map"])
        if size and all(LEAST <= int(side) <= MOST for side in size.groups()):
            map_size = int(size[1]), int(size[2])
        else:
            dropped.append("map")
    return Options(controls, map_size), tuple(dropped)


def embed_query(state: ViewState, options: Options) -> str:
    """The query string of this view with these controls, however large its frame is."""
    controls = "" if options.controls == USUAL else urlencode({"controls": ",".join(options.controls)}, safe=",")
    return "&".join(part for part in (to_query(state), controls) if part)
