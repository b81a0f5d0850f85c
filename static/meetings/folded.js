// Opens what is folded around the thing that an address leads to; some browsers do so by themselves.
function reveal() {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  for (let above = target; above; above = above.parentElement) if (above.matches("details")) above.open = true;
  target?.scrollIntoView();
}

if (window.location.hash) reveal();
window.addEventListener("hashchange", reveal);
