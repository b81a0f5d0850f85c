"""Who can vote at one moment of a meeting, and what they cannot have done. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, stopped


@dataclass(frozen=True, slots=True)
class Voter:
    """A member, or a substitute in a member's place: here or not, and why they may not vote if so.

    `is_unmarked` is a member of whom the roll says nothing yet, while the meeting is not over.
    """

    person: int
    name: str
    is_appointed: bool = True
    is_here: bool = True
    why_not: str = ""
    is_unmarked: bool = False

    @property
    def may_vote(self) -> bool:
        """True for somebody whose vote counts now."""
        return self.is_here and not self.why_not

    @property
    def can_have_voted(self) -> bool:
        """True for somebody who votes, or of whom the roll does not say yet that they do not."""
        return (self.is_here or self.is_unmarked) and not self.why_not


@dataclass(frozen=True, slots=True)
class Voters:
    """Who can vote at one moment of a meeting, and how many members are in post; vacancies are not."""

    in_post: int
    people: tuple[Voter, ...] = ()
    presiding: int | None = None
    is_recorded: bool = True

    @property
    def at_most(self) -> int:
        """How many votes there can have been, while the roll may still lack somebody."""
        return sum(voter.can_have_voted for voter in self.people)

    @property
    def unmarked(self) -> int:
        """How many members the roll says nothing of."""
        return sum(voter.is_unmarked for voter in self.people)

    @property
    def counted(self) -> tuple[Voter, ...]:
        """Those whose votes count now."""
        return tuple(voter for voter in self.people if voter.may_vote)

    def of(self, person: int | None) -> Voter | None:
        """The voter with this key."""
        return next((voter for voter in self.people if voter.person == person), None)

    def appointed_only(self) -> "Voters":
        """The same people where only appointed members have a vote."""
        why = _("only appointed members vote here")
        return replace(
            self,
            people=tuple(
                each if each.is_appointed or each.why_not else replace(each, why_not=why)
                for each in self.people
            ),
        )


def too_many(votes: int, voters: Voters, code: str) -> list[Finding]:
    """A refusal when there are more votes than people who may vote, as far as the roll and the seats say."""
    able = voters.at_most
    if votes <= able or not voters.in_post:
        return []
    said = _("That is {votes}, but only {able}").format(votes=votes_words(votes), able=able)
    if voters.unmarked:
        return [
            stopped(
                _("{said} can vote, including everyone not marked in the attendance.").format(said=said),
                code=code,
            )
        ]
    return [stopped(_("{said} who are here may vote.").format(said=said), code=code)]


def votes_words(count: int) -> str:
    """ "1 vote", "3 votes"."""
    return "1 vote" if count == 1 else _("{count} votes").format(count=count)


def entitled(casts: Sequence[tuple[int, object]], voters: Voters) -> list[Finding]:
    """A refusal for each named vote of somebody who may not vote, or votes twice."""
    found, seen = [], set()
    for person, __ in casts:
        voter = voters.of(person)
        if voter is None:
            found.append(stopped(_("Someone on this list is not in the attendance."), code="casts"))
        elif not voter.can_have_voted:
            why = voter.why_not or _("not here")
            found.append(
                stopped(
                    _("{voter} cannot vote: {why}.").format(voter=voter.name, why=why), code=f"cast_{person}"
                )
            )
        elif person in seen:
            found.append(
                stopped(_("{voter} votes only once.").format(voter=voter.name), code=f"cast_{person}")
            )
        seen.add(person)
    return found


def casting_findings(
    by: int | None, voters: Voters, *, has_casting_vote: bool, is_tied: bool
) -> list[Finding]:
    """Why there can be no casting vote: no such rule, no tie, or not by who presides."""
    code = "casting_for"
    if not has_casting_vote:
        return [stopped(_("There is no casting vote on this."), source=_("The panel’s own rule"), code=code)]
    if not is_tied:
        return [stopped(_("There is a casting vote only when the votes are equal."), code=code)]
    if voters.presiding is None:
        return [stopped(_("First record who presides."), code=code)]
    if by != voters.presiding:
        return [stopped(_("Only who presides has the casting vote."), code=code)]
    chair = voters.of(by)
    if chair is not None and not chair.may_vote:
        return [
            stopped(
                _("{chair} cannot vote: {why_not}.").format(
                    chair=chair.name, why_not=chair.why_not or _("not here")
                ),
                code=code,
            )
        ]
    return []
