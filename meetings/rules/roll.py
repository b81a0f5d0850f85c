"""What a roll may not say: facts about one meeting that contradict each other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.history.findings import Finding, look, stopped

PRESENT, APOLOGIES, ABSENT = "present", "apologies", "absent"
MEMBER, SUBSTITUTE, IN_ATTENDANCE = "member", "substitute", "in_attendance"


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll of a meeting, with the name and post as they will be printed.

    `person` and `substitute_for` are keys of people; empty words take the person's own name and post.
    """

    person: int
    capacity: str = MEMBER
    mark: str = PRESENT
    is_in_chair: bool = False
    substitute_for: int | None = None
    printed_name: str = ""
    printed_post: str = ""


def roll_findings(lines: Sequence[RollLine], names: dict[int, str]) -> list[Finding]:
    """Every contradiction, one sentence each; the code says beside which person: "chair:12", "substitute:7".

    Nobody in the chair is only worth a look: the roll may be saved before the meeting.
    """
    return [*_twice(lines, names), *_chair(lines, names), *_substitutes(lines, names)]


def _twice(lines: Sequence[RollLine], names: dict[int, str]) -> list[Finding]:
    seen: set[int] = set()
    found = []
    for line in lines:
        if line.person in seen:
            found.append(stopped(f"{names[line.person]} is on the list twice.", code=f"person:{line.person}"))
        seen.add(line.person)
    return found


def _chair(lines: Sequence[RollLine], names: dict[int, str]) -> list[Finding]:
    chairs = [line for line in lines if line.is_in_chair]
    found = [
        stopped(
            f"{names[line.person]} is in the chair, but is not marked as present.",
            code=f"chair:{line.person}",
        )
        for line in chairs
        if line.mark != PRESENT
    ]
    if len(chairs) > 1:
        both = " and ".join(names[line.person] for line in chairs)
        found.append(stopped(f"Only one person can be in the chair, not {both}.", code="chair"))
    if not chairs and any(line.mark == PRESENT for line in lines if line.capacity != IN_ATTENDANCE):
        found.append(look("Nobody is recorded in the chair.", code="chair"))
    return found


def _substitutes(lines: Sequence[RollLine], names: dict[int, str]) -> list[Finding]:
    present = {line.person for line in lines if line.mark == PRESENT and line.capacity != SUBSTITUTE}
    found, replaced = [], set()
    for line in lines:
        code = f"substitute:{line.person}"
        away = line.substitute_for
        if away is not None and line.capacity != SUBSTITUTE:
            found.append(stopped(f"{names[line.person]} is not here as a substitute.", code=code))
        if line.capacity != SUBSTITUTE or line.mark != PRESENT:
            continue
        if away is None:
            found.append(stopped(f"Say for whom {names[line.person]} came.", code=code))
        elif away in present:
            found.append(
                stopped(f"{names[away]} is present, so {names[line.person]} cannot stand in.", code=code)
            )
        elif away in replaced:
            found.append(stopped(f"Two substitutes cannot stand in for {names[away]}.", code=code))
        else:
            replaced.add(away)
    return found
