"""Votes and an election at the meeting whose minutes are a draft: nobody outside reads a word of them."""

from meetings import actions
from meetings.actions import BallotLine, NominationLine
from meetings.models import Election
from meetings.votes.rules.votes import VoteFacts
from panels.models import Person
from tests.sweep.world import World


def votes(world: World) -> None:
    """One vote, and an election with two nominees and a round."""
    meeting, clerk = world.meeting("held"), world.secretary
    item = meeting.items.get(title="Performance")
    motion = world.secret("a motion of draft minutes")
    facts = VoteFacts(method="counts", votes_for=1, votes_against=0, item=item.pk, motion=motion)
    world.things["vote"] = actions.record_vote(meeting=meeting, facts=facts, by=clerk)
    title = world.secret("the title of an election of draft minutes")
    election = actions.open_election(item=item, office=Election.Office.OTHER, title=title, by=clerk)
    for name in ("Gage", "Stannard"):
        person = Person.objects.get(family_name=name)
        made = actions.nominate(election=election, line=NominationLine(person.pk), by=clerk)
    ballot = BallotLine(votes=((made.pk, 1),), abstained=0)
    world.things |= {
        "election": election,
        "nomination": made,
        "ballot": actions.record_ballot(election=election, line=ballot, by=clerk),
    }
