// Saves what is typed a moment after typing stops; keeps a draft in the browser while that cannot be; shows who else writes.
import { button, drafts, saidTime } from "../ui/drafts.js";

const TYPING_STOPPED = 1500;
const AT_THE_LATEST = 4000;
const LOOK_EVERY = 15000;
const TRY_AGAIN = 5000;
const EDITOR = `p${crypto.getRandomValues(new Uint32Array(3)).join("").slice(0, 20)}`;
const SKIPPED = new Set(["csrfmiddlewaretoken", "once_key", "seen", "editor"]);

// What a form carries for the server alone: which state was on the page, and what the page itself saved last.
const CARRIED = new Set(["base", "own"]);

const partOf = (name) => name.split("-")[0];

function parts(fields) {
  const found = new Map();
  for (const [name, value] of fields) found.set(partOf(name), `${found.get(partOf(name)) || ""}|${name}=${value}`);
  return found;
}

class Unit {
  constructor(bar) {
    Object.assign(this, {
      bar, form: bar.closest("form") || document.getElementById(bar.dataset.form), data: bar.dataset, timer: 0, first: 0, isSaving: false, isTouched: false,
      conflict: "", isStopped: false, isLeft: false, said: "", lastState: "", waiting: [],
    });
    this.keptIn = this.data.keeps ? "browser" : "";
    this.prefix = this.data.lines;
    this.key = `${this.data.user}:${this.data.minute}${this.prefix ? ":lines" : ""}`;
    this.saved = this.words();
    const scope = this.prefix ? bar.closest("section") : this.form;
    for (const kind of ["input", "change"]) scope.addEventListener(kind, () => this.typed());
    scope.addEventListener("focusin", () => { if (!this.isTouched) { this.isTouched = true; this.look(); } }, { once: true });
  }

  // What stands in the fields of this minute, as the form would post it.
  fields() {
    const apart = new Set([...this.form.querySelectorAll("[data-apart] [name]")].map((field) => field.name));
    const all = [...new FormData(this.form).entries()].filter(([name, value]) => !SKIPPED.has(name) && !apart.has(name) && typeof value === "string");
    return this.prefix ? all.filter(([name]) => name.startsWith(`${this.prefix}-`)) : all;
  }

  words() {
    const base = this.prefix ? `${this.prefix}-based_on` : "based_on";
    return JSON.stringify(this.fields().filter(([name]) => name !== base && !CARRIED.has(name) && !/^follow-\d+-pk$/.test(name)));
  }

  // The parts of the page that changed since they were saved: "text", "limbs", "follow", ...
  changed() {
    const before = parts(this.saved ? JSON.parse(this.saved) : []);
    const now = parts(JSON.parse(this.words()));
    return new Set([...before.keys(), ...now.keys()].filter((part) => before.get(part) !== now.get(part)));
  }

  get isChanged() { return this.words() !== this.saved; }

  // True while something typed is nowhere but on this page.
  get isOpen() { return this.isChanged || this.waiting.length > 0; }

  typed() {
    if (this.isStopped || !this.isChanged) return;
    this.isTouched = true;
    this.keep();
    const now = Date.now();
    this.first = this.first || now;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), Math.max(0, Math.min(TYPING_STOPPED, this.first + AT_THE_LATEST - now)));
  }

  keep() {
    this.keptIn = this.data.keeps ? drafts.keep(this.key, { editor: EDITOR, token: this.token, fields: this.fields() }, { isOfTab: this.data.keeps === "tab" }) : "";
  }

  // What the server calls this form once it is saved, see words.js.
  get token() { return this.form.elements.namedItem("once_key")?.value.split(/\.(.*)/s)[1]?.split(":")[0]; }

  // A form that is sent whole can be sent as it stands, too: what cannot be joined is then chosen on a page.
  get mayPost() { return "whole" in this.data && this.isStopped; }

  // Only what changed is sent, and what it was typed over.
  body() {
    const body = new FormData();
    const changed = this.prefix || "whole" in this.data ? null : this.changed();
    for (const part of changed || []) body.append("has", part);
    for (const [name, value] of this.fields()) {
      if (!changed || name === "based_on" || changed.has(partOf(name))) body.append(name, value);
    }
    const seen = this.form.elements.namedItem("seen");
    if (seen && !this.prefix) body.append("seen", seen.value);
    body.append("editor", EDITOR);
    if (this.prefix) body.append("lines", this.prefix);
    return body;
  }

  // True when everything typed is on the server, in the minute or set aside.
  async save({ isLeaving = false } = {}) {
    window.clearTimeout(this.timer);
    this.first = 0;
    if (this.isStopped) return false;
    if (!this.isChanged) return true;
    if (this.isSaving) { await this.isSaving; return this.save(); }
    this.isSaving = this.send(isLeaving);
    try { return await this.isSaving; } finally { this.isSaving = false; }
  }

  async send(isLeaving) {
    const words = this.words();
    const answer = await this.ask(this.data.url, this.body(), isLeaving);
    if (!answer) { this.later(); return false; }
    if (answer.conflict && !answer.conflict.url) return this.parted(answer.conflict);
    for (const [name, pk] of Object.entries(answer.rows || {})) {
      const field = this.form.elements.namedItem(name);
      if (field) field.value = pk;
    }
    this.saved = words;
    this.waiting = answer.waiting;
    const isWhole = answer.waiting.length === 0;
    if (isWhole && !this.isChanged) drafts.drop(this.key);
    if (answer.conflict) this.tellConflict(answer.conflict);
    else if (isWhole) { this.conflict = ""; this.tell(`Saved at ${answer.at}`, { isQuiet: this.lastState === "saved" }, "saved"); }
    else this.tell(`Saved at ${answer.at}. ${answer.waiting.join(" ")}`, { isTrouble: true }, answer.waiting.join());
    this.bar.dispatchEvent(new CustomEvent("safe:saved", { detail: answer, bubbles: true }));
    if (this.isChanged) this.typed();
    return true;
  }

  // An answer of ours, or null after saying what stands in the way.
  async ask(url, body, isLeaving = false, isSecond = false) {
    const token = this.form.elements.namedItem("csrfmiddlewaretoken");
    let response;
    try {
      response = await fetch(url, {
        method: "POST", body, redirect: "manual", credentials: "same-origin", keepalive: isLeaving,
        headers: { "X-CSRFToken": token.value, Accept: "application/json" },
      });
    } catch {
      return this.trouble("offline", "You are offline.");
    }
    if (response.type === "opaqueredirect" || response.status === 401) return this.signedOut();
    if (response.status === 403 && !isSecond) {
      const isRenewed = await this.renew();
      if (isRenewed) return this.ask(url, body, isLeaving, true);
      if (isRenewed === null) return this.signedOut();
      if (this.isStopped) return null;
    }
    if (response.status === 413) return this.trouble("large", "The text and its pictures are too large. Make the pictures smaller, or remove some.");
    if (response.status === 404 && this.data.gone) return this.trouble("gone", this.data.gone);
    if (response.status === 404) return this.trouble("gone", "This minute has been removed, or you can no longer edit it.");
    const answer = await response.json().catch(() => null);
    if (answer && answer.refused) { this.isStopped = true; return this.trouble("refused", answer.refused); }
    if (!response.ok || !answer) return this.trouble("failed", "The server could not save.");
    return answer;
  }

  // After signing in again in another tab, the page needs a new token: true with one, null while nobody is signed in.
  // Somebody else's sign-in never saves for this user.
  async renew() {
    const response = await fetch(this.data.here, { redirect: "manual", credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
    if (response && response.type === "opaqueredirect") return null;
    if (!response || !response.ok) return false;
    const answer = await response.json().catch(() => null);
    if (!answer || String(answer.user) !== this.data.user) {
      if (answer) { this.isStopped = true; this.trouble("other", "Someone else has signed in in this browser."); }
      return false;
    }
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = answer.token;
    return true;
  }

  signedOut() {
    const link = document.createElement("a");
    Object.assign(link, { href: this.data.signIn, target: "_blank", rel: "opener", className: "govuk-link", textContent: "Sign in again in a new tab" });
    return this.trouble("signed out", "You are signed out.", link);
  }

  trouble(state, words, link = null) {
    const where = this.data.keeps
      ? { browser: "Your text is kept in this browser.", tab: "Your text is kept in this tab only. Keep the tab open." }[this.keptIn]
        || "Your text is held on this page only, because this browser has no space left. Keep the page open."
      : "Your text is held on this page only, because the item is exempt or confidential. Keep the page open.";
    const then = this.isStopped ? "" : " It will be saved as soon as possible.";
    this.tell(`Not saved. ${words} ${where}${then}`, { isTrouble: true, link }, state);
    return null;
  }

  later() {
    window.clearTimeout(this.timer);
    if (!this.isStopped) this.timer = window.setTimeout(() => this.save(), TRY_AGAIN);
  }

  // Both changed the same words, and they are brought together on a page: nothing is saved until then.
  parted(conflict) {
    const compare = document.createElement("button");
    Object.assign(compare, { type: "button", className: "app-link-button", textContent: "Compare both texts" });
    compare.addEventListener("click", () => this.form.requestSubmit());
    this.isStopped = true;
    this.tell(`Not saved. ${conflict.by} changed the same words while you were writing.`, { isTrouble: true, link: compare }, "conflict");
    return false;
  }

  tellConflict(conflict) {
    const link = document.createElement("a");
    Object.assign(link, { href: conflict.url, className: "govuk-link", textContent: "Combine both texts" });
    this.conflict = conflict.url;
    this.tell(`${conflict.by} changed the same words while you were writing. Both texts are kept.`, { isTrouble: true, link }, "conflict");
  }

  // Seen always; said aloud only when the state is another than before.
  tell(words, { isTrouble = false, isQuiet = false, link = null } = {}, state = "") {
    const line = this.bar.querySelector("[data-safe-state]");
    line.hidden = false;
    line.classList.toggle("is-trouble", isTrouble);
    line.replaceChildren(words, ...(link ? [" ", link] : []));
    if (!isQuiet && state !== this.lastState) this.bar.querySelector("[data-safe-said]").textContent = words;
    this.lastState = state;
  }

  async look() {
    if (!this.isTouched && this.prefix) return;
    const body = new FormData();
    body.append("editor", EDITOR);
    body.append("based_on", this.fields().find(([name]) => name.endsWith("based_on"))?.[1] || "0");
    const token = this.form.elements.namedItem("csrfmiddlewaretoken").value;
    const response = await fetch(this.data.here, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token, Accept: "application/json" } }).catch(() => null);
    if (!response) return;
    if (response.status === 403) { await this.renew(); return; }
    const answer = response.ok ? await response.json().catch(() => null) : null;
    if (answer && String(answer.user) === this.data.user) this.showOthers(answer);
  }

  showOthers({ others, saved_by: savedBy }) {
    const line = this.bar.querySelector("[data-safe-others]");
    const names = others.map((each) => `${each.name} is also writing this ${this.data.about || "minute"}, since ${each.since}.`);
    if (savedBy) names.push(`${savedBy} saved it after you opened it. Your text and theirs are both kept.`);
    const words = names.join(" ");
    line.hidden = !words;
    if (line.dataset.words === words) return;
    line.dataset.words = words;
    line.replaceChildren(words);
    if (savedBy) {
      const link = document.createElement("a");
      Object.assign(link, { href: window.location.pathname, className: "govuk-link", textContent: "Show the latest text" });
      link.addEventListener("click", async (event) => { event.preventDefault(); if (await this.save()) window.location.reload(); });
      line.append(" ", link);
    }
    if (words) this.bar.querySelector("[data-safe-said]").textContent = words;
  }

  offer() {
    const draft = drafts.of(this.key);
    if (!draft || !this.data.keeps) return;
    const kept = draft.fields.filter(([name]) => !/based_on$|^follow-\d+-pk$/.test(name));
    if (JSON.stringify(kept) === this.words()) return;
    const notice = this.bar.querySelector("[data-safe-notice]");
    const heading = document.createElement("h2");
    heading.textContent = `This browser has unsaved text from ${saidTime(draft.at)}`;
    const bring = button("Compare it with the saved text", () => this.restore(draft));
    const drop = button("Discard it", () => { drafts.drop(this.key); notice.hidden = true; });
    const acts = document.createElement("div");
    acts.className = "app-actions";
    acts.append(bring, drop);
    notice.replaceChildren(heading, acts);
    notice.hidden = false;
  }

  // Set aside on the server, and shown there beside the minute as it stands.
  async restore(draft) {
    if (!this.data.draft) { this.post(draft); return; }
    const body = new FormData();
    for (const [name, value] of draft.fields) body.append(name, value);
    body.append("editor", draft.editor || "");
    if (this.prefix) body.append("lines", this.prefix);
    const answer = await this.ask(this.data.draft, body);
    if (!answer) return;
    drafts.drop(this.key);
    window.location.assign(answer.url);
  }
}

// Sends what was kept as the form itself would have: it is joined with what is saved, or both are shown.
Unit.prototype.post = function post(draft) {
  drafts.keep(this.key, { ...draft, token: this.token }, { isOfTab: this.data.keeps === "tab" });
  const form = document.createElement("form");
  form.method = "post";
  const own = ["csrfmiddlewaretoken", "once_key"].map((name) => [name, this.form.elements.namedItem(name)?.value || ""]);
  for (const [name, value] of [...draft.fields, ...own]) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  this.isLeft = true;
  form.submit();
};

export const units = [...document.querySelectorAll("[data-safe][data-url]")].map((bar) => new Unit(bar));

// For a page that replaces its parts: forgets the minutes that have gone from it, looks after those that came.
export function adopt() {
  for (const gone of units.filter((unit) => !unit.bar.isConnected)) {
    window.clearTimeout(gone.timer);
    units.splice(units.indexOf(gone), 1);
  }
  for (const bar of document.querySelectorAll("[data-safe][data-url]")) {
    if (units.some((unit) => unit.bar === bar)) continue;
    const unit = new Unit(bar);
    units.push(unit);
    unit.offer();
  }
}

// Pressing save first saves what is typed, so that a lost network or sign-in never costs the page.
function guard(form) {
  const own = units.filter((unit) => unit.form === form);
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "editor", value: EDITOR });
  form.append(mark);
  let isOnItsWay = false;
  let isSafe = false;
  form.addEventListener("submit", async (event) => {
    if (isSafe) { isSafe = false; return; }
    event.preventDefault();
    if (isOnItsWay) return;
    isOnItsWay = true;
    let areSaved = true;
    for (const unit of own) areSaved = (await unit.save() || unit.mayPost) && areSaved;
    isSafe = areSaved;
    for (const unit of own) unit.isLeft = isSafe;
    // A form takes no second submission while the first is still being asked about.
    await new Promise((go) => { window.setTimeout(go); });
    if (isSafe) form.requestSubmit(event.submitter);
    else isOnItsWay = false;
  });
  window.addEventListener("pageshow", () => { isOnItsWay = false; for (const unit of own) unit.isLeft = false; });
}

function start() {
  for (const unit of units) {
    unit.offer();
    // A page that came back with errors shows what is not saved yet.
    if (document.querySelector(".govuk-error-summary")) { unit.saved = ""; unit.typed(); }
    if (!unit.prefix) unit.look();
  }
  // A page that sends its forms itself asks for saving itself, too.
  for (const form of new Set(units.map((unit) => unit.form))) if (!("ownSubmit" in form.dataset)) guard(form);
  window.setInterval(() => { if (!document.hidden) units.forEach((unit) => unit.look()); }, LOOK_EVERY);
  for (const kind of ["online", "focus"]) window.addEventListener(kind, () => units.forEach((unit) => unit.isChanged && unit.save()));
  document.addEventListener("visibilitychange", () => { if (document.hidden) units.forEach((unit) => { if (unit.isChanged) { unit.keep(); unit.save({ isLeaving: true }); } }); });
  // What a browser may not keep is not left by accident.
  window.addEventListener("beforeunload", (event) => {
    if (units.some((unit) => !unit.isLeft && unit.isChanged && unit.keptIn !== "browser")) event.preventDefault();
  });
}

start();
