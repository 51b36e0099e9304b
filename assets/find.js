// One box for everything with a name: zones, meetings and places, which the page knows, and articles, which the
// server finds: there may be millions.

const LISTED = 12;
const LISTED_ARTICLES = 5;
const PAUSE = 150; // milliseconds without a key before the server is asked
// Letters that are written in several ways count as one: case, diacritics, the forms of alef, yeh and teh marbuta.
const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[‘’'`-]/g, " ");

export function createFind(box, list, config, choose) {
  let entries = null;
  let marked = -1;
  let waiting = null;
  let articles = { text: "", entries: [] };
  const entry = (kind, id, name, other, patch) => ({ kind, name, other, words: plain(`${name} ${other} ${id}`), patch });

  async function load() {
    if (entries) return;
    entries = [];
    const places = await (await fetch(config.urls.places)).json();
    entries = [
      ...config.zones.map((zone) => entry("zone", zone.id, zone.name, "", { zone: zone.id })),
      ...config.meetings.map((meeting) => entry("meeting", meeting.id, meeting.title, meeting.label, { meeting: meeting.id, date: meeting.from })),
      ...places.features.map(({ properties: p, geometry }) => {
        const name = p[`name_${config.lang}`] ?? p.name_en;
        return { ...entry("place", p.id, name, name === p.name_en ? (p.name_ar ?? "") : p.name_en, null), rank: p.rank, at: geometry.coordinates };
      }),
    ];
  }

  // Articles whose words begin as those asked for do, the newest first, once the reader pauses.
  function askForArticles() {
    clearTimeout(waiting);
    const text = box.value.trim().slice(0, 200);
    if (text === articles.text) return;
    waiting = setTimeout(async () => {
      const answer = text ? await fetch(`/api/articles.json?limit=${LISTED_ARTICLES}&q=${encodeURIComponent(text)}`).catch(() => null) : null;
      const items = answer?.ok ? (await answer.json()).items : [];
      if (text !== box.value.trim().slice(0, 200)) return; // the reader has typed on
      articles = { text, entries: items.filter((one) => one.headline).map(articleEntry) };
      if (document.activeElement === box) show();
    }, PAUSE);
  }

  function articleEntry({ id, headline, datePublished: date }) {
    return entry("article", id, headline, "", { q: headline.slice(0, 200), ...(date ? { date } : {}), panel: "articles" });
  }

  // Whole beginnings first, then beginnings of words, then anything that holds the text.
  function found(text) {
    const asked = plain(text.trim());
    if (!asked) return [];
    const scored = [];
    for (const entry of entries) {
      const at = entry.words.indexOf(asked);
      if (at >= 0) scored.push([at === 0 ? 0 : entry.words[at - 1] === " " ? 1 : 2, entry.rank ?? 0, entry]);
    }
    const known = scored.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]);
    const written = text.trim().startsWith(articles.text) ? articles.entries : [];
    return [...known.slice(0, LISTED - written.length), ...written];
  }

  function show() {
    const results = entries ? found(box.value) : [];
    marked = results.length ? 0 : -1;
    list.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (!results.length) {
      const none = document.createElement("li");
      none.textContent = config.text["find.none"];
      none.className = "empty";
      list.replaceChildren(none);
      return;
    }
    list.replaceChildren(...results.map(row));
    mark(0);
  }

  function row(entry, index) {
    const item = document.createElement("li");
    item.id = `found-${index}`;
    item.setAttribute("role", "option");
    for (const [kind, words] of [["kind", config.text[`find.${entry.kind}`]], ["name", entry.name], ["other", entry.other]]) {
      const part = document.createElement("span");
      part.className = kind;
      part.dir = "auto";
      part.textContent = words;
      item.append(part);
    }
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(entry);
    });
    item.entry = entry;
    return item;
  }

  function mark(index) {
    marked = index;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === index)));
    box.setAttribute("aria-activedescendant", `found-${index}`);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  function take(entry) {
    close();
    box.blur();
    choose(entry);
  }

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("focus", () => load().then(() => box.value && show()));
  box.addEventListener("input", () => {
    askForArticles();
    load().then(show);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const count = list.querySelectorAll("[role=option]").length;
    if (event.key === "ArrowDown" && count) mark((marked + 1) % count);
    else if (event.key === "ArrowUp" && count) mark((marked - 1 + count) % count);
    else if (event.key === "Enter" && list.children[marked]?.entry) take(list.children[marked].entry);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
