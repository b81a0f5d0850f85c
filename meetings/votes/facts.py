"""A vote between its table and the rules: read as facts, and facts written to it.

A new fact on a vote is a field of `VoteFacts` and of the table, of one name; the form fills it likewise.
"""

from dataclasses import fields

from meetings.models import Vote
from meetings.votes.rules.votes import VoteFacts

PEOPLE = ("mover", "seconder", "casting_by")
KEYS = ("item", "minute", "decision", "parent", *PEOPLE)
# What has the same name and the same values on both sides.
PLAIN = [each.name for each in fields(VoteFacts) if each.name not in (*KEYS, "casts", "names")]


def facts_of(vote: Vote) -> VoteFacts:
    """A recorded vote as facts; it comes with its casts (`Vote.objects.whole`)."""
    casts = list(vote.casts.all())
    names = {getattr(vote, f"{who}_id"): getattr(vote, f"{who}_name") for who in PEOPLE}
    return VoteFacts(
        **{name: getattr(vote, name) for name in PLAIN},
        **{name: getattr(vote, f"{name}_id") for name in KEYS},
        casts=tuple((cast.person_id, cast.how) for cast in casts),
        names={cast.person_id: cast.printed_name for cast in casts}
        | {person: name for person, name in names.items() if person},
    )


def fill(vote: Vote, facts: VoteFacts) -> None:
    """Put settled facts on a vote, without its casts and without saving it."""
    for name in PLAIN:
        setattr(vote, name, getattr(facts, name))
    for name in KEYS:
        setattr(vote, f"{name}_id", getattr(facts, name))
    for who in PEOPLE:
        setattr(vote, f"{who}_name", facts.names.get(getattr(facts, who) or 0, ""))
