"""Votes and elections as minutes print them: read once for a meeting, then under their items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from meetings.models import AgendaItem, Decision, Election, Meeting, Minute, Vote
from meetings.restricted.business import Restricted
from meetings.votes.facts import facts_of
from meetings.votes.rules.votes import VoteFacts
from meetings.votes.rules.words import (
    ElectionSaid,
    NominationSaid,
    RoundSaid,
    election_written,
    vote_lists,
    vote_sentences,
)
from meetings.wording.facts import Words, Written


@dataclass(frozen=True, kw_only=True)
class VoteNames:
    """The names under one word of a named vote: For, Against, Abstained."""

    label: str
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class VoteBlock:
    """What is printed of one vote: its sentences, and the names where it was taken by name."""

    sentences: list[str] = field(default_factory=list)
    lists: list[VoteNames] = field(default_factory=list)


@dataclass(frozen=True)
class MeetingVotes:
    """Every vote and election of a meeting."""

    words: Words
    restricted: Restricted
    votes: Sequence[Vote]
    elections: Sequence[Election]

    @classmethod
    def of(cls, meeting: Meeting, words: Words, restricted: Restricted) -> "MeetingVotes":
        """All that was recorded at this meeting, in its order; it comes with its minutes whole."""
        return cls(words, restricted, list(meeting.votes.all()), list(meeting.elections.all()))

    @cached_property
    def _ordered(self) -> list[Vote]:
        """Amendments before the motion they amend, everything else as it was recorded."""
        return amendments_first(self.votes)

    def on_decision(self, decision: Decision, *, is_kept: bool = False) -> list[VoteBlock]:
        """What is printed after a decision: its vote, and those on amendments before it.

        Of restricted business, or a decision that `is_kept` from the public, no words of a motion or an
        amendment are printed, nor what came of it: only how the vote went.
        """
        own = {vote.pk for vote in self.votes if vote.decision_id == decision.pk}
        return [
            self._block(vote, is_kept=is_kept)
            for vote in self._ordered
            if vote.pk in own or (vote.parent_id in own and not is_kept and self._is_open(vote))
        ]

    def on_motions(self, minute: Minute, items: Iterable[AgendaItem]) -> list[VoteBlock]:
        """What is printed before the decisions: motions that no decision stands for.

        A motion of restricted business has words of its own, so the public reads nothing of it.
        """
        items = list(items)
        covered = {item.pk for item in items}
        is_kept = any(self.restricted.on_item(item) is not None for item in items)
        decided = {vote.pk for vote in self.votes if vote.decision_id}
        return [
            self._block(vote)
            for vote in self._ordered
            if (vote.item_id in covered or vote.minute_id == minute.pk)
            and self._is_open(vote)
            and not (is_kept and vote.item is None)
            and not vote.decision_id
            and vote.parent_id not in decided
        ]

    def elected_at(self, item: AgendaItem) -> list[Written]:
        """What the record says of the elections under an item; nothing where the item is restricted."""
        if self.restricted.on_item(item) is not None:
            return []
        own = [election for election in self.elections if election.item_id == item.pk]
        found = [election_written(election_said(election, self.words)) for election in own]
        return [each for each in found if each.opening]

    def _is_open(self, vote: Vote) -> bool:
        return vote.item is None or self.restricted.on_item(vote.item) is None

    def _block(self, vote: Vote, *, is_kept: bool = False) -> VoteBlock:
        facts = facts_of(vote)
        is_open = self._is_open(vote) and not is_kept
        return block_of(facts if is_open else replace(facts, motion="", outcome=""), self.words)


def amendments_first(votes: Sequence[Vote]) -> list[Vote]:
    """Each amendment before the motion it amends, everything else as it was recorded."""
    amending: dict[int, list[Vote]] = {}
    for vote in votes:
        if vote.parent_id:
            amending.setdefault(vote.parent_id, []).append(vote)
    return [each for vote in votes if not vote.parent_id for each in (*amending.get(vote.pk, []), vote)]


def block_of(facts: VoteFacts, words: Words) -> VoteBlock:
    """The printed form of one vote; where a decision says the words, they are not repeated."""
    return VoteBlock(
        sentences=vote_sentences(facts, words),
        lists=[VoteNames(label=label, names=names) for label, names in vote_lists(facts)],
    )


def office_name(election: Election, words: Words) -> str:
    """What the body calls the office, or the title typed for another."""
    return {Election.Office.CHAIR.value: words.chair, Election.Office.DEPUTY.value: words.deputy}.get(
        election.office, election.title
    )


def election_said(election: Election, words: Words) -> ElectionSaid:
    """A recorded election as facts for its sentences."""
    nominations = list(election.nominations.all())
    names = {each.pk: each.printed_name for each in nominations}
    return ElectionSaid(
        words=words,
        office=office_name(election, words),
        is_of_body=election.office != Election.Office.OTHER,
        nominations=tuple(
            NominationSaid(
                each.printed_name,
                each.proposer_name,
                each.seconder_name,
                each.is_willing,
                each.is_absent,
                each.came_before,
            )
            for each in nominations
        ),
        rounds=tuple(
            RoundSaid(
                tuple((names[count.nomination_id], count.votes) for count in ballot.counts.all()),
                ballot.abstained,
                tuple(
                    (cast.printed_name, names.get(cast.nomination_id or 0, "")) for cast in ballot.casts.all()
                ),
                ballot.is_named,
                ballot.tie_broken_by,
                names.get(ballot.tie_broken_for_id or 0, ""),
                ballot.casting_by_name,
            )
            for ballot in election.ballots.all()
        ),
        elected=next((each.printed_name for each in nominations if each.is_elected), ""),
        how=election.declared_how,
        ends_on=election.ends,
        is_restricted=election.electorate == Election.Members.APPOINTED,
    )
