// An outline drawn or moved by hand, with terra-draw on the page's map.  Its scripts are fetched when first needed.

import { boundsOf } from "./proposal-map.js";
import { polygonsOf } from "./rings.js";
import { createSnapping } from "./snapping.js";

const SCRIPTS = ["/assets/vendor/terra-draw.js", "/assets/vendor/terra-draw-maplibre-gl-adapter.js"];
const DECIMALS = 6;
const STEP = 2; // pixels a vertex moves for an arrow key
const STRIDE = 20; // with Shift
const SQUARE = 40; // half a side, in pixels, of the square that a drawing by keyboard begins with

let scripts = null;
function editor() {
  scripts ??= (async () => {
    for (const src of SCRIPTS) {
      await new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject })));
    }
    return { ...window.terraDraw, ...window.terraDrawMaplibreGlAdapter };
  })();
  return scripts;
}

const rounded = (position) => position.slice(0, 2).map((value) => Number(value.toFixed(DECIMALS)));
// Every ring is a polygon of its own to the editor, which knows no holes; `hole` says which of them are cut out.
const feature = (id, ring, hole) => ({ id, type: "Feature", properties: { mode: "polygon", hole }, geometry: { type: "Polygon", coordinates: [ring] } });
const ringOf = ({ geometry }) => geometry.coordinates[0];
const isHole = ({ properties }) => Boolean(properties.hole);

// `own` is the outline to start from, or null, then with a `square` or by pointer; `neighbours` what to snap to;
// `onVertex` is told the vertex chosen by keyboard, or null.
export async function createDrawing({ map, own, square, neighbours, padding, onVertex }) {
  const terra = await editor();
  const { handle } = map;
  const nearest = createSnapping(neighbours);
  const snapping = { toCustom: (event, { project, unproject }) => nearest({ x: event.containerX, y: event.containerY }, project, unproject) };
  const line = map.colour("accent");
  const ground = map.colour("panel");
  const ofKind = (one) => (isHole(one) ? map.colour("lost") : line);
  const draw = new terra.TerraDraw({
    adapter: new terra.TerraDrawMapLibreGLAdapter({ map: handle, coordinatePrecision: 9 }),
    modes: [
      new terra.TerraDrawPolygonMode({
        snapping,
        styles: { fillColor: ofKind, fillOpacity: 0.12, outlineColor: ofKind, outlineWidth: 2.5, closingPointColor: line, closingPointOutlineColor: ground, snappingPointColor: map.colour("gained") },
      }),
      new terra.TerraDrawSelectMode({
        allowManualDeselection: false,
        dragEventThrottle: Number.MAX_SAFE_INTEGER, // every so-many-th move is left out: none, so that a vertex lies where it was let go
        flags: { polygon: { feature: { draggable: false, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping } } } },
        styles: {
          selectedPolygonColor: ofKind,
          selectedPolygonFillOpacity: 0.12,
          selectedPolygonOutlineColor: ofKind,
          selectedPolygonOutlineWidth: 2.5,
          selectionPointColor: ground,
          selectionPointOutlineColor: line,
          selectionPointWidth: 4.5,
          selectionPointOutlineWidth: 2,
          midPointColor: line,
          midPointOutlineColor: ground,
          midPointWidth: 2.5,
        },
      }),
    ],
    undoRedo: { modeLevel: new terra.TerraDrawModeUndoRedo() },
  });
  const mark = Object.assign(document.createElement("div"), { className: "vertex-mark", hidden: true });
  handle.getContainer().append(mark);
  let chosen = null; // the part whose vertices are shown
  let vertex = -1;
  let isCutting = false; // whether what is being drawn is a hole

  map.giveWay(true);
  draw.start();
  draw.on("select", (id) => {
    if (chosen === id) return;
    vertex = -1;
    chosen = id;
    tell();
  });
  draw.on("finish", (id, { action }) =>
    setTimeout(() => {
      if (action === "draw") {
        draw.updateFeatureProperties(id, { hole: isCutting });
        edit(id);
      }
      record();
    }),
  );
  draw.on("change", (ids, type) => {
    tell();
    if (type === "delete") setTimeout(record);
  });
  handle.on("move", place);

  function edit(id) {
    draw.setMode("select");
    draw.selectFeature(id);
  }
  const parts = () => draw.getSnapshot().filter(({ geometry, properties }) => geometry.type === "Polygon" && properties.mode === "polygon" && !properties.currentlyDrawing);

  // By keyboard: a vertex of the chosen part is picked, moved, removed, and one added after it.
  const current = () => parts().find(({ id }) => id === chosen);
  const ring = () => (current() ? ringOf(current()).slice(0, -1) : []);
  const pixel = (lon, lat) => handle.project([lon, lat]);
  const position = (x, y) => handle.unproject([x, y]);
  function place() {
    const at = ring()[vertex];
    mark.hidden = !at;
    if (!at) return;
    const { x, y } = pixel(...at);
    mark.style.transform = `translate(${x}px, ${y}px)`;
  }
  function tell() {
    const corners = ring();
    if (vertex >= corners.length) vertex = corners.length - 1;
    place();
    onVertex(vertex < 0 ? null : { n: vertex + 1, total: corners.length, lon: corners[vertex][0], lat: corners[vertex][1], hole: isHole(current()) });
  }
  // What `change` makes of the corners, given them and the one picked; nothing where none is picked, or where it makes nothing.
  function alter(change) {
    const corners = ring();
    const changed = corners[vertex] && change(corners, corners[vertex]);
    if (!changed) return;
    draw.updateFeatureGeometry(chosen, { type: "Polygon", coordinates: [[...changed, changed[0]].map(rounded)] });
    record();
    tell();
  }
  function pick(step) {
    const { length } = ring();
    if (!length) return;
    if (draw.getMode() !== "select") edit(chosen);
    vertex = vertex < 0 ? 0 : (vertex + step + length) % length;
    const at = ring()[vertex];
    if (!handle.getBounds().contains(at)) handle.jumpTo({ center: at });
    tell();
  }

  // A new part or hole: corner by corner with a pointer, or by keyboard a square in sight to be brought into shape.
  function begin({ hole = false, square = false } = {}) {
    isCutting = hole;
    if (!square) return draw.setMode("polygon");
    const { x, y } = handle.project(handle.getCenter());
    const corners = [[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]].map(([across, down]) => rounded(position(x + across * SQUARE, y + down * SQUARE).toArray()));
    const id = draw.getFeatureId();
    draw.addFeatures([feature(id, corners, hole)]);
    edit(id);
    record();
    pick(1);
  }

  // What was drawn, step by step.  A corner of a ring still open is taken back by the editor itself.
  const past = [];
  let future = [];
  function record() {
    const now = JSON.stringify(parts());
    if (now === past.at(-1)) return;
    past.push(now);
    future = [];
  }
  function restore() {
    const features = JSON.parse(past.at(-1)).map((one) => feature(one.id, ringOf(one), isHole(one)));
    const [before, at] = [chosen, vertex];
    draw.clear();
    draw.addFeatures(features);
    const next = features.find(({ id }) => id === before) ?? features[0];
    if (next) edit(next.id);
    else draw.setMode("polygon");
    vertex = next?.id === before ? at : -1;
    tell();
  }

  if (own) {
    const polygons = own.type === "Polygon" ? [own.coordinates] : own.coordinates;
    const features = polygons.flatMap((rings) => rings.map((one, n) => feature(draw.getFeatureId(), one.map(rounded), n > 0)));
    draw.addFeatures(features);
    edit(features.reduce((a, b) => (ringOf(a).length >= ringOf(b).length ? a : b)).id);
    map.fit(boundsOf([own]), padding(), 0);
  }
  record();
  if (!own) begin({ square });

  return {
    undo() {
      if (draw.getModeState() === "drawing") return draw.undo();
      if (past.length < 2) return;
      future.push(past.pop());
      restore();
    },
    redo() {
      if (draw.getModeState() === "drawing") return draw.redo();
      if (!future.length) return;
      past.push(future.pop());
      restore();
    },
    begin,
    pick,
    // Another part or hole, from its first vertex on.
    turn(step) {
      const all = parts();
      if (!all.length) return;
      const at = all.findIndex(({ id }) => id === chosen);
      edit(all[(at + step + all.length) % all.length].id);
      vertex = -1;
      pick(step);
    },
    // `dx`, `dy` are steps to the right and down; far is a stride.
    move(dx, dy, far) {
      const pixels = far ? STRIDE : STEP;
      alter((corners, at) => {
        const { x, y } = pixel(...at);
        return corners.with(vertex, position(x + dx * pixels, y + dy * pixels).toArray());
      });
    },
    snap: () =>
      alter((corners, at) => {
        const found = nearest(pixel(...at), pixel, position);
        return found && corners.with(vertex, found);
      }),
    // One more, halfway to the next.
    add: () =>
      alter((corners, at) => {
        const next = corners[(vertex + 1) % corners.length];
        vertex += 1;
        return corners.toSpliced(vertex, 0, [(at[0] + next[0]) / 2, (at[1] + next[1]) / 2]);
      }),
    remove: () => alter((corners) => corners.length > 3 && corners.toSpliced(vertex, 1)),
    // All parts as GeoJSON, holes cut out; null where nothing is drawn.
    outline() {
      const drawn = (isWanted) => parts().filter(isWanted).map((one) => ringOf(one).map(rounded));
      const polygons = polygonsOf(drawn((one) => !isHole(one)), drawn(isHole));
      const features = polygons.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
      return features.length ? { type: "FeatureCollection", features } : null;
    },
    stop() {
      handle.off("move", place);
      draw.stop();
      mark.remove();
      map.giveWay(false);
    },
  };
}
