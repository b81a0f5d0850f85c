"""Who can vote at a meeting: the one place that says where this is read from."""

from meetings.models import AgendaItem, Attendance, Interest, Meeting
from meetings.rules.votes import Voter, Voters
from panels.models import Person, Seat
from panels.roll import MemberLine, members_on

# Kinds of interest with which a member may neither take part nor vote (domain 2.7).
BARRING = ("disclosable pecuniary", "prejudicial")


def voters_of(meeting: Meeting, item: AgendaItem | None = None) -> Voters:
    """Members in post on the day and substitutes on the roll; who may not vote on this item, and why."""
    lines = members_on(meeting.body, meeting.day)
    rows = list(meeting.attendances.select_related("person").exclude(capacity="in_attendance"))
    barred = _barred(meeting, item) if item else {}
    on_roll = {row.person_id: row for row in rows}
    members = [_member(line, on_roll, barred) for line in lines if line.person]
    substitutes = [
        _substitute(row, lines, barred) for row in rows if row.capacity == Attendance.Capacity.SUBSTITUTE
    ]
    known = {voter.person for voter in (*members, *substitutes)}
    others = [_recorded(row, barred) for row in rows if row.person_id not in known]
    return Voters(
        in_post=len(members),
        people=(*members, *others, *substitutes),
        presiding=next((row.person_id for row in rows if row.is_in_chair), None),
        is_recorded=any(row.mark == Attendance.Mark.PRESENT for row in rows),
    )


def spoken_name(person: Person) -> str:
    """The name as a sentence says it: without the letters after it."""
    return " ".join(filter(None, [person.title, person.given_name, person.family_name]))


def _member(line: MemberLine, on_roll: dict[int, Attendance], barred: dict[int, str]) -> Voter:
    assert line.person is not None
    row = on_roll.get(line.person.pk)
    return Voter(
        line.person.pk,
        spoken_name(line.person),
        is_appointed=line.seat.kind == Seat.Kind.APPOINTED,
        is_here=row is not None and row.mark == Attendance.Mark.PRESENT,
        why_not=barred.get(line.person.pk, ""),
    )


def _substitute(row: Attendance, lines: list[MemberLine], barred: dict[int, str]) -> Voter:
    """A substitute votes as the member would whose place they take."""
    away = [line for line in lines if line.person and line.person.pk == row.substitute_for_id]
    return Voter(
        row.person_id,
        spoken_name(row.person),
        is_appointed=any(line.seat.kind == Seat.Kind.APPOINTED for line in away),
        is_here=row.mark == Attendance.Mark.PRESENT,
        why_not=barred.get(row.person_id, ""),
    )


def _recorded(row: Attendance, barred: dict[int, str]) -> Voter:
    """Somebody recorded as a member whose seat was changed since."""
    is_here = row.mark == Attendance.Mark.PRESENT
    return Voter(
        row.person_id, spoken_name(row.person), is_here=is_here, why_not=barred.get(row.person_id, "")
    )


def _barred(meeting: Meeting, item: AgendaItem) -> dict[int, str]:
    """Who may not vote on an item because of an interest."""
    found = {}
    for interest in Interest.objects.filter(meeting=meeting, kind__in=BARRING).prefetch_related("items"):
        covered = {each.pk for each in interest.items.all()}
        if interest.covers_all_items or {item.pk, item.parent_id or 0} & covered:
            found[interest.person_id] = f"left for a {interest.kind} interest"
    return found
