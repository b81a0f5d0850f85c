"""Votes that no longer agree with the roll or the minutes: worth a look before the minutes go out. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from foundation.history.findings import Finding, look
from foundation.ui.words import counted
from meetings.rules.votes import Voters


@dataclass(frozen=True, slots=True)
class RecordedVote:
    """What the check needs of one vote: what a reader calls it, its item, its figures and its voters."""

    name: str
    item: int | None
    total: int = 0
    people: tuple[tuple[int, str], ...] = ()


def vote_points(
    votes: Sequence[RecordedVote], voters: Voters, covered: Collection[int] | None
) -> list[Finding]:
    """A vote of more people than the roll knows, by somebody it does not know, or under no minute.

    `covered` are the items that have a minute; None while no minutes are begun.
    """
    return [found for vote in votes for found in _points(vote, voters, covered)]


def _points(vote: RecordedVote, voters: Voters, covered: Collection[int] | None) -> list[Finding]:
    found = []
    here = [voter for voter in voters.people if voter.is_here]
    if vote.total > len(here):
        votes = counted(vote.total, "vote")
        sentence = f"{vote.name}: {votes} counted, but the roll has {len(here)} members here."
        remedy = "Correct the roll or the vote."
        if voters.unmarked:
            remedy = f"Complete the roll: {counted(voters.unmarked, 'member')} not marked yet."
        found.append(look(sentence, remedy=remedy, code="votes"))
    known = {voter.person for voter in here}
    found += [
        look(f"{vote.name}: {name} voted, but is not here on the roll.", code="votes")
        for person, name in vote.people
        if person not in known
    ]
    if covered is not None and vote.item is not None and vote.item not in covered:
        found.append(look(f"{vote.name}: no minute covers it, so its vote is not printed.", code="votes"))
    return found
