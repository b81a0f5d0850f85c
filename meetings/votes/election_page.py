"""One election as its page shows it: who stands, how the rounds went, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.common.rules.labels import labels
from meetings.models import Ballot, Election, Nomination
from meetings.votes.actions.electing import electorate_of
from meetings.votes.pages import ElectionRow, can_declare, election_row
from meetings.votes.rules.voters import Voters
from meetings.votes.voters import voters_of
from meetings.wording.house import house_words


@dataclass(frozen=True)
class RoundRow:
    """One round: the votes of each nominee, and what else was recorded."""

    ballot: Ballot
    votes: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class ElectionPage:
    """Everything the page of one election shows, in a fixed number of queries."""

    election: Election
    row: ElectionRow
    voters: Voters
    nominations: Sequence[Nomination]
    rounds: Sequence[RoundRow]
    item_label: str
    is_clear: bool

    @classmethod
    def of(cls, election: Election) -> "ElectionPage":
        """The page of this election; its relations are read already."""
        meeting = election.meeting
        voters = electorate_of(election, voters_of(meeting, election.item))
        nominations = list(election.nominations.all())
        names = {each.pk: each.printed_name for each in nominations}
        return cls(
            election=election,
            row=election_row(election, house_words(meeting, meeting.settings), voters),
            voters=voters,
            nominations=nominations,
            rounds=[
                RoundRow(ballot, [(names[count.nomination_id], count.votes) for count in ballot.counts.all()])
                for ballot in election.ballots.all()
            ],
            item_label=labels(meeting.items.all()).get(election.item_id, ""),
            is_clear=can_declare(election, voters),
        )

    @property
    def in_next_round(self) -> list[Nomination]:
        """Who can be voted for next: those who stand, and had votes to get in the round before."""
        standing = [each for each in self.nominations if each.is_willing]
        if not self.rounds:
            return standing
        known = {count.nomination_id for count in self.rounds[-1].ballot.counts.all()}
        return [each for each in standing if each.pk in known]

    @property
    def is_declared(self) -> bool:
        """True once somebody was declared elected."""
        return self.election.declared_at is not None

    @property
    def takes_votes(self) -> bool:
        """True while there is something to vote on."""
        return not self.is_declared and len(self.in_next_round) > 1 and not self.is_clear

    @property
    def takes_nominations(self) -> bool:
        """True until the first round."""
        return not self.is_declared and not self.rounds

    @property
    def able(self) -> int:
        """How many can vote."""
        return len(self.voters.counted)
