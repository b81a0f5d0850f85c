"""Recording votes: how a motion or a decision was put, who moved it, and what it came to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from meetings import policies
from meetings.models import AgendaItem, Decision, Meeting, Minute, Vote, VoteCast
from meetings.rules.vetoes import Put, veto_findings
from meetings.rules.votes import (
    UNANIMOUS,
    VoteFacts,
    Voters,
    outcome_of,
    result_of,
    vote_findings,
)
from meetings.vetoes import vetoed_by, words_of
from meetings.voters import voters_of


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote as typed: on which item or minute, on which words, and the facts of it."""

    facts: VoteFacts = field(default_factory=VoteFacts)
    item: AgendaItem | None = None
    minute: Minute | None = None
    decision: Decision | None = None
    amends: Vote | None = None
    motion: str = ""
    reason: str = ""


@transaction.atomic
def record_vote(*, meeting: Meeting, line: VoteLine, by: User, form_key: str = "") -> Vote:
    """Record one vote. The same form sent twice records it once. Raises `Refused`.

    A form sent again with other words is refused, so that nobody takes the second for saved.
    """
    meeting = _open(meeting, by)
    voters = voters_of(meeting, line.item)
    known = Vote.objects.whole().filter(meeting=meeting, form_key=form_key).first() if form_key else None
    if known is not None:
        require(_same(known, line, voters))
        return known
    require(*findings_of(meeting, line, voters), reason=line.reason)
    last = Vote.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    vote = Vote(meeting=meeting, form_key=form_key, position=0 if last is None else last + 1)
    _write(vote, line, voters, by)
    record("vote recorded", vote, by=by, scope=meeting.scope, data=_data(vote))
    return vote


@transaction.atomic
def change_vote(*, vote: Vote, line: VoteLine, based_on: int, by: User) -> Vote:
    """Change a recorded vote. Raises `NewerVersion` when somebody changed it since version `based_on`.

    Changing it to what is there already changes nothing.
    """
    meeting = _open(vote.meeting, by)
    locked = Vote.objects.whole().select_for_update(of=("self",)).get(pk=vote.pk)
    voters = voters_of(meeting, line.item)
    if _content(locked) == _typed(line, voters):
        return locked
    if locked.version != based_on:
        raise NewerVersion(locked.saved_by, locked.saved_at, locked.version, theirs="", yours="")
    require(*findings_of(meeting, line, voters, vote=locked), reason=line.reason)
    locked.version += 1
    _write(locked, line, voters, by)
    record("vote changed", locked, by=by, scope=meeting.scope, data=_data(locked))
    return locked


@transaction.atomic
def remove_vote(*, vote: Vote, by: User) -> None:
    """Remove a vote recorded by mistake. One that is gone already is left alone."""
    meeting = _open(vote.meeting, by)
    locked = Vote.objects.select_for_update().filter(pk=vote.pk).first()
    if locked is None:
        return
    if locked.amendments.exists():
        require(stopped("Remove the votes on its amendments first."))
    record("vote removed", locked, by=by, scope=meeting.scope, data=_data(locked))
    locked.delete()


def _open(meeting: Meeting, by: User) -> Meeting:
    """The meeting, locked, after asking whether this user may record it."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    require(policies.may_write_minutes(by, meeting))
    return meeting


def findings_of(meeting: Meeting, line: VoteLine, voters: Voters, vote: Vote | None = None) -> list[Finding]:
    """Every rule held against a vote as typed; `vote` is the recorded one that it changes."""
    return [
        _place(meeting, line),
        _amends(line, vote),
        *vote_findings(_facts(line), voters, has_casting_vote=meeting.settings.has_casting_vote),
        *veto_findings(_put(meeting, line, voters), vetoed_by(meeting.body, but=vote)),
    ]


def _put(meeting: Meeting, line: VoteLine, voters: Voters) -> Put:
    """What is put to the vote, for the rules about vetoes."""
    facts = _facts(line)
    return Put(
        day=meeting.day,
        purpose=facts.purpose,
        words=f"{line.motion} {words_of(line.decision) if line.decision else ''}",
        title=line.item.title if line.item else "",
        result=result_of(facts, voters.in_post),
        is_amendment=line.amends is not None,
    )


def _facts(line: VoteLine) -> VoteFacts:
    return replace(line.facts, is_on_decision=line.decision is not None)


def _place(meeting: Meeting, line: VoteLine) -> Finding:
    """A vote belongs to one item or one minute of this meeting, and its decision to the same."""
    item, minute = line.item, line.minute
    if (item is None) == (minute is None):
        return stopped("Choose the item that was voted on.", code="place")
    if item is not None and item.meeting_id != meeting.pk:
        return stopped("This item belongs to another meeting.", code="place")
    if minute is not None and minute.minutes.meeting_id != meeting.pk:
        return stopped("This minute belongs to another meeting.", code="place")
    if line.decision is not None and line.decision.minute.minutes.meeting_id != meeting.pk:
        return stopped("This decision belongs to another meeting.", code="decision")
    return met()


def _amends(line: VoteLine, vote: Vote | None) -> Finding:
    """An amendment amends a motion under the same item, not itself nor another amendment."""
    amends = line.amends
    if amends is None:
        return met()
    if vote is not None and (amends.pk == vote.pk or vote.amendments.exists()):
        return stopped("A motion cannot amend itself or one that amends it.", code="amends")
    if amends.parent_id is not None:
        return stopped("Choose the motion itself, not its amendment.", code="amends")
    of_item = line.item.pk if line.item else None
    of_minute = line.minute.pk if line.minute else None
    if (amends.item_id, amends.minute_id) != (of_item, of_minute):
        return stopped("The motion it amends stands under another item.", code="amends")
    return met()


def _write(vote: Vote, line: VoteLine, voters: Voters, by: User) -> None:
    """Write the vote with its names; a name once printed stays while the person is the same."""
    earlier = {cast.person_id: cast.printed_name for cast in vote.casts.all()} if vote.pk else {}
    for who in ("mover", "seconder", "casting_by"):
        if getattr(vote, f"{who}_id"):
            earlier.setdefault(getattr(vote, f"{who}_id"), getattr(vote, f"{who}_name"))
    values = _typed(line, voters)
    casts = values.pop("casts")
    for name, value in values.items():
        setattr(vote, name, value)
    printed = _names(voters, earlier)
    for who in ("mover", "seconder", "casting_by"):
        setattr(vote, f"{who}_name", printed(getattr(vote, f"{who}_id")))
    vote.saved_at, vote.saved_by = timezone.now(), by.printed_name
    vote.save()
    vote.casts.all().delete()
    VoteCast.objects.bulk_create(
        [
            VoteCast(vote=vote, person_id=person, how=how, printed_name=printed(person), position=place)
            for place, (person, how) in enumerate(casts)
        ]
    )


def _names(voters: Voters, earlier: dict[int, str]) -> Callable[[int | None], str]:
    def printed(person: int | None) -> str:
        voter = voters.of(person)
        return earlier.get(person or 0) or (voter.name if voter else "")

    return printed


def _typed(line: VoteLine, voters: Voters) -> dict[str, Any]:
    """The values of a vote as they are stored."""
    facts = _facts(line)
    votes_for, against, abstained = facts.figures if facts.is_counted else (None, None, None)
    return {
        "item_id": line.item.pk if line.item else None,
        "minute_id": line.minute.pk if line.minute else None,
        "decision_id": line.decision.pk if line.decision else None,
        "parent_id": line.amends.pk if line.amends else None,
        "motion": " ".join(line.motion.split()),
        "reason": line.reason.strip(),
        "method": facts.method,
        "threshold": "two_thirds" if facts.needs_two_thirds else "simple",
        "purpose": facts.purpose,
        "votes_for": votes_for,
        "votes_against": against,
        "abstained": abstained,
        "in_post": voters.in_post,
        "result": result_of(facts, voters.in_post),
        "outcome": outcome_of(facts, voters.in_post),
        "mover_id": facts.mover,
        "seconder_id": facts.seconder,
        "casting_for": facts.casting_for,
        "casting_by_id": facts.casting_by if facts.casting_for else None,
        "casts": list(facts.casts),
    }


def _content(vote: Vote) -> dict[str, Any]:
    """The same values of a vote that is stored."""
    names = [name for name in _typed(VoteLine(), Voters(0)) if name != "casts"]
    casts = [(cast.person_id, cast.how) for cast in vote.casts.all()]
    return {**{name: getattr(vote, name) for name in names}, "casts": casts}


def _same(known: Vote, line: VoteLine, voters: Voters) -> Finding:
    """The second sending of a form says what the first said."""
    before, now = _content(known), _typed(line, voters)
    # Members may have joined since: what was typed is what counts.
    if {**before, "in_post": 0} == {**now, "in_post": 0}:
        return met()
    return stopped(
        "This form was sent already, and that vote is recorded. What you typed now is not.",
        remedy="Change the recorded vote instead.",
        code="sent",
    )


def _data(vote: Vote) -> dict[str, Any]:
    """What history keeps of it: figures and keys, no names."""
    counted = {"for": vote.votes_for, "against": vote.votes_against, "abstained": vote.abstained}
    figures = counted if vote.method != UNANIMOUS else {}
    return {"method": vote.method, "result": vote.result, **figures}
