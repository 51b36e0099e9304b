// The day that the view's day is compared with: its mark on the time line, its field, the button that begins.

import { steppedDay } from "./timeline.js";
import { addDays, dayOf } from "./view.js";

const A_YEAR = 365;

export function createSecondDay(config, timeline, view, words) {
  const $ = (id) => document.getElementById(id);
  const handle = $("second-day");
  const field = $("compare-input");
  const rtl = config.dir === "rtl";
  let isFresh = true;

  // The chosen zone's next other outline, else a year later; near the end of the line, a year before.
  function sensible({ date, zone }) {
    const chosen = config.zones.find((one) => zone.split(",").includes(one.id));
    const life = chosen?.life ?? [];
    const area = life.find((one) => one.from <= date && (!one.to || date < one.to))?.area_km2;
    const change = life.find((one) => one.from > date && one.area_km2 !== area)?.from;
    const later = addDays(date, A_YEAR);
    return change ?? (timeline.clamp(later) === later ? later : addDays(date, -A_YEAR));
  }

  const go = (day, push) => view.update({ compare: timeline.clamp(day) }, { push });

  function show({ compare }) {
    const isComparing = Boolean(compare);
    const held = document.activeElement;
    handle.hidden = !isComparing;
    $("compare-day").hidden = !isComparing;
    $("compare-start").hidden = isComparing;
    if (held !== document.body && !held.checkVisibility()) (isComparing ? handle : $("compare-start")).focus();
    if (held !== field) field.value = compare;
    field.title = compare;
    if (isComparing) place(dayOf(compare));
  }

  function place(day) {
    handle.style.left = `${timeline.x(day)}px`;
    for (const [name, value] of Object.entries(timeline.aria(day))) handle.setAttribute(name, value);
  }

  handle.addEventListener("keydown", (event) => {
    const day = steppedDay(event, dayOf(view.current.compare), rtl);
    if (!day) return;
    go(day, true);
    event.preventDefault();
  });
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    isFresh = true;
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    // The first step of a drag is one that "back" returns from.
    const before = view.current.compare;
    go(timeline.dayAt(event.clientX), isFresh);
    isFresh &&= view.current.compare === before;
  });
  field.addEventListener("change", () => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(field.value) && !Number.isNaN(Date.parse(field.value));
    if (isDay || config.versions.includes(field.value)) view.update({ compare: field.value, panel: "compare" });
    else field.value = view.current.compare;
  });
  $("compare-start").addEventListener("click", () => {
    view.update({ compare: sensible(view.current), panel: "compare" });
    handle.focus();
  });
  timeline.onDraw(() => show(view.current));
  show(view.current);
  return { show };
}
