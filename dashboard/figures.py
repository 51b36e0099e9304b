"""Plotly figures of a view: pure functions of a store and a view state.

``zone_map`` is a complete, ordinary figure for notebooks and exports; it draws
from the same collections and colours as the page.  ``map_frame`` is the bare
map that the page's script draws upon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import plotly.graph_objects as go
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from dashboard.comparing import comparisons, named_days
from dashboard.comparison_layers import COMPARISON, drawn_layers
from dashboard.layers.process import RADIUS, article_states
from dashboard.state import ViewState, known_ids, parse_query
from dashboard.still.expressions import Feature, evaluate
from dashboard.text import Text
from dashboard.tokens import TOKENS
from geodata import store as stores
from geodata.store import Store

SYRIA = {"center": {"lon": 38.0, "lat": 35.0}, "zoom": 5.6}
Drawn = tuple[list[dict], list[go.Scattermap | go.Choroplethmap]]


def blank_style(sea: str) -> dict:
    """A MapLibre style that asks the network for nothing: one background, no tiles, no glyphs."""
    nothing = {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}
    return {
        "version": 8,
        # Plotly leaves out what is empty, and MapLibre refuses the style of a second figure that has no sources.
        "sources": {"nothing": nothing},
        "layers": [{"id": "sea", "type": "background", "paint": {"background-color": sea}}],
    }


def map_frame(state: ViewState) -> go.Figure:
    """The empty map of the page at the view asked for; one trace without points makes Plotly open its map."""
    figure = go.Figure(go.Scattermap(lon=[], lat=[], hoverinfo="skip", showlegend=False))
    view = state.view
    place = {"center": {"lon": view.lon, "lat": view.lat}, "zoom": view.zoom} if view else SYRIA
    figure.update_layout(
        map={"style": blank_style(TOKENS["light"]["sea"]), **place},
        margin=dict.fromkeys("lrtb", 0),
        uirevision="page",
        showlegend=False,
    )
    return figure


def zone_map(date: str = "", lang: str = "", *, store: Store | None = None, query: str = "", **names: str) -> go.Figure:
    """The view as a Plotly figure that shows in a notebook, with legend and hovers, and without the network.

    Parameters
    ----------
    date, lang, and any other name of the query string (``meeting``, ``layers``, ``according``, ``theme`` …)
    store : a built store; by default the one that ships, built when first needed
    query : a whole query string, instead of names

    Raises
    ------
    ValueError
        a value makes no sense; the message names it.
    """
    given = {name: value for name, value in {"date": str(date), "lang": lang, **names}.items() if value}
    parts = [query, *(f"{name}={value}" for name, value in given.items())]
    store = store or stores.build()
    state, dropped = parse_query("&".join(part for part in parts if part), known_ids(store.catalog))
    if dropped:
        raise ValueError(f"no view has this {', '.join(dropped)}")
    return figure_of(store, state)


def figure_of(store: Store, state: ViewState) -> go.Figure:
    """The whole figure of a view state."""
    text, tokens = Text(state.lang), TOKENS[state.theme or "light"]
    under = _land(store, tokens)
    traces: list = []
    for layer in drawn_layers(state):
        if layer is COMPARISON:
            under += _compared(store, state, tokens)
        else:
            shapes, marks = DRAWING[layer.id](store, state, text, tokens)
            under += shapes
            traces += marks
    figure = go.Figure(traces or [go.Scattermap(lon=[], lat=[], showlegend=False)])
    view = state.view
    place = {"center": {"lon": view.lon, "lat": view.lat}, "zoom": view.zoom} if view else SYRIA
    figure.update_layout(
        title={"text": f"{text('title')} · {named_days(state, text)}", "x": 0.02},
        map={"style": blank_style(tokens["sea"]), "layers": under, **place},
        margin={"l": 0, "r": 0, "t": 44, "b": 0},
        paper_bgcolor=tokens["panel"],
        font={"color": tokens["ink"]},
        legend={"bgcolor": tokens["panel"], "x": 0.01, "y": 0.99},
        annotations=[
            {
                "text": text("attribution"),
                "x": 1,
                "y": 0,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "right",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 10},
            }
        ],
        height=600,
    )
    return figure


def _holds(properties: dict, day: str) -> bool:
    return properties["from"] <= day and (not properties["to"] or day < properties["to"])


def _features(store: Store, collection: str, keep: Callable[[dict], bool] = lambda properties: True) -> list[dict]:
    return [feature for feature in store.layer(collection)["features"] if keep(feature["properties"])]


def _source(features: Sequence[dict]) -> dict:
    return {"type": "FeatureCollection", "features": list(features)}


def _fill(features: Sequence[dict], colour: str, opacity: float) -> dict:
    return {"sourcetype": "geojson", "type": "fill", "source": _source(features), "color": colour, "opacity": opacity}


def _line(features: Sequence[dict], colour: str, width: float, dash: Sequence[float] = ()) -> dict:
    line = {"width": width, **({"dash": list(dash)} if dash else {})}
    return {"sourcetype": "geojson", "type": "line", "source": _source(features), "color": colour, "line": line}


def _points(
    features: Iterable[dict], hovers: Sequence[str], name: str, colour: str, size: float | list[float]
) -> go.Scattermap:
    positions = [feature["geometry"]["coordinates"] for feature in features]
    return go.Scattermap(
        lon=[lon for lon, _ in positions],
        lat=[lat for _, lat in positions],
        mode="markers",
        name=name,
        marker={"color": colour, "size": size},
        text=hovers,
        hovertemplate="%{text}<extra></extra>",
    )


def _name(properties: dict, text: Text) -> str:
    return properties.get(f"name_{text.lang}") or properties.get("name_en", "")


def _land(store: Store, tokens: dict) -> list[dict]:
    return [
        _fill(_features(store, "world"), tokens["land"], 1),
        _fill(_features(store, "states", lambda p: p["id"] != "syr"), tokens["land"], 1),
        _fill(_features(store, "states", lambda p: p["id"] == "syr"), tokens["syria"], 1),
    ]


def _states(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    guarantors = _features(store, "states", lambda p: p["role"] == "guarantor")
    borders, disputed = _features(store, "states"), _features(store, "disputed")
    return [
        _fill(guarantors, tokens["accent"], 0.12),
        _line(borders, tokens["border"], 0.8),
        _line(disputed, tokens["muted"], 1, [3, 2]),
    ], []


def _governorates(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    return [_line(_features(store, "governorates"), tokens["border"], 0.8, [3, 3])], []


def _uncertainty(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    numbers = {zone.id: zone.number for zone in store.catalog.zones.values()}
    bands = _features(store, "bands", lambda p: _holds(p, str(state.date)))
    return [_fill([band], tokens[f"zone-{numbers[band['properties']['zone']]}"], 0.16) for band in bands], []


def _zones(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    def drawn(p: dict) -> bool:
        chosen = p["according"] == state.according if state.according else p["default"]
        return chosen and p["status"] != "dissolved" and _holds(p, str(state.date))

    traces = []
    for feature in _features(store, "boundaries", drawn):
        p = feature["properties"]
        colour = tokens[f"zone-{p['number']}"]
        name = text.name(store.catalog.zones[p["zone"]].name)
        hover = "<br>".join(
            (
                name,
                text(f"status.{p['status']}"),
                text("zone.area.value", area=text.number(p["area_km2"])),
                text("zone.precision.value", km=p["precision_km"]),
            )
        )
        traces.append(
            go.Choroplethmap(
                geojson=_source([feature]),
                featureidkey="properties.id",
                locations=[p["id"]],
                z=[1],
                colorscale=[[0, colour], [1, colour]],
                showscale=False,
                name=name,
                showlegend=True,
                marker={"opacity": 0.35, "line": {"color": colour, "width": 1.6}},
                text=[hover],
                hovertemplate="%{text}<extra></extra>",
            )
        )
    return [], traces


def _compared(store: Store, state: ViewState, tokens: dict) -> list[dict]:
    """What changes between two days: ground gained and lost, the first outline dashed, the second solid."""
    shapes: list[dict] = []
    for comparison in comparisons(store.catalog, state):
        found = comparison.difference
        colour = tokens[f"zone-{store.catalog.zones[comparison.zone].number}"]  # type: ignore[index]
        shapes += [
            _fill(_shapes(found.gained), tokens["gained"], 0.62),
            _fill(_shapes(found.lost), tokens["lost"], 0.45),
            _line(_shapes(found.before), tokens["ink"], 1.2, [4, 3]),
            _line(_shapes(found.after), colour, 2.2),
        ]
    return shapes


def _shapes(geometry: BaseGeometry | None) -> list[dict]:
    if geometry is None or geometry.is_empty:
        return []
    return [{"type": "Feature", "properties": {}, "geometry": mapping(geometry)}]


def _arcs(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    traces = []
    for feature in _features(store, "arcs", lambda p: state.meeting in p["meetings"]):
        line = feature["geometry"]["coordinates"]
        party = text.name(store.catalog.parties[feature["properties"]["party"]].name)
        traces.append(
            go.Scattermap(
                lon=[p[0] for p in line],
                lat=[p[1] for p in line],
                mode="lines",
                line={"color": tokens["accent"], "width": 2},
                name=party,
                showlegend=False,
                hoverinfo="name",
            )
        )
    return [], traces


def _places(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    places = _features(store, "places")
    return [], [_points(places, [_name(p["properties"], text) for p in places], text("layer.places"), tokens["ink"], 3)]


def _posts(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    posts = _features(store, "posts", lambda p: _holds(p, str(state.date)))
    return [], [_points(posts, [_name(p["properties"], text) for p in posts], text("layer.posts"), tokens["muted"], 9)]


def _events(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    first = state.first_day()
    events = _features(store, "events", lambda p: str(first or "") <= p["date"] <= str(state.date))
    return [], [
        _points(events, [_name(e["properties"], text) for e in events], text("layer.events"), tokens["event"], 8)
    ]


def _articles(store: Store, state: ViewState, text: Text, tokens: dict) -> Drawn:
    counted = store.places_counted(state.first_day(), state.date)
    places = _features(store, "articles", lambda p: p["id"] in counted)
    counts = [counted[place["properties"]["id"]] for place in places]
    hovers = [
        f"{_name(p['properties'], text)}<br>{text('js.articles', n=n)}" for p, n in zip(places, counts, strict=True)
    ]
    states = article_states(counted)
    sizes = [2 * evaluate(RADIUS, Feature({}, states[place["properties"]["id"]])) for place in places]
    return [], [_points(places, hovers, text("layer.articles"), tokens["accent"], sizes)]


DRAWING: dict[str, Callable[[Store, ViewState, Text, dict], Drawn]] = {
    "states": _states,
    "governorates": _governorates,
    "uncertainty": _uncertainty,
    "zones": _zones,
    "arcs": _arcs,
    "places": _places,
    "posts": _posts,
    "events": _events,
    "articles": _articles,
}
