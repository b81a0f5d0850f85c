"""Marking who is here while the meeting goes on: presence, coming and going, people who join."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, refuse, require
from meetings.attendance.actions.entries import begin_act, write
from meetings.attendance.actions.live import refresh_live
from meetings.attendance.roll import known_people, moved_at, person_named, substitute_rule
from meetings.attendance.rules.day import CAME, COMING
from meetings.attendance.rules.roll import RollLine, roll_findings
from meetings.models import AgendaItem, Attendance, Coming, DayEntry, Interest, Meeting
from panels.models import Person
from panels.roll import members_on

_Capacity, _Mark, _Mode = Attendance.Capacity, Attendance.Mark, Attendance.Mode


def ensure_roll(meeting: Meeting) -> None:
    """A row for every member in post; nobody is here before they are marked."""
    known = set(meeting.attendances.values_list("person_id", flat=True))
    seats = [line for line in members_on(meeting.body, meeting.day) if line.person]
    new = [line.person for line in seats if line.person and line.person.pk not in known]
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                person=person,
                mark=_Mark.UNMARKED,
                printed_name=person.printed_name,
                position=len(known) + place,
            )
            for place, person in enumerate(new)
        ]
    )


@transaction.atomic
def mark_attendance(
    *, meeting: Meeting, person: Person, mark: str, by: User, mode: str = "", key: str = ""
) -> Attendance | None:
    """Mark one person as present, apologies, absent or not required; nobody is two of these at once."""
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    if mark not in Attendance.MARKED or (mode and mode not in _Mode.values):
        refuse(_("Select present, apologies, absent or not required."), code="mark")
    row = _row_of(meeting, person)
    require(*_against(meeting, row, mark))
    row.mark, row.mode = mark, mode or row.mode
    row.save(update_fields=["mark", "mode"])
    record("attendance marked", meeting, by=by, scope=meeting.scope, data={"mark": mark, "mode": row.mode})
    refresh_live(meeting, by)
    return row


def _row_of(meeting: Meeting, person: Person) -> Attendance:
    ensure_roll(meeting)
    row = meeting.attendances.filter(person=person).first()
    if row is None:
        refuse(_("{person} is not in the attendance.").format(person=person.printed_name), code="person")
    return row


def _against(meeting: Meeting, row: Attendance, mark: str) -> list[Finding]:
    """What the rest of the record says against a mark."""
    line = RollLine(row.person_id, row.capacity, mark, row.is_in_chair, row.substitute_for_id)
    others = [
        RollLine(each.person_id, each.capacity, each.mark, each.is_in_chair, each.substitute_for_id)
        for each in meeting.attendances.exclude(pk=row.pk)
    ]
    names = {each.person_id: each.printed_name for each in meeting.attendances.all()}
    rule = substitute_rule(meeting, members_on(meeting.body, meeting.day))
    found = roll_findings([line, *others], names, rule, moved_at(meeting))
    about = [each for each in found if each.code.endswith(f":{row.person_id}") or each.code.startswith("sub")]
    return [replace(each, code="mark") for each in about]


@transaction.atomic
def mark_everyone(*, meeting: Meeting, by: User, key: str = "") -> None:
    """Mark each member in post of whom nothing is recorded as they answered.

    Where nobody answered at all, it is the one press that says that everyone is present.
    """
    act = begin_act(meeting, by, key)
    if act is None:
        return
    ensure_roll(meeting)
    said = meeting.comings.answered()
    unmarked = meeting.attendances.filter(capacity=_Capacity.MEMBER, mark=_Mark.UNMARKED)
    waiting = [row for row in unmarked if not said or row.person_id in said]
    for row in waiting:
        answer = said[row.person_id].answer if said else Coming.Answer.COMING
        row.mark = _Mark.APOLOGIES if answer == Coming.Answer.APOLOGIES else _Mark.PRESENT
        row.mode = _Mode.REMOTE if answer == Coming.Answer.REMOTE else row.mode
    Attendance.objects.bulk_update(waiting, ["mark", "mode"])
    data = {"marked": len(waiting), "answered": sum(row.person_id in said for row in waiting)}
    record("everyone marked as present", meeting, by=by, scope=meeting.scope, data=data)
    refresh_live(meeting, by)


@transaction.atomic
def come_or_go(
    *,
    meeting: Meeting,
    person: Person,
    kind: str,
    by: User,
    at: datetime | None = None,
    mode: str = "",
    interest: Interest | None = None,
    key: str = "",
) -> DayEntry | None:
    """Somebody comes late, leaves, is back, loses the connection or joins again. Raises `Refused`.

    A member who leaves for an interest is out for its items, and stays among the members in post.
    """
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    row = _row_of(meeting, person)
    before = row.mark
    if kind in COMING and before != _Mark.PRESENT:
        require(*_against(meeting, row, _Mark.PRESENT))
        row.mark = _Mark.PRESENT
        kind = CAME
    row.mode = mode or row.mode
    row.save(update_fields=["mark", "mode"])
    was = before if kind == CAME else ""
    return write(act, kind, at=at, person=person, interest=interest, words=was)


@transaction.atomic
def add_to_roll(
    *,
    meeting: Meeting,
    name: str,
    by: User,
    capacity: str = _Capacity.IN_ATTENDANCE,
    post: str = "",
    substitute_for: Person | None = None,
    mode: str = _Mode.IN_PERSON,
    is_public_part_only: bool = False,
    from_item: AgendaItem | None = None,
    to_item: AgendaItem | None = None,
    at: datetime | None = None,
    key: str = "",
) -> Attendance | None:
    """Put somebody on the roll who is not a member: a substitute, somebody in attendance, an observer."""
    act = begin_act(meeting, by, key)
    if act is None:
        return None
    person = _newcomer(meeting, name, by)
    _in_order(from_item, to_item)
    row = Attendance(
        meeting=meeting,
        person=person,
        capacity=capacity,
        mode=mode,
        substitute_for=substitute_for,
        printed_name=name.strip(),
        printed_post=post.strip(),
        is_public_part_only=is_public_part_only,
        from_item=from_item,
        to_item=to_item,
        position=(meeting.attendances.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    if capacity == _Capacity.SUBSTITUTE:
        _may_stand_in(meeting, row)
    row.save()
    record("put on the roll", meeting, by=by, scope=meeting.scope, data={"capacity": str(capacity)})
    if at is not None:
        write(act, CAME, at=at, person=person)
    refresh_live(meeting, by)
    return row


def _newcomer(meeting: Meeting, name: str, by: User) -> Person:
    """Whoever bears this name; refused beside the field where there is none, or they are on the roll."""
    if not name.strip():
        refuse(_("Enter the name."), code="name")
    ensure_roll(meeting)
    person = person_named(name, known_people([name], meeting.body), by)
    if meeting.attendances.filter(person=person).exists():
        refuse(_("{person} has already been added.").format(person=person.printed_name), code="name")
    return person


def _in_order(first: AgendaItem | None, last: AgendaItem | None) -> None:
    if first and last and first.position > last.position:
        refuse(_("The last item must come after the first."), code="to_item")


def _may_stand_in(meeting: Meeting, row: Attendance) -> None:
    """Refuse a substitute whom the body's rules or the roll do not allow, beside the field."""
    lines = [
        RollLine(each.person_id, each.capacity, each.mark, each.is_in_chair, each.substitute_for_id)
        for each in meeting.attendances.all()
    ]
    lines.append(RollLine(row.person_id, row.capacity, substitute_for=row.substitute_for_id))
    names = {each.person_id: each.printed_name for each in meeting.attendances.all()}
    names[row.person_id] = row.printed_name
    rule = substitute_rule(meeting, members_on(meeting.body, meeting.day))
    found = [each for each in roll_findings(lines, names, rule) if each.code == f"substitute:{row.person_id}"]
    if found:
        refuse(found[0].sentence, source=found[0].source, code="substitute_for")
