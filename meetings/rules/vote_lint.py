"""Votes that no longer agree with the roll or the minutes: worth a look before the minutes go out. Pure."""

from collections.abc import Collection, Sequence

from foundation.history.findings import Finding, look
from foundation.ui.words import counted
from meetings.rules.voters import Voters
from meetings.rules.votes import VoteFacts


def vote_points(
    votes: Sequence[tuple[str, VoteFacts]], voters: Voters, covered: Collection[int] | None
) -> list[Finding]:
    """A vote of more people than the roll knows, by somebody it does not know, or under no minute.

    Each vote comes with what a reader calls it; `covered` are the items that have a minute, None while no
    minutes are begun.
    """
    return [found for name, vote in votes for found in _points(name, vote, voters, covered)]


def _points(called: str, vote: VoteFacts, voters: Voters, covered: Collection[int] | None) -> list[Finding]:
    found = []
    total = sum(figure or 0 for figure in vote.figures)
    here = [voter for voter in voters.people if voter.is_here]
    if total > len(here):
        votes = counted(total, "vote")
        sentence = f"{called}: {votes} counted, but the roll has {len(here)} members here."
        remedy = "Correct the roll or the vote."
        if voters.unmarked:
            remedy = f"Complete the roll: {counted(voters.unmarked, 'member')} not marked yet."
        found.append(look(sentence, remedy=remedy, code="votes"))
    known = {voter.person for voter in here}
    found += [
        look(f"{called}: {vote.names[person]} voted, but is not here on the roll.", code="votes")
        for person, _ in vote.casts
        if person not in known
    ]
    if covered is not None and vote.item is not None and vote.item not in covered:
        found.append(look(f"{called}: no minute covers it, so its vote is not printed.", code="votes"))
    return found
