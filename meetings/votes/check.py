"""The recorded votes of a meeting held against its roll and its minutes."""

from collections.abc import Collection, Mapping, Sequence

from foundation.history.findings import Finding
from meetings.models import Meeting, Vote
from meetings.votes.facts import facts_of
from meetings.votes.rules import elections
from meetings.votes.rules.voters import Voters
from meetings.votes.vetoes import name_of, veto_points


def vote_points(
    meeting: Meeting,
    votes: Sequence[Vote],
    voters: Voters,
    labels: Mapping[int, str],
    covered: Collection[int] | None,
) -> list[Finding]:
    """What to look at; `votes` come with their items, decisions and names."""
    recorded = [(name_of(vote, labels), facts_of(vote)) for vote in votes]
    return [
        *elections.vote_points(recorded, voters, covered),
        *veto_points(meeting, votes, labels),
    ]
