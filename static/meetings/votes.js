// Shows under a vote what the server makes of it while it is typed. Without this script “Check the result” says the same.
const TYPING_STOPPED = 400;

for (const form of document.querySelectorAll("form[data-vote]")) {
  const line = form.querySelector("[data-vote-line]");
  const field = (name) => form.elements.namedItem(`vote-${name}`);
  let timer = 0;
  let asked = 0;
  let isSignedOut = false;

  function show() {
    const method = field("method").value;
    const isGiven = ["votes_for", "votes_against", "abstained"].some((name) => field(name).value.trim());
    form.querySelector("[data-vote-figures]").hidden = method !== "counts" && !isGiven;
    const names = form.querySelector("[data-vote-names]");
    names.hidden = method === "unanimous" && !names.querySelector("option:checked:not([value=''])");
    if (method === "named") names.open = true;
  }

  async function workOut() {
    const asking = (asked += 1);
    const body = new FormData(form);
    body.append("look", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      // The server keeps a form of whoever is signed out: not one for each figure.
      isSignedOut = answer.type === "opaqueredirect";
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = made.querySelector("[data-vote-said]");
      // What was typed since is asked for by itself.
      if (asking === asked) line.replaceChildren(...(said ? said.childNodes : []));
    } catch { /* The network is gone: the next figure asks again. */ }
  }

  form.addEventListener("input", () => {
    show();
    window.clearTimeout(timer);
    if (!isSignedOut) timer = window.setTimeout(workOut, TYPING_STOPPED);
  });
  show();
}
