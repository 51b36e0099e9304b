// Plays a story: arrow keys, swipes and buttons turn its steps; a presenter's and an audience's window keep together.
// Without this script the page's own links turn the steps.  In a frame it talks as embeds do: docs/embedding.md.

import { createTalk } from "./embed-talk.js";

const root = document.documentElement;
const steps = [...document.querySelectorAll("[data-step]")];
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`atlas-story-${document.body.dataset.story}`) : null;
const presenting = document.body.classList.contains("presenter");
const FARTHEST_SWIPE_MS = 700;
const LEAST_SWIPE_PX = 48;
root.classList.add("js");

const within = (number) => Math.min(Math.max(number, 1), steps.length);
const shown = () => Number(document.querySelector(".step.current").dataset.step);

function asked() {
  const named = /^#step=(\d+)$/.exec(location.hash)?.[1] ?? new URLSearchParams(location.search).get("step");
  return within(Number(named) || 1);
}

function show(number) {
  for (const step of steps) step.classList.toggle("current", Number(step.dataset.step) === number);
  const current = steps[number - 1];
  document.querySelector("[data-status]").textContent = `${current.getAttribute("aria-label")}: ${current.querySelector("h2").textContent}`;
  // The pictures on either side are fetched once this one is there.
  const pictures = [...current.querySelectorAll("img")].map((image) => image.decode().catch(() => null));
  Promise.all(pictures).then(() => {
    if (shown() !== number) return;
    for (const near of [steps[number], steps[number - 2]]) near?.querySelectorAll("figure img").forEach((image) => (image.loading = "eager"));
  });
  // Language, theme and the presenter's view open at the same step.
  for (const link of document.querySelectorAll("[data-keep]")) link.hash = `step=${number}`;
}

function go(number, { tell = true, push = true } = {}) {
  const next = within(number);
  if (next === shown()) return;
  show(next);
  scrollTo(0, 0);
  if (push) history.pushState(null, "", `#step=${next}`);
  if (tell) channel?.postMessage({ step: next });
  tellPage("view", told());
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-go]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(Number(link.dataset.go));
  // The button just used stays under the keyboard, on the step it led to.
  const twin = link.rel && steps[shown() - 1].querySelector(`[rel="${link.rel}"]`);
  (twin || steps[shown() - 1].querySelector(".words")).focus({ preventScroll: true });
});

const onward = root.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const back = root.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
const KEYS = {
  [onward]: () => go(shown() + 1),
  [back]: () => go(shown() - 1),
  PageDown: () => go(shown() + 1),
  PageUp: () => go(shown() - 1),
  " ": (event) => go(shown() + (event.shiftKey ? -1 : 1)),
  Home: () => go(1),
  End: () => go(steps.length),
  p: () => document.querySelector("[data-presenter]")?.click(),
};
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === " " && event.target.closest("a, button, summary")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act(event);
});

// On paper stand all steps, with their pictures; those not fetched yet are fetched for it.
window.addEventListener("beforeprint", () => {
  for (const image of document.querySelectorAll("figure img")) image.loading = "eager";
});

// A swipe goes the way of reading; a long or slanting drag is scrolling, and a second finger is zooming.
let start = null;
const main = document.querySelector("main");
main.addEventListener("touchstart", (event) => {
  const [touch] = event.touches;
  start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : null;
}, { passive: true });
main.addEventListener("touchend", (event) => {
  if (!start) return;
  const [touch] = event.changedTouches;
  const across = touch.clientX - start.x;
  const down = touch.clientY - start.y;
  const isSwipe = Math.abs(across) > LEAST_SWIPE_PX && Math.abs(across) > 2 * Math.abs(down) && event.timeStamp - start.at < FARTHEST_SWIPE_MS;
  start = null;
  if (isSwipe) go(shown() + ((across < 0) === (root.dir !== "rtl") ? 1 : -1));
}, { passive: true });

// --- the page around

const told = () => ({ query: `step=${shown()}`, step: shown(), story: document.body.dataset.story, title: document.title });
const tellPage = createTalk({
  show: ({ step }) => step && go(Number(step) || 1, { push: false }),
  told,
  asked: () => tellSize({ again: true }),
});

// The height in which no step has to be scrolled, so that a frame does not change with each: the bar, and the highest
// of the pictures beside, or above, the highest of the words.
function naturalHeight() {
  const isNarrow = getComputedStyle(steps[0]).position === "static";
  root.classList.add("measuring");
  const heights = steps.map((step) => {
    const image = step.querySelector("figure img");
    const picture = (step.querySelector("figure").clientWidth * image.getAttribute("height")) / image.getAttribute("width");
    const words = step.querySelector(".words");
    const last = words.lastElementChild.getBoundingClientRect().bottom + words.scrollTop - words.getBoundingClientRect().top;
    const said = last + parseFloat(getComputedStyle(words).paddingBottom) + step.querySelector(".turn").offsetHeight;
    return isNarrow ? step.offsetHeight : Math.max(picture, said);
  });
  root.classList.remove("measuring");
  return Math.ceil(main.getBoundingClientRect().top + scrollY + Math.max(...heights));
}

let size = "";
function tellSize({ again = false } = {}) {
  if (window.parent === window) return;
  const [height, width] = [naturalHeight(), root.clientWidth];
  if (!again && size === `${width}x${height}`) return;
  size = `${width}x${height}`;
  tellPage("size", { height, width });
}
document.fonts.ready.then(() => {
  tellPage("ready", told());
  tellSize();
});
addEventListener("resize", () => tellSize());

addEventListener("popstate", () => {
  show(asked());
  tellPage("view", told());
  channel?.postMessage({ step: shown() });
});
if (channel) {
  channel.onmessage = ({ data }) => {
    if (data.asks) channel.postMessage({ step: shown() });
    else if (Number.isInteger(data.step)) go(data.step, { tell: false });
  };
}

if (presenting) {
  let began = Date.now();
  const locale = root.lang === "ar" ? "ar-SY-u-nu-arab" : root.lang;
  const two = (number) => String(number).padStart(2, "0");
  const clock = document.querySelector("[data-clock]");
  const elapsed = document.querySelector("[data-elapsed]");
  const tick = () => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    clock.textContent = new Date().toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
    elapsed.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`.replace(/\d/g, (digit) => Number(digit).toLocaleString(locale));
  };
  tick();
  setInterval(tick, 1000);
  document.querySelector("[data-reset]").addEventListener("click", () => {
    began = Date.now();
    tick();
  });
  document.querySelector("[data-audience]").addEventListener("click", (event) => {
    event.preventDefault();
    const address = new URL(event.target.href);
    address.hash = `step=${shown()}`;
    open(address, "atlas-audience", "popup,width=1280,height=800");
  });
}

show(asked());
// On a phone the browser scrolls to the step of the address; its picture stands above it.
addEventListener("load", () => scrollTo(0, 0));
