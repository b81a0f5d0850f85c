"""Decisions published before the minutes: by when, and by whose rule."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, met
from foundation.history.rulebook import statutory
from foundation.ui.dates import long_day
from panels.rules import OWN_RULE, is_counted

NOTE_DAYS_WALES = statutory(
    7,
    "A note of members attending, apologies, declarations, decisions and outcomes of votes is published "
    "within seven working days beginning with the day of the meeting (Wales).",
    "Local Government Act 1972, section 100C(1C), inserted by the Local Government and Elections (Wales) Act "
    "2021, Schedule 4; how far it reaches the Welsh panels turns on SI 2012/2734",
    checked=False,
)
DAY = timedelta(days=1)


def is_wanted(jurisdiction: str, *, by_own_rule: bool) -> bool:
    """Are decisions published before the minutes: by law in Wales, elsewhere where the body does so?"""
    return jurisdiction == "wales" or by_own_rule


def last_day(meeting: date, excluded: Collection[date], days: int = NOTE_DAYS_WALES.value) -> date:
    """The last of so many working days, the day of the meeting being the first where it is one."""
    day, left = meeting, days
    while True:
        left -= is_counted(day, excluded)
        if not left:
            return day
        day += DAY


def due_finding(jurisdiction: str, last: date, today: date, *, is_out: bool) -> Finding:
    """By when the decisions are due, and by which rule."""
    is_law = jurisdiction == "wales"
    source = (
        NOTE_DAYS_WALES.source
        if is_law
        else _("{own_rule}; seven working days, counting the day of the meeting").format(own_rule=_(OWN_RULE))
    )
    counting = _("the seventh working day, counting the day of the meeting")
    said = _("The decisions are due on {day}, {counting}.").format(day=long_day(last), counting=counting)
    if is_out or last >= today:
        return met(said, source=source, code="decisions")
    return look(
        _("{said} That date has passed.").format(said=said),
        source=source,
        remedy=_("Publish them now."),
        code="decisions",
    )
