// The time line: articles by week, meetings, events, a strip for each zone's life, and the day.
// 2017 to mid-2020, when the zones lived, takes most of the width; the years after are drawn narrower.

import { addDays, daysBetween } from "./view.js";
import { weekOf } from "./words.js";

const START = "2016-12-15";
const TURN = "2020-07-01";
const END = "2024-12-31";
const TURN_AT = 0.84;
const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 30, PageDown: -30 };
// The day a key leads to, or null for other keys.  In a right-to-left page time runs to the left, and the arrows with it.
export function steppedDay({ key, shiftKey }, day, rtl) {
  const edge = { Home: START, End: END }[key];
  if (edge || !(key in STEPS)) return edge ?? null;
  const turn = rtl && ["ArrowLeft", "ArrowRight"].includes(key) ? -1 : 1;
  return addDays(day, STEPS[key] * turn * (shiftKey ? 7 : 1));
}

const PLAY = { days: 3, every: 100 };

function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function createTimeline(root, config, counts, words, view) {
  const rtl = config.dir === "rtl";
  let size = { width: 0, gutter: 0, narrow: false };
  let line = null;
  let playing = 0;
  let drawn = () => {};

  const weeks = new Map();
  for (const [day, n] of Object.entries(counts.all)) weeks.set(weekOf(day), (weeks.get(weekOf(day)) ?? 0) + n);

  const core = daysBetween(START, TURN);
  const tail = daysBetween(TURN, END);
  const clamp = (day) => (day < START ? START : day > END ? END : day);

  function share(day) {
    const since = daysBetween(START, clamp(day));
    return since <= core ? (since / core) * TURN_AT : TURN_AT + ((since - core) / tail) * (1 - TURN_AT);
  }
  function x(day) {
    const along = size.gutter + share(day) * (size.width - size.gutter - 14);
    return rtl ? size.width - along : along;
  }
  function dayAt(clientX) {
    const box = root.getBoundingClientRect();
    const along = rtl ? box.right - clientX : clientX - box.left;
    const part = Math.min(1, Math.max(0, (along - size.gutter) / (size.width - size.gutter - 14)));
    const days = part <= TURN_AT ? (part / TURN_AT) * core : core + ((part - TURN_AT) / (1 - TURN_AT)) * tail;
    return addDays(START, Math.round(days));
  }
  const between = (from, to) => ({ x: Math.min(x(from), x(to)), width: Math.max(1, Math.abs(x(to) - x(from))) });

  function draw() {
    const narrow = root.clientWidth < 600;
    size = { width: root.clientWidth, gutter: narrow ? 10 : 128, narrow };
    const rows = narrow ? { bars: 26, marks: 30, strip: 7, gap: 10, years: 96 } : { bars: 36, marks: 42, strip: 9, gap: 15, years: 122 };
    const svg = element("svg", { width: size.width, height: rows.years, "aria-hidden": "true" });
    svg.append(element("rect", { ...between(TURN, END), y: 0, height: rows.years, class: "tail" }));
    for (let year = 2017; year <= 2024; year++) {
      const day = `${year}-01-01`;
      svg.append(element("line", { x1: x(day), x2: x(day), y1: 4, y2: rows.years - 12, class: "year" }));
      if (year <= 2020 || (!narrow && year % 2 === 0)) svg.append(text(x(day), rows.years - 2, words.year(day), "year-name"));
    }
    drawArticles(svg, rows.bars);
    drawMarks(svg, rows.marks);
    config.zones.forEach((zone, row) => drawStrip(svg, zone, rows.marks + 12 + row * rows.gap, rows.strip));
    line = element("g", { class: "now" }, element("line", { y1: 2, y2: rows.years - 12 }), element("circle", { cy: 6, r: 6 }));
    svg.append(line);
    root.replaceChildren(svg);
    show(view.current);
    drawn();
  }

  function text(at, y, content, kind) {
    const made = element("text", { x: at, y, class: kind, "text-anchor": "middle" });
    made.textContent = content;
    return made;
  }

  function drawArticles(svg, foot) {
    const most = Math.max(1, ...weeks.values());
    for (const [week, n] of weeks) {
      const height = Math.max(2, (n / most) * (foot - 12));
      const bar = element("rect", { ...between(week, addDays(week, 7)), y: foot - height, height, class: "bar" });
      bar.dataset.tip = `${words.say("week", { day: words.day(week) })}\n${words.say("articles", { n: words.number(n) })}`;
      svg.append(bar);
    }
  }

  function drawMarks(svg, y) {
    for (const event of config.events) {
      const mark = element("line", { x1: x(event.date), x2: x(event.date), y1: y + 4, y2: y + 8, class: "event" });
      mark.dataset.tip = `${event.title}\n${words.day(event.date)}`;
      svg.append(mark);
    }
    for (const meeting of config.meetings) {
      const mark = element("path", { d: "M0-5 4.5 0 0 5-4.5 0Z", transform: `translate(${x(meeting.from)} ${y})`, class: "meeting" });
      mark.dataset.meeting = meeting.id;
      mark.dataset.tip = `${meeting.title}\n${words.day(meeting.from)}`;
      svg.append(mark);
    }
  }

  function drawStrip(svg, zone, y, height) {
    if (!size.narrow) {
      const name = text(rtl ? size.width - size.gutter + 10 : size.gutter - 10, y + height, zone.name, "zone-name");
      // The page's direction already turns "end" to the left in Arabic.
      name.setAttribute("text-anchor", "end");
      svg.append(name);
    }
    for (const stretch of zone.life) {
      const tip = `${zone.name}: ${words.say(`status.${stretch.status}`)}\n${words.day(stretch.from)}${stretch.to ? ` – ${words.day(stretch.to)}` : ""}`;
      const kind = `strip zone-${zone.number} ${stretch.status}`;
      const mark =
        stretch.status === "dissolved"
          ? element("circle", { cx: x(stretch.from), cy: y + height / 2, r: height / 2 - 0.5, class: kind })
          : element("rect", { ...between(stretch.from, stretch.to || END), y, height, rx: 2.5, class: kind });
      Object.assign(mark.dataset, { tip, zone: zone.id, date: stretch.from });
      svg.append(mark);
    }
  }

  function show({ date, meeting }) {
    line?.setAttribute("transform", `translate(${x(date)} 0)`);
    for (const mark of root.querySelectorAll(".meeting")) mark.classList.toggle("chosen", mark.dataset.meeting === meeting);
    for (const [name, value] of Object.entries(aria(date))) root.setAttribute(name, value);
  }
  const aria = (day) => ({
    "aria-valuemin": 0,
    "aria-valuemax": daysBetween(START, END),
    "aria-valuenow": daysBetween(START, clamp(day)),
    "aria-valuetext": words.fullDay(day),
  });

  const go = (day, push) => view.update({ date: clamp(day) }, { push });
  const step = (days) => go(addDays(view.current.date, days), true);

  function play(on) {
    clearInterval(playing);
    playing = on ? setInterval(() => (view.current.date >= END ? play(false) : go(addDays(view.current.date, PLAY.days), false)), PLAY.every) : 0;
    document.dispatchEvent(new CustomEvent("atlas:playing", { detail: Boolean(on) }));
  }

  root.addEventListener("keydown", (event) => {
    const day = steppedDay(event, view.current.date, rtl);
    if (day) go(day, true);
    else if (event.key === " ") play(!playing);
    else return;
    event.preventDefault();
  });

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("[data-meeting]")) return;
    play(false);
    go(dayAt(event.clientX), true);
    root.setPointerCapture(event.pointerId);
    root.addEventListener("pointermove", drag);
    const drop = () => root.removeEventListener("pointermove", drag);
    root.addEventListener("pointerup", drop, { once: true });
    root.addEventListener("pointercancel", drop, { once: true });
  });
  const drag = (event) => go(dayAt(event.clientX), false);

  new ResizeObserver(draw).observe(root);
  draw();
  return { show, step, play, isPlaying: () => Boolean(playing), x, dayAt, clamp, aria, onDraw: (listener) => (drawn = listener) };
}
