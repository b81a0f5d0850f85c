// Adds up a vote while it is typed. Without this script the button "Work it out" gives the same line.
for (const form of document.querySelectorAll("form[data-vote]")) {
  const line = form.querySelector("[data-vote-line]");
  const able = Number(form.dataset.able);
  const needed = Number(form.dataset.needed);
  const vetoes = ["precept_veto", "chief_constable_veto"];
  const field = (name) => form.elements.namedItem(`vote-${name}`);
  const number = (name) => Number(field(name).value.trim() || 0);

  function figures(method) {
    if (method === "named") {
      const hows = [...form.querySelectorAll("[data-vote-names] select")].map((each) => each.value);
      return ["for", "against", "abstained"].map((how) => hows.filter((each) => each === how).length);
    }
    return [number("votes_for"), number("votes_against"), number("abstained")];
  }

  function words(votesFor, against, abstained) {
    const all = votesFor + against + abstained;
    if (!all || Number.isNaN(all)) return "";
    if (/\b(veto|feto)/i.test(field("motion").value) && !field("purpose").value) {
      return "This mentions a veto. Choose under “What the vote is for” whether it is one.";
    }
    if (all > able) return `That is ${all} votes, but only ${able} may vote.`;
    const said = `${all} of ${able} votes given`;
    if (field("threshold").value === "two_thirds" || vetoes.includes(field("purpose").value)) {
      return `${said}. ${votesFor} of ${needed} needed; ${votesFor >= needed ? "carried" : "not carried yet"}.`;
    }
    if (votesFor === against) return `${said}. The votes are equal.`;
    return `${said}. ${votesFor > against ? "Carried" : "Not carried"}: ${votesFor} for, ${against} against.`;
  }

  function update() {
    const method = field("method").value;
    const isCounted = method === "counts";
    const given = ["votes_for", "votes_against", "abstained"].some((name) => field(name).value.trim());
    form.querySelector("[data-vote-figures]").hidden = !isCounted && !given;
    const names = form.querySelector("[data-vote-names]");
    names.hidden = method === "unanimous" && !names.querySelector("option:checked:not([value=''])");
    if (method === "named") names.open = true;
    line.textContent = isCounted || method === "named" ? words(...figures(method)) : "";
  }

  form.addEventListener("input", update);
  update();
}
