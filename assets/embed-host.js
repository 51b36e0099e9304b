// For pages that frame embeds of the atlas; optional.  An embed gets the height it needs, and page and embed can
// talk: docs/embedding.md.  Nothing is said to a frame that is not the atlas's, nor believed of one.
//
//   <script async src="https://ATLAS/assets/embed-host.js"></script>
//   frame.addEventListener("atlas:view", ({ detail }) => …detail.date…)
//   deescalationAtlas.show(frame, { date: "2018-06-01" })

(() => {
  const VERSION = 1;
  // The site this script comes from: frames of other sites are none of its business.
  const ATLAS = new URL(document.currentScript.src).origin;
  // A height beyond this is no map, but a page that wants to be seen.
  const HIGHEST = 6000;

  const isOurs = (frame) => frame instanceof HTMLIFrameElement && new URL(frame.src, location.href).origin === ATLAS;
  const keepsHeight = (frame) => "atlasFixed" in frame.dataset;
  const frames = () => [...document.querySelectorAll("iframe")].filter(isOurs);

  function say(frame, kind, values) {
    if (isOurs(frame)) frame.contentWindow?.postMessage({ atlas: VERSION, kind, ...values }, ATLAS);
  }

  window.addEventListener("message", ({ source, origin, data }) => {
    if (origin !== ATLAS || data?.atlas !== VERSION) return;
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame) return;
    if (data.kind === "size" && data.height > 0 && data.height < HIGHEST && !keepsHeight(frame)) frame.style.height = `${Math.ceil(data.height)}px`;
    frame.dispatchEvent(new CustomEvent(`atlas:${data.kind}`, { detail: data, bubbles: true }));
  });

  // Frames that loaded before this script have said all they had to say.
  const ask = () => frames().forEach((frame) => keepsHeight(frame) || say(frame, "ask", {}));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ask);
  else ask();

  window.deescalationAtlas = { show: (frame, view) => say(frame, "show", { view }), ask };
})();
