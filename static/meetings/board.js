// Files dropped anywhere on the papers board go where its file field sends them; without scripts the field does.
const form = document.querySelector("form[data-drop]");
const input = form && form.querySelector("input[type=file]");
const wrong = form && form.querySelector("[data-drop-wrong]");

function hasFiles(event) {
  return event.dataTransfer && [...event.dataTransfer.types].includes("Files");
}

function isTooLarge() {
  const together = [...input.files].reduce((sum, file) => sum + file.size, 0);
  wrong.hidden = together <= Number(form.dataset.mostBytes);
  return !wrong.hidden;
}

if (form && input) {
  document.querySelector("[data-drop-say]").hidden = false;
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    form.classList.toggle("is-over", depth > 0);
  };
  document.addEventListener("dragenter", (event) => { if (hasFiles(event)) mark(1); });
  document.addEventListener("dragleave", (event) => { if (hasFiles(event)) mark(-1); });
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    input.files = event.dataTransfer.files;
    if (input.files.length && !isTooLarge()) form.requestSubmit();
    else form.scrollIntoView();
  });
  input.addEventListener("change", isTooLarge);
  form.addEventListener("submit", (event) => { if (isTooLarge()) event.preventDefault(); });
}
