"""What an import would do, before anything is done: the result of a file, what is stated, and the atlas."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.article_changes import ArticleChange, articles_changed
from geodata.boundaries import in_force
from geodata.canonical import canonical, ordered
from geodata.catalog import Catalog, read_json
from geodata.comparisons import Comparison, Side
from geodata.diffs import diff
from geodata.errors import Problem, Refused, one_line
from geodata.importing import ground
from geodata.importing.isolated import Found, outline_in
from geodata.importing.particulars import Particulars, particulars
from geodata.importing.stretch_lines import stretches_along
from geodata.importing.succession import Succession, succession, version_id
from geodata.records import Article


@dataclass(frozen=True)
class Proposal:
    """A new version in its place.

    ``beside`` is the name and hash of the file its stretches came in, where that is another.  ``text`` is the whole
    boundary file as it would be, in canonical form; ``after`` the catalogue with it, as read back from that text;
    ``lines`` what was fixed, assumed and noted; ``follows`` the version it is compared with.
    """

    file: str
    sha256: str
    beside: tuple[str, str] | None
    stated: Particulars
    place: Succession
    outline: BaseGeometry
    follows: str | None
    lines: tuple[str, ...]
    zone_file: str
    text: str
    before: Catalog
    after: Catalog

    @property
    def version(self) -> str:
        return self.place.version

    @cached_property
    def comparison(self) -> Comparison:
        """The outline in force before on its first day, and the new one."""
        table, zone, day = self.before.boundaries, self.stated.zone, self.stated.valid_from
        old = None if self.follows is None else table.loc[self.follows]
        drawn = None if old is None or old["status"] == "dissolved" else old["geometry"]
        name = f"{zone} on {day}: no outline" if self.follows is None else self.follows
        before = Side(name, drawn, zone) if old is None or drawn is None else _side(old)
        new = self.after.boundaries.loc[self.version]
        difference = diff(
            before.outline,
            new["geometry"],
            places=self.before.places.values(),
            posts=self.before.posts.values(),
            day=day,
        )
        return Comparison(before, _side(new), difference)

    def article_changes(self, articles: Iterable[Article] | None = None) -> list[ArticleChange]:
        """The articles whose joins would change, by default of those in ``seeds/``."""
        known = self.before.articles.values() if articles is None else articles
        tables = self.before.boundaries, self.after.boundaries
        return articles_changed(self.before, known, *tables, self.after.stretches)


def _side(row: pd.Series) -> Side:
    return Side(
        row["version"],
        row["geometry"],
        row["zone"],
        row["valid_from"],
        row["source"],
        row["method"],
        float(row["precision_km"]),
    )


def incoming(
    path: Path,
    stated: Mapping[str, str | None],
    catalog: Catalog,
    *,
    layer: str | None = None,
    stretches: Path | None = None,
    stretches_layer: str | None = None,
    swap_xy: bool = False,
    large: bool = False,
) -> Found:
    """The outline in a file, as ``isolated.outline_in`` gives it.

    Raises
    ------
    Refused
        everything that is wrong with the file and with what is stated about it.
    """
    problems: list[Problem] = []
    try:
        particulars(stated, catalog, one_line(path.name))
    except Refused as refused:
        problems.extend(refused.problems)
    try:
        found = outline_in(
            path,
            zone=stated.get("zone") or "",
            layer=layer,
            stretches=stretches,
            stretches_layer=stretches_layer,
            swap_xy=swap_xy,
            large=large,
        )
    except Refused as refused:
        raise Refused([*problems, *refused.problems]) from refused
    if problems:
        raise Refused(problems)
    return found


def propose(found: Found, stated: Mapping[str, str | None], catalog: Catalog) -> Proposal:
    """What importing an outline would do.

    Parameters
    ----------
    found : the outline, as ``isolated.outline_in`` gives it
    stated : fields of ``particulars.FIELDS``, as text
    catalog : the atlas as it is

    Raises
    ------
    Refused
        what is stated is wrong, or the outline does not fit the atlas; nothing has been written.
    """
    known = particulars(stated, catalog, found.file)
    if others := sorted({zone.lower() for zone in found.zones} & set(catalog.zones) - {known.zone}):
        problem = f"holds {' and '.join(others)} by its field zone, not {known.zone}"
        remedy = "give that --zone, or correct the field in the file"
        raise Refused([Problem(found.file, "-", problem, remedy)])
    place = succession(known, catalog.boundaries, found.file)
    claim = ground.Claim(found.file, found.outline, known, place, catalog, found.swapped_bounds)
    if problems := ground.problems(claim):
        raise Refused(problems)
    outline, lines = ground.cut_back(claim)
    outline = ordered(outline)
    stretches, said = stretches_along(outline, found.stretches, known.precision_km)
    zone_file = f"zones/{known.zone}.geojson"
    new = _feature(known, place, outline, stretches)
    text = canonical(_amended(read_json(catalog.directory / zone_file), known, place, new), zone_file)
    boundaries, along = boundaries_with(catalog, zone_file, text)
    return Proposal(
        found.file,
        found.sha256,
        found.beside,
        known,
        place,
        outline,
        _followed(known, place, catalog.boundaries),
        found.lines + place.lines + lines + said,
        zone_file,
        text,
        catalog,
        catalog.with_boundaries(boundaries, along),
    )


def _followed(stated: Particulars, place: Succession, boundaries: gpd.GeoDataFrame) -> str | None:
    """The version it takes over from; for a reading that is new, the default it stands beside."""
    if place.closed:
        return place.closed[0]
    default = in_force(boundaries, stated.valid_from)
    beside = default[default["zone"] == stated.zone]
    return None if beside.empty else str(beside.index[0])


def _amended(collection: dict, stated: Particulars, place: Succession, new: dict) -> dict:
    """The boundary file with the version added, those before it closed, and those that outlast it resumed."""
    begins, ends = stated.valid_from.isoformat(), place.valid_to and place.valid_to.isoformat()
    features = [new]
    for feature in collection["features"]:
        properties = feature["properties"]
        if properties["version"] in place.resumed:
            features.append(_resumed(feature, str(ends), place.version))
        closing = properties["version"] in place.closed
        features.append(feature | {"properties": properties | {"valid_to": begins}} if closing else feature)
    return collection | {"features": features}


def _feature(stated: Particulars, place: Succession, outline: BaseGeometry, stretches: list[dict]) -> dict:
    """The new version as a boundary file holds it."""
    properties = {
        "zone": stated.zone,
        "version": place.version,
        "valid_from": stated.valid_from.isoformat(),
        "valid_to": place.valid_to and place.valid_to.isoformat(),
        "status": stated.status,
        "according": place.according,
        "default": place.default,
        "recipe": None,
        "source": stated.source,
        "dated_by": [stated.source],
        "method": stated.method,
        "precision_km": stated.precision_km,
        "confidence": stated.confidence,
        "note": stated.note,
    }
    geometry = shapely.geometry.mapping(outline)
    new = {"type": "Feature", "id": place.version, "properties": properties, "geometry": geometry}
    return new | ({"stretches": stretches} if stretches else {})


def _resumed(feature: dict, begins: str, between: str) -> dict[str, Any]:
    """A version that goes on after a shorter one: the same in all but its days."""
    old = feature["properties"]
    version = version_id(old["zone"], begins, old["according"], old["default"])
    note = f"{old['note']} Again as {old['version']}, after {between}.".strip()
    return feature | {"id": version, "properties": old | {"version": version, "valid_from": begins, "note": note}}


def boundaries_with(catalog: Catalog, zone_file: str, text: str) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The tables of all boundaries and of their stretches with one file replaced, read as the catalogue reads them.

    Raises
    ------
    Refused
        the catalogue would refuse the file.
    """
    with tempfile.TemporaryDirectory(prefix="boundaries-") as folder:
        copies = Path(folder) / "zones"
        copies.mkdir()
        for path in catalog.zone_files:
            content = text if f"zones/{path.name}" == zone_file else path.read_text(encoding="utf-8")
            (copies / path.name).write_text(content, encoding="utf-8")
        read_back = Catalog(Path(folder))
        table, stretches = read_back.boundaries, read_back.stretches
    twice = table.index[table.index.duplicated()]
    if len(twice):
        raise Refused([Problem(zone_file, str(twice[0]), "the version stands twice", "rename or remove one")])
    return table, stretches
