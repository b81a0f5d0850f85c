// Switches on the GOV.UK components of a page, and the two small things of our own that help where scripts run.
import { initAll } from "../govuk/govuk.js";
import "./words.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

// A table wider than a phone scrolls inside a frame that the keyboard reaches.
function frameWideTables() {
  for (const table of document.querySelectorAll(".doc table")) {
    if (table.parentElement.classList.contains("table-scroll") || table.scrollWidth <= table.clientWidth + 1) continue;
    const frame = document.createElement("div");
    const caption = table.querySelector("caption");
    frame.className = "table-scroll";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", caption ? caption.textContent : "Table");
    table.replaceWith(frame);
    frame.append(table);
  }
}
frameWideTables();
window.addEventListener("resize", frameWideTables);

// A page that shows something running looks again by itself; without scripts the page's own meta tag does it.
const running = document.querySelector("[data-reload-after]");
if (running) {
  const seconds = Number(running.dataset.reloadAfter) || 5;
  window.setTimeout(() => window.location.reload(), seconds * 1000);
}

// A form that waits for a file is sent again until the file is there; without scripts its button does it.
const waiting = document.querySelector("form[data-send-after]");
if (waiting) {
  const seconds = Number(waiting.dataset.sendAfter) || 5;
  window.setTimeout(() => waiting.submit(), seconds * 1000);
}
