"""The columns of each export, with what they mean."""

from __future__ import annotations

from geodata.exports.dataset import Field

LANGUAGES = ("en", "ar", "fa", "tr", "ru")

_NAMES = tuple(Field(f"name_{language}", "text", f"name ({language})") for language in LANGUAGES)
_SOURCE = (
    Field("source", "text", "id of the source in the atlas"),
    Field("source_title", "text", "title of the source", "src_title"),
    Field("source_publisher", "text", "publisher of the source", "src_publ"),
    Field("source_url", "text", "address of the source", "src_url"),
)
_RIGHTS = (
    Field("licence", "text", "licence of this row"),
    Field("attribution", "text", "the line to show with it", "attribut"),
)
ZONE_FIELDS = (
    Field("zone", "text", "id of the zone"),
    Field("number", "count", "its number in the memorandum of 4 May 2017"),
    *_NAMES,
    Field("version", "text", "id of the boundary version"),
    Field("valid_from", "day", "first day in force"),
    Field("valid_to", "day", "first day no longer in force; empty while it lasts"),
    Field("status", "text", "proposed, agreed, active, reduced or dissolved (no geometry)"),
    Field("according", "text", "the reading: whose method or source the outline follows"),
    Field("default", "truth", "whether this reading is the one drawn for its days"),
    Field("recipe", "text", "key of the recipe it is built from"),
    Field("area_km2", "number", "geodesic area, km²"),
    Field("precision_km", "number", "how far the line may be off, km", "prec_km"),
    Field("confidence", "text", "high, medium or low"),
    Field("method", "text", "how the outline was made"),
    Field("note", "text", "what else to know"),
    *_SOURCE,
    Field("dated_by", "text", "ids of the sources for the first day"),
    *_RIGHTS,
)
STRETCH_FIELDS = (
    Field("version", "text", "id of the boundary version whose line it is part of"),
    Field("zone", "text", "id of the zone"),
    Field("follows", "text", "border, road, railway, river, coast, halfway, landmark, steppe or free (hand)"),
    Field("precision_km", "number", "how far the line may be off here, km", "prec_km"),
    Field("note", "text", "what else to know"),
    *_RIGHTS,
)
STATE_FIELDS = (
    Field("id", "text", "ISO 3166-1 alpha-3, lower case"),
    Field("iso_a2", "text", "ISO 3166-1 alpha-2"),
    Field("role", "text", "its first part in the process"),
    Field("roles", "text", "all its parts"),
    *_NAMES,
    Field("precision_km", "number", "how far the border may be off, km", "prec_km"),
    *_SOURCE,
    *_RIGHTS,
)
MEETING_FIELDS = (
    Field("id", "text", "id of the meeting"),
    Field("round", "count", "round of the Astana format"),
    Field("title_en", "text", "title (en)"),
    Field("title_ar", "text", "title (ar)"),
    Field("start", "day", "first day"),
    Field("end", "day", "last day"),
    Field("place", "text", "id of the place"),
    Field("city_en", "text", "city (en)"),
    Field("city_ar", "text", "city (ar)"),
    Field("host", "text", "host"),
    Field("lon", "number", "longitude"),
    Field("lat", "number", "latitude"),
    Field("parties", "text", "ids of those at the table"),
    Field("sessions", "count", "number of sessions known"),
    Field("documents", "text", "ids of documents adopted"),
    Field("outcome_en", "text", "outcome (en)", "outc_en"),
    Field("outcome_ar", "text", "outcome (ar)", "outc_ar"),
    Field("confidence", "text", "high, medium or low"),
    Field("note", "text", "what else to know"),
    *_SOURCE,
    *_RIGHTS,
)
ARTICLE_FIELDS = (
    Field("id", "text", "id of the article"),
    Field("url", "text", "its address"),
    Field("headline", "text", "its headline"),
    Field("inLanguage", "text", "its language", "language"),
    Field("datePublished", "day", "the day it appeared", "date"),
    Field("publisher", "text", "its publisher"),
    Field("abstract_en", "text", "what it says, in the atlas's words (en)", "abstr_en"),
    Field("abstract_ar", "text", "what it says, in the atlas's words (ar)", "abstr_ar"),
    Field("about", "text", "ids of meetings, zones and documents it is about"),
    Field("mentions", "text", "ids of states, people and places it names"),
    Field("file", "text", "file it was read from"),
    Field("sha256", "text", "checksum of that file"),
    *_RIGHTS,
)
JOIN_FIELDS = (
    Field("article", "text", "id of the article"),
    Field("target_kind", "text", "zone, state or meeting", "targ_kind"),
    Field("target", "text", "its id"),
    Field("basis", "text", "the rule that ties them"),
    Field("evidence", "text", "the words or the place that support it"),
    Field("boundary", "text", "the boundary version used"),
    Field("certainty", "number", "0–1; ranks ties, no probability"),
    Field("date", "day", "day of the article"),
    *_RIGHTS,
)
