// Sends each act of the meeting day by itself, and keeps it here while the network or the sign-in is gone.
// Every act has an id: sent twice, it counts once. Without this script each button posts and the page loads anew.

const HEADER = { "X-Panelbook-Day": "1" };
const WORDS = ["text", "textarea"];
const WHY = {
  network: "You are offline. Your entries are kept on this device and sent in order when you reconnect. To begin an item, select its number.",
  signin: "You are signed out. Your entries are kept on this device and sent in order when you sign in again.",
  server: "The site is not responding. Your entries are kept on this device and sent in order when it does.",
};
const AGAIN = 4000;

const page = document.getElementById("day");
const said = document.getElementById("day-said");
const box = document.getElementById("day-unsent");
const place = `day-${page.dataset.user}-${page.dataset.meeting}`;
let queue = read();
let lost = "";
let isSending = false;

function read() {
  try { return JSON.parse(localStorage.getItem(place)) || []; } catch { return []; }
}

function write() {
  // Words about business that is not for the public stay in this window unless the body allows more.
  const kept = queue.filter((act) => !act.isPrivate);
  try {
    if (kept.length) localStorage.setItem(place, JSON.stringify(kept));
    else localStorage.removeItem(place);
  } catch { /* A browser without room keeps the acts in this window. */ }
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((part) => part.toString(16).padStart(2, "0")).join("");
}

function token() {
  // From a part that is drawn anew after signing in again; the header keeps the token of before.
  const found = document.querySelector("#day-state input[name=csrfmiddlewaretoken]") || page.querySelector("input[name=csrfmiddlewaretoken]");
  return found ? found.value : "";
}

function hour(moment) {
  return new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London" })
    .format(new Date(moment)).replace(":", ".");
}

// ---- taking an act ----

page.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "once_key");
  const button = form.querySelector("button[type=submit]");
  const typed = [...form.elements].some((field) => WORDS.includes(field.type) && field.value);
  take({ url: form.action, fields, said: form.dataset.said || button.textContent.trim(), button: button.id, isTyped: Boolean(form.dataset.said) , isPrivate: typed && !keeps() });
});

function keeps() {
  return document.getElementById("day-state").dataset.keep === "yes";
}

function take(act) {
  act.key = (act.fields.find(([name]) => name === "key") || [])[1];
  if (queue.some((other) => other.key === act.key)) return;
  queue.push({ ...act, at: Date.now() });
  write();
  if (lost && act.isTyped) empty(act);
  draw();
  send();
}

function empty(act) {
  const form = formOf(act);
  if (!form) return;
  form.reset();
  delete form.dataset.typed;
  form.elements.key.value = newKey();
}

function formOf(act) {
  return [...page.querySelectorAll("form[data-act][data-said]")].find((form) => form.action === act.url);
}

page.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-act]");
  if (form) form.dataset.typed = "1";
});

// ---- sending ----

async function send() {
  if (isSending) return;
  isSending = true;
  let isFresh = false;
  try {
    while (queue.length) {
      const act = queue[0];
      const body = new URLSearchParams(act.fields);
      body.set("ago", ((Date.now() - act.at) / 1000).toFixed(2));
      body.set("csrfmiddlewaretoken", token());
      const answer = await ask(act.url, { method: "POST", body });
      if (!answer) return;
      if (answer.status === 403 && !isFresh) {
        isFresh = true;
        if (!(await refresh())) return;
        continue;
      }
      if (answer.status === 403) { lose("signin"); return; }
      if (answer.status >= 500) { lose("server"); return; }
      queue.shift();
      write();
      lose("");
      await after(act, answer);
    }
  } finally {
    isSending = false;
    draw();
  }
}

async function ask(url, options = {}) {
  try {
    const answer = await fetch(url, { headers: HEADER, redirect: "manual", credentials: "same-origin", cache: "no-store", ...options });
    if (answer.type === "opaqueredirect") { lose("signin"); return null; }
    return answer;
  } catch {
    lose("network");
    return null;
  }
}

async function after(act, answer) {
  if (answer.status === 422) {
    refuse(act, (await answer.json()).errors);
  } else if (answer.ok) {
    if (act.isTyped) { const form = formOf(act); if (form) { form.reset(); delete form.dataset.typed; form.closest("details").open = false; } }
    if (act.isBegun) history.replaceState(null, "", location.pathname);
    say(`${act.said}. Saved ${hour(act.at)}.`);
    show(await answer.text());
    return;
  } else {
    say(`${act.said}: this could not be recorded. Check the current position.`, true);
  }
  await refresh();
}

async function refresh(address = location.href) {
  const answer = await ask(address);
  if (!answer) return false;
  if (!answer.ok) { lose("server"); return false; }
  show(await answer.text());
  return true;
}

function lose(why) {
  lost = why;
}

// ---- showing ----

function show(html) {
  const made = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement;
  const row = focused && focused.closest("li[data-person]");
  for (const fresh of made.querySelectorAll("[data-part]")) {
    const old = document.getElementById(fresh.id);
    if (!old || old.querySelector("form[data-typed]")) continue;
    if (old.localName === "details") fresh.open = old.open;
    old.replaceWith(document.adoptNode(fresh));
  }
  if (focused && !focused.isConnected) refocus(focused.id, row && row.dataset.person);
}

function refocus(id, person) {
  const same = document.getElementById(id);
  const row = person && document.querySelector(`li[data-person="${person}"] button`);
  const next = id.startsWith("do-begin") && document.querySelector("[data-next] button");
  const target = same || row || next;
  if (target) target.focus();
}

function say(words, isBad = false) {
  said.textContent = words;
  said.classList.toggle("is-bad", isBad);
}

function refuse(act, errors) {
  const form = act.isTyped && formOf(act);
  if (!form) {
    say(errors.map(([, sentence]) => sentence).join(" "), true);
    return;
  }
  refill(form, act.fields);
  form.closest("details").open = true;
  for (const old of form.querySelectorAll(".govuk-error-message")) old.remove();
  for (const [name, sentence] of errors) besides(form, name, sentence);
  form.elements.key.value = newKey();
  form.dataset.typed = "1";
  say(`Not saved yet. ${errors.map(([, sentence]) => sentence).join(" ")}`, true);
  const first = form.querySelector("[aria-invalid=true]");
  if (first) first.focus();
}

function refill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
  for (const field of form.elements) {
    const given = values.get(field.name) || [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (given.length && field.name !== "csrfmiddlewaretoken") field.value = given[0];
  }
}

function besides(form, name, sentence) {
  const found = form.elements[name];
  const field = found && (found.length && !found.options ? found[0] : found);
  const words = document.createElement("p");
  words.className = "govuk-error-message";
  words.textContent = sentence;
  if (!field || field.type === "hidden") { form.prepend(words); return; }
  words.id = `${field.id}_refused`;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", words.id);
  field.before(words);
}

function draw() {
  box.hidden = !(queue.length && lost);
  document.getElementById("day-sign-in").hidden = lost !== "signin";
  document.getElementById("day-unsent-why").textContent = WHY[lost] || "";
  document.getElementById("day-unsent-list").replaceChildren(...queue.map((act) => {
    const row = document.createElement("li");
    row.textContent = `${hour(act.at)} ${act.said}`;
    return row;
  }));
  const waiting = new Set(queue.map((act) => act.button).filter(Boolean));
  for (const button of page.querySelectorAll("form[data-act] button")) {
    const isWaiting = Boolean(lost) && waiting.has(button.id);
    button.classList.toggle("is-unsent", isWaiting);
  }
  if (queue.length && lost) say(`${queue.length === 1 ? "1 act is" : `${queue.length} acts are`} not sent yet.`, true);
}

// ---- items: shown in place; begun by their number while nothing can be sent ----

page.addEventListener("click", async (event) => {
  const link = event.target.closest(".app-items a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (!lost && await refresh(link.href)) { history.replaceState(null, "", link.href); return; }
  const item = new URL(link.href).searchParams.get("item");
  const act = document.querySelector("form[data-act]");
  if (!act || document.getElementById("day-state").dataset.when !== "yes") return;
  const url = [...page.querySelectorAll("form[data-act]:not([data-said])")][0].action;
  take({ url, fields: [["key", newKey()], ["act", "begin"], ["item", item]], said: `Begin item ${link.textContent}`, button: "", isBegun: true });
});

// ---- keys: function keys anywhere, letters only while a row of the roll has the focus ----

const KEYS = "day-keys-off";
const keys = document.getElementById("day-keys");
const keySwitch = document.getElementById("day-keys-switch");
let areKeysOn = localStorage.getItem(KEYS) !== "1";
keys.hidden = false;

function drawKeys() {
  keySwitch.textContent = areKeysOn ? "Switch the keys off" : "Switch the keys on";
  keySwitch.setAttribute("aria-pressed", String(areKeysOn));
}
drawKeys();
keySwitch.addEventListener("click", () => {
  areKeysOn = !areKeysOn;
  localStorage.setItem(KEYS, areKeysOn ? "0" : "1");
  drawKeys();
});

const OPENS = { F8: ["day-interest", "open-interest"], F9: ["day-add", "open-add"] };
document.addEventListener("keydown", (event) => {
  if (!areKeysOn) return;
  if (event.key === "F2") { press(event, () => focusRow(rows()[0])); return; }
  if (OPENS[event.key]) {
    press(event, () => {
      const part = document.getElementById(OPENS[event.key][0]);
      if (!part) return;
      part.open = true;
      part.querySelector("select, input:not([type=hidden])").focus();
    });
    return;
  }
  if (event.key === "Enter" && event.ctrlKey) {
    const next = page.querySelector("[data-next] button");
    if (next) press(event, () => next.form.requestSubmit());
    return;
  }
  walk(event);
});

function press(event, act) {
  event.preventDefault();
  act();
}

function rows() {
  return [...page.querySelectorAll(".app-roll li[data-person]")].filter((row) => row.querySelector("button"));
}

function focusRow(row) {
  if (row) row.querySelector("button").focus();
}

function walk(event) {
  const row = document.activeElement && document.activeElement.closest(".app-roll li[data-person]");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const all = rows();
  const at = all.indexOf(row);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) { press(event, () => focusRow(all[at + step])); return; }
  const button = row.querySelector(`button[data-key="${event.key.toLowerCase()}"]`);
  if (!button) return;
  press(event, () => {
    button.form.requestSubmit();
    if (document.getElementById("day-state").dataset.when === "no") focusRow(all[at + 1]);
  });
}

// ---- coming back ----

window.addEventListener("online", send);
window.addEventListener("focus", () => { if (queue.length) send(); });
window.setInterval(() => { if (queue.length && lost) send(); }, AGAIN);
document.getElementById("day-send").addEventListener("click", send);
window.addEventListener("beforeunload", (event) => { if (queue.some((act) => act.isPrivate)) event.preventDefault(); });
if (queue.length) send();
