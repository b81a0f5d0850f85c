"""The demo's votes: a lost amendment and a counted vote on a decision, and a contested election."""

from datetime import timedelta

from config.demo.clock import at
from foundation.accounts.models import User
from meetings import actions
from meetings.actions import BallotLine, NominationLine
from meetings.models import AgendaItem, Decision, Meeting
from meetings.votes.rules.votes import AGAINST, VoteFacts
from panels.models import Person


def add_votes(meeting: Meeting, clerk: User) -> None:
    """What was voted on at the last meeting; its draft minutes are published again with it."""
    with at(meeting.day + timedelta(days=12)):
        decision = Decision.objects.filter(minute__minutes__meeting=meeting).earliest("pk")
        item = decision.minute.items.get()
        _vote(item, decision, clerk)
        _elect(item, clerk)
        actions.publish_minutes(minutes=meeting.minutes, by=clerk)


def _key(family_name: str) -> int:
    return Person.objects.get(family_name=family_name).pk


def _vote(item: AgendaItem, decision: Decision, clerk: User) -> None:
    """Ten members here: the amendment is lost, the decision carried."""
    facts = VoteFacts(
        method="counts",
        votes_for=8,
        votes_against=1,
        abstained=1,
        casts=((_key("Babcock"), AGAINST),),
        mover=_key("Gage"),
        seconder=_key("Obuya"),
        item=item.pk,
        decision=decision.pk,
    )
    motion = actions.record_vote(meeting=item.meeting, facts=facts, by=clerk)
    facts = VoteFacts(
        method="counts",
        votes_for=3,
        votes_against=7,
        mover=_key("Babcock"),
        item=item.pk,
        parent=motion.pk,
        motion="That the figures be brought every month, not every quarter.",
    )
    actions.record_vote(meeting=item.meeting, facts=facts, by=clerk)


def _elect(item: AgendaItem, clerk: User) -> None:
    """Two stand to lead on young people: seven votes to three."""
    title = "Lead member for young people"
    election = actions.open_election(item=item, office="other", title=title, by=clerk)
    for name, proposer, seconder in (("Iqbal", "Quayle", "Fenn"), ("Penhale", "Marsh", "Ranasinghe")):
        line = NominationLine(_key(name), _key(proposer), _key(seconder))
        actions.nominate(election=election, line=line, by=clerk)
    first, second = election.nominations.values_list("pk", flat=True)
    round_line = BallotLine(votes=((first, 7), (second, 3)), abstained=0)
    actions.record_ballot(election=election, line=round_line, by=clerk)
    actions.declare_elected(election=election, by=clerk)
