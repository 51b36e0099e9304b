// A chip for each zone drawn: number, name and the articles joined to it, on a leader line, so that a zone
// 15 km across stays visible.  Chips keep clear of one another and of the panels on the map.

const GAP = 34;
const EDGE = 8;

const overlap = (a, b) => a.left < b.right + EDGE && b.left < a.right + EDGE && a.top < b.bottom + EDGE && b.top < a.bottom + EDGE;
const boxed = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });

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
    for (const mark of chips.values()) {
      const spot = mark.bounds && placed(mark, taken, frame);
      mark.chip.hidden = !spot;
      mark.line.style.display = spot ? "" : "none";
      if (!spot) continue;
      taken.push(spot.box);
      mark.chip.style.transform = `translate(${spot.box.left}px, ${spot.box.top}px)`;
      for (const [name, value] of Object.entries(spot.line)) mark.line.setAttribute(name, value);
    }
  }

  // The first place beside the zone that is free: right, left, below, above, then further out.
  function placed({ chip, bounds }, taken, frame) {
    const [west, south, east, north] = bounds;
    const a = map.project(west, north);
    const b = map.project(east, south);
    const zone = { left: a.x, top: a.y, right: b.x, bottom: b.y };
    const centre = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    if (zone.right < 0 || zone.left > frame.width || zone.bottom < 0 || zone.top > frame.height) return null;
    const width = chip.offsetWidth || 150;
    const height = chip.offsetHeight || 28;
    for (const out of [GAP, GAP * 2.5, GAP * 4.5]) {
      const spots = [
        [zone.right + out, centre.y - height / 2],
        [zone.left - out - width, centre.y - height / 2],
        [centre.x - width / 2, zone.bottom + out],
        [centre.x - width / 2, zone.top - out - height],
        [zone.right + out, zone.bottom],
        [zone.right + out, zone.top - height],
      ];
      for (const [left, top] of spots) {
        const box = boxed(left, top, width, height);
        const inside = left > EDGE && top > EDGE && box.right < frame.width - EDGE && box.bottom < frame.height - EDGE;
        if (inside && !taken.some((other) => overlap(box, other))) {
          const x1 = Math.min(Math.max(centre.x, box.left), box.right);
          const y1 = Math.min(Math.max(centre.y, box.top), box.bottom);
          return { box, line: { x1, y1, x2: centre.x, y2: centre.y } };
        }
      }
    }
    const left = Math.min(Math.max(centre.x - width / 2, EDGE), frame.width - width - EDGE);
    const top = Math.min(Math.max(centre.y - height / 2, EDGE), frame.height - height - EDGE);
    const box = boxed(left, top, width, height);
    return taken.some((other) => overlap(box, other)) ? null : { box, line: { x1: centre.x, y1: centre.y, x2: centre.x, y2: centre.y } };
  }

  return { show, place };
}
