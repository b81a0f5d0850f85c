"""What depends on a meeting’s day: short notice, a day to be confirmed, what is due after it. Pure."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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
ONLY_IF_URGENT = gettext_noop(
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
        remedy = _("Publish with a reason, which is printed.")
        said = _("The meeting was convened on {when}, in time for the clear days.").format(
            when=day_and_time(convened)
        )
        said = f"{said} {now.sentence}"
        return not_met(said, source=now.source, remedy=now.remedy or remedy, code=now.code)
    source = FROM_WHEN_CONVENED.source
    opened = _("The meeting was convened at shorter notice on {when}").format(when=day_and_time(convened))
    if published.astimezone(LONDON).date() <= convened.astimezone(LONDON).date():
        instead = _("instead of {clear_days}").format(clear_days=_clear_days(now))
        said = _("{opened}, so its papers must be open to the public from that time {instead}.").format(
            opened=opened, instead=instead
        )
        return look(said, source=source, code=now.code)
    late = _("but are published on {day}").format(day=long_day(published))
    said = _("{opened}. Its papers had to be open to the public from that time, {late}.").format(
        opened=opened, late=late
    )
    return not_met(said, source=source, remedy=_(ONLY_IF_URGENT), code=now.code)


def _clear_days(now: Finding) -> str:
    """The clear days that cannot be had, as the ordinary rule words them."""
    __, __, needed = now.sentence.partition(" of the ")
    number = needed.split(" ")[0]
    return (
        _("{number} clear days before").format(number=number)
        if number.isdigit()
        else _("the clear days before")
    )


def day_finding(*, is_to_be_confirmed: bool) -> Finding:
    """Nothing of a meeting whose day is still to be confirmed is published."""
    if not is_to_be_confirmed:
        return met(code="day")
    said = _("The date of this meeting has not been confirmed, so nothing can be published.")
    return stopped(said, remedy=_("Confirm the date and venue first."), code="day")


def due(day: date | None, met_on: date, code: str = "due_on") -> Finding:
    """Can something that came of a meeting be due on this day?"""
    if day is not None and day < met_on:
        return stopped(
            _("It cannot be due on {day}: the meeting was on {met_on}.").format(
                day=long_day(day), met_on=long_day(met_on)
            ),
            code=code,
        )
    return met()


URGENT = statutory(
    "special circumstances, specified in the minutes",
    "An item that was not open to the public in time is considered only if the chair is of the opinion, by "
    "reason of special circumstances that the minutes specify, that it is urgent.",
    "Local Government Act 1972, section 100B(4)(b)",
    checked=True,
)
