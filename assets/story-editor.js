// The drawer of stories: those to watch, and one of the reader's own, made of views.  The draft lives in this
// browser alone; what is downloaded is a file that `python -m dashboard check` accepts.

const KEPT_AS = "atlas-story";
const THE_READERS = ["lang", "theme"];
const TEXTS = ["title", "text"];
const nothing = () => ({ title: {}, summary: {}, steps: [] });

function kept() {
  try {
    const draft = JSON.parse(localStorage.getItem(KEPT_AS));
    return draft?.steps ? draft : nothing();
  } catch {
    return nothing(); // storage is switched off, or holds something else
  }
}

function keep(draft) {
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(draft));
  } catch {
    // Then it lasts as long as the page.
  }
}

export async function createEditor({ host, view, config, number }) {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("story-editor.css", import.meta.url) }));
  const answer = await fetch(`/stories/editor?lang=${config.lang}&theme=${view.current.theme}`);
  if (!answer.ok) throw new Error(answer.statusText);
  host.innerHTML = await answer.text();
  const $ = (selector) => host.querySelector(selector);
  const { words, languages, names, sources } = JSON.parse($("[data-content]").textContent);
  const known = new Set(sources);
  const say = (key, blanks = {}) => Object.entries(blanks).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words[key]);
  let draft = kept();
  let writing = config.lang;

  const ownView = () => view.query(Object.keys(config.defaults).filter((name) => !THE_READERS.includes(name)));
  const filled = (text) => Object.fromEntries(languages.filter((lang) => text?.[lang]?.trim()).map((lang) => [lang, text[lang].trim()]));
  const sourcesOf = (step) => (step.source ?? []).filter(Boolean);

  // A language in which something is written has to be complete; one without a word is left out of the file.
  function used() {
    const texts = [draft.title, draft.summary, ...draft.steps.flatMap((step) => [step.title, step.text, step.notes])];
    const found = languages.filter((lang) => texts.some((text) => filled(text)[lang]));
    return found.length ? found : [writing];
  }

  function missing() {
    const lacks = [];
    if (!draft.steps.length) lacks.push(say("missing.steps"));
    for (const lang of used()) {
      const name = { lang: names[lang] };
      for (const part of ["title", "summary"]) if (!filled(draft[part])[lang]) lacks.push(say(`missing.${part}`, name));
      draft.steps.forEach((step, n) => {
        const needed = Object.keys(filled(step.notes)).length ? [...TEXTS, "notes"] : TEXTS;
        for (const part of needed) if (!filled(step[part])[lang]) lacks.push(say("missing.step", { n: number(n + 1), what: words[`step.${part}`], ...name }));
      });
    }
    draft.steps.forEach((step, n) => {
      for (const id of sourcesOf(step)) if (!known.has(id)) lacks.push(say("missing.sources", { n: number(n + 1), id }));
    });
    return lacks;
  }

  function story() {
    const steps = draft.steps.map((step) => ({
      view: step.view,
      title: filled(step.title),
      text: filled(step.text),
      ...(Object.keys(filled(step.notes)).length && { notes: filled(step.notes) }),
      source: sourcesOf(step),
    }));
    const id = (draft.title.en ?? "").toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").slice(0, 60).replace(/^-|-$/g, "");
    return { id: id || "my-story", title: filled(draft.title), summary: filled(draft.summary), steps };
  }

  function judge() {
    keep(draft);
    const lacks = missing();
    $("[data-download]").disabled = lacks.length > 0;
    const list = document.createElement("ul");
    list.append(...lacks.slice(0, 6).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    $("[data-missing]").replaceChildren(lacks.length ? say("missing") : say("ready"), ...(lacks.length ? [list] : []));
  }

  function described(query) {
    const asked = new URLSearchParams(query);
    const id = asked.get("meeting") ?? config.defaults.meeting;
    return `${asked.get("date") ?? config.defaults.date} · ${config.meetings.find((one) => one.id === id)?.label ?? id}`;
  }

  function show() {
    for (const field of host.querySelectorAll("[data-story]")) field.value = draft[field.dataset.story]?.[writing] ?? "";
    for (const button of host.querySelectorAll("[data-write]")) button.setAttribute("aria-pressed", String(button.dataset.write === writing));
    $("[data-none]").hidden = draft.steps.length > 0;
    $("[data-steps]").replaceChildren(...draft.steps.map(card));
    judge();
  }

  function card(step, n) {
    const item = $("template").content.firstElementChild.cloneNode(true);
    item.querySelector("[data-number]").textContent = number(n + 1);
    item.querySelector("[data-view]").textContent = described(step.view);
    for (const field of item.querySelectorAll("[data-step]")) {
      const part = field.dataset.step;
      field.value = part === "source" ? sourcesOf(step).join(" ") : (step[part]?.[writing] ?? "");
      field.addEventListener("input", () => {
        if (part === "source") step.source = field.value.split(/[\s,]+/).filter(Boolean);
        else step[part] = { ...step[part], [writing]: field.value };
        judge();
      });
    }
    item.querySelector('[data-do="up"]').disabled = n === 0;
    item.querySelector('[data-do="down"]').disabled = n === draft.steps.length - 1;
    const acts = {
      show: () => view.update({ ...config.defaults, ...Object.fromEntries(THE_READERS.map((name) => [name, view.current[name]])), ...Object.fromEntries(new URLSearchParams(step.view)) }),
      take: () => (step.view = ownView()),
      up: () => move(n, n - 1),
      down: () => move(n, n + 1),
      delete: () => draft.steps.splice(n, 1),
    };
    item.addEventListener("click", (event) => {
      const act = event.target.closest("[data-do]")?.dataset.do;
      if (!act) return;
      event.stopPropagation();
      acts[act]();
      if (act === "show") return;
      show();
      const at = { up: n - 1, down: n + 1 }[act] ?? Math.min(n, draft.steps.length - 1);
      const again = $("[data-steps]").children[at]?.querySelector(`[data-do="${act}"]`);
      (again && !again.disabled ? again : ($("[data-steps]").children[at]?.querySelector("input") ?? $("[data-add]"))).focus();
    });
    return item;
  }

  const move = (from, to) => draft.steps.splice(to, 0, ...draft.steps.splice(from, 1));

  for (const field of host.querySelectorAll("[data-story]")) {
    field.addEventListener("input", () => {
      draft[field.dataset.story] = { ...draft[field.dataset.story], [writing]: field.value };
      judge();
    });
  }
  for (const button of host.querySelectorAll("[data-write]")) {
    button.addEventListener("click", () => {
      writing = button.dataset.write;
      show();
    });
  }
  $("[data-add]").addEventListener("click", () => {
    draft.steps.push({ view: ownView(), title: {}, text: {}, notes: {}, source: [] });
    show();
    $("[data-steps]").lastElementChild.querySelector("input").focus();
  });
  $("[data-download]").addEventListener("click", () => {
    const made = story();
    const file = new Blob([`${JSON.stringify(made, null, 1)}\n`], { type: "application/json" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `${made.id}.json` });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  $("[data-load]").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    event.target.value = "";
    try {
      const given = JSON.parse(await file.text());
      const isText = (text) => text && typeof text === "object" && !Array.isArray(text);
      if (!isText(given.title) || !given.steps.every((step) => typeof step.view === "string" && isText(step.title) && isText(step.text))) throw new Error();
      draft = { ...nothing(), ...given };
      show();
    } catch {
      $("[data-missing]").textContent = say("unread");
    }
  });
  $("[data-clear]").addEventListener("click", () => {
    if (!confirm(say("clear.sure"))) return;
    draft = nothing();
    show();
  });

  function toggle(open = host.hidden) {
    host.hidden = !open;
    const button = document.getElementById("stories-open");
    button.setAttribute("aria-expanded", String(open));
    (open ? $("[data-close]") : button).focus();
  }
  $("[data-close]").addEventListener("click", () => toggle(false));
  host.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    toggle(false);
  });
  show();
  return { toggle };
}
