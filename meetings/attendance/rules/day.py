"""The rules of a meeting day: quorum, who is here after each moment, interests, the public’s place. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.history.rulebook import statutory
from foundation.ui.dates import clock_time
from foundation.ui.words import counted

PECUNIARY = statutory(
    "must not take part",
    "A member with a disclosable pecuniary interest must not take part in the item or vote on it, unless "
    "they have a dispensation. Each council’s code of conduct may require more. In Wales, members follow the "
    "code of conduct under the Local Government Act 2000.",
    "Localism Act 2011, sections 31(4) and 33",
    checked=False,
)

DETAILS_MISSING = gettext_noop("Enter what the interest is, or select that you will add the details later")


def stays_finding(name: str, kind: str, consequence: str, dispensation: str) -> Finding | None:
    """Worth a look: a disclosable pecuniary interest, and its holder stays without a dispensation."""
    if "pecuniary" not in kind.casefold() or consequence != "stayed" or dispensation.strip():
        return None
    return look(
        _("{name} has a disclosable pecuniary interest and stays, and no dispensation is recorded.").format(
            name=name
        ),
        source=PECUNIARY.source,
        remedy=_("Record that they leave, or the dispensation."),
        code="interest",
    )


FRACTION, NUMBER = "fraction", "number"
OWN_RULE = gettext_noop("The panel’s own rule")
_NAMES = {
    (1, 2): gettext_noop("Half"),
    (1, 3): gettext_noop("One third"),
    (2, 3): gettext_noop("Two thirds"),
    (1, 4): gettext_noop("One quarter"),
    (3, 4): gettext_noop("Three quarters"),
    (1, 5): gettext_noop("One fifth"),
}


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How one body counts its quorum on one day."""

    kind: str = FRACTION
    numerator: int = 1
    denominator: int = 3
    least: int = 3
    authorities: int = 0

    def needed(self, in_post: int) -> int:
        """How many members must be here when so many are in post."""
        if self.kind == NUMBER:
            return self.least
        return max(self.least, -(-in_post * self.numerator // max(self.denominator, 1)))

    def words(self, in_post: int) -> str:
        """The rule as a sentence: "One third of the 13 members in post, rounded up"."""
        if self.kind == NUMBER:
            said = counted(self.least, "member")
        else:
            part = _(
                _NAMES.get((self.numerator, self.denominator), f"{self.numerator} of {self.denominator}")
            )
            said = _("{part} of the {current_members}, rounded up").format(
                part=part, current_members=counted(in_post, "current member")
            )
            if self.needed(in_post) == self.least and self.least:
                said = _("{said}, and at least {least}").format(said=said, least=self.least)
        if self.authorities:
            said = _("{said}, from at least {councils}").format(
                said=said, councils=counted(self.authorities, "council")
            )
        return f"{said}."


def quorum_finding(rule: QuorumRule, *, in_post: int, here: int, authorities: int) -> Finding:
    """Is the meeting quorate? `here` counts the members who count, `authorities` their councils."""
    needed = rule.needed(in_post)
    if here < needed:
        return not_met(
            _("Not quorate: {here} here, {needed} needed.").format(here=here, needed=needed),
            source=f"{OWN_RULE}. {rule.words(in_post)}",
            remedy=_("Wait, adjourn, or end the meeting. Nothing can be decided until the quorum is back."),
            code="quorum",
        )
    if authorities < rule.authorities:
        return not_met(
            _("Not quorate: {here} here from {councils}, {authorities} needed.").format(
                here=here, councils=counted(authorities, "council"), authorities=rule.authorities
            ),
            source=f"{OWN_RULE}. {rule.words(in_post)}",
            remedy=_("Wait, adjourn, or end the meeting. Nothing can be decided until the quorum is back."),
            code="quorum",
        )
    return met(
        _("Quorate: {here} here, {needed} needed.").format(here=here, needed=needed),
        source=f"{OWN_RULE}. {rule.words(in_post)}",
        code="quorum",
    )


CAME, LEFT, RETURNED, LOST, REJOINED = "came", "left", "returned", "lost", "rejoined"
BEGAN, ENDED, DEFERRED = "began", "ended", "deferred"
PUBLIC_OUT, PUBLIC_IN, PRESIDES = "public_out", "public_in", "presides"
ADJOURNED, RESUMED = "adjourned", "resumed"
COMING, GOING = (CAME, RETURNED, REJOINED), (LEFT, LOST)
MOVEMENTS = (*COMING, *GOING)


@dataclass(frozen=True, slots=True)
class OnRoll:
    """One person on the roll: whether they were there at all, and whether and for whom they count."""

    person: int
    name: str
    is_present: bool = True
    is_counted: bool = False
    authority: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened: `person`, `item` and `interest` are keys, 0 where it is about none."""

    kind: str
    at: datetime
    person: int = 0
    name: str = ""
    item: int = 0
    label: str = ""
    interest: int = 0
    words: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when something went on; open while it still does."""

    began: Moment
    ended: datetime | None = None


@dataclass
class DayState:
    """How the meeting stands after some of its moments."""

    here: set[int] = field(default_factory=set)
    out: dict[int, Moment] = field(default_factory=dict)
    current: Moment | None = None
    taken: list[Span] = field(default_factory=list)
    deferred: dict[int, Moment] = field(default_factory=dict)
    private: list[Span] = field(default_factory=list)
    adjournments: list[Span] = field(default_factory=list)
    presiding: Moment | None = None

    @property
    def is_public(self) -> bool:
        """True while the public may be there."""
        return not (self.private and self.private[-1].ended is None)

    @property
    def is_adjourned(self) -> bool:
        """True during a break."""
        return bool(self.adjournments) and self.adjournments[-1].ended is None

    @property
    def done(self) -> set[int]:
        """The items that were taken and are not on now."""
        return {span.began.item for span in self.taken} - {self.current.item if self.current else 0}

    @property
    def order(self) -> list[int]:
        """The items in the order in which they were first taken."""
        return list(dict.fromkeys(span.began.item for span in self.taken))


@dataclass(frozen=True, slots=True)
class QuorumChange:
    """A moment at which the quorum was lost, or was there again."""

    at: datetime
    is_quorate: bool
    here: int
    needed: int


def replay(
    people: Iterable[OnRoll],
    moments: Sequence[Moment],
    *,
    until: datetime | None = None,
    ended: datetime | None = None,
) -> DayState:
    """The meeting as it stood at a time, or at its end; a meeting that ended is open no more."""
    state = opening(people, moments)
    for moment in moments:
        if until is None or moment.at <= until:
            apply(state, moment)
    if ended is not None and (until is None or ended <= until):
        _close(state, ended)
    return state


def opening(people: Iterable[OnRoll], moments: Iterable[Moment]) -> DayState:
    """Who was here when the meeting began: those marked as present who did not come later."""
    first: dict[int, str] = {}
    for moment in moments:
        if moment.kind in MOVEMENTS:
            first.setdefault(moment.person, moment.kind)
    return DayState(
        here={each.person for each in people if each.is_present and first.get(each.person) != CAME}
    )


def apply(state: DayState, moment: Moment) -> None:
    """What one moment changes."""
    kind = moment.kind
    if kind in COMING:
        state.here.add(moment.person)
        state.out.pop(moment.person, None)
    elif kind in GOING:
        state.here.discard(moment.person)
        state.out[moment.person] = moment
    elif kind == BEGAN:
        _end_item(state, moment.at)
        state.current = moment
        state.taken.append(Span(moment))
        state.deferred.pop(moment.item, None)
    elif kind == ENDED:
        _end_item(state, moment.at)
    elif kind == DEFERRED:
        if state.current and state.current.item == moment.item:
            _end_item(state, moment.at)
        state.deferred[moment.item] = moment
    elif kind == PRESIDES:
        state.presiding = moment
    elif kind in (PUBLIC_OUT, ADJOURNED):
        (state.private if kind == PUBLIC_OUT else state.adjournments).append(Span(moment))
    elif kind in (PUBLIC_IN, RESUMED):
        _end_last(state.private if kind == PUBLIC_IN else state.adjournments, moment.at)


def _end_item(state: DayState, at: datetime) -> None:
    if state.current is not None:
        _end_last(state.taken, at)
        state.current = None


def _end_last(spans: list[Span], at: datetime) -> None:
    if spans and spans[-1].ended is None:
        spans[-1] = Span(spans[-1].began, at)


def _close(state: DayState, at: datetime) -> None:
    _end_item(state, at)
    _end_last(state.private, at)
    _end_last(state.adjournments, at)


def contradiction(
    people: Sequence[OnRoll],
    moments: Sequence[Moment],
    *,
    started: datetime | None,
    ended: datetime | None = None,
) -> Finding:
    """The first moment that cannot be true, as a sentence; the code says beside which field it belongs."""
    state = opening(people, moments)
    names = {each.person: each.name for each in people}
    for moment in moments:
        said = _out_of_time(moment, started, ended)
        if said is None:
            said = _impossible(state, moment, names)
        if said is not None:
            return said
        apply(state, moment)
    return met()


def _out_of_time(moment: Moment, started: datetime | None, ended: datetime | None) -> Finding | None:
    if started is None:
        return stopped(_("The meeting has not started yet. Start it first."), code="at")
    if moment.at < started.replace(second=0, microsecond=0):
        said = _("{time} is before the meeting started at {started}.").format(
            time=clock_time(moment.at), started=clock_time(started)
        )
        return stopped(said, code="at")
    if ended is not None and moment.at > ended.replace(second=59, microsecond=999999):
        return stopped(
            _("{time} is after the meeting ended at {ended}.").format(
                time=clock_time(moment.at), ended=clock_time(ended)
            ),
            code="at",
        )
    return None


def _impossible(state: DayState, moment: Moment, names: Mapping[int, str]) -> Finding | None:
    """What speaks against one moment as things stood then."""
    when, name = clock_time(moment.at), moment.name or names.get(moment.person, "")
    item = _("Item {moment}").format(moment=moment.label) if moment.label else _("This item")
    said = ""
    if moment.kind in COMING and moment.person in state.here:
        said = _("{name} was already present at {when}, so cannot arrive again.").format(name=name, when=when)
    elif moment.kind in GOING and moment.person not in state.here:
        said = _("{name} was not present at {when}, so cannot leave.").format(name=name, when=when)
    elif moment.kind == PRESIDES and moment.person in names and moment.person not in state.here:
        said = _("{name} was not present at {when}, so cannot preside.").format(name=name, when=when)
    elif moment.kind == BEGAN and state.is_adjourned:
        said = _("The meeting was adjourned at {when}. Resume it before you begin an item.").format(when=when)
    elif moment.kind == BEGAN and state.current and state.current.item == moment.item:
        said = _("{item} was already in progress at {when}.").format(item=item, when=when)
    elif moment.kind == ENDED and not (state.current and state.current.item == moment.item):
        said = _("{item} was not in progress at {when}.").format(item=item, when=when)
    elif moment.kind == PUBLIC_OUT and not state.is_public:
        said = _("The public was already excluded at {when}.").format(when=when)
    elif moment.kind == PUBLIC_IN and state.is_public:
        said = _("The public was already present at {when}.").format(when=when)
    elif moment.kind == ADJOURNED and state.is_adjourned:
        said = _("The meeting was already adjourned at {when}.").format(when=when)
    elif moment.kind == RESUMED and not state.is_adjourned:
        said = _("The meeting was not adjourned at {when}, so it cannot resume.").format(when=when)
    return stopped(said, code="at") if said else None


def quorum_changes(
    people: Sequence[OnRoll],
    moments: Sequence[Moment],
    rule: QuorumRule,
    *,
    in_post: int,
    started: datetime,
) -> list[QuorumChange]:
    """Every time at which the quorum was lost or came back; one that never was there is lost at the start."""
    found: list[QuorumChange] = []
    was_quorate = True
    for at, here, councils in _counts(people, moments, started):
        is_quorate = here >= rule.needed(in_post) and councils >= rule.authorities
        if is_quorate != was_quorate:
            found.append(QuorumChange(at, is_quorate, here, rule.needed(in_post)))
            was_quorate = is_quorate
    return found


def _counts(
    people: Sequence[OnRoll], moments: Sequence[Moment], started: datetime
) -> Iterator[tuple[datetime, int, int]]:
    """How many members counted, from how many councils, after each movement; moments of one time together."""
    counted = {each.person: each.authority for each in people if each.is_counted}
    state = opening(people, moments)
    times: dict[datetime, tuple[int, int]] = {}

    def note(at: datetime) -> None:
        here = [authority for person, authority in counted.items() if person in state.here]
        times[at] = (len(here), len(set(here) - {0}))

    note(started)
    for moment in moments:
        apply(state, moment)
        if moment.kind in MOVEMENTS:
            note(max(moment.at, started))
    for at, (here, councils) in times.items():
        yield at, here, councils


def public_out_finding(label: str, ground: str, *, is_resolved: bool, words: str) -> Finding:
    """May the public be put out now: for which item, on which ground, and by which resolution?

    `ground` is that of the item being taken, empty where nothing of it is restricted.
    """
    item = _("item {label}").format(label=label) if label else _("this item")
    if ground == "confidential":
        return met(
            _("The public must be excluded for {item}: confidential information (section 100A(2)).").format(
                item=item
            )
        )
    if ground == "statute":
        return met(
            _("The public must be excluded for {item}: an Act requires it to be held in private.").format(
                item=item
            )
        )
    if is_resolved or words.strip():
        return met()
    return stopped(
        _(
            "No resolution to exclude the public for {item} is recorded. "
            "Select what the meeting resolved, or enter the resolution."
        ).format(item=item),
        source=_("Local Government Act 1972, section 100A(4)"),
        code="words",
    )
