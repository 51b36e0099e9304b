// The share dialogue: the server wrote it, this fills in what follows from the view and from what is chosen in it.

const FLUID = { width: 720, height: 700 };
const ENTITIES = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
const escaped = (words) => words.replace(/[&"<>]/g, (one) => ENTITIES[one]);

export async function createShare({ dialogue, opener, config, words, view }) {
  const answer = await fetch(`/panel/share?lang=${config.lang}`);
  if (!answer.ok) throw new Error(answer.statusText);
  dialogue.innerHTML = await answer.text();
  const $ = (selector) => dialogue.querySelector(selector);
  const address = (path, query) => new URL(query ? `${path}?${query}` : path, location.origin).href;
  const chosen = (name) => $(`[name="${name}"]`).value;
  const usual = controls().join(",");
  $('[name="lang"]').value = config.lang;

  function controls() {
    return [...dialogue.querySelectorAll('[name="controls"]')].filter((one) => one.checked).map((one) => one.value);
  }

  // Whether what is shared goes on showing the data of this page; there is no such choice where they are not kept.
  const isKept = () => Boolean(config.asof) && $('[name="keep"]').checked;
  $('[name="keep"]').closest("label").hidden = !config.asof;

  // The view in the language chosen for the frame.
  function query({ lang = config.lang } = {}) {
    const asked = new URLSearchParams(view.query());
    if (isKept()) asked.set("asof", config.asof);
    else asked.delete("asof");
    if (lang === config.defaults.lang) asked.delete("lang");
    else asked.set("lang", lang);
    return String(asked).replaceAll("%2C", ",").replaceAll("%40", "@");
  }

  function frameAddress() {
    const isFull = $('[name="full"]').checked;
    const asked = controls().join(",");
    const further = isFull || asked === usual ? "" : `controls=${asked}`;
    return address(isFull ? "/embed/full" : "/embed", [query({ lang: chosen("lang") }), further].filter(Boolean).join("&"));
  }

  function frameCode() {
    const [width, height] = chosen("size") ? chosen("size").split("x").map(Number) : [];
    const shape = width ? `width="${width}" height="${height}" style="border:0;max-width:100%"` : `width="100%" height="${FLUID.height}" style="border:0"`;
    const frame = `<iframe src="${escaped(frameAddress())}" title="${escaped(title())}" ${shape} loading="lazy" allow="fullscreen"></iframe>`;
    return width ? frame : `${frame}\n<script async src="${address("/assets/embed-host.js")}"></script>`;
  }

  const title = () => words.say("share-title", { day: words.day(view.current.date) });
  const still = (form, size = "1200x630@1") => {
    const [, width, height, scale] = /^(\d+)x(\d+)@(.+)$/.exec(size);
    const asked = [query(), `width=${width}&height=${height}`, scale !== "1" && form === "png" ? `scale=${scale}` : ""];
    return address(`/render.${form}`, asked.filter(Boolean).join("&"));
  };

  function show() {
    // The atlas shows the present data, an embed also those of before.
    const link = address(isKept() ? "/embed" : "/", query());
    const written = {
      link,
      frame: frameCode(),
      oembed: address("/oembed", `url=${encodeURIComponent(link)}&format=json`),
      markdown: `[![${title()}](${still("png")})](${link})`,
    };
    for (const [name, text] of Object.entries(written)) $(`[data-share="${name}"]`).value = text;
    for (const one of dialogue.querySelectorAll("[data-still]")) one.href = still(one.dataset.still, chosen("still-size"));
    for (const one of dialogue.querySelectorAll("[data-take]")) one.href = address(one.dataset.take, query());
    for (const one of dialogue.querySelectorAll('[name="controls"]')) one.disabled = $('[name="full"]').checked;
    // The interactive map knows the present data alone.
    $('[name="full"]').disabled = isKept();
    $('[name="keep"]').disabled = $('[name="full"]').checked;
    preview();
  }

  // The frame itself, shrunk to the room there is; only while somebody looks.
  function preview() {
    const host = $("#share-preview");
    if (!host.parentElement.open || dialogue.hidden) return host.replaceChildren();
    const [width, height] = (chosen("size") || `${FLUID.width}x${FLUID.height}`).split("x").map(Number);
    const scale = Math.min(1, host.clientWidth / width);
    const frame = host.firstElementChild ?? document.createElement("iframe");
    if (frame.src !== frameAddress()) frame.src = frameAddress();
    Object.assign(frame, { title: title(), width, height });
    frame.style.scale = scale;
    host.style.height = `${height * scale}px`;
    if (!frame.parentElement) host.append(frame);
  }

  async function copy(button) {
    const source = $(`[data-share="${button.dataset.copy}"]`);
    // Where the page is not served securely there is no clipboard, but there is the selection.
    const isCopied = await (navigator.clipboard?.writeText(source.value).then(() => true, () => false) ?? false);
    if (!isCopied) {
      source.select();
      document.execCommand("copy");
    }
    const before = button.dataset.words ?? (button.dataset.words = button.textContent);
    button.textContent = $("#share-said").textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = before;
      $("#share-said").textContent = "";
    }, 2000);
  }

  function open(isOpen) {
    dialogue.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      show();
      $('[data-share="link"]').select();
    } else {
      preview();
      opener.focus();
    }
  }

  dialogue.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (button) copy(button);
    if (target.closest("#share-close")) open(false);
  });
  dialogue.addEventListener("focusin", ({ target }) => target.matches("[data-share]") && target.select());
  dialogue.addEventListener("change", show);
  dialogue.addEventListener("toggle", preview, true);
  // A dialogue beside the page, not over it: Tab leaves it, and it follows the view.
  view.onChange(() => dialogue.hidden || show());
  return { open };
}
