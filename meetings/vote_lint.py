"""The recorded votes of a meeting held against its roll and its minutes."""

from collections.abc import Collection, Mapping, Sequence

from foundation.history.findings import Finding
from meetings.models import Meeting, Vote
from meetings.rules import vote_lint
from meetings.rules.voters import Voters
from meetings.vetoes import name_of, veto_points
from meetings.vote_facts import facts_of


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
        *vote_lint.vote_points(recorded, voters, covered),
        *veto_points(meeting, votes, labels),
    ]
