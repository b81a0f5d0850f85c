"""Elections held against the facts: who may stand and vote, and who is elected. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, stopped
from foundation.ui.words import counted, joined
from meetings.votes.rules.voters import Voters, casting_findings, entitled, too_many
from meetings.votes.rules.votes import VoteFacts

APPOINTED = "appointed"
MOST, CAST, PRESENT = "most", "cast", "present"
SOLE, BALLOT, CASTING, LOT = "sole", "ballot", "casting", "lot"


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody nominated: by whom, and whether they are willing. `key` is that of the nomination."""

    key: int
    person: int
    name: str
    proposer: int | None = None
    seconder: int | None = None
    is_willing: bool = True

    @property
    def stands(self) -> bool:
        """True for somebody who can be elected."""
        return self.is_willing


@dataclass(frozen=True, slots=True)
class Round:
    """One round of voting: the votes of each nomination, and how a tie was broken, for which nomination."""

    votes: Mapping[int, int]
    abstained: int | None = None
    casts: tuple[tuple[int, int | None], ...] = ()
    tie_broken_by: str = ""
    tie_broken_for: int | None = None
    casting_by: int | None = None

    @property
    def leaders(self) -> tuple[int, ...]:
        """The nominations with the most votes."""
        most = max(self.votes.values(), default=0)
        return tuple(key for key, votes in self.votes.items() if votes == most)


@dataclass(frozen=True, slots=True)
class Elected:
    """Which nomination was elected, and how."""

    nomination: int
    how: str


def nomination_findings(
    nominee: Nominee, others: Sequence[Nominee], voters: Voters, *, eligibility: str
) -> list[Finding]:
    """Why somebody cannot be nominated so; the code is the field beside which it is shown."""
    found = []
    member = voters.of(nominee.person)
    if member is None:
        found.append(stopped(_("Only a member can be elected."), code="person"))
    elif eligibility == APPOINTED and not member.is_appointed:
        sentence = _("{member} is not an appointed member, and only they can be elected.").format(
            member=member.name
        )
        found.append(stopped(sentence, source=_("The panel’s own rule"), code="person"))
    if any(other.person == nominee.person for other in others):
        found.append(
            stopped(_("{nominee} has already been nominated.").format(nominee=nominee.name), code="person")
        )
    if member is not None and not member.is_here and not nominee.is_willing:
        found.append(
            stopped(
                _("{nominee} is not present. Confirm that they are willing to stand.").format(
                    nominee=nominee.name
                ),
                code="is_willing",
            )
        )
    return [*found, *_nominators(nominee, voters)]


def _nominators(nominee: Nominee, voters: Voters) -> list[Finding]:
    found = []
    for code, key in (("proposer", nominee.proposer), ("seconder", nominee.seconder)):
        person = voters.of(key)
        if key is not None and (person is None or not person.is_here):
            name = person.name if person else _("Someone who is not in the attendance")
            found.append(stopped(_("{name} was not here, so cannot nominate.").format(name=name), code=code))
    if nominee.seconder is not None and nominee.proposer is None:
        found.append(stopped(_("Enter the proposer first, then the seconder."), code="proposer"))
    if nominee.proposer is not None and nominee.proposer == nominee.seconder:
        found.append(stopped(_("Two different people propose and second."), code="seconder"))
    return found


def round_findings(
    this: Round, nominees: Sequence[Nominee], voters: Voters, *, earlier: Sequence[Round], has_casting: bool
) -> list[Finding]:
    """Why a round cannot have gone so; `voters` holds only those of the electorate as able to vote."""
    standing = {nominee.key for nominee in nominees if nominee.stands}
    if len(standing) < 2:
        return [stopped(_("Fewer than two nominees are standing, so there is nothing to vote on."), code="")]
    if not voters.is_recorded:
        return [stopped(_("No one is recorded as present, so votes cannot be counted."), code="")]
    found = []
    known = standing & set(earlier[-1].votes) if earlier else standing
    if not set(this.votes) <= known:
        found.append(stopped(_("Votes are given only to those who still stand."), code=""))
    if not any(this.votes.values()):
        found.append(stopped(_("Enter the votes for each nominee."), code=""))
    found += too_many(sum(this.votes.values()) + (this.abstained or 0), voters, "abstained")
    found += entitled(this.casts, voters)
    return [*found, *_tie(this, voters, has_casting)]


def _tie(this: Round, voters: Voters, has_casting: bool) -> list[Finding]:
    if not this.tie_broken_by:
        return []
    is_tied = len(this.leaders) > 1
    if not is_tied or this.tie_broken_for not in this.leaders:
        sentence = _("A tie is broken only between those who lead with equal votes.")
        return [stopped(sentence, code="tie_broken_for")]
    if this.tie_broken_by == LOT:
        return []
    return casting_findings(this.casting_by, voters, has_casting_vote=has_casting, is_tied=is_tied)


def elected(
    nominees: Sequence[Nominee], rounds: Sequence[Round], *, able: int, majority: str
) -> Elected | None:
    """Who is elected: the one who stands, or who won the last round; nobody while that is open.

    `able` is how many of the electorate are here; `majority` is the body's own rule.
    """
    standing = [nominee for nominee in nominees if nominee.stands]
    if len(standing) == 1:
        return Elected(standing[0].key, SOLE)
    if not standing or not rounds:
        return None
    last = rounds[-1]
    if last.tie_broken_for is not None:
        return Elected(last.tie_broken_for, last.tie_broken_by)
    if len(last.leaders) != 1:
        return None
    leader = last.leaders[0]
    votes = last.votes[leader]
    enough = {
        MOST: votes > 0,
        CAST: votes * 2 > sum(last.votes.values()),
        PRESENT: votes * 2 > able,
    }[majority]
    return Elected(leader, BALLOT) if enough else None


def open_sentence(nominees: Sequence[Nominee], rounds: Sequence[Round], *, able: int, majority: str) -> str:
    """Why nobody is elected yet, and what comes next; nothing once somebody is."""
    if elected(nominees, rounds, able=able, majority=majority):
        return ""
    names = {nominee.key: nominee.name for nominee in nominees}
    standing = [nominee.name for nominee in nominees if nominee.stands]
    if not standing:
        return _("No one who is willing has been nominated yet.")
    if not rounds:
        return _("{standing} are standing. Take the votes.").format(standing=joined(standing))
    last = rounds[-1]
    if len(last.leaders) > 1:
        return _("{names} have equal votes. Vote again, or break the tie.").format(
            names=joined(names[key] for key in last.leaders)
        )
    needed = (sum(last.votes.values()) if majority == CAST else able) // 2 + 1
    leader = last.leaders[0]
    return _("{name} leads with {vote} of the {needed} votes needed. Vote again.").format(
        name=names[leader], vote=last.votes[leader], needed=needed
    )


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
        sentence = _("{called}: {votes} counted, but attendance shows {number} members present.").format(
            called=called, votes=votes, number=len(here)
        )
        remedy = _("Correct the attendance or the vote.")
        if voters.unmarked:
            remedy = _("Complete the attendance: {members} not marked yet.").format(
                members=counted(voters.unmarked, "member")
            )
        found.append(look(sentence, remedy=remedy, code="votes"))
    known = {voter.person for voter in here}
    found += [
        look(
            _("{called}: {name} voted, but is not recorded as present.").format(
                called=called, name=vote.names[person]
            ),
            code="votes",
        )
        for person, __ in vote.casts
        if person not in known
    ]
    if covered is not None and vote.item is not None and vote.item not in covered:
        found.append(
            look(
                _("{called}: no minute covers it, so its vote is not printed.").format(called=called),
                code="votes",
            )
        )
    return found
