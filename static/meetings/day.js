// Sends each act of the meeting day by itself, and keeps it here while the network or the sign-in is gone.
// Every act has an id: sent twice, it counts once. Without this script each button posts and the page loads anew.

import { adopt, units } from "./autosave.js";

const HEADER = { "X-Panelbook-Day": "1" };
const WORDS = ["text", "textarea"];
const WHY = {
  network: "You are offline. Your entries are kept on this device and sent in order when you reconnect. To begin an item, select its number.",
  signin: "You are signed out. Your entries are kept on this device and sent in order when you sign in again.",
  server: "The site is not responding. Your entries are kept on this device and sent in order when it does.",
};
const AGAIN = 4000;
const LOOK_EVERY = 6000;

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
  if (event.target.id === "words") { next(event); return; }
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "once_key");
  const button = form.querySelector("button[type=submit]");
  const typed = [...form.elements].some((field) => WORDS.includes(field.type) && field.value);
  take({ url: form.action, fields, said: form.dataset.said || button.textContent.trim(), button: button.id, isTyped: Boolean(form.dataset.said) , isPrivate: typed && !keeps() });
});

// The words are saved while they are typed: the button is left with beginning the next item.
function next(event) {
  event.preventDefault();
  const button = event.submitter;
  if (!button || button.name !== "begin") { send(); return; }
  const key = page.querySelector("input[form=words][name=key]").value;
  const fields = [["key", key], ["act", "begin"], ["item", button.value]];
  take({ url: page.dataset.actUrl, fields, said: button.textContent.trim(), button: button.id, isBegun: true });
}

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
    // A vote may be on words that were typed a moment ago, and another item brings another place to type.
    await Promise.all(units.map((unit) => unit.save()));
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
    if (act.isTyped) { const form = formOf(act); if (form) { form.reset(); delete form.dataset.typed; shut(form); } }
    if (act.isBegun) history.replaceState(null, "", location.pathname);
    say(`${act.said}. Saved ${hour(act.at)}.`);
    show(await answer.text());
    return;
  } else {
    say(`${act.said}: this could not be recorded. Check what the page shows now.`, true);
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

function shut(form) {
  const folded = form.closest("details");
  if (folded) folded.open = false;
}

function lose(why) {
  lost = why;
}

// ---- showing ----

// What the server sent for each part, without what differs in every answer.
const shown = new Map();
const plain = (part) => part.outerHTML.replace(/(name="(?:key|once_key|csrfmiddlewaretoken|vote-form_key|seen)" value=")[^"]*/g, "$1").replace(/ data-stamp="\d+"/, "");
for (const part of document.querySelectorAll("[data-part]")) shown.set(part.id, plain(part));

function show(html) {
  const made = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement;
  const row = focused && focused.closest("li[data-person]");
  renew(made);
  for (const fresh of made.querySelectorAll("[data-part]")) {
    const old = document.getElementById(fresh.id);
    const words = plain(fresh);
    if (old === fresh) shown.set(fresh.id, words);
    if (!old || old === fresh || isHeld(old, fresh)) continue;
    if (shown.get(fresh.id) === words && !fresh.querySelector("form[data-act][data-said]")) continue;
    shown.set(fresh.id, words);
    for (const opened of old.querySelectorAll("details[open][id]")) { const same = fresh.querySelector(`#${opened.id}`); if (same) same.open = true; }
    if (old.localName === "details") fresh.open = old.open;
    document.adoptNode(fresh);
    if (old.contains(document.activeElement)) around(old, fresh);
    else old.replaceWith(fresh);
  }
  if (focused && !focused.isConnected) refocus(focused.id, row && row.dataset.person);
  adopt();
}

// The stamp and the token of this answer, whichever parts of it are shown.
function renew(made) {
  const state = made.getElementById("day-state");
  if (state) document.getElementById("day-state").dataset.stamp = state.dataset.stamp;
  const fresh = made.querySelector("input[name=csrfmiddlewaretoken]");
  if (fresh) for (const field of page.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh.value;
}

// Nothing that somebody is typing is replaced; words of one item never seem to be those of another.
function isHeld(old, fresh) {
  const within = old.closest("#day-words");
  if (old.querySelector("form[data-typed]")) return true;
  const isOther = old.id === "day-words" && old.dataset.minute !== fresh.dataset.minute;
  if (old.id === "day-words") {
    const isOpen = units.some((unit) => old.contains(unit.bar) && unit.isOpen);
    const note = old.querySelector("[data-other]");
    if (note) note.hidden = !(isOther && isOpen);
    if (isOpen && isOther) document.getElementById("day-state").dataset.stamp = "";
    return isOpen || (!isOther && isTyping(old));
  }
  if (within && within.dataset.item !== (fresh.closest("#day-words") || fresh).dataset.item && fresh.closest("#day-words")) return true;
  return isTyping(old);
}

function isTyping(part) {
  const field = document.activeElement;
  return part.contains(field) && ["textarea", "select", "input"].includes(field.localName);
}

// Replaces a part around what has the focus, so that the focus stays where it is.
function around(old, fresh) {
  const focused = document.activeElement;
  let [here, there] = [old, fresh];
  while (here !== focused) {
    const kept = [...here.children].find((child) => child.contains(focused));
    const match = twin(kept, here, there);
    if (!match) { here.replaceWith(there); return; }
    const [before, after] = [[], []];
    let side = before;
    for (const child of [...there.childNodes]) { if (child === match) side = after; else side.push(child); }
    for (const child of [...here.childNodes]) if (child !== kept) child.remove();
    kept.before(...before);
    kept.after(...after);
    for (const { name, value } of there.attributes) here.setAttribute(name, value);
    [here, there] = [kept, match];
  }
  if (here.localName === "button" && here.textContent !== there.textContent) here.replaceChildren(...there.childNodes);
}

function twin(kept, here, there) {
  const same = (child) => child.localName === kept.localName && child.id === kept.id && child.dataset.person === kept.dataset.person;
  if (kept.id || kept.dataset.person) return [...there.children].find(same);
  const place = [...here.children].filter((child) => child.localName === kept.localName).indexOf(kept);
  const match = [...there.children].filter((child) => child.localName === kept.localName)[place];
  return match && focusedIn(kept) === focusedIn(match, document.activeElement.id) ? match : null;
}

// The id of what has the focus within, so that a button is never taken for its neighbour.
function focusedIn(part, id = document.activeElement.id) {
  if (!id) return "";
  return part.id === id || part.querySelector(`#${CSS.escape(id)}`) ? id : null;
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
  const folded = form.closest("details");
  if (folded) folded.open = true;
  for (const old of form.querySelectorAll(".govuk-error-message")) old.remove();
  for (const [name, sentence] of errors) besides(form, name, sentence);
  form.elements.key.value = newKey();
  form.dataset.typed = "1";
  say(`Not saved yet. ${errors.map(([, sentence]) => sentence).join(" ")}`, true);
  const first = form.querySelector("[aria-invalid=true]");
  if (first) { for (let fold = first.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true; first.focus(); }
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
  await Promise.all(units.map((unit) => unit.save()));
  if (!lost && await refresh(link.href)) { history.replaceState(null, "", link.href); return; }
  const item = new URL(link.href).searchParams.get("item");
  if (!page.querySelector("[data-next]") || document.getElementById("day-state").dataset.when !== "yes") return;
  take({ url: page.dataset.actUrl, fields: [["key", newKey()], ["act", "begin"], ["item", item]], said: `Begin item ${link.textContent}`, button: "", isBegun: true });
});

// ---- keys: function keys anywhere, letters only while a row of the roll has the focus ----

const KEYS = "day-keys-off";
const CHANGED = "day-keys-changed";
const USUAL = { roll: "F2", decision: "F4", action: "F8", interest: "F9", next: "Ctrl Enter" };
const NONE = "No key";
// Not those by which browsers load a page again or fill the screen.
const OFFERED = ["F1", "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10", "Ctrl Enter", NONE];
const DOES = {
  roll: () => focusRow(rows()[0]),
  decision: focusLimb,
  action: () => open("day-action"),
  interest: () => open("day-interest"),
  next: () => { const next = page.querySelector("[data-next] button"); if (next) next.form.requestSubmit(next); },
};
// Whoever only looks on has no keys, and is told of none.
const keys = document.getElementById("day-keys");
const keySwitch = document.getElementById("day-keys-switch");
let areKeysOn = Boolean(keys) && localStorage.getItem(KEYS) !== "1";
let chosen = { ...USUAL, ...JSON.parse(localStorage.getItem(CHANGED) || "{}") };

function drawKeys() {
  keySwitch.textContent = areKeysOn ? "Switch the keys off" : "Switch the keys on";
  keySwitch.setAttribute("aria-pressed", String(areKeysOn));
  for (const each of keys.querySelectorAll("[data-key-of]")) {
    each.textContent = chosen[each.dataset.keyOf];
    each.parentElement.hidden = chosen[each.dataset.keyOf] === NONE;
  }
}

function drawChoices() {
  for (const field of keys.querySelectorAll("select[data-sets]")) {
    field.replaceChildren(...OFFERED.map((name) => new Option(name, name)));
    field.value = chosen[field.dataset.sets];
  }
}

// Takes the keys as they are chosen; one key never does two things.
function chooseKeys() {
  const fields = [...keys.querySelectorAll("select[data-sets]")];
  const used = fields.map((field) => field.value).filter((name) => name !== NONE);
  const twice = used.find((name, place) => used.indexOf(name) !== place);
  const told = document.getElementById("day-keys-said");
  if (twice) { told.textContent = `Not saved yet. ${twice} is chosen twice. Choose another key for one of them.`; return; }
  chosen = Object.fromEntries(fields.map((field) => [field.dataset.sets, field.value]));
  localStorage.setItem(CHANGED, JSON.stringify(chosen));
  told.textContent = "Your keys are saved in this browser.";
  drawKeys();
}

if (keys) {
  keys.hidden = false;
  drawKeys();
  drawChoices();
  keySwitch.addEventListener("click", () => {
    areKeysOn = !areKeysOn;
    localStorage.setItem(KEYS, areKeysOn ? "0" : "1");
    drawKeys();
  });
  keys.addEventListener("change", chooseKeys);
  document.getElementById("day-keys-usual").addEventListener("click", () => {
    chosen = { ...USUAL };
    drawChoices();
    chooseKeys();
  });
}

function nameOf(event) {
  if (event.key === "Enter" && event.ctrlKey) return "Ctrl Enter";
  return event.ctrlKey || event.altKey || event.metaKey ? "" : event.key;
}

document.addEventListener("keydown", (event) => {
  if (!areKeysOn) return;
  const name = nameOf(event);
  const act = Object.keys(DOES).find((each) => chosen[each] === name);
  if (act) press(event, DOES[act]);
  else walk(event);
});

function open(id) {
  const part = document.getElementById(id);
  if (!part || part.hidden) return;
  part.open = true;
  part.querySelector("select, textarea, input:not([type=hidden])").focus();
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens]");
  if (!link || !document.getElementById(link.dataset.opens) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.dataset.opens);
});

// The first empty limb of the decision; a new one follows the last when something is typed in it.
function limbs() {
  return [...page.querySelectorAll("textarea.app-day-limb")];
}

function focusLimb() {
  const boxes = limbs();
  const box = boxes.find((each) => !each.value.trim()) || boxes[boxes.length - 1];
  if (box) box.focus();
}

page.addEventListener("input", (event) => {
  const boxes = limbs();
  const last = boxes[boxes.length - 1];
  if (event.target !== last || !last.value.trim() || boxes.length >= 26) return;
  const name = String.fromCharCode(96 + boxes.length + 1);
  const row = last.closest(".app-limb").cloneNode(true);
  const [label, box] = [row.querySelector("label"), row.querySelector("textarea")];
  Object.assign(box, { value: "", id: `limb-${name}` });
  box.textContent = "";
  Object.assign(label, { textContent: `(${name})`, htmlFor: box.id });
  last.closest(".app-limb").after(row);
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

// ---- what somebody else records meanwhile ----

async function look() {
  if (document.hidden || isSending || queue.length || lost) return;
  const address = new URL(location.href);
  address.searchParams.set("since", document.getElementById("day-state").dataset.stamp || "none");
  const answer = await ask(address.href);
  if (!answer) { lose(""); return; }
  if (!answer.ok || answer.status === 204 || isSending) return;
  const before = new Set([...page.querySelectorAll("[data-entry]")].map((row) => row.dataset.entry));
  show(await answer.text());
  const fresh = [...page.querySelectorAll("[data-entry]")].filter((row) => !before.has(row.dataset.entry) && row.dataset.by !== page.dataset.name);
  // One sentence at a time, however much happened: the list has the rest.
  if (fresh.length) say(`${fresh[0].dataset.by} recorded: ${fresh[0].querySelector("[data-sentence]").textContent}${fresh.length > 1 ? ` And ${fresh.length - 1} more.` : ""}`);
}

window.setInterval(look, LOOK_EVERY);
window.addEventListener("online", send);
window.addEventListener("focus", () => { if (queue.length) send(); });
window.setInterval(() => { if (queue.length && lost) send(); }, AGAIN);
document.getElementById("day-send").addEventListener("click", send);
window.addEventListener("beforeunload", (event) => { if (queue.some((act) => act.isPrivate)) event.preventDefault(); });
if (queue.length) send();
