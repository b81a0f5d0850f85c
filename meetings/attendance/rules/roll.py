"""What a roll may not say: facts about one meeting that contradict each other. Pure."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, stopped

PRESENT, APOLOGIES, ABSENT, NOT_REQUIRED = "present", "apologies", "absent", "not_required"
UNMARKED = "unmarked"
MEMBER, SUBSTITUTE, IN_ATTENDANCE, OBSERVER = "member", "substitute", "in_attendance", "observer"
IN_PERSON, REMOTE = "in_person", "remote"
NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person on the roll of a meeting, with the name and post as they will be printed.

    `person` and `substitute_for` are keys of people; empty words take the person's own name and post.
    Without a `mode` somebody recorded before keeps the one they had.
    """

    person: int
    capacity: str = MEMBER
    mark: str = PRESENT
    is_in_chair: bool = False
    substitute_for: int | None = None
    printed_name: str = ""
    printed_post: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class SubstituteRule:
    """Whether the body knows substitutes, and the keys of the members who can have none."""

    is_allowed: bool = True
    not_for: frozenset[int] = NOBODY


def roll_findings(
    lines: Sequence[RollLine],
    names: dict[int, str],
    rule: SubstituteRule = SubstituteRule(),  # noqa: B008  (frozen)
    moved: AbstractSet[int] = NOBODY,
) -> list[Finding]:
    """Every contradiction, one sentence each; the code says beside which person: "chair:12", "substitute:7".

    Nobody in the chair is only worth a look: the roll may be saved before the meeting. `moved` are the people
    who came or went during the meeting.
    """
    return [
        *_twice(lines, names),
        *_chair(lines, names),
        *_moved(lines, names, moved),
        *_substitutes(lines, names, rule),
    ]


def _moved(lines: Sequence[RollLine], names: dict[int, str], moved: AbstractSet[int]) -> list[Finding]:
    """Nobody was at the meeting and away from it at once."""
    said = {
        APOLOGIES: _("cannot have sent apologies"),
        ABSENT: _("was not absent"),
        NOT_REQUIRED: _("was there"),
        UNMARKED: _("was there"),
    }
    return [
        stopped(
            _("{name} came or left during the meeting, and {said}.").format(
                name=names[line.person], said=said[line.mark]
            ),
            remedy=_("If the time is wrong, delete that entry first."),
            code=f"mark:{line.person}",
        )
        for line in lines
        if line.person in moved and line.mark in said
    ]


def _twice(lines: Sequence[RollLine], names: dict[int, str]) -> list[Finding]:
    seen: set[int] = set()
    found = []
    for line in lines:
        if line.person in seen:
            found.append(
                stopped(
                    _("{name} is on the list twice.").format(name=names[line.person]),
                    code=f"person:{line.person}",
                )
            )
        seen.add(line.person)
    return found


def _chair(lines: Sequence[RollLine], names: dict[int, str]) -> list[Finding]:
    chairs = [line for line in lines if line.is_in_chair]
    found = [
        stopped(
            _("{name} is in the chair, but is not marked as present.").format(name=names[line.person]),
            code=f"chair:{line.person}",
        )
        for line in chairs
        if line.mark != PRESENT
    ]
    if len(chairs) > 1:
        both = " and ".join(names[line.person] for line in chairs)
        found.append(
            stopped(_("Only one person can be in the chair, not {both}.").format(both=both), code="chair")
        )
    if not chairs and any(line.mark == PRESENT for line in lines if line.capacity != IN_ATTENDANCE):
        found.append(look(_("No one is recorded as presiding."), code="chair"))
    return found


def substitute_finding(rule: SubstituteRule, away: int | None, name: str, code: str = "") -> Finding | None:
    """May somebody stand in for this member, by the body's own rules?"""
    if not rule.is_allowed:
        return stopped(_("This panel has no substitutes."), source=_("The panel’s own rule"), code=code)
    if away in rule.not_for:
        said = _("{name} is a co-opted member, and co-opted members have no substitutes.").format(name=name)
        return stopped(said, source=_("The panel’s own rule"), code=code)
    return None


def _substitutes(lines: Sequence[RollLine], names: dict[int, str], rule: SubstituteRule) -> list[Finding]:
    present = {line.person for line in lines if line.mark == PRESENT and line.capacity != SUBSTITUTE}
    found, replaced = [], set()
    for line in lines:
        code = f"substitute:{line.person}"
        away = line.substitute_for
        if away is not None and line.capacity != SUBSTITUTE:
            found.append(
                stopped(
                    _("{name} is not recorded as a substitute.").format(name=names[line.person]), code=code
                )
            )
        if line.capacity != SUBSTITUTE or line.mark != PRESENT:
            continue
        refused = substitute_finding(rule, away, names.get(away or 0, ""), code)
        if refused is not None:
            found.append(refused)
            continue
        if away is None:
            found.append(
                stopped(
                    _("Select the member whom {name} substituted for.").format(name=names[line.person]),
                    code=code,
                )
            )
        elif away in present:
            found.append(
                stopped(
                    _("{name} is present, so {substitute} cannot substitute for them.").format(
                        name=names[away], substitute=names[line.person]
                    ),
                    code=code,
                )
            )
        elif away in replaced:
            found.append(
                stopped(_("Only one person can substitute for {name}.").format(name=names[away]), code=code)
            )
        else:
            replaced.add(away)
    return found
