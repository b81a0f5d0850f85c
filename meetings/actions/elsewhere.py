"""What was published elsewhere before a panel came to this site, entered with its real days."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import require
from meetings.actions.locks import lock
from meetings.models import Meeting
from meetings.policies import may_publish
from meetings.rules.elsewhere import elsewhere_findings


@transaction.atomic
def record_elsewhere(
    *, meeting: Meeting, agenda_on: date | None, minutes_on: date | None, by: User
) -> Meeting:
    """Record when the agenda and the minutes of a past meeting were published elsewhere. Raises `Refused`.

    Clear days are counted from that day, and what is published here says both days.
    """
    lock(meeting)
    require(
        may_publish(by, meeting),
        *elsewhere_findings(
            meeting.day,
            timezone.localdate(),
            agenda_on=agenda_on,
            minutes_on=minutes_on,
            agenda_is_out=bool(meeting.published_at) and agenda_on != meeting.agenda_elsewhere_on,
            minutes_are_out=meeting.has_published_minutes and minutes_on != meeting.minutes_elsewhere_on,
        ),
    )
    if (meeting.agenda_elsewhere_on, meeting.minutes_elsewhere_on) == (agenda_on, minutes_on):
        return meeting
    meeting.agenda_elsewhere_on, meeting.minutes_elsewhere_on = agenda_on, minutes_on
    meeting.save(update_fields=["agenda_elsewhere_on", "minutes_elsewhere_on"])
    data = {"agenda": str(agenda_on or ""), "minutes": str(minutes_on or "")}
    record("published elsewhere", meeting, by=by, scope=meeting.scope, data=data)
    return meeting
