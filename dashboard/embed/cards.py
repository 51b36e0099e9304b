"""What a mark of the map tells who points at it: its name, when it holds, and where it is from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from functools import cached_property
from typing import Any

from dashboard.comparing import sides
from dashboard.layout.parts import party_name
from dashboard.state import ViewState
from dashboard.still.legend import precision
from dashboard.text import Text
from geodata.records import Article
from geodata.store import Store

Properties = Mapping[str, Any]
TOLD_ARTICLES = 3
# With more places than these on the page, each tells how many its articles are, and not their headlines.
MOST_PLACES_TOLD = 60


@dataclass(frozen=True)
class Cards:
    """Called with a layer's id, a mark's properties and its states: a heading and lines, as on the interactive map."""

    store: Store
    state: ViewState
    text: Text

    def __call__(self, layer: str, properties: Properties, states: Properties) -> Sequence[str]:
        lines = TELLERS[layer](self, properties, states) if layer in TELLERS else []
        return [line for line in lines if line]

    @cached_property
    def articles_by_zone(self) -> Mapping[str, int]:
        if "articles" not in self.state.layers:
            return {}
        return self.store.zones_counted(self.state.first_day(), self.state.date)

    @cached_property
    def newest_by_place(self) -> Mapping[str, Sequence[Article]]:
        window = self.state.first_day(), self.state.date
        if len(self.store.places_counted(*window)) > MOST_PLACES_TOLD:
            return {}
        return self.store.newest_at_places(*window, TOLD_ARTICLES)

    def zone_name(self, p: Properties) -> str:
        return self.text.name(self.store.catalog.zones[p["zone"]].name)

    def name(self, p: Properties) -> str:
        return self.text.name({language: p.get(f"name_{language}", "") for language in ("en", self.text.lang)})

    def held(self, p: Properties) -> str:
        since = p.get("from") and self.text("js.since", day=self.text.day(Day.fromisoformat(p["from"])))
        until = p.get("to") and self.text("js.until", day=self.text.day(Day.fromisoformat(p["to"])))
        return " · ".join(part for part in (since, until) if part)

    def source(self, id: str) -> str:
        source = self.store.catalog.sources[id]
        named = self.text("source.unverified") if id == "general-knowledge" else source.title or source.publisher
        return ", ".join(part for part in (named, source.publisher if source.title else "", source.date or "") if part)

    def labelled(self, key: str, value: object) -> str:
        return f"{self.text(key)}: {value}" if value else ""

    def zones(self, p: Properties, states: Properties) -> list[str]:
        if "kind" in p:  # a strip or corridor agreed inside a zone
            note = self.text.name({language: p.get(f"note_{language}", "") for language in ("en", self.text.lang)})
            known = self.text("js.precision", n=precision(p["precision_km"], self.text))
            return [self.name(p), note, self.held(p), known]
        version = self.store.catalog.boundaries.loc[p["id"]]
        figures = []
        if p["area_km2"]:
            figures.append(self.text("js.area", n=self.text.number(p["area_km2"])))
        if p["precision_km"] is not None:
            figures.append(self.text("js.precision", n=precision(p["precision_km"], self.text)))
        articles = self.articles_by_zone.get(p["zone"], 0)
        return [
            self.zone_name(p),
            " · ".join([self.text(f"status.{p['status']}"), *figures]),
            self.held(p),
            self.labelled("zone.source", self.source(version["source"])),
            self.labelled("zone.method", version["method"]),
            self.labelled("zone.confidence", self.text(f"confidence.{version['confidence']}")),
            self.text("js.articles", n=self.text.number(articles)) if articles else "",
        ]

    def changes(self, p: Properties, states: Properties) -> list[str]:
        """Ground or a place that changes sides; an outline of one of the two days."""
        if "change" not in p:
            return self.zones(p, states)
        before, after = sides(self.state, self.text)
        kind = "gained" if "gained" in (p["change"], p.get("side")) else "lost"
        name = [self.name(p)] if p["change"] == "place" else []
        return [*name, self.zone_name(p), self.text(f"key.{kind}", before=before, after=after)]

    def uncertainty(self, p: Properties, states: Properties) -> list[str]:
        if "follows" not in p:
            return [self.zone_name(p), self.text("js.band")]
        low_high = dict.fromkeys(precision(p[end], self.text) for end in ("low_km", "high_km"))
        return [
            self.zone_name(p),
            self.text(f"follows.{p['follows']}"),
            self.text("js.precision", n="–".join(low_high)),
            self.text("js.length", n=self.text.number(p["length_km"])),
        ]

    def posts(self, p: Properties, states: Properties) -> list[str]:
        post = self.store.catalog.posts[p["id"]]
        country = party_name(p["country"], self.store.catalog, self.text)
        return [
            self.name(p),
            self.text("js.post", country=country),
            self.held(p),
            self.text(f"confidence.{p['confidence']}"),
            self.labelled("zone.source", "; ".join(self.source(id) for id in post.source)),
        ]

    def articles(self, p: Properties, states: Properties) -> list[str]:
        told = [
            f"{self.text.day(article.datePublished)}: {article.headline} ({article.publisher})"
            for article in self.newest_by_place.get(p["id"], ())
            if article.datePublished and article.headline
        ]
        return [self.name(p), self.text("js.articles", n=self.text.number(states["n"])), *told]

    def events(self, p: Properties, states: Properties) -> list[str]:
        event = self.store.catalog.events[p["id"]]
        sources = "; ".join(self.source(id) for id in event.source)
        return [self.name(p), self.text.day(Day.fromisoformat(p["date"])), self.labelled("zone.source", sources)]

    def arcs(self, p: Properties, states: Properties) -> list[str]:
        meeting = self.store.catalog.meetings[self.state.meeting]
        if "party" not in p:
            return [self.name(p), self.text.name(meeting.title)]
        party = party_name(p["party"], self.store.catalog, self.text)
        return [
            self.text("js.to-venue", party=party, venue=self.text.name(meeting.city)),
            self.text.name(meeting.title),
        ]


TELLERS: Mapping[str, Callable[[Cards, Properties, Properties], list[str]]] = {
    "zones": Cards.zones,
    "uncertainty": Cards.uncertainty,
    "posts": Cards.posts,
    "articles": Cards.articles,
    "events": Cards.events,
    "arcs": Cards.arcs,
    "comparison": Cards.changes,
}
