// The maintainers' panel: a form that asks the server what an outline would change, and shows the answer.

import { createDrawingTools } from "./drawing-tools.js";
import { createProposalMap } from "./proposal-map.js";

const MOST_BYTES = 10 * 1024 * 1024;
const SAVED = "maintain-saved"; // kept over the reload that shows what was saved

function styled() {
  const href = new URL("maintain.css", import.meta.url).href;
  return new Promise((resolve) => document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: resolve })));
}

export async function createMaintain({ panel, words, view, map, padding }) {
  const [answer] = await Promise.all([fetch(`/maintain/form?${view.query(["lang", "zone", "date"])}`), styled()]);
  if (!answer.ok) throw new Error(answer.statusText);
  panel.innerHTML = await answer.text();
  const $ = (id) => panel.querySelector(`#${id}`);
  const form = $("maintain-form");
  const text = JSON.parse(form.dataset.words);
  const say = (key, values = {}) => Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), text[key]);
  const stated = () => Object.fromEntries(new FormData(form));
  const shown = map && createProposalMap(map, padding);
  let files = [];
  let proposal = null;

  // -- the file ------------------------------------------------------------------------------------------

  function choose(chosen, label) {
    files = [...chosen];
    $("file-chosen").textContent = label ?? files.map(({ name }) => name).join(", ");
    offerLayers("layer", []);
    clear("file");
  }
  $("field-file").addEventListener("change", () => choose($("field-file").files));
  $("field-stretches").addEventListener("change", () => {
    $("stretches-chosen").textContent = [...$("field-stretches").files].map(({ name }) => name).join(", ");
    offerLayers("stretches_layer", []);
    clear("stretches");
  });
  const drop = $("maintain-drop");
  panel.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
  for (const name of ["dragleave", "drop"]) panel.addEventListener(name, () => drop.classList.remove("over"));
  panel.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) choose(event.dataTransfer.files);
  });

  function offerLayers(field, layers) {
    const select = $(`field-${field}`);
    select.replaceChildren(select.options[0], ...layers.map((name) => new Option(name, name)));
    select.closest(".field").hidden = !layers.length;
  }

  createDrawingTools({
    panel,
    say,
    words,
    map,
    padding,
    stated,
    onStart: (patch) => view.update(patch, { push: false }),
    onDrawn(file) {
      $("field-file").value = "";
      choose([file], say("drawn"));
      ask();
    },
  });

  // -- what is wrong, beside its field --------------------------------------------------------------------

  function clear(field) {
    const wrong = $(`wrong-${field}`);
    wrong.replaceChildren();
    wrong.hidden = true;
    $(`field-${field}`)?.removeAttribute("aria-invalid");
  }
  const clearAll = () => panel.querySelectorAll(".field[data-field]").forEach(({ dataset }) => clear(dataset.field));

  function showProblems(problems) {
    for (const { field, says, choices } of problems) {
      if (choices) offerLayers(field, choices);
      const wrong = $(`wrong-${field}`);
      wrong.append(Object.assign(document.createElement("span"), { dir: "auto", textContent: says }));
      wrong.hidden = false;
      $(`field-${field}`).setAttribute("aria-invalid", "true");
    }
    $("maintain-wrong").textContent = say("mend", { n: words.number(problems.length) });
    panel.querySelector("[aria-invalid]")?.focus();
  }

  // -- asking what would change ---------------------------------------------------------------------------

  function tell(status) {
    $("maintain-told").textContent = status;
    $("maintain-wrong").textContent = "";
  }

  function forget() {
    proposal = null;
    shown?.show(null);
    $("maintain-review").replaceChildren();
  }

  async function ask() {
    clearAll();
    forget();
    for (const [field, chosen] of [["file", files], ["stretches", [...$("field-stretches").files]]]) {
      const large = chosen.find(({ size }) => size > MOST_BYTES);
      if (large) return showProblems([{ field, says: say("large", { file: large.name }) }]);
    }
    const body = new FormData(form);
    for (const file of files) body.append("file", file, file.name);
    tell(say("reading"));
    busy(true);
    const reply = await fetch(`/maintain/proposals?${view.query(["lang"])}`, { method: "POST", body }).catch(() => null);
    const found = await reply?.json().catch(() => null);
    busy(false);
    tell("");
    if (found?.problems) showProblems(found.problems);
    else if (reply?.ok && found) show(found);
    else $("maintain-wrong").textContent = found?.detail ?? say("offline");
  }

  function busy(on) {
    form.setAttribute("aria-busy", String(on));
    form.querySelector("[type=submit]").disabled = on;
  }

  function show(found) {
    proposal = found;
    $("maintain-review").innerHTML = found.html;
    tell(say("ready", { version: found.version }));
    view.update({ date: found.begins, zone: stated().zone }, { push: false });
    shown?.show(found.map);
    $("maintain-save")?.addEventListener("click", save);
    $("maintain-token")?.addEventListener("keydown", (event) => event.key === "Enter" && save());
    $("maintain-review").scrollIntoView({ block: "start" });
    $("maintain-review").focus({ preventScroll: true });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });

  // -- saving ---------------------------------------------------------------------------------------------

  async function save() {
    const wrong = $("wrong-save");
    wrong.hidden = true;
    $("save-told").textContent = say("saving");
    $("maintain-save").disabled = true;
    const headers = { Authorization: `Bearer ${$("maintain-token").value}` };
    const reply = await fetch(`${proposal.url}/save?${view.query(["lang"])}`, { method: "POST", headers }).catch(() => null);
    const found = await reply?.json().catch(() => null);
    $("save-told").textContent = "";
    $("maintain-save").disabled = false;
    if (!reply?.ok) {
      wrong.textContent = found?.problems?.map(({ says }) => says).join("\n") ?? found?.detail ?? say("offline");
      wrong.hidden = false;
      return;
    }
    sessionStorage.setItem(SAVED, found.version);
    const { lng, lat, zoom } = map?.place() ?? {};
    const place = map ? { view: [lng.toFixed(4), lat.toFixed(4), zoom.toFixed(2)].map(Number).join(",") } : {};
    view.update({ date: found.begins, zone: found.zone, ...place }, { push: false });
    location.reload(); // the map's collections lie at new addresses
  }

  const saved = sessionStorage.getItem(SAVED);
  sessionStorage.removeItem(SAVED);
  if (saved) tell(say("saved", { version: saved }));

  // -- beside the rest of the page ------------------------------------------------------------------------

  view.onChange((now, before) => {
    if (now.panel !== before.panel) shown?.setVisible(now.panel === "maintain");
    if (now.theme !== before.theme) shown?.recolour();
  });
}
