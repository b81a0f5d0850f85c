"""What a new day for a meeting breaks, from plain values."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.ui.dates import day_and_time, long_day
from foundation.ui.words import counted


def past_finding(starts_at: datetime, now: datetime) -> Finding:
    """Nothing is moved to a moment that has gone by."""
    if starts_at > now:
        return met()
    return stopped(_("That date or time has passed. Enter a date in the future."), code="day")


def free_finding(starts_at: datetime, others: Iterable[tuple[datetime, str]]) -> Finding:
    """Two meetings of one body cannot begin at the same time."""
    name = next((name for at, name in others if at == starts_at), "")
    if not name:
        return met()
    remedy = _("Select another time.")
    said = _("{name} of this body starts at the same time, {when}.").format(
        name=name, when=day_and_time(starts_at)
    )
    return stopped(said, remedy=remedy, code="time")


def publish_finding(publish_by: date, today: date, source: str) -> Finding:
    """Is there still time to publish the agenda?"""
    if publish_by >= today:
        return met()
    late = counted((today - publish_by).days, "day")
    said = _("The agenda would have to be published by {day}, {late} ago.").format(
        day=long_day(publish_by), late=late
    )
    return not_met(said, source=source, remedy=_("It could only be published late, with a printed reason."))


def minutes_findings(
    starts_at: datetime, was: datetime, brought: Iterable[datetime], confirmed_at: Iterable[datetime]
) -> list[Finding]:
    """What becomes of minutes that this meeting confirms, and of its own that a later one confirms."""
    found = []
    for at in sorted(brought):
        of = _("The minutes of {day}").format(day=long_day(at))
        if at >= starts_at:
            found.append(
                not_met(_("{of} are on its agenda, and that meeting would be held after it.").format(of=of))
            )
        elif starts_at > was:
            found.append(look(_("{of} are on its agenda. They would be confirmed later.").format(of=of)))
    for at in sorted(confirmed_at):
        if at <= starts_at:
            said = _("The meeting of {day} is to confirm these minutes, and would be held first.").format(
                day=long_day(at)
            )
            found.append(not_met(said))
    return found


def set_time_finding(at: datetime, starts_at: datetime) -> Finding:
    """What becomes of a publication at a set time."""
    if at >= starts_at:
        said = _("The agenda is scheduled for publication on {when}, after the meeting starts.").format(
            when=day_and_time(at)
        )
        return not_met(said, remedy=_("Cancel that publication and schedule a new time."))
    said = _(
        "The agenda is scheduled for publication on {when}, and the pack still has the old date."
    ).format(when=day_and_time(at))
    return look(said, remedy=_("Cancel that publication, build the pack again and schedule a new time."))
