"""Who presided at a meeting: as the roll says, else the first member who took the chair on the day."""

from meetings.models import Attendance, DayEntry, Meeting

_VOTING = (Attendance.Capacity.MEMBER, Attendance.Capacity.SUBSTITUTE)


def in_chair(meeting: Meeting) -> Attendance | None:
    """The row of who was in the chair; reads prefetched attendances, and the day only where they say nothing.

    Somebody who presides for an election only and is no member is not in the chair of the meeting.
    """
    rows = list(meeting.attendances.all())
    seated = next((row for row in rows if row.is_in_chair), None)
    if seated is not None or not rows:
        return seated
    took = meeting.day_entries.standing().filter(kind=DayEntry.Kind.PRESIDES)
    here = {r.person_id: r for r in rows if r.capacity in _VOTING and r.mark == Attendance.Mark.PRESENT}
    return next((here[pk] for pk in took.values_list("person_id", flat=True) if pk in here), None)
