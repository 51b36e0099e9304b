// Puts each day's picture together from parts that the days share.
const content = JSON.parse(document.getElementById("content").textContent);
const labels = JSON.parse(document.getElementById("labels").textContent);
const [slider, back, on, day, map] = ["slider", "back", "on", "day", "map"].map((id) => document.getElementById(id));
const narrow = matchMedia("(max-width: 760px)");
const tokens = getComputedStyle(document.documentElement);
const joined = (numbers) => numbers.map((number) => content.parts[number]).join("");

function show(number) {
  const layout = content.layouts[narrow.matches ? "narrow" : "wide"];
  const [width, height] = layout.size;
  const drawn = layout.days[number];
  const [x, y, across, down] = drawn.box;
  map.innerHTML = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="{{ family }}">
<title></title><rect width="${width}" height="${height}" fill="${tokens.getPropertyValue("--panel")}"/>
<svg x="${x}" y="${y}" width="${across}" height="${down}" data-part="map">${joined(drawn.map)}</svg>${joined(drawn.frame)}</svg>`;
  map.querySelector("title").textContent = labels[number];
  for (const section of document.querySelectorAll("[data-day]")) section.hidden = Number(section.dataset.day) !== number;
  day.textContent = labels[number];
  slider.value = number;
  slider.setAttribute("aria-valuetext", labels[number]);
  back.disabled = number === 0;
  on.disabled = number === labels.length - 1;
}

const step = (by) => show(Math.min(Math.max(Number(slider.value) + by, 0), labels.length - 1));
slider.addEventListener("input", () => show(Number(slider.value)));
back.addEventListener("click", () => step(-1));
on.addEventListener("click", () => step(1));
document.addEventListener("keydown", (event) => {
  if (event.target === slider || event.altKey || event.ctrlKey || event.metaKey) return;
  const onward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") step(event.key === onward ? 1 : -1);
});
narrow.addEventListener("change", () => show(Number(slider.value)));
show(content.at);
