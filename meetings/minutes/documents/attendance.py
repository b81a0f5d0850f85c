"""Who was there, as the body sets it out: by council, in a table, or a grid of every seat (V12-V14)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from meetings.attendance.record import in_chair
from meetings.attendance.rules.words import JOINED_BY
from meetings.minutes.documents.record import Record
from meetings.models import Attendance
from meetings.wording.meeting import roll_name
from panels.models import BodySettings, Seat, Term

Layout = BodySettings.AttendanceLayout
VACANCY = "Vacancy"
NOT_SEATED = "Others"
_MARKS = {"present": "P", "apologies": "A", "absent": "–"}


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """One person, or one vacant seat: the name as printed, for whom they sit, and in a grid the mark."""

    name: str
    for_whom: str = ""
    mark: str = ""
    meaning: str = ""


@dataclass(frozen=True, kw_only=True)
class AttendanceGroup:
    """The people of one council, or the independent members."""

    heading: str
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class AttendanceBlock:
    """The members of a meeting in one of the layouts that look at seats."""

    layout: str
    groups: list[AttendanceGroup] = field(default_factory=list)
    rows: list[AttendanceRow] = field(default_factory=list)


@dataclass(frozen=True)
class _Seated:
    """One line before it is laid out: who, for whom, how they were marked."""

    name: str
    for_whom: str
    mark: str
    is_vacant: bool = False


def attendance_of(record: Record) -> AttendanceBlock | None:
    """The members in the body's layout; None for the usual one, two columns by name."""
    layout = record.settings.attendance_layout
    if layout == Layout.COLUMNS:
        return None
    lines = _lines(record)
    if not any(line.mark == "present" for line in lines):
        return None
    present = [line for line in lines if line.mark == "present"]
    if layout == Layout.AUTHORITY:
        return AttendanceBlock(layout=layout, groups=_groups(present))
    if layout == Layout.TABLE:
        return AttendanceBlock(layout=layout, rows=[_row(line) for line in present])
    return AttendanceBlock(layout=layout, rows=[_row(line, in_grid=True) for line in lines])


def _lines(record: Record) -> list[_Seated]:
    """Every seat of the day with its holder's mark, then those who were there without a seat of their own."""
    meeting = record.minutes.meeting
    rows = {row.person_id: row for row in meeting.attendances.all() if row.capacity != "in_attendance"}
    chair = in_chair(meeting)
    held = Term.objects.current_on(meeting.day).select_related("person")
    seats = Seat.objects.current_on(meeting.day).filter(body=meeting.body_id)
    found: list[_Seated] = []
    placed: set[int] = set()
    sits_for: dict[int, str] = {}
    for seat in seats.select_related("authority").prefetch_related(Prefetch("terms", queryset=held)):
        term = next(iter(seat.terms.all()), None)
        if term is None:
            if seat.kind != Seat.Kind.SUBSTITUTE:
                found.append(_Seated(VACANCY, seat.for_whom, "", is_vacant=True))
            continue
        sits_for[term.person_id] = seat.for_whom
        row = rows.get(term.person_id)
        if row is None and seat.kind == Seat.Kind.SUBSTITUTE:
            continue
        placed.add(term.person_id)
        name = _name(row, rows, chair) if row else term.person.printed_name
        found.append(_Seated(name, seat.for_whom, row.mark if row else "unmarked"))
    found += [
        _Seated(_name(row, rows, chair), sits_for.get(row.substitute_for_id or 0, NOT_SEATED), row.mark)
        for person, row in rows.items()
        if person not in placed
    ]
    return found


def _name(row: Attendance, rows: dict[int, Attendance], chair: Attendance | None) -> str:
    """The printed name, the chair marked, a substitute with whom they stood in for."""
    if row == chair:
        return _("{printed_name} (in the Chair)").format(printed_name=row.printed_name)
    stands_in = ""
    if row.substitute_for_id and row.substitute_for:
        other = rows.get(row.substitute_for_id)
        stands_in = other.printed_name if other else row.substitute_for.printed_name
    joined_by = JOINED_BY[row.mode] if row.mark == Attendance.Mark.PRESENT else ""
    return roll_name(row.printed_name, stands_in, joined_by)


def _groups(lines: Sequence[_Seated]) -> list[AttendanceGroup]:
    """Those present under their council, councils in the order of the seats."""
    headings = dict.fromkeys(line.for_whom for line in lines)
    return [
        AttendanceGroup(heading=heading, names=[line.name for line in lines if line.for_whom == heading])
        for heading in headings
    ]


def _row(line: _Seated, *, in_grid: bool = False) -> AttendanceRow:
    if not in_grid:
        return AttendanceRow(name=line.name, for_whom=line.for_whom)
    is_marked = line.mark in Attendance.MARKED
    meaning = "Vacancy" if line.is_vacant else str(Attendance.Mark(line.mark).label) if is_marked else ""
    return AttendanceRow(
        name=line.name, for_whom=line.for_whom, mark=_MARKS.get(line.mark, ""), meaning=meaning
    )
