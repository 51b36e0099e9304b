// Two days on one map.  The outlines of both lie on the map already; what is gained and lost between them is asked
// of the server, once for every pair of outlines.

import { createSwipe } from "./swipe.js";
import { dayOf, holds } from "./view.js";

const EMPTY = { type: "FeatureCollection", features: [] };
const PARAMETERS = ["date", "compare", "according"];
const REST = 120; // ms without a change before the server is asked
const BEAT = 1000; // ms a day stays when they alternate by themselves: never faster

// The outlines on either side, as geodata.comparisons takes them: of two days, or of a day and one version.
export function sidesOf(now, features) {
  const inForce = (day) =>
    features.filter(({ properties: p }) => p.status !== "dissolved" && holds(p, day) && (now.according ? p.according === now.according : p.default));
  if (!now.compare.includes("@")) return [inForce(now.date), inForce(now.compare)];
  const version = features.find(({ properties: p }) => p.id === now.compare);
  const zone = version?.properties.zone;
  return [inForce(now.date).filter(({ properties: p }) => p.zone === zone), version && version.properties.status !== "dissolved" ? [version] : []];
}

// What the server answers, as the map draws it: gained and lost ground, and a point for each place that changes sides.
function drawable(answer) {
  const ground = answer.features.filter(({ geometry, properties }) => geometry && ["gained", "lost"].includes(properties.change));
  const places = answer.zones.flatMap(({ zone, places_gained, places_lost }) =>
    Object.entries({ gained: places_gained, lost: places_lost }).flatMap(([side, those]) =>
      those.map((place) => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [place.lon, place.lat] },
        properties: { change: "place", side, zone, name_en: place.name_en, name_ar: place.name_ar },
      })),
    ),
  );
  return { ...EMPTY, features: [...ground, ...places].map((feature, n) => ({ ...feature, id: n + 1 })) };
}

export function createComparison(config, words, view, map) {
  const $ = (id) => document.getElementById(id);
  const swipe = createSwipe($("swipe"), config, map, words, (lon) => view.update({ divider: String(lon) }, { push: false }));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let sides = [[], []];
  let asked = "";
  let waiting = 0;
  let beating = 0;
  let onSecond = false;

  const idsOf = (features) => new Set(features.map(({ properties }) => properties.id));
  function names(now) {
    const version = map.collections.boundaries.features.find(({ properties: p }) => p.id === now.compare)?.properties;
    const second = version ? words.say("compare.version", { day: words.day(version.from), reading: words.say(`reading.${version.according}`) }) : words.day(dayOf(now.compare));
    return [words.day(now.date), second];
  }

  // The bands and stretches of a side's outlines, beneath them.
  function withUncertainty(outlines) {
    const ids = idsOf(outlines);
    const of = ({ properties: p }) => ids.has(p.version ?? p.id);
    return [...map.collections.bands.features.filter(of), ...map.collections.stretches.features.filter(of), ...outlines];
  }

  // How the map is to draw the view: null where nothing is compared.
  function show(now) {
    $("compare-key").hidden = !now.compare;
    if (now.mode !== "blink" || !now.compare) {
      beat(false);
      onSecond = false;
    }
    if (!now.compare) {
      swipe.hide();
      ask("", 0);
      return null;
    }
    sides = sidesOf(now, map.collections.boundaries.features);
    const [first, second] = sides.map(idsOf);
    const told = names(now);
    if (now.mode === "swipe") swipe.show(now.layers.split(",").includes("uncertainty") ? sides.map(withUncertainty) : sides, told, now.divider);
    else swipe.hide();
    tell(told);
    ask([...first, "→", ...second].join(" "), asked ? REST : 0);
    const plain = now.mode === "blink" ? (onSecond ? second : first) : new Set();
    return {
      first,
      second,
      plain,
      isShaded: now.mode === "difference",
      answering: {
        difference: () => new Set([...first, ...second]),
        swipe: (point) => (swipe.isSecond(point) ? second : first),
        blink: () => plain,
      }[now.mode],
    };
  }

  function tell([first, second]) {
    $("compare-first").textContent = `${words.say("compare.first")}: ${first}`;
    $("compare-second").textContent = `${words.say("compare.second")}: ${second}`;
    $("blink").textContent = words.say("compare.showing", { name: onSecond ? second : first });
  }

  function ask(key, rest) {
    if (key === asked) return;
    asked = key;
    map.compare(EMPTY);
    clearTimeout(waiting);
    if (key) report(words.say("compare.waiting"), "…", "…");
    if (key) waiting = setTimeout(() => fetched(key), rest);
  }

  async function fetched(key) {
    const answer = await fetch(`/api/compare.geojson?${view.query(PARAMETERS)}`).catch(() => null);
    const found = answer?.ok ? await answer.json() : null;
    if (key !== asked) return; // the reader has moved on
    map.compare(found ? drawable(found) : EMPTY);
    if (!found) return report(words.say("compare.failed"), "–", "–");
    const [gained, lost] = ["gained_km2", "lost_km2"].map((name) => words.number(found.zones.reduce((total, zone) => total + zone[name], 0)));
    report(words.say("compare.told", { gained, lost }), gained, lost);
  }

  // Aloud, and in the key.
  function report(told, gained, lost) {
    $("compare-status").textContent = told;
    for (const [change, area] of Object.entries({ gained, lost })) $(`compare-${change}`).textContent = `${words.say(`compare.${change}`)} ${words.say("area", { n: area })}`;
  }

  let repaint = () => {};
  function alternate() {
    onSecond = !onSecond;
    repaint();
  }
  function beat(on) {
    clearInterval(beating);
    beating = on && !still.matches ? setInterval(alternate, BEAT) : 0;
    $("blink-auto").setAttribute("aria-pressed", String(Boolean(beating)));
  }

  $("blink").addEventListener("click", () => {
    beat(false);
    alternate();
  });
  $("blink-auto").addEventListener("click", () => beat(!beating));
  still.addEventListener("change", () => beat(false));
  document.addEventListener("visibilitychange", () => document.hidden && beat(false));
  document.addEventListener("keydown", (event) => {
    const isElsewhere = event.target.closest("button, a, input, summary, [role='slider']");
    if (event.key !== " " || view.current.mode !== "blink" || !view.current.compare || isElsewhere) return;
    event.preventDefault();
    beat(false);
    alternate();
  });
  // A way of looking chosen by the reader hands the keyboard to what works it.
  $("compare-key").addEventListener("click", (event) => {
    const mode = event.target.closest("[data-mode]")?.dataset.mode;
    if (mode === "swipe") setTimeout(swipe.focus);
    if (mode === "blink") setTimeout(() => $("blink").focus());
  });

  return {
    show,
    place: swipe.place,
    divider: swipe.divider,
    drawn: () => [...sides[0], ...sides[1].filter(({ properties }) => !sides[0].some((one) => one.properties.id === properties.id))],
    onRepaint: (listener) => (repaint = listener),
  };
}
