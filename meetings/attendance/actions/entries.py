"""The one way into the record of a meeting day: lock, policy, the browser's id, rules, entry, event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, refuse, require
from foundation.ui.dates import clock_time
from meetings.attendance.actions.live import refresh_live
from meetings.attendance.policies import may_record_day
from meetings.attendance.record import DayRecord
from meetings.attendance.rules.day import CAME, Moment, contradiction, quorum_changes
from meetings.common.locks import lock
from meetings.models import AgendaItem, Attendance, DayAct, DayEntry, Interest, Meeting
from panels.models import Person

# A clock that runs a little before ours is no time to come.
LEEWAY = timedelta(minutes=1)


@dataclass(frozen=True)
class Act:
    """One act that is being carried out: on which meeting, by whom, under which row of the browser's id."""

    meeting: Meeting
    by: User
    row: DayAct | None
    now: datetime


def begin_act(meeting: Meeting, by: User, key: str = "") -> Act | None:
    """Begin an act; nothing when this very act was carried out before, so that a retry changes nothing.

    Must run inside a transaction: the lock of the meeting lets acts through one by one.
    """
    lock(meeting)
    require(may_record_day(by, meeting))
    now = timezone.now()
    if not key:
        return Act(meeting, by, None, now)
    row, is_new = DayAct.objects.get_or_create(
        meeting=meeting, key=key[:40], defaults={"recorded_at": now, "recorded_by": by.printed_name}
    )
    return Act(meeting, by, row, now) if is_new else None


def time_of(act: Act, at: datetime | None) -> datetime:
    """When it happened: as said, or now; a time to come is refused, and another day's record needs a time."""
    if at is None:
        if act.meeting.day != timezone.localdate(act.now):
            refuse(_("Enter the time, because this meeting was on another day."), code="at")
        return act.now
    if at > act.now + LEEWAY:
        refuse(_("{time} is still to come.").format(time=clock_time(at)), code="at")
    return min(at, act.now)


def write(
    act: Act,
    kind: str,
    *,
    at: datetime | None = None,
    person: Person | None = None,
    printed_name: str = "",
    item: AgendaItem | None = None,
    interest: Interest | None = None,
    words: str = "",
) -> DayEntry:
    """Write down one thing that happened, when it does not contradict the rest. Raises `Refused`."""
    before = DayRecord.of(act.meeting)
    entry = DayEntry(
        meeting=act.meeting,
        act=act.row,
        kind=kind,
        at=time_of(act, at),
        person=person,
        printed_name=printed_name or _name(before.rows, person),
        item=item,
        interest=interest,
        words=words.strip()[:600],
        recorded_at=act.now,
        recorded_by=act.by.printed_name,
    )
    _consistent(before, [*before.moments, before.moment(entry)])
    entry.save()
    _tell(act, entry, entry.get_kind_display().lower())
    _tell_quorum(act, before, [*before.moments, before.moment(entry)])
    refresh_live(act.meeting, act.by)
    return entry


@transaction.atomic
def correct_time(*, entry: DayEntry, at: datetime, by: User, key: str = "") -> DayEntry:
    """Set the time of something recorded right; all that follows from it follows. Raises `Refused`."""
    act = begin_act(entry.meeting, by, key)
    if act is None:
        return entry
    _stands(entry)
    before = DayRecord.of(act.meeting)
    was, entry.at = entry.at, time_of(act, at)
    others = [moment for moment in before.moments if moment.key != entry.pk]
    _consistent(before, [*others, before.moment(entry)])
    entry.save(update_fields=["at"])
    data = {"was": was.isoformat(), "now": entry.at.isoformat()}
    record("time corrected", entry, by=by, scope=act.meeting.scope, data=data)
    refresh_live(act.meeting, by)
    return entry


@transaction.atomic
def strike_out(*, entry: DayEntry, by: User, key: str = "") -> None:
    """Take back something that did not happen; it stays in the history. Raises `Refused`."""
    act = begin_act(entry.meeting, by, key)
    if act is None:
        return
    _stands(entry)
    before = DayRecord.of(act.meeting)
    _consistent(before, [moment for moment in before.moments if moment.key != entry.pk])
    entry.struck_at, entry.struck_by = act.now, by.printed_name
    entry.save(update_fields=["struck_at", "struck_by"])
    if entry.kind == CAME and entry.words:
        Attendance.objects.filter(meeting=act.meeting, person=entry.person).update(mark=entry.words)
    record("struck out", entry, by=by, scope=act.meeting.scope)
    refresh_live(act.meeting, by)


def _stands(entry: DayEntry) -> None:
    entry.refresh_from_db(fields=["struck_at", "at"])
    if entry.struck_at is not None:
        refuse(_("This entry has already been deleted."))


def _consistent(record_: DayRecord, moments: Iterable[Moment]) -> None:
    """Refuse what cannot be true beside everything else."""
    found: Finding = contradiction(
        record_.people, in_order(moments), started=record_.started, ended=record_.ended
    )
    require(found)


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """In the order of time; what is not saved yet comes last of its time."""
    return sorted(moments, key=lambda moment: (moment.at, moment.key or float("inf")))


def _name(rows: Sequence[Attendance], person: Person | None) -> str:
    """The name as the roll prints it."""
    if person is None:
        return ""
    return next((row.printed_name for row in rows if row.person_id == person.pk), person.printed_name)


def _tell(act: Act, entry: DayEntry, verb: str) -> None:
    """One event; names of people go in its note, and no title of an item."""
    item = {"item": entry.item.ref} if entry.item else {}
    data = {"at": entry.at.isoformat(), "kind": str(entry.kind), **item}
    record(f"recorded: {verb}", act.meeting, by=act.by, scope=act.meeting.scope, data=data)


def _tell_quorum(act: Act, before: DayRecord, moments: Sequence[Moment]) -> None:
    """Put the loss of the quorum, and its return, on record at once."""
    if before.started is None:
        return
    after = quorum_changes(
        before.people,
        in_order(moments),
        before.rule,
        in_post=len(before.in_post),
        started=before.started,
    )
    for change in after[len(before.quorum_changes) :]:
        verb = "quorum reached" if change.is_quorate else "quorum lost"
        data = {"at": change.at.isoformat(), "here": change.here, "needed": change.needed}
        record(verb, act.meeting, by=act.by, scope=act.meeting.scope, data=data)
