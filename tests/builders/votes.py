"""Votes of a fictional meeting, recorded through actions."""

from typing import Any

from meetings import actions
from meetings.actions import BallotLine, NominationLine
from meetings.models import Election, Vote
from meetings.votes.rules.votes import VoteFacts
from tests.builders.minutes import Held, add_items, held_meeting, take_roll

MOTION = "That the report be deferred."


def voting_meeting(items: int = 2, **settings: Any) -> Held:
    """Five members in post, four of them here with Mrs Oakley in the chair, and some reports."""
    held = held_meeting(**settings)
    add_items(held, items)
    take_roll(held)
    return held


def key(held: Held, name: str) -> int:
    """The key of a member by family name."""
    return held.people[name].pk


def casts(held: Held, **hows: str) -> tuple[tuple[int, str], ...]:
    """A vote by name: Gage="for"."""
    return tuple((key(held, name), how) for name, how in hows.items())


def vote(held: Held, *, form_key: str = "", motion: str = MOTION, item: int = 0, **facts: Any) -> Vote:
    """One vote on an item; counted three to one unless said otherwise."""
    usual: dict[str, Any] = {"method": "counts", "votes_for": 3, "votes_against": 1}
    if facts.get("method", "counts") != "counts":
        usual = {}
    typed = VoteFacts(**{**usual, **facts}, item=held.items[item].pk, motion=motion)
    return actions.record_vote(meeting=held.meeting, facts=typed, form_key=form_key, by=held.secretary)


def election(held: Held, office: str = "chair", **fields: Any) -> Election:
    """An election under the first item."""
    return actions.open_election(item=held.items[0], office=office, by=held.secretary, **fields)


def nominate(held: Held, found: Election, name: str, **fields: Any) -> None:
    """Somebody nominated by Mrs Oakley and seconded by Mr Bellweather unless said otherwise."""
    usual = {"proposer": key(held, "Oakley"), "seconder": key(held, "Bellweather")}
    line = NominationLine(key(held, name), **{**usual, **fields})
    actions.nominate(election=found, line=line, by=held.secretary)


def ballot(held: Held, found: Election, form_key: str = "", **votes: int) -> None:
    """One round: votes by family name; `abstained` beside them."""
    abstained = votes.pop("abstained", None)
    nominations = {each.person.family_name: each.pk for each in found.nominations.select_related("person")}
    counts = tuple((nominations[name], count) for name, count in votes.items())
    line = BallotLine(votes=counts, abstained=abstained)
    actions.record_ballot(election=found, line=line, form_key=form_key, by=held.secretary)
