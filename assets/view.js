// The view: a flat object of strings, named as in the query string.  The address bar is its only memory,
// so reload, back and forward restore it.  The server says what the values may be; here they only travel.

// In a frame nothing is `kept`: "back" is the business of the page around it.
export function createView(start, defaults, { kept = true } = {}) {
  let current = { ...start };
  const listeners = [];

  function query(names = Object.keys(defaults)) {
    const pairs = names
      .filter((name) => current[name] !== defaults[name])
      .map((name) => `${name}=${encodeURIComponent(current[name]).replaceAll("%2C", ",").replaceAll("%40", "@")}`);
    return pairs.join("&");
  }

  function tell(previous) {
    for (const listener of listeners) listener(current, previous);
  }

  // `push` makes a step that "back" returns from; while dragging or playing the same step is rewritten.
  function update(patch, { push = true } = {}) {
    const changed = Object.keys(patch).filter((name) => patch[name] !== current[name]);
    if (!changed.length) return;
    const previous = current;
    current = { ...current, ...patch };
    const search = query();
    history[push && kept ? "pushState" : "replaceState"](null, "", search ? `?${search}` : location.pathname);
    tell(previous);
  }

  window.addEventListener("popstate", () => {
    const previous = current;
    const asked = Object.fromEntries(new URLSearchParams(location.search));
    const known = Object.fromEntries(Object.entries(asked).filter(([name]) => name in defaults));
    current = { ...defaults, ...known };
    // Language decides every word of the page: it comes anew from the server.
    if (current.lang !== previous.lang) location.reload();
    else tell(previous);
  });

  return {
    get current() {
      return current;
    },
    query,
    update,
    onChange: (listener) => listeners.push(listener),
    list: (name) => (current[name] ? current[name].split(",") : []),
  };
}

// ISO days compare as text; these two are all the arithmetic there is.
export const addDays = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);

// The day of what is compared: a day, or a boundary version's first, as in "idlib@2018-02-13~landmarks".
export const dayOf = (compared) => compared.split("@").pop().slice(0, 10);

export const holds = (interval, day) => interval.from <= day && (!interval.to || day < interval.to);

// The first day of the article window, which ends with the view's day.
export function firstDay(view) {
  const first = view.window === "all" ? "" : addDays(view.date, -Number(view.window));
  return first > view.from ? first : view.from;
}
