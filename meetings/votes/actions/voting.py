"""Recording votes: how a motion or a decision was put, who moved it, and what it came to."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.common.locks import lock_record
from meetings.models import AgendaItem, Decision, Meeting, Minute, Vote, VoteCast
from meetings.votes.facts import facts_of, fill
from meetings.votes.rules.vetoes import veto_findings
from meetings.votes.rules.voters import Voters
from meetings.votes.rules.votes import UNANIMOUS, VoteFacts, settled, vote_findings
from meetings.votes.vetoes import put_of, vetoed_by
from meetings.votes.voters import voters_of


@transaction.atomic
def record_vote(*, meeting: Meeting, facts: VoteFacts, by: User, form_key: str = "") -> Vote:
    """Record one vote as typed. The same form sent twice records it once. Raises `Refused`.

    A form sent again with other words is refused, so that nobody takes the second for saved.
    """
    lock_record(meeting, by)
    voters = voters_of(meeting, _item(meeting, facts))
    known = Vote.objects.whole().filter(meeting=meeting, form_key=form_key).first() if form_key else None
    if known is not None:
        require(_same(known, settled(facts, voters)))
        return known
    require(*findings_of(meeting, facts, voters), reason=facts.reason)
    last = Vote.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    vote = Vote(meeting=meeting, form_key=form_key, position=0 if last is None else last + 1)
    _write(vote, settled(facts, voters), by)
    record("vote recorded", vote, by=by, scope=meeting.scope, data=_data(vote))
    return vote


@transaction.atomic
def change_vote(*, vote: Vote, facts: VoteFacts, based_on: int, by: User) -> Vote:
    """Change a recorded vote. Raises `NewerVersion` when somebody changed it since version `based_on`.

    Changing it to what is there already changes nothing.
    """
    meeting = vote.meeting
    lock_record(meeting, by)
    locked = Vote.objects.whole().select_for_update(of=("self",)).get(pk=vote.pk)
    voters = voters_of(meeting, _item(meeting, facts))
    known = facts_of(locked)
    typed = settled(replace(facts, names=known.names), voters)
    if known == typed:
        return locked
    if locked.version != based_on:
        raise NewerVersion(locked.saved_by, locked.saved_at, locked.version, theirs="", yours="")
    require(*findings_of(meeting, facts, voters, vote=locked), reason=facts.reason)
    locked.version += 1
    _write(locked, typed, by)
    record("vote changed", locked, by=by, scope=meeting.scope, data=_data(locked))
    return locked


@transaction.atomic
def remove_vote(*, vote: Vote, by: User) -> None:
    """Remove a vote recorded by mistake. One that is gone already is left alone."""
    meeting = vote.meeting
    lock_record(meeting, by)
    locked = Vote.objects.select_for_update().filter(pk=vote.pk).first()
    if locked is None:
        return
    if locked.amendments.exists():
        refuse(_("Remove the votes on its amendments first."))
    record("vote removed", locked, by=by, scope=meeting.scope, data=_data(locked))
    locked.delete()


def findings_of(
    meeting: Meeting, facts: VoteFacts, voters: Voters, vote: Vote | None = None
) -> list[Finding]:
    """Every rule held against a vote as typed; `vote` is the recorded one that it changes."""
    item = _item(meeting, facts)
    decisions = Decision.objects.filter(minute__minutes__meeting=meeting).prefetch_related("limbs")
    decision = decisions.filter(pk=facts.decision).first() if facts.decision else None
    put = put_of(meeting, settled(facts, voters), item, decision)
    return [
        _place(meeting, facts, item, decision),
        _amends(meeting, facts, vote),
        *vote_findings(facts, voters, has_casting_vote=meeting.settings.has_casting_vote),
        *veto_findings(put, vetoed_by(meeting.body, but=vote)),
    ]


def _item(meeting: Meeting, facts: VoteFacts) -> AgendaItem | None:
    return meeting.items.filter(pk=facts.item).first() if facts.item else None


def _place(meeting: Meeting, facts: VoteFacts, item: AgendaItem | None, decision: Decision | None) -> Finding:
    """A vote belongs to one item or one minute of this meeting, and its decision to the same."""
    if (facts.item is None) == (facts.minute is None):
        return stopped(_("Choose the item that was voted on."), code="place")
    if facts.item and item is None:
        return stopped(_("This item belongs to another meeting."), code="place")
    if facts.minute and not Minute.objects.filter(pk=facts.minute, minutes__meeting=meeting).exists():
        return stopped(_("This minute belongs to another meeting."), code="place")
    if facts.decision and decision is None:
        return stopped(_("This decision belongs to another meeting."), code="decision")
    return met()


def _amends(meeting: Meeting, facts: VoteFacts, vote: Vote | None) -> Finding:
    """An amendment amends a motion under the same item, not itself nor another amendment."""
    if facts.parent is None:
        return met()
    if vote is not None and (facts.parent == vote.pk or vote.amendments.exists()):
        return stopped(_("A motion cannot amend itself or one that amends it."), code="amends")
    amended = meeting.votes.filter(pk=facts.parent).first()
    if amended is not None and amended.parent_id is not None:
        return stopped(_("Choose the motion itself, not its amendment."), code="amends")
    if amended is None or (amended.item_id, amended.minute_id) != (facts.item, facts.minute):
        return stopped(_("The motion it amends is recorded under another item."), code="amends")
    return met()


def _write(vote: Vote, facts: VoteFacts, by: User) -> None:
    """Write a settled vote with its names."""
    fill(vote, facts)
    vote.saved_at, vote.saved_by = timezone.now(), by.printed_name
    vote.save()
    vote.casts.all().delete()
    VoteCast.objects.bulk_create(
        [
            VoteCast(vote=vote, person_id=person, how=how, printed_name=facts.names[person], position=place)
            for place, (person, how) in enumerate(facts.casts)
        ]
    )


def _same(known: Vote, typed: VoteFacts) -> Finding:
    """The second sending of a form says what the first said."""
    # Members may have joined since: what was typed is what counts.
    if replace(facts_of(known), in_post=0) == replace(typed, in_post=0):
        return met()
    return stopped(
        _("This form has already been sent, and that vote is recorded. What you have now entered is not."),
        remedy=_("Change the recorded vote instead."),
        code="sent",
    )


def _data(vote: Vote) -> dict[str, Any]:
    """What history keeps of it: figures and keys, no names."""
    counted = {"for": vote.votes_for, "against": vote.votes_against, "abstained": vote.abstained}
    figures = counted if vote.method != UNANIMOUS else {}
    return {"method": vote.method, "result": vote.result, **figures}
