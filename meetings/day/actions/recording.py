"""Recording a meeting while it goes on: its start and end, its items, who presides, the public, breaks."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.ui.dates import clock_time
from meetings.attendance.actions.entries import begin_act, time_of, write
from meetings.attendance.actions.live import refresh_live
from meetings.attendance.record import DayRecord
from meetings.attendance.roll import known_people, person_named
from meetings.attendance.rules.day import public_out_finding
from meetings.day.actions.marking import ensure_roll
from meetings.minutes.actions.writing import add_exclusion_minute
from meetings.models import AgendaItem, Attendance, DayEntry, Meeting, Minutes, Restriction
from meetings.planning.actions.planning import hold_meeting
from meetings.restricted.business import Restricted
from meetings.withholding.actions.restricting import record_resolution
from panels.models import Person
from panels.roll import chair_on

_Kind = DayEntry.Kind


@transaction.atomic
def start_meeting(*, meeting: Meeting, by: User, at: datetime | None = None, key: str = "") -> None:
    """Write down that the meeting began; the chair is in the chair when marked as present."""
    act = begin_act(meeting, by, key)
    if act is None:
        return
    minutes, __ = Minutes.objects.get_or_create(meeting=meeting)
    if minutes.started_at is not None:
        refuse(
            _("The meeting has already been started, at {time}.").format(time=clock_time(minutes.started_at)),
            code="at",
        )
    ensure_roll(meeting)
    when = time_of(act, at)
    minutes.started_at = timezone.localtime(when).time().replace(second=0, microsecond=0)
    minutes.save(update_fields=["started_at"])
    _seat_the_chair(meeting)
    _fresh(meeting)
    record("meeting started", meeting, by=by, scope=meeting.scope, data={"at": when.isoformat()})
    refresh_live(meeting, by)


def _fresh(meeting: Meeting) -> None:
    """Forget what was read of the minutes before they changed."""
    meeting._state.fields_cache.pop("minutes", None)


def _seat_the_chair(meeting: Meeting) -> None:
    """The chair's office puts them in the chair, unless somebody is there already."""
    chair = chair_on(meeting.body, meeting.day)
    rows = Attendance.objects.filter(meeting=meeting)
    if chair and not rows.filter(is_in_chair=True).exists():
        rows.filter(person=chair, mark=Attendance.Mark.PRESENT).update(is_in_chair=True)


@transaction.atomic
def end_meeting(*, meeting: Meeting, by: User, at: datetime | None = None, key: str = "") -> None:
    """Write down that the meeting ended, and that it was held."""
    act = begin_act(meeting, by, key)
    if act is None:
        return
    when = set_end(meeting, time_of(act, at))
    record("meeting ended", meeting, by=by, scope=meeting.scope, data={"at": when.isoformat()})
    if meeting.status in Meeting.STILL_TO_COME:
        hold_meeting(meeting=meeting, by=by)
    refresh_live(meeting, by)


def set_end(meeting: Meeting, when: datetime, code: str = "at") -> datetime:
    """Set the time of the end, which nothing recorded may follow; `code` names the field of a refusal."""
    before = DayRecord.of(meeting)
    if before.started is None:
        refuse(_("The meeting has not started yet. Start it first."), code=code)
    if before.ended is not None:
        refuse(
            _("The meeting has already been ended, at {time}.").format(time=clock_time(before.ended)),
            code=code,
        )
    if when < before.started:
        said = _("{time} is before the meeting started at {started}.").format(
            time=clock_time(when), started=clock_time(before.started)
        )
        refuse(said, code=code)
    last = before.moments[-1].at if before.moments else before.started
    if when.replace(second=59) < last:
        refuse(
            _("Something is recorded at {time}, after this end. Correct it first.").format(
                time=clock_time(last)
            ),
            code=code,
        )
    end = timezone.localtime(when).time().replace(second=0, microsecond=0)
    Minutes.objects.filter(meeting=meeting).update(ended_at=end)
    _fresh(meeting)
    return when


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: User, key: str = "") -> None:
    """Take back the end of a meeting that was recorded too early."""
    act = begin_act(meeting, by, key)
    if act is None:
        return
    Minutes.objects.filter(meeting=meeting).update(ended_at=None)
    _fresh(meeting)
    record("end of the meeting taken back", meeting, by=by, scope=meeting.scope)
    refresh_live(meeting, by)


@transaction.atomic
def correct_times(
    *, meeting: Meeting, started: datetime, ended: datetime | None, by: User, key: str = ""
) -> None:
    """Set the start and the end of the meeting right; everything recorded must lie between them."""
    act = begin_act(meeting, by, key)
    if act is None:
        return
    before = DayRecord.of(meeting)
    first = before.moments[0].at if before.moments else None
    if first is not None and first < started:
        refuse(
            _("Something is recorded at {time}, before this start.").format(time=clock_time(first)),
            code="started",
        )
    minutes, __ = Minutes.objects.get_or_create(meeting=meeting)
    minutes.started_at, minutes.ended_at = timezone.localtime(time_of(act, started)).time(), None
    minutes.save(update_fields=["started_at", "ended_at"])
    _fresh(meeting)
    if ended is not None:
        set_end(meeting, time_of(act, ended), "ended")
    record("times of the meeting corrected", meeting, by=by, scope=meeting.scope)
    refresh_live(meeting, by)


@transaction.atomic
def begin_item(
    *, meeting: Meeting, item: AgendaItem, by: User, at: datetime | None = None, key: str = ""
) -> DayEntry | None:
    """Take an item, in whatever order; the one before it ends."""
    act = begin_act(meeting, by, key)
    return write(act, _Kind.BEGAN, at=at, item=item) if act else None


@transaction.atomic
def end_item(
    *, meeting: Meeting, item: AgendaItem, by: User, at: datetime | None = None, key: str = ""
) -> DayEntry | None:
    """End the item that is on, without beginning another."""
    act = begin_act(meeting, by, key)
    return write(act, _Kind.ENDED, at=at, item=item) if act else None


@transaction.atomic
def defer_item(
    *,
    meeting: Meeting,
    item: AgendaItem,
    by: User,
    at: datetime | None = None,
    words: str = "",
    key: str = "",
) -> DayEntry | None:
    """Put an item off to a later meeting."""
    act = begin_act(meeting, by, key)
    return write(act, _Kind.DEFERRED, at=at, item=item, words=words) if act else None


@transaction.atomic
def take_the_chair(
    *,
    meeting: Meeting,
    by: User,
    person: Person | None = None,
    name: str = "",
    at: datetime | None = None,
    words: str = "",
    key: str = "",
) -> DayEntry | None:
    """Somebody presides from now on: a member, or anybody else by name, such as the clerk for an election."""
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    if person is None and name.strip():
        person = person_named(name, known_people([name], meeting.body), by)
    if person is None:
        refuse(_("Record who presides."), code="person")
    return write(act, _Kind.PRESIDES, at=at, person=person, printed_name=name.strip(), words=words)


@transaction.atomic
def exclude_public(
    *,
    meeting: Meeting,
    by: User,
    resolved: Sequence[Restriction] = (),
    words: str = "",
    at: datetime | None = None,
    key: str = "",
) -> DayEntry | None:
    """Put the public out, by the resolutions that the meeting adopted now or before. Raises `Refused`.

    `words` is a resolution that was not on the agenda: a stand-by one, or one the meeting itself proposed.
    """
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    restricted = Restricted.of(meeting)
    item = _current(meeting)
    ground = restricted.on_item(item) if item else None
    is_resolved = bool(resolved) or (ground is not None and ground.resolved_at is not None)
    label = restricted.labels.get(item.pk, "") if item else ""
    require(
        public_out_finding(label, str(ground.ground) if ground else "", is_resolved=is_resolved, words=words)
    )
    for each in resolved:
        if each.resolved_at is None:
            said = words.strip() or restricted.resolution_for(resolved) or _private_words(restricted, each)
            record_resolution(restriction=each, words=said, by=by, paragraphs=each.paragraphs)
    entry = write(act, _Kind.PUBLIC_OUT, at=at, item=item, words=words)
    entry.restrictions.set([*resolved, *([ground] if ground and not resolved else [])])
    add_exclusion_minute(meeting, by)
    return entry


def _private_words(restricted: Restricted, found: Restriction) -> str:
    """What is said of business that the law keeps private, where a meeting resolved on it all the same."""
    return _("That the public be excluded: {words}.").format(words=restricted.words(found))


def _current(meeting: Meeting) -> AgendaItem | None:
    """The item that is on."""
    now = DayRecord.of(meeting).now.current
    return meeting.items.filter(pk=now.item).first() if now else None


@transaction.atomic
def readmit_public(
    *, meeting: Meeting, by: User, at: datetime | None = None, key: str = ""
) -> DayEntry | None:
    """Let the public in again."""
    act = begin_act(meeting, by, key)
    return write(act, _Kind.PUBLIC_IN, at=at) if act else None


@transaction.atomic
def adjourn_meeting(
    *, meeting: Meeting, by: User, at: datetime | None = None, words: str = "", key: str = ""
) -> DayEntry | None:
    """Break off for a while; the meeting goes on the same day."""
    act = begin_act(meeting, by, key)
    return write(act, _Kind.ADJOURNED, at=at, words=words) if act else None


@transaction.atomic
def resume_meeting(
    *, meeting: Meeting, by: User, at: datetime | None = None, key: str = ""
) -> DayEntry | None:
    """Go on after a break."""
    act = begin_act(meeting, by, key)
    return write(act, _Kind.RESUMED, at=at) if act else None
