"""What the minute of a later meeting says about the minutes that were brought to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped


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
        did = _("deferred to a later meeting") if facts.outcome == "deferred" else _("noted only")
        usual = _(" because they were not ready") if facts.outcome == "deferred" else ""
        why = f": {facts.reason.rstrip('.')}" if facts.reason else usual
        return [
            _("{partition} were {did}{why}.").format(partition=said.partition(" were ")[0], did=did, why=why)
        ]
    lines = [f"{name}: {words}" for name, words in facts.corrections]
    if not lines:
        return [said]
    if len(lines) == 1:
        return [
            _("{rstrip}, subject to the following correction: {line}.").format(
                rstrip=said.rstrip("."), line=lines[0]
            )
        ]
    ends = [";"] * (len(lines) - 2) + ["; and", "."]
    numbered = [
        f"({place}) {line}{end}" for place, (line, end) in enumerate(zip(lines, ends, strict=True), 1)
    ]
    return [_("{rstrip}, subject to the following corrections:").format(rstrip=said.rstrip(".")), *numbered]


def confirmed_finding(on: date, decided_on: date, today: date) -> Finding:
    """Between the day of the decision and today."""
    if on > today:
        return stopped(
            _("The date must be today or earlier. Record the confirmation when it has been given."), code="on"
        )
    if on < decided_on:
        return stopped(_("The date of confirmation cannot be before the decision."), code="on")
    return met()


_BEFORE = re.compile(r"^(?:minutes of )?(?:the )?", re.IGNORECASE)


def outside_meetings(text: str) -> list[str]:
    """The meetings named, one a line, as they stand inside a sentence: "meeting held on 28 March 2018"."""
    lines = (_BEFORE.sub("", " ".join(line.split())).rstrip(".") for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def outside_key(item: int, name: str) -> str:
    """Under what the answer is kept whether these minutes were confirmed."""
    return f"outside-{item}-{sha256(name.casefold().encode()).hexdigest()[:10]}"
