"""The recorded votes of a meeting held against its roll and its minutes."""

from collections.abc import Collection, Mapping, Sequence

from foundation.history.findings import Finding
from meetings.models import Meeting, Vote
from meetings.rules import vote_lint
from meetings.rules.vote_lint import RecordedVote
from meetings.rules.votes import Voters
from meetings.vetoes import veto_points


def vote_points(
    meeting: Meeting,
    votes: Sequence[Vote],
    voters: Voters,
    labels: Mapping[int, str],
    covered: Collection[int] | None,
) -> list[Finding]:
    """What to look at; `votes` come with their items, decisions and names."""
    recorded = [_recorded(vote, labels) for vote in votes]
    return [
        *vote_lint.vote_points(recorded, voters, covered),
        *veto_points(meeting, votes, labels),
    ]


def _recorded(vote: Vote, labels: Mapping[int, str]) -> RecordedVote:
    label = labels.get(vote.item_id or 0, "")
    where = f"Item {label}" if label else f"“{vote.item.title if vote.item else vote.motion}”"
    return RecordedVote(
        where,
        vote.item_id,
        sum(figure or 0 for figure in (vote.votes_for, vote.votes_against, vote.abstained)),
        tuple((cast.person_id, cast.printed_name) for cast in vote.casts.all()),
    )
