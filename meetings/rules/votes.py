"""Votes held against the facts: who may vote, what carries, what a veto needs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from foundation.history.findings import Finding, look, met, stopped
from foundation.history.rulebook import statutory
from foundation.ui.words import joined

TWO_THIRDS_WORDS = "two-thirds of the members in post, rounded up"
PRECEPT_VETO = statutory(
    TWO_THIRDS_WORDS,
    "A panel vetoes a proposed precept only by the votes of at least two-thirds of its members at the time.",
    "Police Reform and Social Responsibility Act 2011, Schedule 5, paragraph 4(4)",
    checked=True,
)
CHIEF_CONSTABLE_VETO = statutory(
    TWO_THIRDS_WORDS,
    "A panel vetoes the appointment of a chief constable only by at least two-thirds of its members.",
    "Police Reform and Social Responsibility Act 2011, Schedule 8, paragraphs 3 to 6",
    checked=True,
)
VETO_SAYS_WHICH = statutory(
    "too high or too low",
    "A report that vetoes a proposed precept says whether it is too high or too low.",
    "SI 2012/2271, regulation 5",
    checked=True,
)
NONE, UNANIMOUS, COUNTS, NAMED = "none", "unanimous", "counts", "named"
SIMPLE, TWO_THIRDS = "simple", "two_thirds"
FOR, AGAINST, ABSTAINED = "for", "against", "abstained"
_FIGURES = ("votes_for", "votes_against", "abstained")
CARRIED, LOST, TIED = "carried", "lost", "tied"
ENDORSE, VETO, REVISED, CHIEF_CONSTABLE = (
    "precept_endorse",
    "precept_veto",
    "precept_revised",
    "chief_constable_veto",
)
VETOES = {VETO: PRECEPT_VETO, CHIEF_CONSTABLE: CHIEF_CONSTABLE_VETO}
# What a vote on a precept comes to; where several are possible, the clerk says which.
OUTCOMES: dict[tuple[str, str], tuple[str, ...]] = {
    (ENDORSE, CARRIED): ("endorsed", "endorsed_with_recommendations"),
    (ENDORSE, LOST): ("neither",),
    (VETO, CARRIED): ("vetoed_too_high", "vetoed_too_low"),
    (VETO, LOST): ("veto_lost",),
    (REVISED, CARRIED): ("revised_accepted",),
    (REVISED, LOST): ("revised_rejected",),
}


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
        why = "only appointed members vote here"
        return replace(
            self,
            people=tuple(
                each if each.is_appointed or each.why_not else replace(each, why_not=why)
                for each in self.people
            ),
        )


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """One vote as it was typed; people by their keys, figures empty where none were counted."""

    method: str = NONE
    threshold: str = SIMPLE
    purpose: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    casts: tuple[tuple[int, str], ...] = ()
    result: str = ""
    outcome: str = ""
    mover: int | None = None
    seconder: int | None = None
    casting_for: str = ""
    casting_by: int | None = None
    has_words: bool = True
    is_on_decision: bool = False

    @property
    def figures(self) -> tuple[int, int, int | None]:
        """For, against and abstained; of a named vote as its names add up."""
        if self.method == NAMED:
            hows = [how for _, how in self.casts]
            return hows.count(FOR), hows.count(AGAINST), hows.count(ABSTAINED)
        return self.votes_for or 0, self.votes_against or 0, self.abstained

    @property
    def is_counted(self) -> bool:
        """True when there are figures."""
        return self.method in (COUNTS, NAMED)

    @property
    def needs_two_thirds(self) -> bool:
        """True when it is carried only by two-thirds of the members in post; every veto is."""
        return self.threshold == TWO_THIRDS or self.purpose in VETOES


def two_thirds_needed(in_post: int) -> int:
    """How many votes are two-thirds of the members in post: 13 members need 9."""
    return -(-2 * in_post // 3)


def veto_outlook(
    needed: int,
    in_post: int,
    expected: int,
    *,
    are_here: bool = False,
    source: str = PRECEPT_VETO.source,
) -> Finding:
    """Whether as many members are expected, or are here, as a veto needs; vacancies do not count."""
    able = f"{expected} {'is' if expected == 1 else 'are'} {'here' if are_here else 'expected'}"
    said = f"A veto needs {needed} of {in_post} members; {able}"
    if expected < needed:
        return look(f"{said}, so none is possible.", source=source, code="veto")
    return met(f"{said}.", source=source, code="veto")


def threshold_line(votes_for: int, needed: int, *, source: str = "", is_over: bool = False) -> Finding:
    """How far a vote that needs so many is: "6 of 9 needed; not carried yet"."""
    if votes_for >= needed:
        return met(f"{votes_for} of {needed} needed; carried", source=source, code="threshold")
    yet = "" if is_over else " yet"
    return look(f"{votes_for} of {needed} needed; not carried{yet}", source=source, code="threshold")


def result_of(vote: VoteFacts, in_post: int) -> str:
    """Carried, lost or tied: from the figures where there are any, otherwise as the clerk heard it."""
    if vote.method == UNANIMOUS:
        return CARRIED
    if not vote.is_counted:
        return vote.result or (CARRIED if vote.is_on_decision else "")
    votes_for, against, _ = vote.figures
    if vote.needs_two_thirds:
        return CARRIED if votes_for >= two_thirds_needed(in_post) else LOST
    if votes_for == against:
        return {FOR: CARRIED, AGAINST: LOST}.get(vote.casting_for, TIED)
    return CARRIED if votes_for > against else LOST


def outcome_of(vote: VoteFacts, in_post: int) -> str:
    """What the vote means for the precept; nothing for any other motion, or while a choice is left."""
    result = LOST if (result := result_of(vote, in_post)) == TIED else result
    possible = OUTCOMES.get((vote.purpose, result), ())
    if vote.outcome in possible:
        return vote.outcome
    return possible[0] if len(possible) == 1 else ""


def vote_findings(vote: VoteFacts, voters: Voters, *, has_casting_vote: bool) -> list[Finding]:
    """Every reason why this vote cannot have been so; the code is the field beside which it is shown."""
    found = [*_words(vote), *_people(vote, voters), *_counting(vote, voters)]
    return [
        *found,
        *_casting(vote, voters, has_casting_vote),
        *_outcome(vote, voters),
        *_decided(vote, voters),
    ]


def _words(vote: VoteFacts) -> list[Finding]:
    if vote.has_words:
        return []
    return [stopped("Write the motion, or choose the decision that was voted on.", code="motion")]


def _decided(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """What stands as decided was carried."""
    if not vote.is_on_decision or result_of(vote, voters.in_post) in (CARRIED, ""):
        return []
    sentence = "A decision that stands was carried. Record a motion that was not in words of its own."
    return [stopped(sentence, code="decision")]


def _people(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """Mover and seconder are two people who were here."""
    found = []
    for code, key, act in (("mover", vote.mover, "move"), ("seconder", vote.seconder, "second")):
        person = voters.of(key)
        if key is not None and (person is None or not (person.is_here or person.is_unmarked)):
            name = person.name if person else "Somebody who is not on the roll"
            found.append(stopped(f"{name} was not here, so cannot {act} it.", code=code))
    if vote.seconder is not None and vote.mover is None:
        found.append(stopped("Say who moved it before who seconded it.", code="mover"))
    if vote.mover is not None and vote.mover == vote.seconder:
        found.append(stopped("Two different people move and second.", code="seconder"))
    return found


def _counting(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """No more votes than people who may vote, and a result that can be known."""
    if not vote.is_counted:
        return [*_uncounted(vote), *recorded_names(vote, voters)]
    if vote.needs_two_thirds and not voters.in_post:
        sentence = (
            "Nobody is a member on this day, so two-thirds cannot be worked out. Enter the members first."
        )
        return [stopped(sentence, source=_source(vote), code="method")]
    if vote.method == NAMED:
        return [*_named(vote.casts, voters), *recorded_names(vote, voters)]
    if vote.votes_for is None or vote.votes_against is None:
        missing = "votes_for" if vote.votes_for is None else "votes_against"
        return [stopped("Enter the votes for and against, 0 where there were none.", code=missing)]
    votes = sum(figure or 0 for figure in vote.figures)
    return [*too_many(votes, voters, "votes_for"), *recorded_names(vote, voters)]


def _uncounted(vote: VoteFacts) -> list[Finding]:
    found = []
    if vote.needs_two_thirds:
        sentence = "This needs two-thirds of the members in post, so count the votes or take them by name."
        found.append(stopped(sentence, source=_source(vote), code="method"))
    if vote.method == NONE and not vote.is_on_decision and vote.result not in (CARRIED, LOST):
        found.append(stopped("Say whether it was carried or lost.", code="result"))
    if vote.method == UNANIMOUS and vote.result == LOST:
        found.append(stopped("What all agreed to was carried. Count the votes instead.", code="result"))
    return found


def too_many(votes: int, voters: Voters, code: str) -> list[Finding]:
    """A refusal when there are more votes than people who may vote, as far as the roll and the seats say."""
    able = voters.at_most
    if votes <= able or not voters.in_post:
        return []
    if voters.unmarked:
        sentence = (
            f"That is {_votes(votes)}, but only {able} can vote, with all whom the roll does not mark yet."
        )
        return [stopped(sentence, code=code)]
    return [stopped(f"That is {_votes(votes)}, but only {able} who are here may vote.", code=code)]


def _votes(count: int) -> str:
    return "1 vote" if count == 1 else f"{count} votes"


def _named(casts: Sequence[tuple[int, str]], voters: Voters) -> list[Finding]:
    if not casts:
        return [stopped("Say how each member voted.", code="casts")]
    return entitled(casts, voters)


def entitled(casts: Sequence[tuple[int, object]], voters: Voters) -> list[Finding]:
    """A refusal for each named vote of somebody who may not vote, or votes twice."""
    found, seen = [], set()
    for person, _ in casts:
        voter = voters.of(person)
        if voter is None:
            found.append(stopped("Somebody on this list is not on the roll.", code="casts"))
        elif not voter.can_have_voted:
            why = voter.why_not or "not here"
            found.append(stopped(f"{voter.name} cannot vote: {why}.", code=f"cast_{person}"))
        elif person in seen:
            found.append(stopped(f"{voter.name} votes only once.", code=f"cast_{person}"))
        seen.add(person)
    return found


def recorded_names(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """Names and figures that were given and do not fit how the vote was taken: none is dropped unsaid.

    Beside a vote that was not taken by name, names are of those who asked for their vote to be recorded.
    """
    given = (vote.votes_for, vote.votes_against, vote.abstained)
    if vote.method == NAMED:
        wrong = any(
            each is not None and each != found for each, found in zip(given, vote.figures, strict=True)
        )
        said = "{} for, {} against and {} abstained".format(*vote.figures)
        sentence = f"The names come to {said}. Clear the figures, or correct the names."
        return [stopped(sentence, code="votes_for")] if wrong else []
    found = []
    if vote.method != COUNTS and any(each for each in given):
        found.append(stopped("Figures are given: choose “Counted”, or clear them.", code="method"))
    if vote.method == UNANIMOUS and any(how != FOR for _, how in vote.casts):
        found.append(stopped("Not all voted for it, so it was not unanimous.", code="method"))
    hows = [how for _, how in vote.casts]
    for how, figure, code in zip((FOR, AGAINST, ABSTAINED), given, _FIGURES, strict=True):
        if vote.method == COUNTS and hows.count(how) > (figure or 0):
            sentence = f"{_votes(hows.count(how))} named, and the figure is {figure or 0}."
            found.append(stopped(sentence, code=code))
    return [*found, *entitled(vote.casts, voters)]


def _casting(vote: VoteFacts, voters: Voters, has_casting_vote: bool) -> list[Finding]:
    if not vote.casting_for:
        return []
    votes_for, against, _ = vote.figures
    return casting_findings(
        vote.casting_by,
        voters,
        has_casting_vote=has_casting_vote and not vote.needs_two_thirds,
        is_tied=vote.is_counted and votes_for == against,
    )


def casting_findings(
    by: int | None, voters: Voters, *, has_casting_vote: bool, is_tied: bool
) -> list[Finding]:
    """Why there can be no casting vote: no such rule, no tie, or not by who presides."""
    code = "casting_for"
    if not has_casting_vote:
        return [stopped("There is no casting vote on this.", source="The panel’s own rule", code=code)]
    if not is_tied:
        return [stopped("There is a casting vote only when the votes are equal.", code=code)]
    if voters.presiding is None:
        return [stopped("Say first who is in the chair.", code=code)]
    if by != voters.presiding:
        return [stopped("Only who presides has the casting vote.", code=code)]
    chair = voters.of(by)
    if chair is not None and not chair.may_vote:
        return [stopped(f"{chair.name} cannot vote: {chair.why_not or 'not here'}.", code=code)]
    return []


def _outcome(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """A vote on a precept says what it came to."""
    result = result_of(vote, voters.in_post)
    possible = OUTCOMES.get((vote.purpose, LOST if result == TIED else result), ())
    if not possible or outcome_of(vote, voters.in_post):
        return []
    words = joined((each.replace("_", " ") for each in possible), "or")
    source = VETO_SAYS_WHICH.source if vote.purpose == VETO else ""
    return [stopped(f"Say which it was: {words}.", source=source, code="outcome")]


def _source(vote: VoteFacts) -> str:
    return threshold_source(vote.purpose)


def threshold_source(purpose: str) -> str:
    """Where it stands that a vote for this purpose needs two-thirds."""
    veto = VETOES.get(purpose)
    return veto.source if veto else "The panel’s own rule"
