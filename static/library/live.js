// Looks again every few seconds; the server answers "nothing new" in one step. A reader can stop it.
const EVERY = 10000;
const live = document.getElementById("live");
const button = document.getElementById("live-stop");
let isOn = true;

async function look() {
  if (!isOn || document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (answer.status === 404) { location.reload(); return; }
    if (!answer.ok) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = made.getElementById("live");
    if (fresh && fresh.innerHTML !== live.innerHTML) {
      live.replaceChildren(...fresh.childNodes);
      document.title = made.title;
    }
  } catch { /* The network is gone: the next look may find it. */ }
}

window.setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    isOn = !isOn;
    button.textContent = isOn ? "Stop updating" : "Update automatically";
    look();
  });
}
