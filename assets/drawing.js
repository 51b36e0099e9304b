// An outline drawn or moved by hand, with terra-draw on the page's map.  Its scripts are fetched when first needed.

import { boundsOf } from "./proposal-map.js";
import { createSnapping } from "./snapping.js";

const SCRIPTS = ["/assets/vendor/terra-draw.js", "/assets/vendor/terra-draw-maplibre-gl-adapter.js"];
const DECIMALS = 6;
const STEP = 2; // pixels a vertex moves for an arrow key
const STRIDE = 20; // with Shift

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
const feature = ({ id, geometry }) => ({ id, type: "Feature", properties: { mode: "polygon" }, geometry });
const polygonsOf = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates);

// `own` is the outline to start from, or null; `neighbours` what to snap to; `onVertex` is told the vertex chosen by keyboard.
export async function createDrawing({ map, own, neighbours, padding, onVertex }) {
  const terra = await editor();
  const { handle } = map;
  const nearest = createSnapping(neighbours);
  const snapping = { toCustom: (event, { project, unproject }) => nearest({ x: event.containerX, y: event.containerY }, project, unproject) };
  const line = map.colour("accent");
  const ground = map.colour("panel");
  const draw = new terra.TerraDraw({
    adapter: new terra.TerraDrawMapLibreGLAdapter({ map: handle, coordinatePrecision: 9 }),
    modes: [
      new terra.TerraDrawPolygonMode({
        snapping,
        styles: { fillColor: line, fillOpacity: 0.12, outlineColor: line, outlineWidth: 2.5, closingPointColor: line, closingPointOutlineColor: ground, snappingPointColor: map.colour("gained") },
      }),
      new terra.TerraDrawSelectMode({
        allowManualDeselection: false,
        dragEventThrottle: Number.MAX_SAFE_INTEGER, // every so-many-th move is left out: none, so that a vertex lies where it was let go
        flags: { polygon: { feature: { draggable: false, coordinates: { midpoints: true, draggable: true, deletable: true, snappable: snapping } } } },
        styles: {
          selectedPolygonColor: line,
          selectedPolygonFillOpacity: 0.12,
          selectedPolygonOutlineColor: line,
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
  // Holes stay as they are: the editor knows outer rings alone.
  const holes = new Map();
  const mark = Object.assign(document.createElement("div"), { className: "vertex-mark", hidden: true });
  handle.getContainer().append(mark);
  let chosen = null; // the part whose vertices are shown
  let vertex = -1;

  map.giveWay(true);
  draw.start();
  draw.on("select", (id) => {
    if (chosen !== id) vertex = -1;
    chosen = id;
  });
  draw.on("finish", (id, { action }) =>
    setTimeout(() => {
      if (action === "draw") edit(id);
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

  // By keyboard: a vertex of the chosen part is picked, moved and removed.
  const ring = () => parts().find(({ id }) => id === chosen)?.geometry.coordinates[0].slice(0, -1) ?? [];
  function place() {
    const at = ring()[vertex];
    mark.hidden = !at;
    if (!at) return;
    const { x, y } = handle.project(at);
    mark.style.transform = `translate(${x}px, ${y}px)`;
  }
  function tell() {
    const corners = ring();
    if (vertex >= corners.length) vertex = corners.length - 1;
    place();
    if (vertex >= 0) onVertex({ n: vertex + 1, total: corners.length, lon: corners[vertex][0], lat: corners[vertex][1] });
  }
  function replace(corners) {
    draw.updateFeatureGeometry(chosen, { type: "Polygon", coordinates: [[...corners, corners[0]].map(rounded)] });
    record();
    tell();
  }

  if (own) {
    const features = polygonsOf(own).map(([outer, ...inner]) => {
      const id = draw.getFeatureId();
      holes.set(id, inner);
      return feature({ id, geometry: { type: "Polygon", coordinates: [outer.map(rounded)] } });
    });
    draw.addFeatures(features);
    edit(features.reduce((a, b) => (a.geometry.coordinates[0].length >= b.geometry.coordinates[0].length ? a : b)).id);
    map.fit(boundsOf([own]), padding(), 0);
  } else draw.setMode("polygon");

  // What was drawn, step by step.  A corner of a ring still open is taken back by the editor itself.
  const past = [JSON.stringify(parts())];
  let future = [];
  function record() {
    const now = JSON.stringify(parts());
    if (now === past.at(-1)) return;
    past.push(now);
    future = [];
  }
  function restore() {
    const features = JSON.parse(past.at(-1)).map(feature);
    const [before, at] = [chosen, vertex];
    draw.clear();
    draw.addFeatures(features);
    const next = features.find(({ id }) => id === before) ?? features[0];
    if (next) edit(next.id);
    else draw.setMode("polygon");
    vertex = next?.id === before ? at : -1;
    tell();
  }

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
    addPart: () => draw.setMode("polygon"),
    pick(step) {
      const { length } = ring();
      if (!length) return;
      vertex = vertex < 0 ? 0 : (vertex + step + length) % length;
      const [lon, lat] = ring()[vertex];
      if (!handle.getBounds().contains([lon, lat])) handle.jumpTo({ center: [lon, lat] });
      tell();
    },
    // `dx`, `dy` are steps to the right and down; far is a stride.
    move(dx, dy, far) {
      const corners = ring();
      if (vertex < 0 || !corners[vertex]) return;
      const pixels = far ? STRIDE : STEP;
      const { x, y } = handle.project(corners[vertex]);
      const { lng, lat } = handle.unproject([x + dx * pixels, y + dy * pixels]);
      corners[vertex] = [lng, lat];
      replace(corners);
    },
    remove() {
      const corners = ring();
      if (vertex >= 0 && corners.length > 3) replace(corners.toSpliced(vertex, 1));
    },
    // All parts as GeoJSON, holes with them; null where nothing is drawn.
    outline() {
      const features = parts().map(({ id, geometry }) => ({
        type: "Feature",
        properties: {},
        geometry: { type: "Polygon", coordinates: [geometry.coordinates[0].map(rounded), ...(holes.get(id) ?? [])] },
      }));
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
