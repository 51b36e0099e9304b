// Numbers, days and sentences in the reader's language; the words themselves come from the server.

import { addDays } from "./view.js";

// A reading brought in later has no words yet, and goes by its id.
const unsaid = (key) => (key.startsWith("reading.") ? key.slice("reading.".length) : "");

export function createWords(config) {
  const locale = { ar: "ar-SY-u-nu-arab", en: "en-GB", fa: "fa-IR-u-ca-gregory" }[config.lang] ?? config.lang;
  const format = (options) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  const full = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const long = format({ day: "numeric", month: "long", year: "numeric" });
  const year = format({ year: "numeric" });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const at = (day) => new Date(`${day}T00:00:00Z`);

  const words = {
    fullDay: (day) => full.format(at(day)),
    day: (day) => long.format(at(day)),
    year: (day) => year.format(at(day)),
    comma: config.dir === "rtl" ? "، " : ", ",
    number: (value) => numbers.format(value),
    say: (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), config.text[key] ?? unsaid(key)),
    name: (properties) => properties[`name_${config.lang}`] ?? properties.name_en ?? "",
  };
  return words;
}

// What a hover says, by layer: a heading and lines.
export function hoverWords(feature, { words, config, meeting, articlesOf }) {
  const { layer, properties: p, state, source } = feature;
  const zone = config.zones.find((one) => one.id === p.zone);
  const since = p.from && words.say("since", { day: words.day(p.from) });
  const until = p.to && words.say("until", { day: words.day(p.to) });
  const within = (low, high) => [...new Set([low, high])].map(words.number).join("–");
  const stretch = () => [words.say(`follows.${p.follows}`), words.say("precision", { n: within(p.low_km, p.high_km) }), words.say("length", { n: words.number(p.length_km) })];
  const area = () => [words.name(p), p[`note_${config.lang}`] ?? p.note_en, [since, until].filter(Boolean).join(" · "), words.say("precision", { n: words.number(p.precision_km) })];
  const lines = {
    zones: () => source === "areas" ? area() : [
      zone.name,
      words.say(`status.${p.status}`),
      p.area_km2 && words.say("area", { n: words.number(p.area_km2) }) + " · " + words.say("precision", { n: words.number(p.precision_km) }),
      [since, until].filter(Boolean).join(" · "),
      words.say("articles", { n: words.number(articlesOf(p.zone).all) }),
    ],
    uncertainty: () => [zone.name, ...(source === "stretches" ? stretch() : [words.say("band")])],
    states: () => (source === "disputed" ? [words.name(p), words.say("disputed"), p[`note_${config.lang}`] ?? p.note_en] : [words.name(p), words.say(p.role)]),
    governorates: () => [words.name(p), words.say("governorate")],
    places: () => [words.name(p), config.lang === "en" ? p.name_ar : p.name_en],
    posts: () => [words.name(p), words.say("post", { country: config.parties[p.country] }), [since, until].filter(Boolean).join(" · "), words.say(`confidence.${p.confidence}`)],
    articles: () => [words.name(p), words.say("articles", { n: words.number(state.n) })],
    events: () => [words.name(p), words.day(p.date)],
    comparison: () => {
      if (source === "boundaries") return lines.zones();
      if (p.change === "place") return [words.name(p), words.say(p.side === "gained" ? "compare.came" : "compare.left")];
      return [zone.name, `${words.say(`compare.${p.change}`)}: ${words.say("area", { n: words.number(p.area_km2) })}`, words.say(p.change === "gained" ? "compare.came" : "compare.left")];
    },
    arcs: () => [source === "venues" ? words.name(p) : words.say("to-venue", { party: config.parties[p.party], venue: meeting.city }), meeting.title],
  };
  return (lines[layer]?.() ?? []).filter(Boolean);
}

export const weekOf = (day) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
