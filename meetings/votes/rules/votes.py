"""Votes held against the facts: who may vote, what carries, what a veto needs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, stopped
from foundation.history.rulebook import statutory
from foundation.ui.words import joined
from meetings.votes.rules.voters import Voters, casting_findings, entitled, too_many, votes_words

TWO_THIRDS_WORDS = gettext_noop("two-thirds of the members in post, rounded up")
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
FIGURES = ("votes_for", "votes_against", "abstained")
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
class VoteFacts:
    """Everything that is said of one vote, typed or recorded; lines, words and people by their keys.

    Figures are empty where none were counted. As typed, result and outcome are what the clerk heard;
    `settled` works them out. `names` are those printed for the people, and make no other vote of it.
    """

    item: int | None = None
    minute: int | None = None
    decision: int | None = None
    parent: int | None = None
    motion: str = ""
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
    reason: str = ""
    in_post: int = 0
    names: Mapping[int, str] = field(default_factory=dict, compare=False)

    @property
    def is_on_decision(self) -> bool:
        """True where a decision says what was voted on."""
        return self.decision is not None

    @property
    def is_amendment(self) -> bool:
        """True where it amends another motion."""
        return self.parent is not None

    @property
    def figures(self) -> tuple[int, int, int | None]:
        """For, against and abstained; of a named vote as its names add up."""
        if self.method == NAMED:
            hows = [how for __, how in self.casts]
            return hows.count(FOR), hows.count(AGAINST), hows.count(ABSTAINED)
        return self.votes_for or 0, self.votes_against or 0, self.abstained

    @property
    def is_counted(self) -> bool:
        """True when there are figures."""
        return self.method in (COUNTS, NAMED)

    @property
    def is_begun(self) -> bool:
        """True when a figure or a name is given."""
        return bool(self.casts) or any(getattr(self, name) is not None for name in FIGURES)

    @property
    def is_result_known(self) -> bool:
        """True when nothing is missing from which the result is worked out."""
        if self.method == COUNTS:
            return self.votes_for is not None and self.votes_against is not None
        return self.method != NAMED or bool(self.casts)

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
    said = _("A veto needs {needed} of {in_post} members; {able}").format(
        needed=needed, in_post=in_post, able=able
    )
    if expected < needed:
        return look(_("{said}, so none is possible.").format(said=said), source=source, code="veto")
    return met(f"{said}.", source=source, code="veto")


def threshold_line(votes_for: int, needed: int, *, source: str = "", is_over: bool = False) -> Finding:
    """How far a vote that needs so many is: "6 of 9 needed; not carried yet"."""
    if votes_for >= needed:
        return met(
            _("{votes_for} of {needed} needed; carried").format(votes_for=votes_for, needed=needed),
            source=source,
            code="threshold",
        )
    yet = "" if is_over else " yet"
    return look(
        _("{votes_for} of {needed} needed; not carried{yet}").format(
            votes_for=votes_for, needed=needed, yet=yet
        ),
        source=source,
        code="threshold",
    )


def result_of(vote: VoteFacts, in_post: int) -> str:
    """Carried, lost or tied: from the figures where there are any, otherwise as the clerk heard it."""
    if vote.method == UNANIMOUS:
        return CARRIED
    if not vote.is_counted:
        return vote.result or (CARRIED if vote.is_on_decision else "")
    votes_for, against, __ = vote.figures
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


def settled(vote: VoteFacts, voters: Voters) -> VoteFacts:
    """A typed vote as it is recorded: figures, result and outcome worked out, its people with their names.

    A name that was printed before stays.
    """
    votes_for, against, abstained = vote.figures if vote.is_counted else (None, None, None)
    return replace(
        vote,
        motion=" ".join(vote.motion.split()),
        threshold=TWO_THIRDS if vote.needs_two_thirds else SIMPLE,
        votes_for=votes_for,
        votes_against=against,
        abstained=abstained,
        result=result_of(vote, voters.in_post),
        outcome=outcome_of(vote, voters.in_post),
        casting_by=vote.casting_by if vote.casting_for else None,
        reason=vote.reason.strip(),
        in_post=voters.in_post,
        names={voter.person: voter.name for voter in voters.people} | dict(vote.names),
    )


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
    if vote.motion.strip() or vote.is_on_decision:
        return []
    return [stopped(_("Enter the motion, or select the decision that was voted on."), code="motion")]


def _decided(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """What stands as decided was carried."""
    if not vote.is_on_decision or result_of(vote, voters.in_post) in (CARRIED, ""):
        return []
    sentence = _("A recorded decision was carried. If the motion was lost, enter the motion instead.")
    return [stopped(sentence, code="decision")]


def _people(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """Mover and seconder are two people who were here."""
    found = []
    for code, key, act in (("mover", vote.mover, "move"), ("seconder", vote.seconder, "second")):
        person = voters.of(key)
        if key is not None and (person is None or not (person.is_here or person.is_unmarked)):
            name = person.name if person else _("Someone who is not in the attendance")
            found.append(
                stopped(_("{name} was not here, so cannot {act} it.").format(name=name, act=act), code=code)
            )
    if vote.seconder is not None and vote.mover is None:
        found.append(stopped(_("Enter the mover first, then the seconder."), code="mover"))
    if vote.mover is not None and vote.mover == vote.seconder:
        found.append(stopped(_("Two different people move and second."), code="seconder"))
    return found


def _counting(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """No more votes than people who may vote, and a result that can be known."""
    if not vote.is_counted:
        return [*_uncounted(vote), *recorded_names(vote, voters)]
    if vote.needs_two_thirds and not voters.in_post:
        sentence = _(
            "There are no members on this date, so two-thirds cannot be worked out. Enter the members first."
        )
        return [stopped(sentence, source=_source(vote), code="method")]
    if vote.method == NAMED:
        return [*_named(vote.casts, voters), *recorded_names(vote, voters)]
    if vote.votes_for is None or vote.votes_against is None:
        missing = "votes_for" if vote.votes_for is None else "votes_against"
        return [stopped(_("Enter the votes for and against, 0 where there were none."), code=missing)]
    votes = sum(figure or 0 for figure in vote.figures)
    return [*too_many(votes, voters, "votes_for"), *recorded_names(vote, voters)]


def _uncounted(vote: VoteFacts) -> list[Finding]:
    found = []
    if vote.needs_two_thirds:
        sentence = _("This needs two-thirds of the current members, so enter the count or the votes by name.")
        found.append(stopped(sentence, source=_source(vote), code="method"))
    if vote.method == NONE and not vote.is_on_decision and vote.result not in (CARRIED, LOST):
        found.append(stopped(_("Select whether it was carried or lost."), code="result"))
    if vote.method == UNANIMOUS and vote.result == LOST:
        found.append(
            stopped(_("A unanimous vote is carried. If it was lost, enter the count."), code="result")
        )
    return found


def _named(casts: Sequence[tuple[int, str]], voters: Voters) -> list[Finding]:
    if not casts:
        return [stopped(_("Select how each member voted."), code="casts")]
    return entitled(casts, voters)


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
        sentence = _("The names come to {said}. Clear the figures, or correct the names.").format(said=said)
        return [stopped(sentence, code="votes_for")] if wrong else []
    found = []
    if vote.method != COUNTS and any(each for each in given):
        found.append(
            stopped(_("Select “Counted” because numbers are entered, or clear them."), code="method")
        )
    if vote.method == UNANIMOUS and any(how != FOR for __, how in vote.casts):
        found.append(stopped(_("Not all voted for it, so it was not unanimous."), code="method"))
    hows = [how for __, how in vote.casts]
    for how, figure, code in zip((FOR, AGAINST, ABSTAINED), given, FIGURES, strict=True):
        if vote.method == COUNTS and hows.count(how) > (figure or 0):
            sentence = _("{votes} named, and the figure is {figure}.").format(
                votes=votes_words(hows.count(how)), figure=figure or 0
            )
            found.append(stopped(sentence, code=code))
    return [*found, *entitled(vote.casts, voters)]


def _casting(vote: VoteFacts, voters: Voters, has_casting_vote: bool) -> list[Finding]:
    if not vote.casting_for:
        return []
    votes_for, against, __ = vote.figures
    return casting_findings(
        vote.casting_by,
        voters,
        has_casting_vote=has_casting_vote and not vote.needs_two_thirds,
        is_tied=vote.is_counted and votes_for == against,
    )


def _outcome(vote: VoteFacts, voters: Voters) -> list[Finding]:
    """A vote on a precept says what it came to."""
    result = result_of(vote, voters.in_post)
    possible = OUTCOMES.get((vote.purpose, LOST if result == TIED else result), ())
    if not possible or outcome_of(vote, voters.in_post):
        return []
    words = joined((each.replace("_", " ") for each in possible), "or")
    source = VETO_SAYS_WHICH.source if vote.purpose == VETO else ""
    return [stopped(_("Select which it was: {words}.").format(words=words), source=source, code="outcome")]


def _source(vote: VoteFacts) -> str:
    return threshold_source(vote.purpose)


def threshold_source(purpose: str) -> str:
    """Where it stands that a vote for this purpose needs two-thirds."""
    veto = VETOES.get(purpose)
    return veto.source if veto else _("The panel’s own rule")
