// What an embed and the page that frames it say to each other; docs/embedding.md is the protocol.
// The page may only ask for views, and everything told to it is what the address of the embed says already.

const VERSION = 1;
const origin = (url) => {
  try {
    return new URL(url).origin;
  } catch {
    return "";
  }
};

// The origin of the framing page, "" where the browser does not tell.
function framedBy() {
  const [nearest] = window.location.ancestorOrigins ?? [];
  return nearest ?? origin(document.referrer);
}

// `show` is called with the parameters the page asks for.  `tell` says something to it.
export function createTalk({ show, told, asked = () => {} }) {
  const isFramed = window.parent !== window;
  const host = isFramed ? framedBy() : "";
  // A page from disk or in a sandbox has the origin "null", which cannot be addressed.
  const address = host && host !== "null" && host !== "file://" ? host : "*";

  function tell(kind, values) {
    if (isFramed) window.parent.postMessage({ atlas: VERSION, kind, ...values }, address);
  }

  window.addEventListener("message", ({ source, origin: from, data }) => {
    if (!isFramed || source !== window.parent || (address !== "*" && from !== address)) return;
    if (data?.atlas !== VERSION) return;
    if (data.kind === "show" && typeof data.view === "object" && data.view) {
      show(Object.fromEntries(Object.entries(data.view).map(([name, value]) => [name, String(value)])));
    } else if (data.kind === "ask") {
      tell("ready", told());
      asked();
    }
  });
  return tell;
}
