"""Adjourning a meeting to another day, reconvening it, and ending one that too few members came to."""

from datetime import datetime

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import met, refuse, require, stopped
from foundation.ui.dates import clock_time
from meetings.actions.day import set_end
from meetings.actions.day_entries import received, time_of, write
from meetings.actions.day_live import refresh_live
from meetings.actions.day_roll import ensure_roll
from meetings.actions.meetings import create_meeting, end_without_business
from meetings.day_record import DayRecord
from meetings.models import DayEntry, Meeting
from meetings.presence import here_now


@transaction.atomic
def adjourn_to_day(
    *,
    meeting: Meeting,
    reason: str,
    by: User,
    starts_at: datetime | None = None,
    at: datetime | None = None,
    key: str = "",
) -> Meeting | None:
    """Adjourn to another day, or to a day not known yet; the meeting that goes on then follows this one."""
    act = received(meeting, by, key)
    if act is None:
        return None
    when = time_of(act, at)
    if starts_at is not None and starts_at <= when:
        refuse("The meeting goes on after it was adjourned, not before.", code="day")
    require(met() if reason.strip() else stopped("Say why the meeting is adjourned.", code="words"))
    if not DayRecord.of(meeting).now.is_adjourned:
        write(act, DayEntry.Kind.ADJOURNED, at=at, words=reason)
    set_end(meeting, when)
    end_without_business(meeting=meeting, verb="adjourn", by=by, reason=reason)
    refresh_live(meeting, by)
    return reconvene(meeting=meeting, starts_at=starts_at, by=by) if starts_at else None


@transaction.atomic
def reconvene(*, meeting: Meeting, starts_at: datetime, by: User, key: str = "") -> Meeting | None:
    """Plan the meeting at which an adjourned one goes on; the chain leads from one to the next."""
    if received(meeting, by, key) is None:
        return None
    if starts_at <= meeting.starts_at:
        refuse("The meeting goes on after it was adjourned, not before.", code="day")
    if Meeting.objects.filter(reconvenes=meeting).exists():
        refuse("It is planned already when this meeting goes on.", code="day")
    if meeting.status not in (Meeting.Status.ADJOURNED, Meeting.Status.INQUORATE):
        refuse("Only a meeting that was adjourned or not quorate is reconvened.", code="day")
    following = create_meeting(
        body=meeting.body,
        kind=Meeting.Kind.RECONVENED,
        starts_at=starts_at,
        venue=meeting.venue,
        is_private=meeting.is_private,
        by=by,
    )
    following.reconvenes = meeting
    following.save(update_fields=["reconvenes"])
    record("meeting reconvened", following, by=by, scope=meeting.scope, data={"goes_on_with": meeting.ref})
    return following


@transaction.atomic
def end_inquorate(*, meeting: Meeting, by: User, at: datetime | None = None, key: str = "") -> None:
    """Write down that too few members were here to begin, and that nothing was decided."""
    act = received(meeting, by, key)
    if act is None:
        return
    ensure_roll(meeting)
    found = here_now(meeting)
    if found.is_quorate:
        refuse(f"{found.quorum.sentence} The meeting can begin.", code="at")
    before = DayRecord.of(meeting)
    if before.started is not None and before.ended is None:
        set_end(meeting, time_of(act, at))
    when = clock_time(time_of(act, at))
    needed = before.rule.needed(found.in_post)
    came = "1 member was" if len(found.counted) == 1 else f"{len(found.counted)} members were"
    reason = f"{came} here at {when}, and {needed} are needed."
    end_without_business(meeting=meeting, verb="find_inquorate", by=by, reason=reason)
    refresh_live(meeting, by)
