// Words that could not be saved yet, kept in this browser: per user and thing, dropped once saved, on sign-out, when old.
const MARK = "panelbook:draft:";
const OLDEST = 7 * 24 * 60 * 60 * 1000;

function each(act) {
  try {
    for (const key of Object.keys(window.localStorage)) if (key.startsWith(MARK)) act(key);
  } catch { /* A browser that keeps nothing keeps no draft. */ }
}

function read(key) {
  try { return JSON.parse(window.localStorage.getItem(key)); } catch { return null; }
}

export const drafts = {
  keep(name, words) {
    try { window.localStorage.setItem(MARK + name, JSON.stringify({ at: Date.now(), ...words })); } catch { /* Full, or forbidden. */ }
  },
  of: (name) => read(MARK + name),
  drop(name) {
    try { window.localStorage.removeItem(MARK + name); } catch { /* Nothing was kept. */ }
  },
  dropAll: () => each((key) => window.localStorage.removeItem(key)),
  dropOld: (now = Date.now()) => each((key) => {
    const kept = read(key);
    if (!kept || now - kept.at > OLDEST) window.localStorage.removeItem(key);
  }),
};

drafts.dropOld();
for (const form of document.querySelectorAll("form[action*='/accounts/logout']")) form.addEventListener("submit", drafts.dropAll);
