// The buttons around a drawing: what starts it, what works it, and what hands it to the form as a file.

export function createDrawingTools({ panel, say, words, map, padding, stated, onStart, onDrawn }) {
  const $ = (id) => panel.querySelector(`#${id}`);
  const told = (text) => ($("draw-told").textContent = text);
  let drawing = null;

  async function start(fromOutline, square = false) {
    told("");
    if (!map) return told(say("no-map"));
    const { zone, valid_from: day } = stated();
    if (!zone) return told(say("zone-first"));
    const answer = await fetch(`/maintain/ground.geojson?date=${encodeURIComponent(day)}`).catch(() => null);
    if (!answer?.ok) return told(answer ? (await answer.json()).detail : say("offline"));
    const { features } = await answer.json();
    const isOwn = ({ properties: { kind, id } }) => kind === "zone" && id === zone;
    const own = fromOutline ? (features.find(isOwn)?.geometry ?? null) : null;
    if (fromOutline && !own) return told(say("nothing-in-force"));
    stop();
    $("draw-vertex").textContent = "";
    const { createDrawing } = await import("./drawing.js");
    onStart({ zone, date: day });
    const neighbours = features.filter((feature) => !isOwn(feature)).map(({ geometry }) => geometry);
    drawing = await createDrawing({ map, own, square, neighbours, padding, onVertex: showVertex });
    $("draw-how").textContent = say(own || square ? "editing" : "drawing");
    $("draw-tools").hidden = false;
    $("draw-tools").scrollIntoView({ block: "nearest" });
    if (square) $("draw-vertex").focus();
  }

  function failed(error) {
    console.warn(error);
    stop();
    told(say("offline"));
  }

  function showVertex(vertex) {
    if (!vertex) return ($("draw-vertex").textContent = "");
    const { n, total, lon, lat, hole } = vertex;
    const [at, all] = [n, total].map((count) => words.number(count));
    $("draw-vertex").textContent = say(hole ? "vertex-hole" : "vertex", { n: at, total: all, lon: lon.toFixed(5), lat: lat.toFixed(5) });
  }

  function stop() {
    drawing?.stop();
    drawing = null;
    $("draw-tools").hidden = true;
  }

  function use() {
    const outline = drawing.outline();
    if (!outline) return told(say("no-polygon"));
    stop();
    onDrawn(new File([JSON.stringify(outline)], "drawing.geojson", { type: "application/geo+json" }));
  }

  // A button pressed by keyboard has no pointer to draw with.
  const byKeyboard = (event) => event.detail === 0;
  function begin(hole, square) {
    drawing.begin({ hole, square });
    $("draw-how").textContent = say(square ? "editing" : "drawing");
    if (square) $("draw-vertex").focus();
  }

  const buttons = {
    from: () => start(true).catch(failed),
    anew: (event) => start(false, byKeyboard(event)).catch(failed),
    undo: () => drawing.undo(),
    redo: () => drawing.redo(),
    part: (event) => begin(false, byKeyboard(event)),
    hole: (event) => begin(true, byKeyboard(event)),
    previous: () => drawing.pick(-1),
    next: () => drawing.pick(1),
    ring: () => drawing.turn(1),
    use,
    cancel: stop,
  };
  for (const [name, act] of Object.entries(buttons)) $(`draw-${name}`).addEventListener("click", act);

  const keys = {
    ArrowLeft: (far) => drawing.move(-1, 0, far),
    ArrowRight: (far) => drawing.move(1, 0, far),
    ArrowUp: (far) => drawing.move(0, -1, far),
    ArrowDown: (far) => drawing.move(0, 1, far),
    PageUp: (far) => (far ? drawing.turn(-1) : drawing.pick(-1)),
    PageDown: (far) => (far ? drawing.turn(1) : drawing.pick(1)),
    Enter: () => drawing.add(),
    " ": () => drawing.snap(),
    Delete: () => drawing.remove(),
    Backspace: () => drawing.remove(),
  };
  $("draw-vertex").addEventListener("keydown", (event) => {
    if (!drawing || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key](event.shiftKey);
  });
  document.addEventListener("keydown", (event) => {
    if (!drawing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.target.closest("input")) return;
    event.preventDefault();
    if (event.shiftKey) drawing.redo();
    else drawing.undo();
  });
  for (const name of ["previous", "next", "ring"]) $(`draw-${name}`).addEventListener("click", () => $("draw-vertex").focus());
}
