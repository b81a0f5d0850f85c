"""What to expect of a meeting from the answers of its members: quorum, and the votes of a veto. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.ui.words import counted
from meetings.attendance.rules.day import OWN_RULE, QuorumRule
from meetings.votes.rules.votes import PRECEPT_VETO, two_thirds_needed, veto_outlook

COMING, REMOTE, APOLOGIES = "coming", "remote", "apologies"


@dataclass(frozen=True, slots=True)
class Reply:
    """What one member in post said; `authority` is the council of their seat."""

    name: str
    answer: str = ""
    substitute: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """How many members are in post, and how many of them will be there to count."""

    in_post: int
    counted: int
    remote: int
    away: int
    open: int
    authorities: int

    @property
    def at_most(self) -> int:
        """How many could be there if all who have not answered came."""
        return self.counted + self.open


def expected_of(replies: Sequence[Reply], *, remote_counts: bool) -> Expected:
    """Add up the answers; a substitute counts in the member's place, a remote member only where it is so."""
    counts = [reply for reply in replies if _counts(reply, remote_counts)]
    return Expected(
        in_post=len(replies),
        counted=len(counts),
        remote=sum(reply.answer == REMOTE for reply in replies),
        away=sum(reply.answer == APOLOGIES and not reply.substitute for reply in replies),
        open=sum(not reply.answer for reply in replies),
        authorities=len({reply.authority for reply in counts} - {""}),
    )


def _counts(reply: Reply, remote_counts: bool) -> bool:
    if reply.answer == APOLOGIES:
        return bool(reply.substitute)
    return reply.answer == COMING or (reply.answer == REMOTE and remote_counts)


def expected_quorum(expected: Expected, rule: QuorumRule) -> Finding:
    """Will the meeting be quorate, may it be, or not?"""
    needed = rule.needed(expected.in_post)
    source = f"{_(OWN_RULE)}. {rule.words(expected.in_post)}"
    said = _("{members} expected, {needed} needed for a quorum").format(
        members=counted(expected.counted, "member"), needed=needed
    )
    if expected.counted >= needed and expected.authorities >= rule.authorities:
        return met(f"{said}.", source=source, code="quorum")
    if expected.at_most >= needed:
        waiting = counted(expected.open, "reply", "replies")
        return look(
            _("{said}. {waiting} not yet received.").format(said=said, waiting=waiting),
            source=source,
            remedy=_("Remind those who have not replied."),
        )
    return not_met(
        _("{said}. The meeting will not be quorate.").format(said=said),
        source=source,
        remedy=_("Ask for substitutes, or change the date of the meeting."),
        code="quorum",
    )


def expected_veto(expected: Expected, *, source: str = PRECEPT_VETO.source) -> Finding:
    """Can a veto be had with those who are expected, or with all who may still come?"""
    needed = two_thirds_needed(expected.in_post)
    if expected.counted < needed <= expected.at_most:
        are = "is" if expected.counted == 1 else "are"
        said = _("A veto needs {needed} of {in_post} members. {counted} {are} expected").format(
            needed=needed, in_post=expected.in_post, counted=expected.counted, are=are
        )
        return look(
            _("{said}, and {replies} not yet received.").format(
                said=said, replies=counted(expected.open, "reply", "replies")
            ),
            source=source,
            code="veto",
        )
    return veto_outlook(needed, expected.in_post, expected.counted, source=source)


def substitute_finding(
    *, answer: str, substitute: str, is_allowed: bool, is_coopted: bool, coopted_may: bool
) -> Finding:
    """May this member send somebody instead?"""
    if not substitute.strip():
        return met()
    if answer != APOLOGIES:
        return stopped(_("A substitute can attend only if you send apologies."), code="substitute")
    if not is_allowed:
        return stopped(_("The panel’s rules do not allow substitutes."), source=OWN_RULE, code="substitute")
    if is_coopted and not coopted_may:
        return stopped(
            _("The panel’s rules do not allow substitutes for co-opted members."),
            source=OWN_RULE,
            code="substitute",
        )
    return met()


def clock_minutes(start: int, planned: Iterable[int | None]) -> list[int | None]:
    """When each item should begin, in minutes of the day; None from the first item nobody has timed on."""
    begins: list[int | None] = []
    now: int | None = start
    for minutes in planned:
        begins.append(now)
        now = None if now is None or minutes is None else now + minutes
    return begins
