"""Adjourning a meeting, reconvening it, ending one that is inquorate; interests declared on the day."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import met, refuse, require, stopped
from foundation.ui.dates import clock_time
from meetings.attendance.actions.entries import begin_act, time_of, write
from meetings.attendance.actions.live import refresh_live
from meetings.attendance.actions.recording import record_interest
from meetings.attendance.presence import here_now
from meetings.attendance.record import DayRecord
from meetings.attendance.roll import known_people, person_named
from meetings.day.actions.marking import ensure_roll
from meetings.day.actions.recording import set_end
from meetings.models import AgendaItem, DayEntry, Interest, Meeting
from meetings.planning.actions.planning import create_meeting, end_without_business
from panels.models import Person


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
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    when = time_of(act, at)
    if starts_at is not None and starts_at <= when:
        refuse(_("The meeting must resume after it was adjourned."), code="day")
    require(
        met() if reason.strip() else stopped(_("Enter the reason the meeting is adjourned."), code="words")
    )
    if not DayRecord.of(meeting).now.is_adjourned:
        write(act, DayEntry.Kind.ADJOURNED, at=at, words=reason)
    set_end(meeting, when)
    end_without_business(meeting=meeting, verb="adjourn", by=by, reason=reason)
    refresh_live(meeting, by)
    return reconvene(meeting=meeting, starts_at=starts_at, by=by) if starts_at else None


@transaction.atomic
def reconvene(*, meeting: Meeting, starts_at: datetime, by: User, key: str = "") -> Meeting | None:
    """Plan the meeting at which an adjourned one goes on; the chain leads from one to the next."""
    if begin_act(meeting, by, key) is None:
        return None
    if starts_at <= meeting.starts_at:
        refuse(_("The meeting must resume after it was adjourned."), code="day")
    if Meeting.objects.filter(reconvenes=meeting).exists():
        refuse(_("A date to resume has already been set for this meeting."), code="day")
    if meeting.status not in (Meeting.Status.ADJOURNED, Meeting.Status.INQUORATE):
        refuse(_("Only a meeting that was adjourned or inquorate can be reconvened."), code="day")
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
    act = begin_act(meeting, by, key)
    if act is None:
        return
    ensure_roll(meeting)
    found = here_now(meeting)
    if found.is_quorate:
        refuse(_("{quorum} The meeting can begin.").format(quorum=found.quorum.sentence), code="at")
    before = DayRecord.of(meeting)
    if before.started is not None and before.ended is None:
        set_end(meeting, time_of(act, at))
    when = clock_time(time_of(act, at))
    needed = before.rule.needed(found.in_post)
    came = (
        _("1 member was")
        if len(found.counted) == 1
        else _("{number} members were").format(number=len(found.counted))
    )
    reason = _("{came} present at {when}, and {needed} are needed.").format(
        came=came, when=when, needed=needed
    )
    end_without_business(meeting=meeting, verb="find_inquorate", by=by, reason=reason)
    refresh_live(meeting, by)


@transaction.atomic
def declare_interest(
    *,
    meeting: Meeting,
    nature: str,
    by: User,
    person: Person | None = None,
    name: str = "",
    kind: str = "personal",
    items: Sequence[AgendaItem] = (),
    consequence: str = Interest.Consequence.STAYED,
    dispensation: str = "",
    is_standing: bool = False,
    declared_at_item: AgendaItem | None = None,
    key: str = "",
) -> Interest | None:
    """Write down a declaration of a member, or of anybody else by name; without `nature` details come later.

    Raises `Refused`.
    """
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    if person is None and name.strip():
        person = person_named(name, known_people([name], meeting.body), by)
    if person is None:
        refuse(_("Select whose interest it is."), code="person")
    if consequence not in Interest.Consequence.values:
        refuse(_("Select what the member does."), code="consequence")
    return record_interest(
        meeting=meeting,
        person=person,
        nature=nature,
        kind=kind,
        items=items,
        consequence=consequence,
        dispensation=dispensation,
        is_standing=is_standing,
        declared_at_item=declared_at_item,
        by=by,
    )


@transaction.atomic
def repeat_declaration(*, meeting: Meeting, declared: Interest, by: User, key: str = "") -> Interest | None:
    """Declare again at this meeting what somebody declared as standing at an earlier one, for all items."""
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    if meeting.interests.filter(person=declared.person, nature=declared.nature).exists():
        return None
    return record_interest(
        meeting=meeting,
        person=declared.person,
        nature=declared.nature,
        kind=declared.kind,
        consequence=Interest.Consequence.STAYED,
        dispensation=declared.dispensation,
        is_standing=True,
        by=by,
    )


@transaction.atomic
def change_interest(
    *,
    interest: Interest,
    by: User,
    nature: str,
    kind: str,
    items: Sequence[AgendaItem] = (),
    consequence: str = Interest.Consequence.STAYED,
    dispensation: str = "",
    is_standing: bool = False,
    key: str = "",
) -> Interest:
    """Set a declaration right; one that stands no more is not offered from earlier meetings either."""
    act = begin_act(interest.meeting, by, key)
    if act is None:
        return interest
    interest.nature, interest.kind = nature.strip(), kind.strip() or "personal"
    interest.consequence, interest.dispensation = consequence, dispensation.strip()
    interest.is_standing, interest.covers_all_items = is_standing, not items
    interest.save()
    interest.items.set(items)
    if not is_standing:
        same = Interest.objects.filter(meeting__body=interest.meeting.body_id, person=interest.person_id)
        same.filter(nature=interest.nature, is_standing=True).update(is_standing=False)
    record("interest corrected", interest.meeting, by=by, scope=interest.meeting.scope)
    return interest
