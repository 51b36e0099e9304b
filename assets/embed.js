// The embed's page: the server draws the map; this moves it, tells what its marks are, and asks for the next one.
// Where nothing answers (a page kept as a file), what is drawn is moved and magnified as it is.

import { createTalk } from "./embed-talk.js";

const root = document.documentElement;
const embed = document.getElementById("embed");
const map = document.getElementById("map");
const card = map.querySelector(".card");
const TILE = 512;
const CLOSEST = 14;
// A map drawn for a room this much smaller or larger than its own is drawn anew.
const FITTING = [0.8, 1.3];

root.classList.add("scripted");
map.tabIndex = 0;
map.setAttribute("role", "application");
map.setAttribute("aria-label", map.dataset.help);

// --- the map shown, and where it is

let moved = { x: 0, y: 0, scale: 1 };
let held = false;
const drawing = () => [...map.querySelectorAll(":scope > svg")].find((svg) => getComputedStyle(svg).display !== "none");

// World units: the square of Web Mercator with sides of 1.
const toWorld = ([lon, lat]) => [lon / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)];
const toDegrees = ([x, y]) => [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];

// The place in sight: what was drawn, moved as it has been since.
function place() {
  const svg = drawing();
  const [lon, lat, zoom] = svg.dataset.place.split(",").map(Number);
  const room = map.getBoundingClientRect();
  const drawn = room.width / svg.viewBox.baseVal.width;
  const [x, y] = toWorld([lon, lat]);
  const pixels = TILE * 2 ** zoom * drawn * moved.scale;
  // The drawing's own centre is where its middle has come to.
  const away = { x: room.width / 2 - (moved.x + (room.width / 2) * moved.scale), y: room.height / 2 - (moved.y + (svg.clientHeight / 2) * moved.scale) };
  const [east, north] = toDegrees([x + away.x / pixels, y + away.y / pixels]);
  return { lon: east, lat: north, zoom: zoom + Math.log2(drawn * moved.scale) + Number(svg.dataset.shift) };
}

function move(patch) {
  moved = { ...moved, ...patch };
  drawing().style.transform = `translate(${moved.x}px, ${moved.y}px) scale(${moved.scale})`;
  hideCard();
}

function zoomBy(steps, at = { x: map.clientWidth / 2, y: map.clientHeight / 2 }) {
  const room = CLOSEST - place().zoom;
  const factor = 2 ** Math.min(steps, room);
  const scale = moved.scale * factor;
  move({ scale, x: at.x - (at.x - moved.x) * factor, y: at.y - (at.y - moved.y) * factor });
  rest();
}

let resting = 0;
function rest() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (held || (moved.scale === 1 && !moved.x && !moved.y)) return;
    const { lon, lat, zoom } = place();
    show({ view: [lon.toFixed(4), lat.toFixed(4), Math.max(0, zoom).toFixed(2)].map(Number).join(",") });
  }, 220);
}

// --- another view

let asking = null;
let alive = location.protocol !== "file:" && !("published" in document.documentElement.dataset);

// The room for a map; rounded, so that the server's memory serves many readers.
function roomOf() {
  const round = (value) => Math.min(2400, Math.max(160, Math.round(value / 20) * 20));
  const { width } = map.getBoundingClientRect();
  return { width: round(width), height: round(naturalHeight(width)) };
}

// How high a map of this width should be: portrait on a phone, landscape where there is room.
function naturalHeight(width) {
  const wanted = width < 520 ? width * 1.19 : Math.min(width * 0.625, 760);
  return lowered(wanted);
}

// In a frame that keeps its height, the map gives way before anything has to be scrolled.
let isFixed = false;
function lowered(wanted) {
  if (!isFixed) return wanted;
  const rest = embed.scrollHeight - map.offsetHeight;
  return Math.max(220, Math.min(wanted, window.innerHeight - rest));
}

async function show(patch, { anew = false } = {}) {
  const query = new URLSearchParams(embed.dataset.query);
  for (const [name, value] of Object.entries(patch)) value ? query.set(name, value) : query.delete(name);
  if (!anew && String(query) === String(new URLSearchParams(embed.dataset.query))) return;
  asking?.abort();
  asking = new AbortController();
  if (!alive) return follow(query);
  const { width, height } = roomOf();
  const address = new URL(location.pathname, location.href);
  address.search = [written(query), `map=${width}x${height}`].filter(Boolean).join("&");
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch (error) {
    if (error.name === "AbortError") return;
    alive = false;
    follow(query);
  }
}

// Kept as a file: another day is another file, and only what the page links to is there.
function follow(query) {
  const link = [...embed.querySelectorAll("a[data-step]")].find((one) => one.href.includes(`date=${query.get("date")}`));
  if (link && query.get("date") !== embed.dataset.date) location.href = link.href;
}

const written = (query) => String(query).replaceAll("%2C", ",").replaceAll("%40", "@");

function replace(page) {
  const next = page.getElementById("embed");
  const focused = document.activeElement;
  const mark = focused?.closest("[data-step], [data-zoom], [data-of], [data-zone], summary, #map");
  const back = mark && selectorOf(mark);
  const open = [...embed.querySelectorAll("details")].map((one) => one.open);
  for (const svg of map.querySelectorAll(":scope > svg")) svg.remove();
  moved = { x: 0, y: 0, scale: 1 };
  hideCard();
  map.prepend(...next.querySelectorAll("#map > svg"));
  // All but the map, which keeps its listeners, is what the server wrote.
  const parts = [...next.children];
  const at = parts.findIndex((one) => one.id === "map");
  for (const one of [...embed.children]) if (one !== map) one.remove();
  map.before(...parts.slice(0, at));
  map.after(...parts.slice(at + 1));
  [...embed.querySelectorAll("details")].forEach((one, n) => (one.open = open[n] ?? false));
  Object.assign(embed.dataset, next.dataset);
  document.title = page.title;
  const query = embed.dataset.query;
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  prepare();
  if (back) embed.querySelector(back)?.focus({ preventScroll: true });
  tell("view", told());
}

function selectorOf(mark) {
  if (mark === map) return "#map";
  for (const name of ["step", "zoom", "zone", "of"]) if (mark.dataset[name]) return `[data-${name}="${CSS.escape(mark.dataset[name])}"][tabindex], a[data-${name}="${mark.dataset[name]}"], button[data-${name}="${mark.dataset[name]}"]`;
  return null;
}

// --- what marks tell

const linesOf = new WeakMap();

// SVG's tooltips become cards, which fingers and keys reach too.
function prepare() {
  for (const title of map.querySelectorAll("[data-of] > title, [data-zone] > title")) {
    const mark = title.parentElement;
    linesOf.set(mark, title.textContent.split("\n"));
    title.remove();
    const isReached = mark.dataset.zone || ["circle", "g"].includes(mark.tagName);
    if (!isReached) continue;
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", linesOf.get(mark).join(". "));
  }
}

const markAt = (target) => {
  for (let one = target.closest?.("[data-of], [data-zone]"); one; one = one.parentElement?.closest("[data-of], [data-zone]")) if (linesOf.has(one)) return one;
  return null;
};

let shownFor = null;
function showCard(mark, at, { kept = false } = {}) {
  shownFor?.classList.remove("told");
  shownFor = mark;
  mark.classList.add("told");
  card.classList.toggle("kept", kept);
  card.hidden = false;
  tellIn(linesOf.get(mark), at);
}

function tellIn(lines, at) {
  const [heading, ...rest] = lines;
  card.replaceChildren(Object.assign(document.createElement("strong"), { textContent: heading, dir: "auto" }), ...rest.map((line) => Object.assign(document.createElement("div"), { textContent: line, dir: "auto" })));
  const room = map.getBoundingClientRect();
  const across = Math.min(Math.max(at.x + 14, 8), room.width - card.offsetWidth - 8);
  const below = at.y + 16;
  const down = below + card.offsetHeight > room.height - 4 ? Math.max(4, at.y - card.offsetHeight - 12) : below;
  card.style.transform = `translate(${Math.max(8, across)}px, ${down}px)`;
}

function hideCard() {
  shownFor?.classList.remove("told");
  shownFor = null;
  card.hidden = true;
  card.classList.remove("kept");
}

const isKept = () => card.classList.contains("kept");
const within = ({ clientX, clientY }) => {
  const room = map.getBoundingClientRect();
  return { x: clientX - room.left, y: clientY - room.top };
};

// --- pointer, wheel, fingers, keys

let from = null;
map.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "touch" || event.button || event.target.closest(".zoom, .card")) return;
  from = { ...within(event), moved: { ...moved } };
});
map.addEventListener("pointermove", (event) => {
  const at = within(event);
  if (from) {
    if (!held && Math.hypot(at.x - from.x, at.y - from.y) < 4) return;
    if (!held) map.setPointerCapture(event.pointerId);
    held = true;
    map.classList.add("held");
    move({ x: from.moved.x + at.x - from.x, y: from.moved.y + at.y - from.y });
    return;
  }
  if (event.pointerType === "touch" || isKept()) return;
  const mark = markAt(event.target);
  if (mark) showCard(mark, at);
  else if (!event.target.closest(".card")) hideCard();
});
for (const end of ["pointerup", "pointercancel"]) {
  map.addEventListener(end, () => {
    from = null;
    if (!held) return;
    map.classList.remove("held");
    // The click that follows belongs to the drag.
    setTimeout(() => {
      held = false;
      rest();
    });
  });
}
map.addEventListener("pointerleave", () => {
  if (!isKept()) hideCard();
});
map.addEventListener("click", (event) => {
  if (held || event.target.closest(".zoom, .card")) return;
  const mark = markAt(event.target);
  if (mark) {
    showCard(mark, within(event), { kept: true });
    tell("mark", { of: mark.dataset.of ?? mark.dataset.zone, layer: mark.closest("[data-layer]")?.dataset.layer ?? "zones" });
  } else hideCard();
});
map.addEventListener("focusin", (event) => {
  const mark = markAt(event.target);
  if (!mark || !event.target.matches(":focus-visible")) return;
  const box = mark.getBoundingClientRect();
  showCard(mark, within({ clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }));
});
map.addEventListener("focusout", () => {
  if (!isKept()) hideCard();
});
map.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey && !event.metaKey) return hint(event);
    event.preventDefault();
    zoomBy(-event.deltaY * (event.deltaMode ? 0.06 : 0.004), within(event));
  },
  { passive: false },
);

// The wheel alone scrolls the page; that it can do more is said once.
let hinted = false;
function hint(event) {
  if (hinted || !event.deltaY) return;
  hinted = true;
  card.hidden = false;
  tellIn([map.dataset.wheel], within(event));
  setTimeout(() => !shownFor && hideCard(), 1800);
}

// One finger scrolls the page, two move the map.
let pinch = null;
const between = ([a, b]) => {
  const [first, second] = [within(a), within(b)];
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2, apart: Math.hypot(first.x - second.x, first.y - second.y) };
};
map.addEventListener(
  "touchmove",
  (event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const now = between(event.touches);
    pinch ??= { ...now, moved: { ...moved } };
    held = true;
    const scale = now.apart / pinch.apart;
    move({ scale: pinch.moved.scale * scale, x: now.x - (pinch.x - pinch.moved.x) * scale, y: now.y - (pinch.y - pinch.moved.y) * scale });
  },
  { passive: false },
);
for (const end of ["touchend", "touchcancel"]) {
  map.addEventListener(end, (event) => {
    if (!pinch || event.touches.length > 1) return;
    pinch = null;
    held = false;
    rest();
  });
}

const PAN = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
map.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".zoom")) return;
  if (event.key in PAN) {
    const [x, y] = PAN[event.key];
    move({ x: moved.x + (x * map.clientWidth) / 5, y: moved.y + (y * map.clientHeight) / 5 });
    rest();
  } else if (event.key === "+" || event.key === "=") zoomBy(0.5);
  else if (event.key === "-") zoomBy(-0.5);
  else if (event.key === "0" || event.key === "Home") show({ view: "" }, { anew: true });
  else if (event.key === "Escape") hideCard();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (button) {
    ({ in: () => zoomBy(1), out: () => zoomBy(-1), whole: () => show({ view: "" }, { anew: true }) })[button.dataset.zoom]();
    return;
  }
  const step = event.target.closest("a[data-step]");
  if (!step || !alive || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const asked = new URL(step.href).searchParams;
  show({ date: asked.get("date"), compare: asked.get("compare") });
});
document.addEventListener("submit", (event) => {
  if (!alive) return;
  event.preventDefault();
  chooseDay(event.target.elements.date);
});
document.addEventListener("change", ({ target }) => target.name === "date" && chooseDay(target));
const chooseDay = (input) => input.value && show({ date: input.value });

// --- the page around

let height = 0;
const told = () => ({ query: embed.dataset.query, date: embed.dataset.date, title: document.title });
const tell = createTalk({
  show: (patch) => show(patch),
  told,
  // Somebody who listens will give the height there should be.
  asked: () => {
    height = 0;
    tellSize();
    if (isFixed) show({}, { anew: true });
    isFixed = false;
  },
});

// The height everything has room in: told to the page around, which may make the frame so high.
function tellSize() {
  const now = Math.ceil(embed.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  tell("size", { height, width: Math.round(embed.clientWidth) });
}

function fit() {
  const svg = drawing();
  const scale = map.clientWidth / svg.viewBox.baseVal.width;
  if (alive && (scale < FITTING[0] || scale > FITTING[1])) show({}, { anew: true });
}

// A page around that does not answer to the height it was told keeps it.
function beLowered() {
  if (isFixed || window.parent === window || embed.scrollHeight <= window.innerHeight + 4) return;
  isFixed = true;
  if (alive) show({}, { anew: true });
}

let fitting = 0;
let width = map.clientWidth;
new ResizeObserver(() => {
  tellSize();
  if (map.clientWidth === width) return;
  width = map.clientWidth;
  clearTimeout(fitting);
  fitting = setTimeout(fit, 200);
}).observe(embed);
window.addEventListener("beforeprint", () => {
  for (const one of embed.querySelectorAll("details")) one.open = true;
});

prepare();
tell("ready", told());
tellSize();
fit();
setTimeout(beLowered, 600);
