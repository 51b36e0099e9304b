"""The five things that can be exported, each as a dataset with its provenance in every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day
from typing import Any

import pandas as pd
from shapely.geometry import MultiPoint, Point

from geodata.boundaries import area_km2, in_force
from geodata.catalog import Catalog
from geodata.credits import MAKER, credits, licence
from geodata.exports.dataset import Dataset, Look
from geodata.exports.fields import (
    ARTICLE_FIELDS,
    JOIN_FIELDS,
    LANGUAGES,
    MEETING_FIELDS,
    STATE_FIELDS,
    STRETCH_FIELDS,
    ZONE_FIELDS,
)
from geodata.join import join_rows
from geodata.records import Article, Meeting, Source

OURS = licence("CC-BY-4.0")
# The light palette of the dashboard, by the zone's number in the memorandum.
ZONE_COLOURS = {1: "#0072B2", 2: "#C27A00", 3: "#B5508A", 4: "#00875F"}
ROLE_COLOURS = {
    "guarantor": "#17506E",
    "host": "#3F8A82",
    "subject": "#8C7B4F",
    "observer": "#5E7FA3",
    "neighbour": "#A39A82",
    "other": "#BDB6A6",
}
# What a stretch of line follows: on solid lines it is known where it runs, on others less and less.
STRETCHES = {
    "border": "Follows a state or governorate border",
    "road": "Follows a road",
    "railway": "Follows the railway",
    "river": "Follows a river",
    "coast": "Follows the coast",
    "landmark": "From landmark to landmark",
    "halfway": "Halfway between villages of the two sides",
    "steppe": "Through open steppe, hardly known",
    "free": "Drawn by hand",
}
STRETCH_COLOUR = "#3A3F44"
DASHES = {"landmark": (3.0, 1.5), "halfway": (3.0, 1.5), "steppe": (0.5, 2.0), "free": (0.5, 2.0)}
EVENT_COLOUR, ACCENT = "#A8352A", "#17506E"


def zones(catalog: Catalog, articles: Sequence[Article], day: Day | None) -> Dataset:
    """Every boundary version, or with a day the default ones in force."""
    table = in_force(catalog.boundaries, day) if day else catalog.boundaries
    rows = []
    for row in table.to_dict("records"):
        zone, outline = catalog.zones[row["zone"]], row["geometry"]
        rows.append(
            {
                **{field.name: _value(row.get(field.name)) for field in ZONE_FIELDS},
                "number": zone.number,
                **_names("name", zone.name),
                "area_km2": None if outline is None else round(area_km2(outline), 3),
                "dated_by": " ".join(row["dated_by"]),
                **_provenance(catalog.sources[row["source"]]),
            }
        )
    categories = tuple((z.id, z.name["en"], ZONE_COLOURS[z.number]) for z in catalog.zones.values())
    return Dataset(
        name="zones",
        title="De-escalation zones of Syria: boundary versions",
        description="Outlines of the four zones with validity, provenance and precision. No outline with coordinates "
        "was ever published: these are approximations, good to precision_km. Validity is half-open.",
        fields=ZONE_FIELDS,
        rows=rows,
        geometries=list(table.geometry),
        geometry_type="MultiPolygon",
        records=None,
        licence=licence("CC-BY-3.0-IGO"),
        credits=(
            f"Zone outlines: {MAKER}, CC BY 3.0 IGO, approximations.",
            *credits(catalog.sources, (row["source"] for row in rows if row["status"] != "dissolved")),
        ),
        day=day,
        look=Look("zone", categories),
        companion=_stretches(catalog, {row["version"]: row for row in rows}, day),
    )


def _stretches(catalog: Catalog, versions: Mapping[str, dict[str, Any]], day: Day | None) -> Dataset:
    """What each stretch of these versions' lines follows, and how precise it is."""
    table = catalog.stretches[catalog.stretches["version"].isin(versions)]
    inherited = ("zone", "licence", "attribution")
    return Dataset(
        name="stretches",
        title="Stretches of the outlines: what each follows, and its precision",
        description="Parts of the zones' lines.  A version without any has its own precision_km all along.",
        fields=STRETCH_FIELDS,
        rows=[
            {field.name: _value(row.get(field.name)) for field in STRETCH_FIELDS}
            | {name: versions[row["version"]][name] for name in inherited}
            for row in table.to_dict("records")
        ],
        geometries=list(table.geometry),
        geometry_type="LineString",
        records=None,
        licence=licence("CC-BY-3.0-IGO"),
        credits=(f"Zone outlines: {MAKER}, CC BY 3.0 IGO, approximations.",),
        day=day,
        look=Look("follows", tuple((kind, label, STRETCH_COLOUR) for kind, label in STRETCHES.items()), DASHES),
    )


def states(catalog: Catalog, articles: Sequence[Article], day: Day | None) -> Dataset:
    """The states and their part in the process, with a day as it was then."""
    rows = []
    for row in catalog.states.to_dict("records"):
        since = row["roles_since"] or {}
        roles = [role for role in row["roles"] if day is None or role not in since or since[role] <= day]
        rows.append(
            {
                **{field.name: _value(row.get(field.name)) for field in STATE_FIELDS if field.name != "roles"},
                "role": roles[0] if roles else "other",
                "roles": " ".join(roles),
                **_names("name", row["name"]),
                **_provenance(catalog.sources[row["source"]]),
            }
        )
    sources = dict.fromkeys([*catalog.states["source"], *catalog.states["names_source"]])
    return Dataset(
        name="states",
        title="States and their part in the Astana process",
        description="Guarantors, host, subject, observers and neighbours; generalised borders for small scales.",
        fields=STATE_FIELDS,
        rows=rows,
        geometries=list(catalog.states.geometry),
        geometry_type="MultiPolygon",
        records=None,
        licence=licence("CC-BY-3.0-IGO"),
        credits=tuple(credits(catalog.sources, sources)),
        day=day,
        look=Look("role", tuple((role, role, colour) for role, colour in ROLE_COLOURS.items())),
    )


def meetings(catalog: Catalog, articles: Sequence[Article], day: Day | None) -> Dataset:
    """Every meeting at its venue, or with a day those under way."""
    chosen = [m for m in catalog.meetings.values() if day is None or m.start <= day <= m.end]
    return Dataset(
        name="meetings",
        title="Meetings of the Astana process and related ones",
        description="Meetings with their venue, parties, documents and outcome; sessions, delegations and statements "
        "are in the JSON form.",
        fields=MEETING_FIELDS,
        rows=[_meeting_row(meeting, catalog) for meeting in chosen],
        geometries=[Point(meeting.lon, meeting.lat) for meeting in chosen],
        geometry_type="Point",
        records=[meeting.model_dump(mode="json") for meeting in chosen],
        licence=OURS,
        credits=(f"Meetings, sessions and summaries: {MAKER}, CC BY 4.0.",),
        day=day,
        look=Look(None, (("", "meeting", EVENT_COLOUR),)),
    )


def _meeting_row(meeting: Meeting, catalog: Catalog) -> dict[str, Any]:
    sources = [catalog.sources[id] for id in meeting.source]
    return {
        **{field.name: _value(getattr(meeting, field.name, None)) for field in MEETING_FIELDS},
        **_names("title", meeting.title, ("en", "ar")),
        **_names("city", meeting.city, ("en", "ar")),
        **_names("outcome", meeting.outcome, ("en", "ar")),
        "parties": " ".join(meeting.parties),
        "sessions": len(meeting.sessions),
        "documents": " ".join(meeting.documents) or None,
        "source": " ".join(meeting.source),
        "source_title": _listed(source.title for source in sources),
        "source_publisher": _listed(source.publisher for source in sources),
        "source_url": _listed(source.url for source in sources),
        "licence": OURS.id,
        "attribution": MAKER,
    }


def articles(catalog: Catalog, articles: Sequence[Article], day: Day | None) -> Dataset:
    """Every article at the places it names, or with a day those published then."""
    chosen = [article for article in articles if day is None or article.datePublished == day]
    return Dataset(
        name="articles",
        title="Articles on the de-escalation zones: metadata",
        description="What articles say they are and what they name; never their text. Headlines, dates and addresses "
        "are their publishers', abstracts the atlas's own words.",
        fields=ARTICLE_FIELDS,
        rows=[_article_row(article) for article in chosen],
        geometries=[_places_named(article) for article in chosen],
        geometry_type="MultiPoint",
        records=[article.model_dump(mode="json", by_alias=True) for article in chosen],
        licence=OURS,
        credits=(f"Article records and abstracts: {MAKER}, CC BY 4.0; headlines: their publishers.",),
        day=day,
        look=Look(None, (("", "article", ACCENT),)),
    )


def _article_row(article: Article) -> dict[str, Any]:
    return {
        **{field.name: _value(getattr(article, field.name, None)) for field in ARTICLE_FIELDS},
        **_names("abstract", article.abstract, ("en", "ar")),
        "about": " ".join(article.about) or None,
        "mentions": " ".join(mention.id for mention in article.mentions) or None,
        "file": _text_or_none(article.provenance.get("file")),
        "sha256": _text_or_none(article.provenance.get("sha256")),
        "licence": "metadata-only",
        "attribution": article.publisher,
    }


def _places_named(article: Article) -> MultiPoint | None:
    points = [(m.lon, m.lat) for m in article.mentions if m.kind == "place" and m.lon is not None and m.lat is not None]
    return MultiPoint(list(dict.fromkeys(points))) if points else None


def joins(catalog: Catalog, articles: Sequence[Article], day: Day | None) -> Dataset:
    """Why articles are tied to zones, states and meetings; with a day, those of the articles published then."""
    chosen = [article for article in articles if day is None or article.datePublished == day]
    table = join_rows(chosen, catalog)
    rows = [
        {**{name: _value(value) for name, value in row.items()}, "licence": OURS.id, "attribution": MAKER}
        for row in table.to_dict("records")
    ]
    return Dataset(
        name="joins",
        title="Articles joined with zones, states and meetings",
        description="One row for each article, target and basis, with its evidence.",
        fields=JOIN_FIELDS,
        rows=rows,
        geometries=None,
        geometry_type=None,
        records=None,
        licence=OURS,
        credits=(f"Joins: {MAKER}, CC BY 4.0.",),
        day=day,
    )


DATASETS = {"zones": zones, "states": states, "meetings": meetings, "articles": articles, "joins": joins}


def _value(value: Any) -> Any:
    """A single value as it is, what is missing or empty as None."""
    if isinstance(value, list | tuple | dict | set):
        return None
    return None if value is None or pd.isna(value) or value == "" else value


def _text_or_none(value: Any) -> str | None:
    return str(value) if value else None


def _names(stem: str, text: dict, languages: Iterable[str] = LANGUAGES) -> dict[str, str | None]:
    return {f"{stem}_{language}": text.get(language) for language in languages}


def _listed(parts: Iterable[str | None]) -> str | None:
    return " | ".join(dict.fromkeys(part for part in parts if part)) or None


def _provenance(source: Source) -> dict[str, str | None]:
    """Source and rights of a row.  Where the source is only cited for a fact, the words are the atlas's own."""
    is_cited = source.licence == "metadata-only"
    rights = OURS if is_cited else licence(source.licence)
    return {
        "source": source.id,
        "source_title": source.title,
        "source_publisher": source.publisher,
        "source_url": source.url,
        "licence": rights.id,
        "attribution": source.attribution or f"{MAKER if is_cited else source.publisher}, {rights.name}.",
    }
