"""What to look at before minutes go out: how the writing stands, what lacks an owner, what is urgent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, not_met
from foundation.ui.words import joined
from meetings.common.rules.days import URGENT
from meetings.wording.letters import boxed

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b")


@dataclass(frozen=True, slots=True)
class MinuteFacts:
    """What the check needs of one minute; `name` is what a reader would call it: its number, or its title."""

    name: str
    anchor: str
    has_words: bool
    standing: str = ""
    words: str = ""
    label: str = ""
    without_owner: int = 0
    without_date: int = 0
    # The special circumstances of an urgent item that words written by a person leave out.
    lost_urgency: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One finding and the minutes it is about, as (name, anchor)."""

    finding: Finding
    about: tuple[tuple[str, str], ...] = ()


def days_in(text: str) -> list[date]:
    """Every day named in full in a text; days that do not exist are left out."""
    found = []
    for day, month, year in _DAY.findall(text.replace("\u00a0", " ")):
        try:
            found.append(date(int(year), _MONTHS.index(month) + 1, int(day)))
        except ValueError:
            continue
    return found


def points(
    minutes: Sequence[MinuteFacts],
    *,
    meeting_day: date,
    present: int,
    has_chair: bool,
    taken: Sequence[str] = (),
    items_without_minute: Sequence[str] = (),
    earlier_unpublished: Sequence[date] = (),
) -> list[Point]:
    """Everything worth a look, the gravest first. `taken` are the labels other minutes of the period have."""
    return [
        *_roll_points(present, has_chair),
        *_writing_points(minutes),
        *_number_points(minutes, taken),
        *_urgency_points(minutes),
        *_next_meeting_points(minutes, meeting_day),
        *_neighbour_points(items_without_minute, earlier_unpublished),
    ]


def _about(minutes: Sequence[MinuteFacts]) -> tuple[tuple[str, str], ...]:
    return tuple((minute.name, minute.anchor) for minute in minutes)


def _roll_points(present: int, has_chair: bool) -> list[Point]:
    if not present:
        said = not_met(_("No one is recorded as present."), remedy=_("Record the attendance."), code="roll")
        return [Point(said)]
    if not has_chair:
        return [Point(look(_("No one is recorded as presiding."), code="chair"))]
    return []


def _writing_points(minutes: Sequence[MinuteFacts]) -> list[Point]:
    found = []
    if unwritten := [minute for minute in minutes if not minute.has_words]:
        found.append(
            Point(
                look(_("Not written: {names}.").format(names=_names(unwritten)), code="text"),
                _about(unwritten),
            )
        )
    for minute in minutes:
        if lacking := _lacking(minute):
            found.append(Point(look(f"{minute.name}: {lacking}.", code="owner"), _about([minute])))
        if boxes := boxed(minute.name, minute.words):
            found.append(Point(look(f"{minute.name}: {boxes}.", code="letters"), _about([minute])))
    return found


def _names(minutes: Sequence[MinuteFacts]) -> str:
    return joined(minute.name for minute in minutes)


def _lacking(minute: MinuteFacts) -> str:
    if minute.without_owner and minute.without_date:
        return _("an action has no owner and no date")
    if minute.without_owner:
        return _("an action has no owner")
    return _("an action has no date") if minute.without_date else ""


def _number_points(minutes: Sequence[MinuteFacts], taken: Sequence[str]) -> list[Point]:
    others = set(taken)
    double = [minute for minute in minutes if minute.label and minute.label in others]
    if not double:
        return []
    return [
        Point(
            not_met(
                _("Another minute already has the number {names}.").format(names=_names(double)),
                code="number",
            ),
            _about(double),
        )
    ]


def _urgency_points(minutes: Sequence[MinuteFacts]) -> list[Point]:
    """The minute of an urgent item says why it was urgent."""
    return [
        Point(
            not_met(
                _("{minute}: the special circumstances of this urgent item are not in its minute.").format(
                    minute=minute.name
                ),
                source=URGENT.source,
                remedy=_("Include them: {lost_urgency}").format(lost_urgency=minute.lost_urgency),
                code="urgent",
            ),
            _about([minute]),
        )
        for minute in minutes
        if minute.lost_urgency
    ]


def _next_meeting_points(minutes: Sequence[MinuteFacts], meeting_day: date) -> list[Point]:
    """The next meeting cannot be on or before the day of this one: a year mistyped, most often."""
    for minute in minutes:
        if minute.standing == "next_meeting" and any(day <= meeting_day for day in days_in(minute.words)):
            sentence = _("{minute}: the next meeting is not after this one.").format(minute=minute.name)
            return [Point(not_met(sentence, remedy=_("Correct the date."), code="next"), _about([minute]))]
    return []


def _neighbour_points(items: Sequence[str], earlier: Sequence[date]) -> list[Point]:
    found = []
    if items:
        sentence = (
            _("Agenda item {item}: no minute covers it.").format(item=items[0])
            if len(items) == 1
            else _("Agenda items {items}: no minute covers them.").format(items=joined(items))
        )
        found.append(Point(look(sentence, code="items")))
    if earlier:
        days = joined(f"{day:%-d %B %Y}" for day in earlier)
        found.append(
            Point(
                look(
                    _(
                        "The minutes of {days} have not been published. Their numbers will follow these."
                    ).format(days=days),
                    remedy=_("Publish those first, or change the first number."),
                    code="earlier",
                )
            )
        )
    return found
