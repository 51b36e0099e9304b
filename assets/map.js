// The map under the figure.  Plotly opens a MapLibre map; its handle is private to plotly.js and is touched here
// alone.  Everything is loaded once; a day, a toggle, hover and choice are feature states and layout properties.

import { firstDay, holds } from "./view.js";

// Once there is a trace: in the same stride Plotly, for the first time, puts the map where its layout says.
const handleOf = ({ map, traceHash } = {}) => map?.isStyleLoaded() && Object.keys(traceHash).length && map;
// Collections whose features the script itself must know; the rest MapLibre's worker fetches by address.
const KNOWN = ["states", "state-names", "boundaries", "bands", "stretches", "areas", "cities", "posts", "events", "arcs", "seats", "venues", "articles"];
// Of these, only what is shown answers to the pointer.
const LIVING = ["boundaries", "bands", "stretches", "areas", "posts", "events", "arcs", "seats", "venues", "articles"];
// These share their borders vertex for vertex; thinned apart from one another, gaps would open between them.
const SHARING = ["boundaries", "bands", "stretches", "governorates"];
// Plotly writes down only moves with an event of the reader's, and puts the map back where it last wrote down whenever
// it draws anew or its room changes.  Moves of ours bear this in place of an event.
const OURS = { originalEvent: "ours" };
const isByReader = ({ originalEvent }) => Boolean(originalEvent) && originalEvent !== OURS.originalEvent;
// Half a name's width and height in pixels, near enough to tell whether a panel cuts it.
const NAME_REACH = { x: 44, y: 8 };

function whenThere(find) {
  return new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else setTimeout(look, 30);
    };
    look();
  });
}

const fetched = async (url) => (await fetch(url)).json();

// Articles of a place from one day to another, both included.  The store keeps the gaps between days and the number
// on each; sums from the start make every window two look-ups.
function counter({ from, gaps, n }) {
  const days = [];
  const sums = [0];
  let day = dayNumber(from);
  gaps.forEach((gap, at) => {
    days.push((day += gap));
    sums.push(sums[at] + n[at]);
  });
  const before = (limit) => {
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (days[middle] < limit) low = middle + 1;
      else high = middle;
    }
    return sums[low];
  };
  return (first, last) => Math.max(0, before(dayNumber(last) + 1) - (first ? before(dayNumber(first)) : 0));
}
const dayNumber = (day) => Math.round(Date.parse(day) / 864e5);

export async function openMap(config, theme) {
  const graph = await whenThere(() => document.querySelector("#map .js-plotly-plot"));
  // Not the event "load": it comes once, and may have come already.
  const map = await whenThere(() => handleOf(graph._fullLayout?.map?._subplot));
  // After each move Dash would copy the layout into the figure and have Plotly draw all of it anew, on a style that
  // knows nothing of our layers.  It starts listening some time after the first picture, hence on every start.
  map.on("movestart", () => graph.removeAllListeners("plotly_relayout"));
  // Labels are drawn with the page's own font, which must be there before the first glyph is.
  await document.fonts.load("16px 'IBM Plex Sans'", "Aا");

  const collections = Object.fromEntries(
    await Promise.all(KNOWN.map(async (name) => [name, await fetched(config.urls[name])])),
  );
  // What a comparison draws beside the outlines; empty until there is one.
  collections.comparison = { type: "FeatureCollection", features: [] };
  const counts = await fetched(config.urls.counts);
  const articlesAt = new Map(Object.entries(counts.places).map(([place, series]) => [place, counter(series)]));
  const states = new Map();
  const shownLayers = new Map();
  let colours = config.tokens[theme];
  let hovered = null;
  let comparison = null;
  let deaf = false;

  const styles = [...config.layers.base, ...config.layers.layers.flatMap((layer) => layer.style)];
  const later = new Set(config.layers.later);
  const hoverable = new Map(config.layers.layers.flatMap((layer) => layer.hover.map((id) => [id, layer.id])));

  // "$token" is a colour, "$name" the name in the reader's language.
  function resolved(value) {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== "string" || value[0] !== "$") return value;
    if (value === "$name") return ["coalesce", ["get", `name_${config.lang}`], ["get", "name_en"]];
    return colours[value.slice(1)];
  }
  const resolvedAll = (properties) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, resolved(value)]));

  function addSource(name) {
    if (map.getSource(name)) return;
    const data = collections[name] ?? new URL(config.urls[name], location.href).href;
    map.addSource(name, { type: "geojson", data, tolerance: SHARING.includes(name) ? 0 : 0.2 });
  }

  function setState(source, id, state) {
    const key = `${source}/${id}`;
    const before = states.get(key) ?? {};
    const changed = Object.keys(state).some((name) => before[name] !== state[name]);
    if (!changed) return;
    states.set(key, { ...before, ...state });
    map.setFeatureState({ source, id }, state);
  }
  const stateOf = (source, id) => states.get(`${source}/${id}`) ?? {};

  function drawImages() {
    for (const [name, image] of Object.entries(images(colours))) {
      if (map.hasImage(name)) map.updateImage(name, image);
      else map.addImage(name, image, { pixelRatio: 2 });
    }
  }

  function addLayers() {
    map.setPaintProperty("sea", "background-color", colours.sea);
    drawImages();
    const above = styles.filter((style) => config.layers.above.includes(style.id));
    for (const style of [...styles.filter((style) => !above.includes(style)), ...above]) {
      if (later.has(style.source)) continue;
      addStyle(style, true);
    }
  }

  function addStyle(style, visible) {
    addSource(style.source);
    const { above } = config.layers;
    const beneath = above.includes(style.id) ? undefined : above.find((id) => map.getLayer(id));
    const layout = { ...resolvedAll(style.layout), visibility: visible ? "visible" : "none" };
    const { id, type, source, filter, minzoom, maxzoom } = style;
    const spec = { id, type, source, paint: resolvedAll(style.paint), layout };
    for (const [name, value] of Object.entries({ filter, minzoom, maxzoom })) if (value !== undefined) spec[name] = value;
    map.addLayer(spec, beneath);
  }

  function showLayers(wanted) {
    for (const layer of config.layers.layers) {
      const visible = wanted.includes(layer.id);
      if (shownLayers.get(layer.id) === visible) continue;
      shownLayers.set(layer.id, visible);
      for (const style of layer.style) {
        if (map.getLayer(style.id)) map.setLayoutProperty(style.id, "visibility", visible ? "visible" : "none");
        else if (visible) addStyle(style, true);
      }
    }
  }

  // What the day, the window, the meeting and the choices make of every feature.  Where two days are compared,
  // `compared` holds the versions of the first and second, and those to be drawn as on any day.
  function show(view, compared = null) {
    const { date } = view;
    comparison = compared;
    const chosen = view.zone.split(",");
    const first = firstDay(view);
    const meeting = config.meetings.find((one) => one.id === view.meeting);
    const focus = meeting?.sessions[view.focus] ?? (view.focus ? [view.focus] : []);
    showLayers([...view.layers.split(","), ...(compared?.isShaded ? ["comparison"] : []), ...(compared?.plain.size ? ["zones"] : [])]);
    for (const { id, properties: p } of collections.boundaries.features) {
      const valid = holds(p, date);
      const drawn = view.according && p.status !== "dissolved" ? p.according === view.according : p.default;
      setState("boundaries", id, {
        shown: compared ? compared.plain.has(p.id) : valid && drawn,
        rival: !compared && valid && !drawn && p.status !== "dissolved",
        first: Boolean(compared?.first.has(p.id)),
        second: Boolean(compared?.second.has(p.id)),
        chosen: chosen.includes(p.zone),
      });
    }
    // How well a line is known: of both days where they lie upon one another; a swipe draws its own.
    for (const source of ["bands", "stretches"]) {
      for (const { id, properties: p } of collections[source].features) {
        const version = p.version ?? p.id;
        const second = Boolean(compared?.isShaded && compared.second.has(version));
        const first = Boolean(compared?.isShaded && compared.first.has(version) && !second);
        setState(source, id, { shown: compared ? compared.plain.has(version) : holds(p, date), first, second });
      }
    }
    for (const { id, properties: p } of collections.areas.features) setState("areas", id, { shown: !compared && holds(p, date) });
    for (const { id, properties: p } of collections.posts.features) setState("posts", id, { shown: holds(p, date) });
    for (const { id, properties: p } of collections.events.features) setState("events", id, { shown: first <= p.date && p.date <= date });
    const counted = collections.articles.features.map(({ properties: p }) => articlesAt.get(p.id)(first, date));
    const most = Math.max(0, ...counted);
    const places = counted.filter((n) => n > 0).length;
    collections.articles.features.forEach(({ id }, at) => {
      const n = counted[at];
      setState("articles", id, n > 0 ? { shown: true, n, most, places } : { shown: false, n });
    });
    for (const { id, properties: p } of collections.arcs.features) {
      const left = focus.length > 0 && !focus.includes(p.party);
      setState("arcs", id, { shown: p.meetings.includes(view.meeting), dimmed: left, chosen: focus.includes(p.party) });
    }
    for (const { id, properties: p } of collections.seats.features) {
      setState("seats", id, { shown: p.meetings.includes(view.meeting), dimmed: focus.length > 0 && !focus.includes(p.party) });
    }
    for (const { id, properties: p } of collections.venues.features) setState("venues", id, { shown: p.meetings.includes(view.meeting) });
    for (const { id, properties: p } of collections.states.features) {
      setState("states", id, { chosen: focus.includes(p.id), dimmed: focus.length > 0 && !focus.includes(p.id) });
    }
    map.once("render", () => document.dispatchEvent(new CustomEvent("atlas:rendered", { detail: { ...view } })));
    map.triggerRepaint();
  }

  function featureAt(point) {
    const layers = [...hoverable.keys()].filter((id) => map.getLayer(id) && map.getLayoutProperty(id, "visibility") !== "none");
    const reach = [[point.x - 3, point.y - 3], [point.x + 3, point.y + 3]];
    const found = map.queryRenderedFeatures(reach, { layers });
    const answering = comparison?.answering(point);
    const isSeen = ({ shown, first, second }) => shown || first || second;
    const isAlive = ({ source, id, properties }) => (source === "boundaries" && answering ? answering.has(properties.id) : !LIVING.includes(source) || isSeen(stateOf(source, id)));
    const alive = found.filter(isAlive);
    // A mark beats an area it stands on.
    const hit = alive.find((feature) => feature.layer.type === "symbol" || feature.layer.type === "circle") ?? alive[0];
    return hit && { layer: hoverable.get(hit.layer.id), source: hit.source, id: hit.id, properties: hit.properties, state: stateOf(hit.source, hit.id) };
  }

  function hover(feature) {
    if (hovered?.source === feature?.source && hovered?.id === feature?.id) return;
    if (hovered) setState(hovered.source, hovered.id, { hover: false });
    hovered = feature ?? null;
    if (hovered) setState(hovered.source, hovered.id, { hover: true });
  }

  function onHover(listener) {
    let waiting = null;
    map.on("mousemove", (event) => {
      if (deaf) return;
      const first = !waiting;
      waiting = event;
      if (!first) return;
      requestAnimationFrame(() => {
        const feature = featureAt(waiting.point);
        hover(feature);
        map.getCanvas().style.cursor = feature && feature.layer !== "states" && feature.layer !== "governorates" ? "pointer" : "";
        listener(feature, waiting.point);
        waiting = null;
      });
    });
    map.getCanvasContainer().addEventListener("mouseleave", () => {
      hover(null);
      listener(null);
    });
  }

  // Where the cities' names stand, roughly, as boxes in pixels of the map.
  function names() {
    return collections.cities.features.map(({ geometry, properties: p }) => {
      const { x, y } = map.project(geometry.coordinates);
      const reach = 12 + 6.5 * (p[`name_${config.lang}`] ?? p.name_en).length;
      return { left: x - 6, right: x + reach, top: y - 9, bottom: y + 9 };
    });
  }

  // Names of states and cities under these boxes (pixels of the map) give way.
  function cover(boxes) {
    for (const source of ["state-names", "cities"]) {
      for (const { id, geometry } of collections[source].features) {
        const { x, y } = map.project(geometry.coordinates);
        const covered = boxes.some((box) => x > box.left - NAME_REACH.x && x < box.right + NAME_REACH.x && y > box.top - NAME_REACH.y && y < box.bottom + NAME_REACH.y);
        setState(source, id, { covered });
      }
    }
  }

  function compare(collection) {
    collections.comparison = collection;
    map.getSource("comparison").setData(collection);
  }

  function recolour(name) {
    colours = config.tokens[name];
    map.setPaintProperty("sea", "background-color", colours.sea);
    drawImages();
    for (const style of styles) {
      if (!map.getLayer(style.id)) continue;
      for (const [property, value] of Object.entries(style.paint)) map.setPaintProperty(style.id, property, resolved(value));
    }
  }

  addLayers();
  return {
    show,
    compare,
    cover,
    names,
    recolour,
    counts,
    collections,
    onHover,
    onChoose: (listener) => map.on("click", (event) => deaf || listener(featureAt(event.point), event.point)),
    // While something else is drawn on the map, clicks and hovers are its own.
    giveWay: (on) => {
      deaf = on;
      hover(null);
    },
    // For what draws upon the map by itself: the map, and a colour by name.
    handle: map,
    colour: (name) => colours[name],
    onMove: (listener) => map.on("move", (event) => listener(isByReader(event))),
    onRest: (listener) => map.on("moveend", (event) => listener(isByReader(event))),
    project: (lon, lat) => map.project([lon, lat]),
    lonAt: (x) => map.unproject([x, 0]).lng,
    fit: ([west, south, east, north], padding, duration = 500) => map.fitBounds([[west, south], [east, north]], { padding, duration, maxZoom: 11 }, OURS),
    flyTo: (lon, lat, zoom) => map.easeTo({ center: [lon, lat], zoom, duration: 500 }, OURS),
    zoomBy: (step) => map.easeTo({ zoom: map.getZoom() + step, duration: 200 }, { originalEvent: true }),
    place: () => ({ ...map.getCenter(), zoom: map.getZoom() }),
    isMoving: () => map.isMoving(),
    quiet: () => (map.loaded() && !map.isMoving() ? Promise.resolve() : map.once("idle")),
    resize: () => map.resize(),
  };
}

// Marks drawn rather than fetched: hatches for disputed and for lost ground, a lettered square for posts, a triangle for events.
function images(colours) {
  const drawn = (size, draw) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
    const pen = canvas.getContext("2d");
    draw(pen, size);
    return pen.getImageData(0, 0, size, size);
  };
  const post = (letter) =>
    drawn(34, (pen, size) => {
      pen.fillStyle = colours.panel;
      pen.strokeStyle = colours.ink;
      pen.lineWidth = 4;
      pen.fillRect(3, 3, size - 6, size - 6);
      pen.strokeRect(3, 3, size - 6, size - 6);
      pen.fillStyle = colours.ink;
      pen.font = "bold 20px sans-serif";
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(letter, size / 2, size / 2 + 2);
    });
  // Lines that rise, or fall, to the right.
  const hatch = (colour, alpha, rises) =>
    drawn(16, (pen, size) => {
      pen.strokeStyle = colour;
      pen.globalAlpha = alpha;
      pen.lineWidth = rises ? 2 : 3;
      for (const shift of [-size, 0, size]) {
        pen.beginPath();
        pen.moveTo(shift, rises ? size : 0);
        pen.lineTo(shift + size, rises ? 0 : size);
        pen.stroke();
      }
    });
  return {
    hatch: hatch(colours.muted, 0.55, true),
    lost: hatch(colours.lost, 0.9, false),
    "post-rus": post("R"),
    "post-irn": post("I"),
    "post-tur": post("T"),
    event: drawn(30, (pen, size) => {
      pen.beginPath();
      pen.moveTo(size / 2, 3);
      pen.lineTo(size - 3, size - 5);
      pen.lineTo(3, size - 5);
      pen.closePath();
      pen.fillStyle = colours.event;
      pen.strokeStyle = colours.panel;
      pen.lineWidth = 3;
      pen.fill();
      pen.stroke();
    }),
  };
}
