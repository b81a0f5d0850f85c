// Makes the long-text editor one that a screen reader can name and a keyboard can walk, and that reads text from Word.
import { wordToLists } from "./paste.js";

const WORDS = {
  heading2: "Heading", heading3: "Smaller heading", paragraph: "Text",
  bulletList: "Bullets", orderedList: "Numbered paragraph", orderedListProperties: "Kind of number",
  bold: "Bold", italic: "Italic", underline: "Underline", strike: "Strike out",
  subscript: "Subscript", superscript: "Superscript", link: "Link", unlink: "Remove link",
  table: "Table", "table:addColumnAfter": "Add column", "table:deleteColumn": "Delete column",
  "table:addRowAfter": "Add row", "table:deleteRow": "Delete row", "table:mergeCells": "Join cells",
  "table:splitCell": "Split cell", "table:toggleHeaderCell": "Heading cell", "table:deleteTable": "Delete table",
  undo: "Undo", redo: "Redo", figure: "Alternative text",
};
const SAID = { "heading 2": "Heading", "heading 3": "Smaller heading", paragraph: "Text", undo: "Undo", redo: "Redo", question_mark: "Kind of text" };

// The editor writes its own rules into the page unless they are there, and the page takes none from a script: they
// are in editor.css. The mark that says so is an element of no language, which a browser does not read as rules.
const mark = document.createElementNS(null, "style");
mark.setAttribute("data-tiptap-style", "");
document.head.append(mark);

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const id = textarea.id;
  // Where kept words are put back, see words.js.
  textarea.editor = editor;
  const label = document.querySelector(`label[for="${id}"]`);
  nameTheBox(editor, textarea, id, label);
  // The bar is drawn after this event.
  window.setTimeout(() => {
    const bar = textarea.closest(".prose-editor").querySelector(".prose-menubar");
    if (bar) makeToolbar(bar, id, label ? label.textContent.trim() : "");
  });
});

function nameTheBox(editor, textarea, id, label) {
  // The id moves to what can be focused, so that the error summary leads there.
  textarea.removeAttribute("id");
  const attributes = { id, role: "textbox", "aria-multiline": "true", spellcheck: "true" };
  if (label) {
    label.id = label.id || `${id}_label`;
    label.addEventListener("click", () => editor.commands.focus());
    attributes["aria-labelledby"] = label.id;
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = textarea.getAttribute(name);
    if (value) attributes[name] = value;
  }
  editor.setOptions({
    editorProps: {
      ...editor.options.editorProps, attributes, transformPastedHTML: (html) => wordToLists(html, { told: (words) => tell(textarea, words) }),
      handleKeyDown: (_, event) => toAnEnd(editor, event),
    },
  });
}

// What could not be pasted is said below the box.
function tell(textarea, words) {
  const box = textarea.closest(".prose-editor") || textarea.parentElement;
  let said = box.parentElement.querySelector(".paste-note");
  if (!said) {
    said = document.createElement("p");
    said.className = "govuk-hint paste-note";
    said.setAttribute("role", "status");
    box.after(said);
  }
  said.textContent = words;
}

// Left to the browser, Ctrl and End beside a table lands outside its cells, and the first letter typed there is lost.
function toAnEnd(editor, event) {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return false;
  if (event.key !== "End" && event.key !== "Home") return false;
  const place = event.key === "End" ? editor.state.doc.content.size : 0;
  return editor.chain().setTextSelection(place).scrollIntoView().run();
}

function makeToolbar(bar, id, label) {
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Formatting: ${label}`);
  bar.setAttribute("aria-controls", id);
  const refresh = () => {
    watcher.disconnect();
    sayInWords(bar);
    keepOneTabStop(bar);
    watcher.observe(bar, { subtree: true, childList: true, attributes: true, attributeFilter: ["class", "aria-label"] });
  };
  const watcher = new MutationObserver(refresh);
  refresh();
  bar.addEventListener("keydown", (event) => walk(bar, event));
  bar.addEventListener("focusin", (event) => keepOneTabStop(bar, event.target));
}

function sayInWords(bar) {
  for (const button of bar.querySelectorAll(".prose-menubar__button")) {
    const said = button.getAttribute("aria-label") || (button.textContent === "question_mark" && "question_mark");
    if (said) {
      // A word in the place of the picture: what is seen is what is said.
      button.textContent = WORDS[button.dataset.name] || SAID[said.toLowerCase()] || said;
      button.removeAttribute("aria-label");
      button.removeAttribute("title");
    }
    const isToggle = ["bold", "italic", "underline", "strike", "subscript", "superscript", "bulletList", "orderedList"].includes(button.dataset.name);
    if (isToggle) button.setAttribute("aria-pressed", String(button.classList.contains("active")));
    if (button.classList.contains("disabled")) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  for (const option of bar.querySelectorAll(".prose-menubar__option")) {
    const word = WORDS[option.dataset.name];
    if (word && option.textContent !== word) option.textContent = word;
  }
}

function shown(bar) {
  return [...bar.querySelectorAll("button.prose-menubar__button")].filter((button) => button.offsetParent !== null);
}

function keepOneTabStop(bar, wanted) {
  const buttons = shown(bar);
  const current = buttons.includes(wanted) ? wanted : buttons.find((button) => button.tabIndex === 0) || buttons[0];
  for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
}

function walk(bar, event) {
  const buttons = shown(bar);
  const at = buttons.indexOf(document.activeElement);
  if (at < 0) return;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons[(to + buttons.length) % buttons.length].focus();
}

// The editor's own window about a picture: its words can be changed, the picture itself is none of its business.
new MutationObserver(() => {
  const address = document.querySelector(".prose-editor-dialog input[name='imageUrl']");
  if (!address) return;
  const dialog = address.closest(".prose-editor-dialog");
  address.closest(".prose-editor-dialog-field").hidden = true;
  const say = (place, words) => { if (place && place.textContent !== words) place.textContent = words; };
  say(dialog.querySelector(".prose-editor-dialog-title"), "Alternative text");
  say(dialog.querySelector("input[name='altText']").labels[0], "What the picture shows");
}).observe(document.body, { childList: true, subtree: true });
