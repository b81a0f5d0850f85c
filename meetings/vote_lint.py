"""The recorded votes of a meeting held against its roll and its minutes."""

from collections.abc import Collection, Mapping, Sequence

from foundation.history.findings import Finding
from meetings.models import Vote
from meetings.rules import vote_lint
from meetings.rules.vote_lint import RecordedVote
from meetings.rules.votes import Voters


def vote_points(
    votes: Sequence[Vote], voters: Voters, labels: Mapping[int, str], covered: Collection[int] | None
) -> list[Finding]:
    """What to look at; `votes` come with their items and names."""
    return vote_lint.vote_points([_recorded(vote, labels) for vote in votes], voters, covered)


def _recorded(vote: Vote, labels: Mapping[int, str]) -> RecordedVote:
    label = labels.get(vote.item_id or 0, "")
    where = f"Item {label}" if label else f"“{vote.item.title if vote.item else vote.motion}”"
    return RecordedVote(
        where,
        vote.item_id,
        sum(figure or 0 for figure in (vote.votes_for, vote.votes_against, vote.abstained)),
        tuple((cast.person_id, cast.printed_name) for cast in vote.casts.all()),
    )
