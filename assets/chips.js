// A chip for each zone drawn: number, name and the articles joined to it, on a leader line, so that a zone
// 15 km across stays visible.  Chips keep clear of one another and of the panels on the map.

const EDGE = 8;
// Below this zoom the zones are specks, and their chips would hide half a continent.
const SMALLEST_ZOOM = 4.2;
const DIRECTIONS = Array.from({ length: 16 }, (_, n) => (n * Math.PI) / 8);
const DISTANCES = [26, 48, 80, 125, 180];
// What a place costs, in pixels of leader line: to lie on another zone, a town's name or mark, or to draw a line across.
const ON_ZONE = 260;
const ON_NAME = 90;
const ACROSS_CHIP = 400;
const ACROSS_ZONE = 60;

const overlap = (a, b) => a.left < b.right + EDGE && b.left < a.right + EDGE && a.top < b.bottom + EDGE && b.top < a.bottom + EDGE;
const boxed = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });

// Whether the line from one point to another passes through a box, tried at a point every few pixels.
function crosses(from, to, box) {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6);
  for (let step = 1; step < steps; step++) {
    const x = from.x + ((to.x - from.x) * step) / steps;
    const y = from.y + ((to.y - from.y) * step) / steps;
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) return true;
  }
  return false;
}

export function createChips(root, config, map, words, obstacles) {
  const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  lines.setAttribute("aria-hidden", "true");
  root.replaceChildren(lines);
  const chips = new Map();
  for (const zone of config.zones) {
    const chip = document.createElement("button");
    chip.className = `zone-chip zone-${zone.number}`;
    chip.dataset.zone = zone.id;
    chip.innerHTML = `<span class="number"></span><span class="name"></span><span class="count"></span>`;
    chip.querySelector(".number").textContent = words.number(zone.number);
    chip.querySelector(".name").textContent = zone.name;
    const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
    line.classList.add(`zone-${zone.number}`);
    lines.append(line);
    root.append(chip);
    chips.set(zone.id, { chip, line, bounds: null });
  }

  function show(view, drawn, articlesOf) {
    for (const [zone, mark] of chips) {
      const feature = drawn.find((one) => one.properties.zone === zone);
      mark.bounds = feature?.properties.box ?? null;
      const { all, byName } = articlesOf(zone);
      mark.chip.querySelector(".count").textContent = words.number(all);
      mark.chip.dataset.tip = `${words.say("articles", { n: words.number(all) })}\n${words.say("articles-by-name", { n: words.number(byName) })}`;
      mark.chip.classList.toggle("dissolved", feature?.properties.status === "dissolved");
      mark.chip.setAttribute("aria-pressed", String(view.zone.split(",").includes(zone)));
    }
    place();
  }

  function place() {
    const frame = root.getBoundingClientRect();
    const taken = obstacles().map((one) => {
      const box = one.getBoundingClientRect();
      return boxed(box.left - frame.left, box.top - frame.top, box.width, box.height);
    });
    const drawn = map.place().zoom < SMALLEST_ZOOM ? [] : [...chips.values()].filter((mark) => mark.bounds);
    for (const mark of drawn) mark.zone = onScreen(mark.bounds);
    const names = map.names();
    for (const mark of chips.values()) {
      const others = drawn.filter((other) => other !== mark).map((other) => other.zone);
      const spot = drawn.includes(mark) && cheapest(mark, { taken, others, names, frame });
      mark.chip.hidden = !spot;
      mark.line.style.display = spot ? "" : "none";
      if (!spot) continue;
      taken.push(spot.box);
      mark.chip.style.transform = `translate(${spot.box.left}px, ${spot.box.top}px)`;
      for (const [name, value] of Object.entries(spot.line)) mark.line.setAttribute(name, value);
    }
    map.cover(taken);
  }

  function onScreen([west, south, east, north]) {
    const a = map.project(west, north);
    const b = map.project(east, south);
    return boxed(a.x, a.y, b.x - a.x, b.y - a.y);
  }

  // Places all round the zone, near and far; the cheapest one that is free and within the map, or none.
  function cheapest({ chip, zone }, { taken, others, names, frame }) {
    if (zone.right < 0 || zone.left > frame.width || zone.bottom < 0 || zone.top > frame.height) return null;
    const width = chip.offsetWidth || 150;
    const height = chip.offsetHeight || 28;
    const centre = { x: (zone.left + zone.right) / 2, y: (zone.top + zone.bottom) / 2 };
    let best = null;
    for (const distance of DISTANCES) {
      for (const angle of DIRECTIONS) {
        const reach = { x: (zone.right - zone.left + width) / 2 + distance, y: (zone.bottom - zone.top + height) / 2 + distance };
        const box = boxed(centre.x + Math.cos(angle) * reach.x - width / 2, centre.y + Math.sin(angle) * reach.y - height / 2, width, height);
        if (box.left < EDGE || box.top < EDGE || box.right > frame.width - EDGE || box.bottom > frame.height - EDGE) continue;
        if (taken.some((other) => overlap(box, other))) continue;
        const end = { x: Math.min(Math.max(centre.x, box.left), box.right), y: Math.min(Math.max(centre.y, box.top), box.bottom) };
        const count = (boxes, test) => boxes.filter(test).length;
        const cost =
          Math.hypot(end.x - centre.x, end.y - centre.y) +
          ON_ZONE * count([...others, zone], (other) => overlap(box, other)) +
          ON_NAME * count(names, (name) => overlap(box, name)) +
          ACROSS_CHIP * count(taken, (other) => crosses(centre, end, other)) +
          ACROSS_ZONE * count(others, (other) => crosses(centre, end, other));
        if (!best || cost < best.cost) best = { cost, box, line: { x1: end.x, y1: end.y, x2: centre.x, y2: centre.y } };
      }
    }
    return best;
  }

  return { show, place };
}
