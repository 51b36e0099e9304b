// The buttons around a drawing: what starts it, what works it, and what hands it to the form as a file.

export function createDrawingTools({ panel, say, words, map, padding, stated, onStart, onDrawn }) {
  const $ = (id) => panel.querySelector(`#${id}`);
  const told = (text) => ($("draw-told").textContent = text);
  let drawing = null;

  async function start(fromOutline) {
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
    const { createDrawing } = await import("./drawing.js");
    onStart({ zone, date: day });
    const neighbours = features.filter((feature) => !isOwn(feature)).map(({ geometry }) => geometry);
    drawing = await createDrawing({ map, own, neighbours, padding, onVertex: showVertex });
    $("draw-how").textContent = say(own ? "editing" : "drawing");
    $("draw-vertex").textContent = "";
    $("draw-tools").hidden = false;
    $("draw-tools").scrollIntoView({ block: "nearest" });
  }

  function failed(error) {
    console.warn(error);
    stop();
    told(say("offline"));
  }

  function showVertex({ n, total, lon, lat }) {
    const [at, all] = [n, total].map((count) => words.number(count));
    $("draw-vertex").textContent = say("vertex", { n: at, total: all, lon: lon.toFixed(5), lat: lat.toFixed(5) });
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

  const buttons = {
    from: () => start(true).catch(failed),
    anew: () => start(false).catch(failed),
    undo: () => drawing.undo(),
    redo: () => drawing.redo(),
    part: () => drawing.addPart(),
    previous: () => drawing.pick(-1),
    next: () => drawing.pick(1),
    use,
    cancel: stop,
  };
  for (const [name, act] of Object.entries(buttons)) $(`draw-${name}`).addEventListener("click", act);

  const keys = {
    ArrowLeft: (far) => drawing.move(-1, 0, far),
    ArrowRight: (far) => drawing.move(1, 0, far),
    ArrowUp: (far) => drawing.move(0, -1, far),
    ArrowDown: (far) => drawing.move(0, 1, far),
    PageUp: () => drawing.pick(-1),
    PageDown: () => drawing.pick(1),
    Delete: () => drawing.remove(),
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
  for (const name of ["previous", "next"]) $(`draw-${name}`).addEventListener("click", () => $("draw-vertex").focus());
}
