"""What depends on a meeting’s day: short notice, a day to be confirmed, what is due after it. Pure."""

from datetime import date, datetime

from foundation.history.findings import Finding, Level, look, met, not_met, stopped
from foundation.history.rulebook import statutory
from foundation.ui.dates import day_and_time, long_day
from panels.rules import LONDON

FROM_WHEN_CONVENED = statutory(
    "from when it is convened",
    "Where a meeting is convened at shorter notice, its notice, agenda and reports are open to the public "
    "from when it is convened.",
    "Local Government Act 1972, sections 100A(6) and 100B(3)",
    checked=True,
)

# What late notice costs: a reason that is printed does not make up for it.
ONLY_IF_URGENT = (
    "You can publish with a reason, but the items can then be considered only if the chair is of the opinion "
    "that they are urgent (section 100B(4)(b)), or if the meeting was convened at shorter "
    "notice. Take advice."
)


def convened_finding(convened: datetime, published: datetime, at_convening: Finding, now: Finding) -> Finding:
    """Does publishing at this moment keep the rule, for a meeting that was convened when it was?

    `now` is what the rule of clear days says of publishing at that moment, `at_convening` of publishing when
    the meeting was convened: only a meeting convened too late for the clear days is called at short notice.
    """
    if now.level is not Level.NOT_MET:
        return now
    if at_convening.level is not Level.NOT_MET:
        remedy = "Publish with a reason, which is printed."
        said = f"The meeting was convened on {day_and_time(convened)}, in time for the clear days."
        said = f"{said} {now.sentence}"
        return not_met(said, source=now.source, remedy=now.remedy or remedy, code=now.code)
    source = FROM_WHEN_CONVENED.source
    opened = f"The meeting was convened at shorter notice on {day_and_time(convened)}"
    if published.astimezone(LONDON).date() <= convened.astimezone(LONDON).date():
        instead = f"instead of {_clear_days(now)}"
        said = f"{opened}, so its papers must be open to the public from that time {instead}."
        return look(said, source=source, code=now.code)
    late = f"but are published on {long_day(published)}"
    said = f"{opened}. Its papers had to be open to the public from that time, {late}."
    return not_met(said, source=source, remedy=ONLY_IF_URGENT, code=now.code)


def _clear_days(now: Finding) -> str:
    """The clear days that cannot be had, as the ordinary rule words them."""
    _, _, needed = now.sentence.partition(" of the ")
    number = needed.split(" ")[0]
    return f"{number} clear days before" if number.isdigit() else "the clear days before"


def day_finding(*, is_to_be_confirmed: bool) -> Finding:
    """Nothing of a meeting whose day is still to be confirmed is published."""
    if not is_to_be_confirmed:
        return met(code="day")
    said = "The date of this meeting has not been confirmed, so nothing can be published."
    return stopped(said, remedy="Confirm the date and venue first.", code="day")


def due(day: date | None, met_on: date) -> Finding:
    """Can something that came of a meeting be due on this day?"""
    if day is not None and day < met_on:
        return stopped(
            f"It cannot be due on {long_day(day)}: the meeting was on {long_day(met_on)}.", code="due_on"
        )
    return met()


URGENT = statutory(
    "special circumstances, specified in the minutes",
    "An item that was not open to the public in time is considered only if the chair is of the opinion, by "
    "reason of special circumstances that the minutes specify, that it is urgent.",
    "Local Government Act 1972, section 100B(4)(b)",
    checked=True,
)
