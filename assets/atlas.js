// Puts the page together: one view, and everything that shows it.

import { createChips } from "./chips.js";
import { createComparison } from "./compare.js";
import { createTalk } from "./embed-talk.js";
import { createFind } from "./find.js";
import { openMap } from "./map.js";
import { createSecondDay } from "./second-day.js";
import { createTimeline } from "./timeline.js";
import { addDays, createView, firstDay, holds } from "./view.js";
import { createWords, hoverWords } from "./words.js";

const config = JSON.parse(document.getElementById("atlas").textContent);
const words = createWords(config);
const view = createView(config.view, config.defaults, { kept: !config.embedded });
const root = document.documentElement;
const narrow = () => matchMedia("(max-width: 760px)").matches;
const $ = (id) => document.getElementById(id);

function whenThere(id) {
  return new Promise((resolve) => {
    if ($(id)) return resolve($(id));
    const watcher = new MutationObserver(() => {
      if (!$(id)) return;
      watcher.disconnect();
      resolve($(id));
    });
    watcher.observe(document.body, { childList: true, subtree: true });
  });
}

function theme() {
  return view.current.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

// The server writes the panels; each is asked for anew only when what it depends on changed.
const asked = {};
let waiting = 0;
function askForPanels() {
  clearTimeout(waiting);
  const due = Object.keys(config.panels).filter((panel) => asked[panel] !== view.query(config.panels[panel]));
  const first = due.some((panel) => asked[panel] === undefined);
  if (first) due.forEach(showPanel);
  else waiting = setTimeout(() => due.forEach(showPanel), 120);
}

async function showPanel(panel) {
  const query = view.query(config.panels[panel]);
  asked[panel] = query;
  const answer = await fetch(`/panel/${panel}?${query}`).catch(() => null);
  if (asked[panel] !== query) return; // the reader has moved on
  if (answer?.ok) $(panel).innerHTML = await answer.text();
  else $(panel).textContent = words.say("offline");
  mirror();
}

// Marks on the page that only mirror the view.
function mirror() {
  const now = view.current;
  $("day").replaceChildren(words.fullDay(now.date));
  const input = $("day-input");
  if (document.activeElement !== input) input.value = now.date;
  document.body.dataset.panel = now.panel;
  document.body.dataset.comparing = now.compare && now.mode;
  root.toggleAttribute("data-theme", Boolean(now.theme));
  if (now.theme) root.dataset.theme = now.theme;
  const layers = view.list("layers");
  const zones = view.list("zone");
  const press = (selector, attribute, isOn) => {
    for (const one of document.querySelectorAll(selector)) one.setAttribute(attribute, String(isOn(one)));
  };
  press("[data-layer]", "aria-checked", (one) => layers.includes(one.dataset.layer));
  press("[data-window]", "aria-pressed", (one) => one.dataset.window === now.window);
  press("[data-mode]", "aria-pressed", (one) => one.dataset.mode === now.mode);
  press(".chip[data-compare]", "aria-pressed", (one) => one.dataset.compare === now.compare);
  press(".tabs [data-panel]", "aria-selected", (one) => one.dataset.panel === now.panel);
  press("[data-according]", "aria-pressed", (one) => one.dataset.according === now.according);
  press("button[data-focus]", "aria-pressed", (one) => one.dataset.focus === now.focus);
  press(".zone-choice", "aria-pressed", (one) => zones.includes(one.dataset.zone));
  focusInset();
  for (const link of document.querySelectorAll("[data-lang]")) link.href = linkTo({ lang: link.dataset.lang });
  const meeting = chosenMeeting();
  for (const button of document.querySelectorAll(".go")) button.hidden = meeting.from <= now.date && now.date <= meeting.to;
}

function linkTo(patch) {
  const asked = new URLSearchParams(view.query());
  for (const [name, value] of Object.entries(patch)) asked.set(name, value);
  return `?${asked}`;
}

const chosenMeeting = () => config.meetings.find((one) => one.id === view.current.meeting);

// Only the arcs of those in focus stay strong on the inset, as on the map.
function focusInset() {
  const meeting = chosenMeeting();
  const focus = meeting?.sessions[view.current.focus] ?? (view.current.focus ? [view.current.focus] : []);
  for (const mark of $("inset").querySelectorAll("[data-party]")) mark.classList.toggle("dimmed", focus.length > 0 && !focus.includes(mark.dataset.party));
}

function showCaption(drawn, isSoft) {
  const live = drawn.filter((feature) => feature.properties.status !== "dissolved");
  const distinct = (values) => [...new Set(values)];
  const span = (numbers) => distinct([Math.min(...numbers), Math.max(...numbers)]).map(words.number).join("–");
  $("caption").textContent = live.length
    ? `${words.say("caption", {
        readings: distinct(live.map((one) => words.say(`reading.${one.properties.according}`))).join(words.comma),
        precision: span(live.map((one) => one.properties.precision_km)),
        status: distinct(live.map((one) => words.say(`status.${one.properties.status}`))).join(words.comma),
      })}${isSoft ? ` · ${words.say("caption.soft")}` : ""}`
    : words.say("caption.none");
}

function showScale(map) {
  const { lat, zoom } = map.place();
  const metresPerPixel = (40075016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);
  const room = (90 * metresPerPixel) / 1000;
  const power = 10 ** Math.floor(Math.log10(room));
  const length = [5, 2, 1].map((n) => n * power).find((n) => n <= room);
  $("scale").textContent = `${words.number(length)} ${words.say("km")}`;
  $("scale").style.width = `${(length * 1000) / metresPerPixel}px`;
}

function createTip() {
  const tip = $("tip");
  const area = tip.parentElement;
  return function show(lines, point) {
    tip.hidden = !lines?.length;
    if (tip.hidden) return;
    tip.replaceChildren(...lines.map((line, n) => Object.assign(document.createElement(n ? "div" : "strong"), { textContent: line })));
    const frame = area.getBoundingClientRect();
    const left = Math.min(Math.max(point.x + 14, 6), frame.width - tip.offsetWidth - 6);
    const above = point.y + 18 + tip.offsetHeight > frame.height;
    tip.style.transform = `translate(${left}px, ${above ? point.y - tip.offsetHeight - 12 : point.y + 16}px)`;
  };
}

function padding() {
  if (narrow()) return { left: 30, right: 60, top: 66, bottom: view.current.compare ? 110 : 30 };
  const panel = document.querySelector(".layers-panel").offsetWidth + 40;
  return { left: root.dir === "rtl" ? 60 : panel, right: root.dir === "rtl" ? panel : 60, top: 40, bottom: 60 };
}

// What a click anywhere on the page asks of the view; an attribute names it.
const ACTIONS = {
  layer: ({ layer }) => ({ layers: toggled(view.list("layers"), layer, config.order) }),
  window: ({ window }) => ({ window }),
  meeting: ({ meeting }) => ({ meeting, focus: "", panel: "meeting", date: config.meetings.find((one) => one.id === meeting).from }),
  zone: ({ zone }) => ({ zone, panel: zone && !isComparing() ? "zone" : view.current.panel }),
  date: ({ date }) => ({ date }),
  focus: ({ focus }) => ({ focus: view.current.focus === focus ? "" : focus, layers: withLayer("arcs") }),
  panel: ({ panel }) => ({ panel }),
  according: ({ according }) => ({ according }),
  alang: ({ alang }) => ({ alang: toggled(view.list("alang"), alang, config.languages) }),
  outlet: ({ outlet }) => ({ outlet, panel: "articles" }),
  compare: ({ compare }) => (compare ? { compare, panel: "compare" } : withoutComparison()),
  mode: ({ mode }) => ({ mode, divider: mode === view.current.mode ? view.current.divider : "" }),
  view: ({ view: place }) => ({ view: place }),
  show: ({ show }) => ({ layers: withLayer(show) }),
};
const toggled = (list, one, order) => order.filter((id) => (id === one) !== list.includes(id)).join(",");
const withLayer = (layer) => config.order.filter((id) => id === layer || view.list("layers").includes(id)).join(",");
const isComparing = () => Boolean(view.current.compare) && view.current.panel === "compare";
const withoutComparison = () => ({ compare: "", mode: "difference", divider: "", panel: !isComparing() ? view.current.panel : view.current.zone ? "zone" : "meeting" });

function bindPage(map, timeline) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, a, [data-meeting], [data-zone]");
    if (!button) return;
    const patch = {};
    // The more particular attribute comes later: a strip of the time line names its zone and its day.
    for (const [name, action] of Object.entries(ACTIONS)) if (name in button.dataset) Object.assign(patch, action(button.dataset));
    if (Object.keys(patch).length) view.update(patch);
    if (button.dataset.preset) map?.fit(config.presets[button.dataset.preset], padding());
  });
  const buttons = {
    "day-back": () => timeline.step(-1),
    "day-on": () => timeline.step(1),
    play: () => timeline.play(!timeline.isPlaying()),
    "zoom-in": () => map?.zoomBy(1),
    "zoom-out": () => map?.zoomBy(-1),
    theme: () => view.update({ theme: theme() === "dark" ? "light" : "dark" }),
    "layers-open": () => unfold("layers-open"),
    "share-open": openShare,
    "stories-open": openStories,
    "notice-close": () => $("notice").remove(),
    caption: () => view.update({ panel: "zone", layers: withLayer("uncertainty") }),
    inset: () => map?.fit(config.presets.venue, padding()),
  };
  for (const [id, act] of Object.entries(buttons)) $(id)?.addEventListener("click", act);
  document.addEventListener("atlas:playing", ({ detail: on }) => {
    $("play").setAttribute("aria-pressed", String(on));
    $("play").title = words.say(on ? "timeline.pause" : "timeline.play");
    $("play").setAttribute("aria-label", $("play").title);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (!$("share").hidden) openShare();
    else if (view.current.compare) view.update(withoutComparison());
  });
  $("article-search").addEventListener("input", (event) => view.update({ q: event.target.value.slice(0, 200) }, { push: false }));
  $("day-input").addEventListener("change", (event) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(event.target.value) && !Number.isNaN(Date.parse(event.target.value))) view.update({ date: event.target.value });
    else event.target.value = view.current.date;
  });
  for (const host of document.querySelectorAll("#timeline, #chips")) {
    host.addEventListener("pointermove", (event) => {
      const marked = event.target.closest("[data-tip]");
      const frame = $("tip").parentElement.getBoundingClientRect();
      tip(marked?.dataset.tip.split("\n"), { x: event.clientX - frame.left, y: event.clientY - frame.top });
    });
    host.addEventListener("pointerleave", () => tip(null));
  }
  createFind($("find"), $("found"), config, (entry) => {
    if (entry.patch) view.update({ ...entry.patch, ...(entry.kind === "zone" ? { panel: "zone" } : entry.kind === "meeting" ? { panel: "meeting", focus: "" } : {}) });
    else {
      view.update({ layers: withLayer("places") });
      map?.flyTo(entry.at[0], entry.at[1], 10);
    }
  });
}

// Stories come when they are first asked for; without them the link leads to their own page.
let stories = null;
function openStories(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  stories ??= import("./story-editor.js").then(({ createEditor }) => createEditor({ host: $("stories"), view, config, number: words.number }));
  stories.then((editor) => editor.toggle()).catch(() => location.assign($("stories-open").href));
}

function unfold(id) {
  const open = $(id).getAttribute("aria-expanded") !== "true";
  $(id).setAttribute("aria-expanded", String(open));
  return open;
}

let tip = () => {};

async function start() {
  await whenThere("share");
  if (config.embedded) beFramed();
  tip = createTip();
  mirror();
  askForPanels();
  view.onChange(() => {
    mirror();
    askForPanels();
  });
  const map = await openMap(config, theme()).catch((error) => {
    console.warn(error);
    $("map-loading").textContent = words.say("webgl");
    return null;
  });
  const counts = map?.counts ?? { all: {}, zones: {}, by_name: {} };
  const timeline = createTimeline($("timeline"), config, counts, words, view);
  const secondDay = createSecondDay(config, timeline, view, words);
  view.onChange((now) => {
    timeline.show(now);
    secondDay.show(now);
  });
  bindPage(map, timeline);
  if (map) showMap(map);
  view.onChange(() => openMaintain(map));
  openMaintain(map);
}

// The share dialogue comes when it is first opened.
let share = null;
async function openShare() {
  share ??= import("./share.js").then(({ createShare }) => createShare({ dialogue: $("share"), opener: $("share-open"), config, words, view }));
  try {
    (await share).open($("share").hidden);
  } catch {
    share = null;
    $("share").hidden = false;
    $("share").textContent = words.say("offline");
  }
}

// The interactive map in a frame: it follows the page around it, and leads to the whole atlas.
function beFramed() {
  const told = () => ({ query: view.query(), date: view.current.date, title: document.title });
  const known = (patch) => Object.fromEntries(Object.entries(patch).filter(([name]) => name in config.defaults && name !== "lang"));
  const tell = createTalk({ show: (patch) => view.update(known(patch)), told });
  const link = Object.assign(document.createElement("a"), { id: "to-atlas", target: "_blank", rel: "noopener", textContent: config.embedded });
  const follow = () => (link.href = `/?${view.query()}`);
  document.querySelector(".map-foot").prepend(link);
  follow();
  view.onChange(() => {
    follow();
    tell("view", told());
  });
  tell("ready", told());
}

// The maintainers' panel comes when it is first asked for.
let maintain = null;
function openMaintain(map) {
  if (view.current.panel !== "maintain" || maintain) return;
  maintain = import("./maintain.js").then(({ createMaintain }) => createMaintain({ panel: $("maintain-panel"), config, words, view, map, padding }));
  maintain.catch(() => {
    maintain = null;
    $("maintain-panel").textContent = words.say("offline");
  });
}

function showMap(map) {
  const counted = (days = {}) => {
    const first = firstDay(view.current);
    return Object.entries(days).reduce((sum, [day, n]) => sum + (first <= day && day <= view.current.date ? n : 0), 0);
  };
  const articlesOf = (zone) => ({ all: counted(map.counts.zones[zone]), byName: counted(map.counts.by_name[zone]) });
  const obstacles = () => [...document.querySelectorAll("#layers, #layers-open, #compare-key, .inset, .zoom, .map-foot")].filter((one) => one.offsetParent);
  const chips = createChips($("chips"), config, map, words, obstacles);

  const comparison = createComparison(config, words, view, map);

  function show(now) {
    const compared = comparison.show(now);
    const ofTheDay = map.collections.boundaries.features.filter(({ properties: p }) => holds(p, now.date) && (now.according && p.status !== "dissolved" ? p.according === now.according : p.default));
    const drawn = compared ? comparison.drawn() : ofTheDay;
    map.show(now, compared);
    $("chips").hidden = !view.list("layers").includes("zones");
    chips.show(now, drawn, articlesOf);
    showCaption(drawn, !compared);
  }
  comparison.onRepaint(() => show(view.current));
  view.onChange((now, before) => {
    if (now.theme !== before.theme) map.recolour(theme());
    if (now.view !== before.view && now.view) {
      const [lon, lat, zoom] = now.view.split(",").map(Number);
      const at = map.place();
      // A map on its way elsewhere may still be near the place it is called back to.
      if (map.isMoving() || Math.abs(at.lng - lon) > 1e-3 || Math.abs(at.lat - lat) > 1e-3 || Math.abs(at.zoom - zoom) > 1e-2) map.flyTo(lon, lat, zoom);
    }
    show(now);
  });
  map.onMove((byReader) => {
    chips.place();
    comparison.place(byReader);
    showScale(map);
  });
  map.onRest((byReader) => {
    if (!byReader) return;
    const { lng, lat, zoom } = map.place();
    view.update({ view: [lng.toFixed(4), lat.toFixed(4), zoom.toFixed(2)].map(Number).join(","), ...(view.current.divider && { divider: comparison.divider() }) }, { push: false });
  });
  map.onHover((feature, point) => tip(feature && hoverWords(feature, { words, config, meeting: chosenMeeting(), articlesOf }), point));
  map.onChoose((feature) => {
    if (["zones", "uncertainty", "comparison"].includes(feature?.layer)) view.update(ACTIONS.zone(feature.properties));
    else if (feature?.layer === "articles") view.update({ panel: "articles" });
  });
  if (!view.current.view) map.fit(config.presets[narrow() ? "zones" : "syria"], padding(), 0);
  show(view.current);
  showScale(map);
  new ResizeObserver(() => {
    chips.place();
    comparison.place();
  }).observe($("chips"));
  map.quiet().then(() => {
    $("map-loading").remove();
    root.dataset.mapReady = "true";
  });
}

start();
