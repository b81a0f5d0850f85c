// Helps with two fields: a picker beside the colour, and buttons that put a word in brackets where the cursor is.

for (const picker of document.querySelectorAll("[data-picks-for]")) {
  const text = document.getElementById(picker.dataset.picksFor);
  if (!text) continue;
  const isColour = (value) => /^#[0-9a-f]{6}$/i.test(value.trim());
  const follow = () => {
    if (isColour(text.value)) picker.value = text.value.trim().toLowerCase();
  };
  follow();
  text.addEventListener("input", follow);
  picker.addEventListener("input", () => {
    text.value = picker.value;
  });
  picker.closest("[hidden]")?.removeAttribute("hidden");
}

for (const button of document.querySelectorAll("[data-puts]")) {
  const text = document.getElementById(button.dataset.into);
  if (!text) continue;
  button.addEventListener("click", () => {
    text.setRangeText(button.dataset.puts, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  });
  button.closest("[hidden]")?.removeAttribute("hidden");
}
