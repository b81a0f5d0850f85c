"""The vetoes a body has made, read from its votes, and what follows from them for other votes."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from foundation.history.findings import Finding
from meetings.models import AgendaItem, Decision, Meeting, Vote
from meetings.votes.facts import facts_of
from meetings.votes.rules import vetoes as rules
from meetings.votes.rules.vetoes import Put, Vetoed
from meetings.votes.rules.votes import CHIEF_CONSTABLE, VETO, VETOES, VoteFacts
from panels.models import Body

# Meetings at which a veto may be put to the vote, and of what.
MAY_VETO = {Meeting.Kind.PRECEPT: VETO, Meeting.Kind.CONFIRMATION_HEARING: CHIEF_CONSTABLE}


def vetoed_by(body: Body, *, but: Vote | None = None) -> list[Vetoed]:
    """The vetoes that a body carried, without one vote, such as the one that is being changed."""
    found = Vote.objects.vetoes_of(body)
    return [Vetoed(vote.purpose, vote.meeting.day) for vote in found if but is None or vote.pk != but.pk]


def no_veto_left(meeting: Meeting) -> Finding | None:
    """What to say at a meeting where a veto would be possible, had the panel not vetoed before."""
    purpose = MAY_VETO.get(Meeting.Kind(meeting.kind))
    if purpose is None:
        return None
    return rules.no_veto_left(purpose, meeting.day, vetoed_by(meeting.body))


def decision_words(decision: Decision) -> str:
    """The words of a decision, its limbs one after the other."""
    return " ".join(limb.text for limb in decision.limbs.all())


def veto_points(meeting: Meeting, votes: Sequence[Vote], labels: Mapping[int, str]) -> list[Finding]:
    """What to look at: recorded votes that veto under another label, or veto a second time."""
    of_body: list[Vote] = []
    if any(vote.purpose in VETOES for vote in votes):
        of_body = list(Vote.objects.vetoes_of(meeting.body))
    found: list[Finding] = []
    for vote in votes:
        others = [Vetoed(each.purpose, each.meeting.day) for each in of_body if each.pk != vote.pk]
        put = put_of(meeting, facts_of(vote), vote.item, vote.decision)
        found += rules.recorded_points(name_of(vote, labels), put, others, reason=vote.reason)
    return found


def unvoted_points(decisions: Sequence[tuple[str, Decision]], votes: Sequence[Vote]) -> list[Finding]:
    """Decisions that veto, each with the name of its minute, for which no vote as a veto is recorded."""
    voted = {vote.decision_id for vote in votes}
    unvoted = [(name, each) for name, each in decisions if each.pk not in voted]
    return [rules.unvoted_point(name) for name, each in unvoted if rules.says_veto(decision_words(each))]


def put_of(meeting: Meeting, facts: VoteFacts, item: AgendaItem | None, decision: Decision | None) -> Put:
    """What is put to the vote, for the rules about vetoes."""
    return Put(
        day=meeting.day,
        purpose=facts.purpose,
        words=f"{facts.motion} {decision_words(decision) if decision else ''}",
        title=item.title if item else "",
        result=facts.result,
        is_amendment=facts.is_amendment,
    )


def name_of(vote: Vote, labels: Mapping[int, str]) -> str:
    """What a reader calls a vote: the number of its item, or its words."""
    label = labels.get(vote.item_id or 0, "")
    return (
        _("Item {label}").format(label=label)
        if label
        else f"“{vote.item.title if vote.item else vote.motion}”"
    )
