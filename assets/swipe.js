// The outlines of two days either side of a divider.  MapLibre cannot cut its layers, so both are drawn as SVG
// upon the map, projected anew whenever it moves; the divider only moves the two clips.  The first day lies on
// the side where reading starts.

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: -0.02, ArrowRight: 0.02, ArrowDown: -0.02, ArrowUp: 0.02, PageDown: -0.1, PageUp: 0.1 };
const FARTHEST = 0.98;

function element(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// How firmly a stretch is known, as in dashboard/layers/zones.py.
const FIRMNESS = { border: "firm", road: "firm", railway: "firm", river: "firm", coast: "firm", halfway: "between", landmark: "between", steppe: "open", free: "open" };
const DECIMALS = 4; // of the divider's longitude: ten metres
const SETTLED = 250; // ms without a step before the address is told

export function createSwipe(root, config, map, words, onSettle) {
  const rtl = config.dir === "rtl";
  const divider = root.querySelector("#divider");
  const clips = [element("rect", { y: 0 }), element("rect", { y: 0 })];
  const groups = clips.map((_, n) => element("g", { "clip-path": `url(#swipe-${n})` }));
  const definitions = element("defs", {}, ...clips.map((rect, n) => element("clipPath", { id: `swipe-${n}` }, rect)));
  root.prepend(element("svg", { "aria-hidden": "true" }, definitions, ...groups));
  const names = ["first", "second"].map((which) => Object.assign(document.createElement("span"), { className: `side ${which}` }));
  divider.replaceChildren(...names);
  // From the left edge of the map, as a share of its width.
  let share = 0.5;
  let paths = [];
  // The longitude the divider keeps to, where the address names one; while the reader moves the map, it stays put.
  let pinned = "";
  let settling = 0;

  function classOf({ properties: p }) {
    const zone = `zone-${p.number ?? config.zones.find(({ id }) => id === p.zone).number}`;
    if (p.follows) return `stretch ${FIRMNESS[p.follows]}`;
    return p.status ? `${zone} ${p.status}` : `${zone} band`;
  }

  function show(sides, told, lon) {
    const isNew = root.hidden;
    root.hidden = false;
    paths = sides.flatMap((features, n) => {
      const drawn = features.map((feature) => ({ feature, path: element("path", { class: classOf(feature) }) }));
      groups[n].replaceChildren(...drawn.map((one) => one.path));
      return drawn;
    });
    names.forEach((name, n) => (name.textContent = told[n]));
    if (isNew && !lon) share = middleOf(sides.flat().filter(({ properties: p }) => p.box));
    pinned = lon;
    place();
  }

  // Where the outlines lie on the screen, so that the divider begins among them.
  function middleOf(features) {
    if (!features.length) return 0.5;
    const boxes = features.map((feature) => feature.properties.box);
    const west = Math.min(...boxes.map((box) => box[0]));
    const east = Math.max(...boxes.map((box) => box[2]));
    const { x } = map.project((west + east) / 2, boxes[0][1]);
    return Math.min(0.85, Math.max(0.15, x / root.clientWidth));
  }

  function place(byReader = false) {
    if (root.hidden) return;
    if (pinned && !byReader && !settling) share = within(map.project(Number(pinned), 0).x / root.clientWidth);
    for (const { feature, path } of paths) path.setAttribute("d", drawing(feature.geometry));
    cut();
  }

  function drawing({ type, coordinates }) {
    if (type.endsWith("LineString")) return (type === "LineString" ? [coordinates] : coordinates).map((line) => traced(line)).join("");
    const polygons = type === "Polygon" ? [coordinates] : coordinates;
    return polygons
      .flat()
      .map((ring) => `${traced(ring)}Z`)
      .join("");
  }

  function traced(points) {
    const drawn = points.map(([lon, lat]) => {
      const { x, y } = map.project(lon, lat);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    return `M${drawn.join("L")}`;
  }

  function cut() {
    const { clientWidth: width, clientHeight: height } = root;
    const at = share * width;
    const left = { x: 0, width: at, height };
    const right = { x: at, width: width - at, height };
    (rtl ? [right, left] : [left, right]).forEach((box, n) => {
      for (const [name, value] of Object.entries(box)) clips[n].setAttribute(name, value);
    });
    divider.style.left = `${at}px`;
    const percent = Math.round(100 * (rtl ? 1 - share : share));
    divider.setAttribute("aria-valuenow", percent);
    divider.setAttribute("aria-valuetext", words.say("compare.divider.at", { n: words.number(percent), first: names[0].textContent, second: names[1].textContent }));
  }

  const within = (to) => Math.min(FARTHEST, Math.max(1 - FARTHEST, to));
  const longitude = () => String(Number(map.lonAt(share * root.clientWidth).toFixed(DECIMALS)));

  function move(to) {
    share = within(to);
    cut();
    clearTimeout(settling);
    settling = setTimeout(() => {
      settling = 0;
      pinned = longitude();
      onSettle(pinned);
    }, SETTLED);
  }

  divider.addEventListener("keydown", (event) => {
    if (event.key in STEPS) move(share + STEPS[event.key] * (event.shiftKey ? 5 : 1));
    else if (event.key === "Home") move(0);
    else if (event.key === "End") move(1);
    else return;
    event.preventDefault();
  });
  divider.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    divider.focus();
    divider.setPointerCapture(event.pointerId);
  });
  divider.addEventListener("pointermove", (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const frame = root.getBoundingClientRect();
    move((event.clientX - frame.left) / frame.width);
  });

  return {
    show,
    place,
    divider: longitude,
    hide() {
      clearTimeout(settling);
      settling = 0;
      root.hidden = true;
    },
    focus: () => divider.focus(),
    // Whether a point of the map (pixels) lies on the second day's side.
    isSecond: (point) => point.x < share * root.clientWidth === rtl,
  };
}
