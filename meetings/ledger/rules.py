"""The rules of the ledger: what was heard and when, what closing needs, whom to remind when. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.dates import long_day
from meetings.common.rules.days import due

# The one rule of law here; everything else is custom.
RESPONSE_SOURCE = gettext_noop(
    "Police Reform and Social Responsibility Act 2011, section 29(3) and (4): "
    "check with your monitoring officer"
)
TEXT_LIMIT = 4000
WORDS_LIMIT = 600
# A reminder that the worker slept through is still sent so many days later.
CATCH_UP = timedelta(days=7)


def words_given(text: str, code: str = "text") -> Finding:
    """Is there something to keep, and not more than anybody reads?"""
    if not text.strip():
        return stopped(_("Enter the progress or answer."), code=code)
    if len(text) > TEXT_LIMIT:
        return stopped(
            _("The text must be {text_limit:,} characters or fewer.").format(text_limit=TEXT_LIMIT), code=code
        )
    return met()


def new_due(wanted: date | None, met_on: date, due_day: date | None) -> Finding:
    """Is a new day after the meeting, and later than the one that is set, where its owner asks for it?"""
    found = due(wanted, met_on, "new_due")
    if not found.is_met or wanted is None or due_day is None or wanted > due_day:
        return found
    return stopped(
        _("Enter a date after the current due date, {day}.").format(day=long_day(due_day)), code="new_due"
    )


def reason_given(text: str) -> Finding:
    """Does dropping or opening again say why, shortly?"""
    if not text.strip():
        return stopped(_("Enter the reason."), code="reason")
    if len(text) > WORDS_LIMIT:
        return stopped(
            _("The reason must be {words_limit} characters or fewer.").format(words_limit=WORDS_LIMIT),
            code="reason",
        )
    return met()


def evidence(text: str) -> Finding:
    """Is the evidence short enough to stand in a table?"""
    if len(text) > WORDS_LIMIT:
        return stopped(
            _("The evidence must be {words_limit} characters or fewer.").format(words_limit=WORDS_LIMIT),
            code="evidence",
        )
    return met()


def happened(day: date, met_on: date, today: date, what: str, code: str) -> Finding:
    """Can this have happened on the day: not before the meeting it came from, and not in the future?"""
    if day > today:
        return stopped(_("{what} cannot have a date in the future.").format(what=what), code=code)
    if day < met_on:
        return stopped(
            _("{what} cannot be recorded for {day}: the meeting was on {met_on}.").format(
                what=what, day=long_day(day), met_on=long_day(met_on)
            ),
            code=code,
        )
    return met()


def period(respond_by: date | None, asked_on: date | None) -> Finding:
    """Is a period set for the response, and does it end after it begins?

    The Act lets a panel ask for a response in writing within a reasonable period that it sets; how long is
    reasonable is the panel's own judgement.
    """
    if respond_by is None:
        return look(_("No period is set for the response."), source=RESPONSE_SOURCE, code="respond_by")
    if asked_on is not None and respond_by < asked_on:
        return stopped(_("The response cannot be due before the date of the request."), code="respond_by")
    return met()


def reminder(due_on: date, today: date, days_before: Sequence[int]) -> str:
    """Which reminder is due: "before" once from so many days before its day on, "late" once after it.

    An empty word means none. One that is later than a week is not sent any more: it would come as a surprise.
    """
    if due_on < today <= due_on + CATCH_UP:
        return "late"
    earliest = max((each for each in days_before if each > 0), default=0)
    if earliest and due_on - timedelta(days=earliest) <= today <= due_on:
        return "before"
    return ""
