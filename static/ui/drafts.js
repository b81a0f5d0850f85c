// Words that could not be saved yet, kept in this browser: per user and thing, dropped once saved, on sign-out, when old.
// Words of business that is not for the public are kept by the tab alone, if at all: they are gone when it is closed.
const MARK = "panelbook:draft:";
const OLDEST = 7 * 24 * 60 * 60 * 1000;

// A browser that keeps nothing keeps no draft.
function store(isOfTab) {
  try { return isOfTab ? window.sessionStorage : window.localStorage; } catch { return null; }
}

function read(place, key) {
  try { return JSON.parse(place.getItem(key)); } catch { return null; }
}

function put(place, name, said) {
  try { place.setItem(MARK + name, said); return true; } catch { /* Full, or forbidden. */ return false; }
}

function dropWhere(isToGo) {
  for (const place of [store(true), store(false)]) {
    for (const key of Object.keys(place || {})) if (key.startsWith(MARK) && isToGo(read(place, key))) place.removeItem(key);
  }
}

export const drafts = {
  // Says where the words lie now: in the "browser", in the "tab" where the browser has no room for them, or nowhere.
  keep(name, words, { isOfTab = false } = {}) {
    const said = JSON.stringify({ at: Date.now(), ...words });
    if (!isOfTab && put(store(false), name, said)) {
      // What the tab took while there was no room is old now.
      store(true)?.removeItem(MARK + name);
      return "browser";
    }
    return put(store(true), name, said) ? "tab" : "";
  },
  of: (name) => read(store(true), MARK + name) || read(store(false), MARK + name),
  drop(name) {
    for (const place of [store(true), store(false)]) if (place) place.removeItem(MARK + name);
  },
  dropWhere,
  dropAll: () => dropWhere(() => true),
  dropOld: (now = Date.now()) => dropWhere((kept) => !kept || now - kept.at > OLDEST),
};

export const saidTime = (at) => new Date(at).toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });

export function button(words, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "govuk-button govuk-button--secondary", textContent: words });
  made.addEventListener("click", act);
  return made;
}

drafts.dropOld();
// What was saved meanwhile, in this tab or another: its forms are named by the server.
const saved = document.cookie.split("; ").find((each) => each.startsWith("saved_forms="));
if (saved) {
  const tokens = saved.split("=")[1].split(".");
  drafts.dropWhere((draft) => draft && tokens.includes(draft.token));
}
for (const form of document.querySelectorAll("form[action*='/accounts/logout']")) form.addEventListener("submit", drafts.dropAll);
