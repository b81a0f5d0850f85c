"""What the minute of a later meeting says about the minutes that were brought to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What a meeting did with the minutes of an earlier one, and its corrections: name and words of each.

    `name` stands for the day where the minutes are kept elsewhere: "meeting held on 28 March 2018".
    """

    day: date | None = None
    what: str = "meeting"
    outcome: str = "confirmed"
    reason: str = ""
    corrections: Sequence[tuple[str, str]] = ()
    name: str = ""


def approved_lines(facts: ApprovalFacts, confirmed: str) -> list[str]:
    """What became of earlier minutes: confirmed with which corrections, deferred, or noted only.

    `confirmed` is the body's own sentence for minutes that are confirmed.
    """
    said = confirmed.replace("the meeting held", f"the {facts.what} held", 1)
    if facts.outcome in ("deferred", "noted"):
        did = "deferred to a later meeting" if facts.outcome == "deferred" else "noted only"
        usual = " because they were not ready" if facts.outcome == "deferred" else ""
        why = f": {facts.reason.rstrip('.')}" if facts.reason else usual
        return [f"{said.partition(' were ')[0]} were {did}{why}."]
    lines = [f"{name}: {words}" for name, words in facts.corrections]
    if not lines:
        return [said]
    if len(lines) == 1:
        return [f"{said.rstrip('.')}, subject to the following correction: {lines[0]}."]
    ends = [";"] * (len(lines) - 2) + ["; and", "."]
    numbered = [
        f"({place}) {line}{end}" for place, (line, end) in enumerate(zip(lines, ends, strict=True), 1)
    ]
    return [f"{said.rstrip('.')}, subject to the following corrections:", *numbered]
