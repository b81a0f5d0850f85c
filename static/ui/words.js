// What is typed on a form of words is kept in this browser until it is saved, and offered when the form is opened again.
// Minutes and the meeting day save by themselves and keep their own, see autosave.js and day.js.
import { button, drafts, saidTime } from "./drafts.js";

const LINES = "textarea, input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=url]";
const KEPT_ELSEWHERE = "[data-safe], [data-act], [type=password], [autocomplete=one-time-code]";
// A form with one of these says which version was on the page: what was saved since is brought together on the server.
const VERSIONS = ["based_on", "base"];

// Written by the page where it holds such a form: where words may lie, and whether the page answers what was just sent.
const mark = document.querySelector("[data-words]");

function isOfWords(form) {
  // Asked as an attribute: the form of a vote has a field of that name.
  if (form.getAttribute("method") !== "post" || !form.elements.namedItem("once_key")) return false;
  if (form.matches(KEPT_ELSEWHERE) || form.querySelector(KEPT_ELSEWHERE)) return false;
  return Boolean(form.querySelector("textarea")) || form.querySelectorAll(LINES).length > 1;
}

// The values of each name, as they would be sent; a file cannot be kept.
function fieldsOf(form) {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") (found[name] ||= []).push(value);
  }
  return found;
}

// What the server sent, whatever the browser has filled in since.
function shownBy(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return fieldsOf(copy);
}

// A long text that the page showed is only compared, so its mark is enough: the room in a browser is for what was typed.
const LONG = 2000;
const SLOW = 30;
const NO_ROOM = "This browser has no space left to keep a copy of what you type. Save soon, and keep this page open until you have.";
const mega = (bytes) => (bytes / 1024 / 1024).toFixed(1);

function markOf(text) {
  let made = 0;
  for (let at = 0; at < text.length; at += 1) made = (Math.imul(made, 31) + text.charCodeAt(at)) | 0;
  return `${text.length} letters, ${made}`;
}

const brief = (values) => values && values.map((value) => (value.length > LONG ? markOf(value) : value));
const isSame = (one, other) => JSON.stringify(one || []) === JSON.stringify(other || []);
const only = (fields, names) => Object.fromEntries(names.filter((name) => name in fields).map((name) => [name, fields[name]]));
const all = (form, name) => [...form.elements].filter((field) => field.name === name);

class Words {
  constructor(form) {
    const first = form.querySelector("textarea") || form.querySelector(LINES);
    const box = first.closest(".prose-editor")?.querySelector("[role=textbox]");
    const [owner, rest] = form.elements.namedItem("once_key").value.split(/\.(.*)/s);
    const action = new URL(form.getAttribute("action") || "", window.location.href);
    Object.assign(this, {
      form, shown: shownBy(form), isChanged: false, isOfTab: mark.dataset.words === "tab" || form.matches("[data-words-of-tab]"),
      token: rest.split(":")[0], name: `form:${owner}:${action.pathname}${action.search}:${first.id || box?.id || first.name}`,
      hidden: [...form.elements].filter((field) => field.type === "hidden").map((field) => field.name),
      keptIn: this.isOfTab ? "tab" : "browser", cost: 0, timer: 0,
    });
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.keepSoon());
    form.addEventListener("submit", (event) => this.send(event));
    window.addEventListener("pagehide", () => { if (this.timer) this.keep(); });
    // What only this tab keeps, or nothing does, is not left by accident.
    window.addEventListener("beforeunload", (event) => { if (owner && this.keptIn !== "browser" && this.isChanged) event.preventDefault(); });
  }

  // At once, but for texts so long that every letter would wait for it.
  keepSoon() {
    if (this.cost < SLOW) { this.keep(); return; }
    this.isChanged = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), 1000);
  }

  keep() {
    const begun = performance.now();
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.keepNow();
    this.cost = performance.now() - begun;
  }

  // What the server would refuse to read, it could not give back either.
  send(event) {
    if (this.isChanged) this.keep();
    const sizes = Object.entries(fieldsOf(this.form)).map(([name, values]) => [name, new Blob(values).size]);
    const whole = sizes.reduce((sum, [, size]) => sum + size, 0);
    const most = Number(mark.dataset.most);
    if (most && whole > most) {
      event.preventDefault();
      const [largest] = sizes.sort(([, one], [, other]) => other - one)[0];
      this.tell(`Not sent. The text and its pictures are ${mega(whole)} MB, and the limit is ${mega(most)} MB. Make the pictures smaller, or remove some and add them after you have saved. What you typed is still on this page.`, largest, "error");
      return;
    }
    this.isChanged = false;
  }

  // Beside a field of the form, said aloud.
  tell(sentence, name, kind = "hint") {
    this.note?.remove();
    this.note = undefined;
    if (!sentence) return;
    const field = all(this.form, name).find((each) => each.type !== "hidden") || this.form.querySelector("textarea") || this.form.querySelector(LINES);
    this.note = said(sentence);
    this.note.className = kind === "error" ? "govuk-error-message" : "govuk-hint app-no-room";
    this.note.setAttribute("role", kind === "error" ? "alert" : "status");
    (field.closest(".prose-editor") || field).before(this.note);
    if (kind === "error") this.note.scrollIntoView({ block: "center" });
  }

  keepNow() {
    const now = fieldsOf(this.form);
    const names = [...new Set([...Object.keys(now), ...Object.keys(this.shown)])].filter((name) => !this.hidden.includes(name));
    const changed = names.filter((name) => !isSame(now[name], this.shown[name]));
    this.isChanged = changed.length > 0;
    if (!this.isChanged) { drafts.drop(this.name); this.tell(""); return; }
    const typed = Object.fromEntries(changed.map((name) => [name, now[name] || []]));
    const rest = only(now, Object.keys(now).filter((name) => !(name in typed)));
    const shown = Object.fromEntries(Object.entries(only(this.shown, changed)).map(([name, values]) => [name, brief(values)]));
    this.keptIn = drafts.keep(this.name, { token: this.token, typed, all: rest, shown, hidden: this.hidden }, this);
    if (this.keptIn) this.tell("");
    else if (this.note?.textContent !== NO_ROOM) this.tell(NO_ROOM, changed[0]);
  }

  offer() {
    const draft = drafts.of(this.name);
    if (!draft?.typed) return;
    const open = Object.keys(draft.typed).filter((name) => !isSame(draft.typed[name], this.shown[name]));
    if (open.length) { this.show(draft); return; }
    if (!("again" in mark.dataset)) { drafts.drop(this.name); return; }
    // The page came back with what was sent: it is still not saved.
    this.shown = { ...this.shown, ...draft.shown };
    for (const name of Object.keys(draft.typed)) if (!(name in draft.shown)) delete this.shown[name];
    this.keep();
  }

  show(draft) {
    const changed = Object.keys(draft.typed).filter((name) => !isSame(brief(draft.shown[name]), brief(this.shown[name])));
    const notice = document.createElement("div");
    notice.className = "app-notice";
    const heading = document.createElement("h2");
    heading.textContent = `This browser has kept text from ${saidTime(draft.at)} that was not saved`;
    const acts = document.createElement("div");
    acts.className = "app-actions";
    acts.append(
      button("Restore what you typed", () => notice.replaceChildren(...this.bring(draft, changed))),
      button("Discard", () => { drafts.drop(this.name); notice.remove(); }),
    );
    notice.append(heading, ...(changed.length ? [said("The saved text has changed since then.")] : []), acts);
    let place = this.form;
    for (let above = place; above; above = above.parentElement) if (above.matches("details:not([open])")) place = above;
    place.before(notice);
  }

  // Puts it into the fields, and returns what is to be said about that.
  bring(draft, changed) {
    const isTogether = VERSIONS.some((name) => draft.hidden.includes(name));
    const fields = isTogether ? { ...draft.all, ...draft.typed } : { ...draft.typed, once_key: draft.all.once_key };
    const left = Object.keys(fields).filter((name) => !this.put(name, fields[name]) && name in draft.typed);
    this.token = draft.token;
    this.keep();
    for (let above = this.form; above; above = above.parentElement) if (above.matches("details")) above.open = true;
    const told = [said("What you typed has been restored below. Save the form to keep it. Select any file again.")];
    told[0].setAttribute("role", "status");
    if (changed.length && isTogether) told.push(said("It will then be combined with what has been saved since."));
    if (changed.length && !isTogether) told.push(words("The saved text that yours would replace", changed.map((name) => this.shown[name])));
    if (left.length) told.push(words("This text no longer has a field on this page", left.map((name) => draft.typed[name])));
    return told;
  }

  // True where the page has fields of this name.
  put(name, values) {
    const found = all(this.form, name).filter((field) => field.type !== "file");
    for (const [at, field] of found.entries()) {
      if (["checkbox", "radio"].includes(field.type)) {
        // Pressed, so that what depends on it is shown.
        if (field.checked !== values.includes(field.value)) field.click();
      } else if (field.tagName === "SELECT") {
        for (const option of field.options) option.selected = values.includes(option.value);
      } else {
        field.value = values[at] ?? "";
        field.editor?.commands.setContent(field.value);
      }
    }
    return found.length > 0;
  }
}

function said(sentence) {
  const made = document.createElement("p");
  made.textContent = sentence;
  return made;
}

// As text, without the marks of a rich text.
function words(title, values) {
  const made = said(`${title}: `);
  const shown = values.flat().map((value) => new DOMParser().parseFromString(value, "text/html").body.textContent.trim());
  const text = document.createElement("span");
  text.className = "app-kept-words";
  text.textContent = shown.filter(Boolean).join("\n") || "nothing";
  made.append(text);
  return made;
}

for (const link of document.querySelectorAll("[data-drops-words]")) {
  link.addEventListener("click", () => drafts.dropWhere((draft) => draft?.token === link.dataset.dropsWords));
}
if (mark) for (const form of document.forms) if (isOfWords(form)) new Words(form).offer();
