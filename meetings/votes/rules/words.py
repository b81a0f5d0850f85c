"""The sentences that minutes print about votes and elections: plain facts in, plain sentences out."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.ui.words import joined, lower_first
from meetings.votes.rules.votes import (
    ABSTAINED,
    AGAINST,
    CARRIED,
    FOR,
    NAMED,
    NONE,
    TIED,
    UNANIMOUS,
    VoteFacts,
    two_thirds_needed,
)
from meetings.wording.facts import Words, Written
from meetings.wording.meeting import day_words

OUTCOME_SENTENCES = {
    "endorsed": gettext_noop("The {noun} endorsed the proposed precept."),
    "endorsed_with_recommendations": gettext_noop(
        "The {noun} endorsed the proposed precept, with recommendations."
    ),
    "neither": gettext_noop("The {noun} therefore neither endorsed nor vetoed the proposed precept."),
    "veto_lost": gettext_noop("The proposed precept was therefore not vetoed."),
    "vetoed_too_high": gettext_noop("The {noun} therefore vetoed the proposed precept as too high."),
    "vetoed_too_low": gettext_noop("The {noun} therefore vetoed the proposed precept as too low."),
    "revised_accepted": gettext_noop("The {noun} accepted the revised precept."),
    "revised_rejected": gettext_noop("The {noun} rejected the revised precept."),
}


@dataclass(frozen=True, slots=True)
class NominationSaid:
    """One nomination as printed."""

    name: str
    proposer: str = ""
    seconder: str = ""
    is_willing: bool = True
    is_absent: bool = False
    came_before: bool = False


@dataclass(frozen=True, slots=True)
class RoundSaid:
    """One round as printed: the votes of each name, who voted for whom, how a tie was broken."""

    votes: tuple[tuple[str, int], ...]
    abstained: int | None = None
    casts: tuple[tuple[str, str], ...] = ()
    is_named: bool = False
    tie_broken_by: str = ""
    tie_broken_for: str = ""
    casting_by: str = ""


@dataclass(frozen=True, slots=True)
class ElectionSaid:
    """One election as printed; `elected` is empty while it is open."""

    words: Words
    office: str
    is_of_body: bool = True
    nominations: tuple[NominationSaid, ...] = ()
    rounds: tuple[RoundSaid, ...] = ()
    elected: str = ""
    how: str = ""
    ends_on: date | None = None
    is_restricted: bool = False


def tally_words(votes_for: int, against: int, abstained: int | None) -> str:
    """ "9 for, 4 against, 1 abstention"; abstentions only where they were counted."""
    said = _("{votes_for} for, {against} against").format(votes_for=votes_for, against=against)
    return said if abstained is None else f"{said}, {abstentions(abstained)}"


def abstentions(count: int) -> str:
    """ "no abstentions", "1 abstention", "3 abstentions"."""
    return {0: _("no abstentions"), 1: "1 abstention"}.get(
        count, _("{count} abstentions").format(count=count)
    )


def counted_so_far(vote: VoteFacts) -> list[str]:
    """The figures that are there of a count that lacks one of those that decide it: "So far 3 for." """
    said = []
    if vote.votes_for is not None:
        said.append(_("{votes_for} for").format(votes_for=vote.votes_for))
    if vote.votes_against is not None:
        said.append(_("{votes_against} against").format(votes_against=vote.votes_against))
    if vote.abstained is not None:
        said.append(abstentions(vote.abstained))
    return [_("So far {list}.").format(list=", ".join(said))] if said else []


def vote_sentences(vote: VoteFacts, words: Words) -> list[str]:
    """Everything the record says of one settled vote, in the order of events.

    Beside a vote that was not taken by name, names are of those who asked for theirs to be recorded.
    """
    outcome = OUTCOME_SENTENCES.get(vote.outcome, "").format(noun=words.noun)
    said = (_moved(vote), _put(vote), *_casting(vote), *_asked(vote), outcome)
    return [each for each in said if each]


def _asked(vote: VoteFacts) -> list[str]:
    """Who asked for their vote to be recorded, where it was not taken by name."""
    found = []
    it = "amendment" if vote.is_amendment else "motion"
    for how, what in (
        (FOR, _("vote for the {it}").format(it=it)),
        (AGAINST, _("vote against the {it}").format(it=it)),
        (ABSTAINED, ""),
    ):
        names = _voted(vote, how) if vote.method != NAMED else []
        if not names:
            continue
        asked = what.replace("vote", "votes", 1) if len(names) > 1 else what
        asked = asked or ("abstentions" if len(names) > 1 else "abstention")
        found.append(
            _("{names} asked for their {asked} to be recorded.").format(names=joined(names), asked=asked)
        )
    return found


def vote_lists(vote: VoteFacts) -> list[tuple[str, list[str]]]:
    """The names of a named vote under For, Against and Abstained, with how many they are."""
    if vote.method != NAMED:
        return []
    found = []
    for how, label in ((FOR, "For"), (AGAINST, "Against"), (ABSTAINED, "Abstained")):
        names = _voted(vote, how)
        if names:
            found.append((f"{label} ({len(names)})", names))
    return found


def _voted(vote: VoteFacts, how: str) -> list[str]:
    """The names of those who are recorded as having voted so."""
    return [vote.names.get(person, "") for person, cast in vote.casts if cast == how]


def _moved(vote: VoteFacts) -> str:
    """By whom what was moved."""
    by = _("moved by {names}").format(names=vote.names.get(vote.mover, "")) if vote.mover else ""
    by += (
        _(" and seconded by {names}").format(names=vote.names.get(vote.seconder, "")) if vote.seconder else ""
    )
    motion = clause(vote.motion)
    if vote.is_amendment:
        start = _("An amendment was {by}").format(by=by or "put")
        return f"{start}{', ' if motion.startswith('that ') else ': '}{motion}." if motion else f"{start}."
    if not motion:
        return f"{by[:1].upper()}{by[1:]}." if by else ""
    if not motion.startswith("that "):
        return (
            _("It was {by}: {motion}.").format(by=by, motion=motion)
            if by
            else _("A motion was put: {motion}.").format(motion=motion)
        )
    return (
        _("It was {by} {motion}.").format(by=by, motion=motion)
        if by
        else _("A motion was put {motion}.").format(motion=motion)
    )


def clause(motion: str) -> str:
    """A motion as the end of a sentence: "That the report be noted." gives "that the report be noted"."""
    words = " ".join(motion.split()).rstrip(".")
    return lower_first(words) if words.startswith("That ") else words


def _put(vote: VoteFacts) -> str:
    """What the vote came to."""
    it = _("The amendment") if vote.is_amendment else _("The motion")
    if vote.method == NONE:
        # Under a decision that was carried, the decision itself says so.
        return (
            _("{it} was {result}.").format(it=it, result=vote.result)
            if vote.motion or vote.result != CARRIED
            else ""
        )
    if vote.method == UNANIMOUS:
        return _("{it} was put to the vote and carried unanimously.").format(it=it)
    tally = tally_words(vote.votes_for or 0, vote.votes_against or 0, vote.abstained)
    named = _(" on a named vote") if vote.method == NAMED else ""
    if vote.needs_two_thirds:
        needed = two_thirds_needed(vote.in_post)
        needs = _("{it} needed the votes of {needed} of the {in_post} members.").format(
            it=it, needed=needed, in_post=vote.in_post
        )
        return _("{needs} It was put to the vote and {result}{named}: {tally}.").format(
            needs=needs, result=vote.result, named=named, tally=tally
        )
    if vote.result == TIED:
        return _("{it} was put to the vote{named} and not carried, the votes being equal: {tally}.").format(
            it=it, named=named, tally=tally
        )
    if vote.casting_for:
        return _("{it} was put to the vote{named} and the votes were equal: {tally}.").format(
            it=it, named=named, tally=tally
        )
    return _("{it} was put to the vote and {result}{named}: {tally}.").format(
        it=it, result=vote.result, named=named, tally=tally
    )


def _casting(vote: VoteFacts) -> list[str]:
    """How the person in the chair broke a tie."""
    if not vote.casting_for:
        return []
    it = "amendment" if vote.is_amendment else "motion"
    side = "for" if vote.casting_for == FOR else "against"
    who = vote.names.get(vote.casting_by or 0, "")
    return [
        _("{who}, presiding, gave the casting vote {side} the {it}, which was {result}.").format(
            who=who, side=side, it=it, result=vote.result
        )
    ]


def election_written(election: ElectionSaid) -> Written:
    """What the record says of an election: nominations and rounds, then the resolution."""
    if not election.nominations:
        return Written()
    is_sole = election.how == "sole"
    opening = [_nominated(each) for each in election.nominations]
    for number, each in enumerate(election.rounds, 1):
        opening += _round(each, number if len(election.rounds) > 1 else 0, election)
    if not election.elected:
        return Written(tuple(opening))
    sole = _(", being the sole nominee,") if is_sole and not election.rounds else ""
    office = (
        _("{office} of the {noun}").format(office=election.office, noun=election.words.noun)
        if election.is_of_body
        else election.office
    )
    until = _(" until {day}").format(day=day_words(election.ends_on)) if election.ends_on else ""
    opening.append(
        _("{elected}{sole} was elected {office}{until}.").format(
            elected=election.elected, sole=sole, office=office, until=until
        )
    )
    return Written(
        tuple(opening),
        (
            _("That {elected} be elected {office}{until}.").format(
                elected=election.elected, office=office, until=until
            ),
        ),
    )


def _nominated(nomination: NominationSaid) -> str:
    """Who nominated whom, and whether they were willing."""
    by = f" by {nomination.proposer}" if nomination.proposer else ""
    by += _(" and seconded by {seconder}").format(seconder=nomination.seconder) if nomination.seconder else ""
    before = _(", the nomination having been received before the meeting") if nomination.came_before else ""
    said = _("{nomination} was nominated{by}{before}").format(
        nomination=nomination.name, by=by, before=before
    )
    if not nomination.is_willing:
        return _("{said}, but did not stand.").format(said=said)
    if nomination.is_absent:
        return _("{said}, and had agreed in absence to stand.").format(said=said)
    return f"{said}."


def _round(this: RoundSaid, number: int, election: ElectionSaid) -> list[str]:
    """The votes of one round, by name where they were taken so."""
    votes = "; ".join(f"{name}, {count} vote{'s' * (count != 1)}" for name, count in this.votes)
    after = f"; {abstentions(this.abstained)}" if this.abstained is not None else ""
    among = _(", appointed members only") if election.is_restricted else ""
    start = (
        _("In round {number} of voting").format(number=number) if number else _("On being put to the vote")
    )
    named = _(" by name") if this.is_named else ""
    said = [
        _("{start}{among}, votes were cast{named} as follows: {votes}{after}.").format(
            start=start, among=among, named=named, votes=votes, after=after
        )
    ]
    for name, __ in this.votes:
        voters = [person for person, choice in this.casts if choice == name]
        if voters:
            said.append(_("For {name}: {voters}.").format(name=name, voters=joined(voters)))
    abstained = [person for person, choice in this.casts if not choice]
    if abstained:
        said.append(_("Abstained: {abstained}.").format(abstained=joined(abstained)))
    if this.tie_broken_by == "lot":
        said.append(
            _("The votes being equal, lots were drawn in favour of {tie_broken_for}.").format(
                tie_broken_for=this.tie_broken_for
            )
        )
    if this.tie_broken_by == "casting":
        said.append(
            _(
                "The votes being equal, {casting_by}, presiding, gave the casting vote for {tie_broken_for}."
            ).format(casting_by=this.casting_by, tie_broken_for=this.tie_broken_for)
        )
    return said
