// Beside the text of a paper: its outline, and what it still lacks. Both follow what is typed.
const section = document.querySelector("[data-outline]");
const points = document.querySelector("[data-points]");
const text = document.querySelector(".app-paper-text");
const WAIT = 400;

const heads = () => [...text.querySelectorAll(".ProseMirror > h2")].filter((head) => head.textContent.trim());

function lead(head) {
  head.scrollIntoView({ block: "center" });
  head.closest(".ProseMirror").focus({ preventScroll: true });
  const range = document.createRange();
  range.selectNodeContents(head);
  range.collapse(false);
  window.getSelection().removeAllRanges();
  window.getSelection().addRange(range);
}

let shown = "";

function outline() {
  const found = heads();
  const words = found.map((head) => head.textContent.trim());
  if (words.join("\n") === shown) return;
  shown = words.join("\n");
  section.hidden = found.length === 0;
  section.querySelector("ol").replaceChildren(...words.map((each, at) => {
    const row = document.createElement("li");
    const go = document.createElement("button");
    Object.assign(go, { type: "button", className: "app-link-button", textContent: each });
    go.addEventListener("click", () => { const head = heads()[at]; if (head) lead(head); });
    row.append(go);
    return row;
  }));
}

function lacks(rows) {
  points.replaceChildren(...rows.map(({ said, lacks: isMissing, url }) => {
    const row = document.createElement("li");
    row.classList.toggle("is-missing", isMissing);
    if (!url) { row.textContent = said; return row; }
    row.append(Object.assign(document.createElement("a"), { href: url.slice(url.indexOf("#")), className: "govuk-link", textContent: said }));
    return row;
  }));
}

if (text && section) {
  let timer = 0;
  new MutationObserver(() => { window.clearTimeout(timer); timer = window.setTimeout(outline, WAIT); })
    .observe(text, { subtree: true, childList: true, characterData: true });
  outline();
}
document.addEventListener("safe:saved", (event) => { if (points && event.detail.points) lacks(event.detail.points); });
