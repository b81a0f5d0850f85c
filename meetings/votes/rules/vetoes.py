"""Vetoes: there is one, under whatever label it is put. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, not_met, stopped
from foundation.history.rulebook import Statutory, statutory
from foundation.ui.dates import long_day
from meetings.common.rules.precept import SECOND_REPORT, spring_of
from meetings.votes.rules.votes import CARRIED, CHIEF_CONSTABLE, VETO, VETOES

RESERVE_CANDIDATE = statutory(
    "one veto",
    "After a veto the panel reviews a reserve candidate for chief constable and recommends, without a second "
    "veto.",
    "SI 2012/2271, Part 3",
    checked=False,
)
ONE_VETO: dict[str, Statutory[str]] = {VETO: SECOND_REPORT, CHIEF_CONSTABLE: RESERVE_CANDIDATE}
WHAT = {
    VETO: gettext_noop("proposed precept"),
    CHIEF_CONSTABLE: gettext_noop("appointment of a chief constable"),
}
# "Veto" in every form, and the word that Welsh panels use.
_SAYS = re.compile(r"\b(?:veto(?:e[sd]|ing)?|feto)\b", re.IGNORECASE)
# What is rejected may be vetoed, or not endorsed: whoever records the vote says which.
_REJECTS = re.compile(r"\b(?:reject|refus|block|oppos)", re.IGNORECASE)
_PROPOSED = re.compile(r"\b(?:precept|chief constable)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Vetoed:
    """A veto that was carried: of what, at the meeting of which day."""

    purpose: str
    day: date


@dataclass(frozen=True, slots=True)
class Put:
    """What is put to the vote: its words, the title of its item, what for, and what it came to."""

    day: date
    purpose: str = ""
    words: str = ""
    title: str = ""
    result: str = ""
    is_amendment: bool = False


def says_veto(words: str) -> bool:
    """True where the words speak of a veto."""
    return _SAYS.search(words) is not None


def same_vetoed(purpose: str, day: date, vetoed: Iterable[Vetoed]) -> list[Vetoed]:
    """The vetoes of the same thing, the earliest first.

    All proposals of one spring are one precept; which appointment a veto was of only the panel knows.
    """
    same = (
        each
        for each in vetoed
        if each.purpose == purpose and (purpose != VETO or spring_of(each.day) == spring_of(day))
    )
    return sorted(same, key=lambda each: each.day)


def veto_findings(put: Put, vetoed: Sequence[Vetoed]) -> list[Finding]:
    """Why this vote cannot stand so; `vetoed` are the other vetoes of the body.

    What is `NOT_MET` may be so for a reason that is recorded; a second veto of a precept may not.
    """
    if put.purpose in VETOES:
        return _second(put, vetoed)
    unnamed = says_veto(put.words) or (not put.purpose and says_veto(put.title))
    rejects = not put.purpose and any(
        _REJECTS.search(each) and _PROPOSED.search(each) for each in put.words.split(".")
    )
    if put.is_amendment or not (unnamed or rejects):
        return []
    what = _("The motion or its item mentions a veto") if unnamed else _("The motion may be a veto")
    sentence = _(
        "{what}, and a veto needs two-thirds of the current members. Select under “What the vote is for” "
        "what it is, or enter the reason why it is not a veto."
    ).format(what=what)
    return [not_met(sentence, source=VETOES[VETO].source, code="purpose")]


def _second(put: Put, vetoed: Sequence[Vetoed]) -> list[Finding]:
    """A second veto of the same thing; a motion that was lost before the veto was carried is none."""
    others = same_vetoed(put.purpose, put.day, vetoed)
    if put.result != CARRIED:
        others = [each for each in others if each.day < put.day]
    if not others:
        return []
    first = others[0]
    law = ONE_VETO[put.purpose]
    sentence = _("The {what} was vetoed on {day}, and there is no second veto").format(
        what=_(WHAT[put.purpose]), day=long_day(first.day)
    )
    if put.purpose == VETO:
        said = _(
            "{sentence} ({source}). Record this vote as “To accept the revised precept”: a vote that"
        ).format(sentence=sentence, source=law.source)
        return [stopped(_("{said} is lost rejects it.").format(said=said), source=law.source, code="purpose")]
    said = _(
        "{sentence} of the reserve candidate ({source}). If this is another appointment, give that"
    ).format(sentence=sentence, source=law.source)
    return [not_met(_("{said} as the reason.").format(said=said), source=law.source, code="purpose")]


def no_veto_left(purpose: str, day: date, vetoed: Iterable[Vetoed]) -> Finding | None:
    """What to say where a veto would be possible, had the panel not vetoed at an earlier meeting."""
    before = [each for each in same_vetoed(purpose, day, vetoed) if each.day < day]
    if not before:
        return None
    law = ONE_VETO[purpose]
    said = _("The {what} was vetoed on {day}").format(what=_(WHAT[purpose]), day=long_day(before[0].day))
    if purpose == VETO:
        return look(
            _("{said}, so the revised precept cannot be vetoed.").format(said=said),
            source=law.source,
            code="veto",
        )
    return look(
        _("{said}. A reserve candidate cannot be vetoed.").format(said=said), source=law.source, code="veto"
    )


def recorded_points(name: str, put: Put, vetoed: Sequence[Vetoed], *, reason: str = "") -> list[Finding]:
    """What to look at of a vote or a decision that is recorded already."""
    if reason:
        return []
    return [look(f"{name}: {each.sentence}", code="veto") for each in veto_findings(put, vetoed)]


def unvoted_point(name: str) -> Finding:
    """A decision that mentions a veto, and no vote on it is recorded."""
    return look(
        _(
            "{name}: the decision mentions a veto, and no vote on it is recorded. A veto needs two-thirds of "
            "the current members."
        ).format(name=name),
        source=VETOES[VETO].source,
        remedy=_("Record the vote, or check that the decision is not a veto."),
        code="veto",
    )


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that is still to come: by when, what it is, a sentence that goes on from it, where it leads.

    `leads` is "votes", "reserve" (the meeting that is booked) or "plan".
    """

    day: date
    what: str
    sentence: str
    leads: str = "votes"


def next_steps(vetoed: date, today: date, reserve: date | None) -> list[NextStep]:
    """The steps after a veto that are not past; `reserve` is the day of the meeting booked for it."""
    spring = spring_of(vetoed)
    report, revised = date(spring, 2, 8), date(spring, 2, 15)
    second, response = date(spring, 2, 22), date(spring, 3, 1)
    found = [
        NextStep(report, _("Report on the precept"), _("says that it was vetoed. It is due by this day.")),
        NextStep(
            revised, _("The revised precept"), _("comes from the commissioner by this day, after the veto.")
        ),
        _meeting(today, reserve, second),
        NextStep(response, _("The response to the second report"), _("is published by this day.")),
    ]
    return [step for step in found if step.day >= today]


def _meeting(today: date, reserve: date | None, second: date) -> NextStep:
    """The reserve meeting: to plan, to hold, or held, so that its report is due."""
    due = _("The second report is due by {day}").format(day=long_day(second))
    if reserve is None:
        said = _("is not planned. {due}, and there is no second veto.").format(due=due)
        return NextStep(second, _("The reserve precept meeting"), said, "plan")
    if reserve >= today:
        said = _("reviews the revised precept. {due}, and there is no second veto.").format(due=due)
        return NextStep(
            reserve, _("The reserve precept meeting of {day}").format(day=long_day(reserve)), said, "reserve"
        )
    return NextStep(second, _("The second report on the precept"), _("is due by this day."), "reserve")
