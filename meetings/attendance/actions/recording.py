"""Recording who was there and what they declared, the whole roll in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from meetings.attendance.roll import known_people, moved_at, person_named, substitute_rule
from meetings.attendance.rules.roll import IN_ATTENDANCE, RollLine, roll_findings
from meetings.common.locks import lock_record
from meetings.models import AgendaItem, Attendance, Interest, Meeting, Minutes
from panels.models import Person
from panels.roll import members_on


@dataclass(frozen=True, slots=True)
class InterestLine:
    """One declaration of interest as it is recorded; without items it covers all substantive ones.

    What is left out stays as it was recorded before.
    """

    person: Person
    nature: str
    kind: str = "personal"
    items: Sequence[AgendaItem] = ()
    printed_name: str = ""
    consequence: str = ""
    dispensation: str | None = None
    is_standing: bool | None = None
    declared_at_item: AgendaItem | None = None


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    roll: Sequence[RollLine],
    by: User,
    started_at: time | None = None,
    ended_at: time | None = None,
) -> list[Attendance]:
    """Write down the whole roll in its order; it replaces the roll as it was. Raises `Refused`."""
    lock_record(meeting, by)
    keys = {line.person for line in roll} | {line.substitute_for for line in roll if line.substitute_for}
    people = Person.objects.in_bulk(keys)
    names = {key: person.printed_name for key, person in people.items()}
    rule = substitute_rule(meeting, members_on(meeting.body, meeting.day))
    require(*roll_findings(roll, names, rule, moved_at(meeting)), _times(started_at, ended_at))
    rows = _write_roll(meeting, roll, people)
    if started_at or ended_at:
        minutes, __ = Minutes.objects.get_or_create(meeting=meeting)
        Minutes.objects.filter(pk=minutes.pk).update(started_at=started_at, ended_at=ended_at)
    present = sum(row.mark == Attendance.Mark.PRESENT for row in rows)
    record("attendance recorded", meeting, by=by, scope=meeting.scope, data={"present": present})
    return rows


def _write_roll(meeting: Meeting, roll: Sequence[RollLine], people: dict[int, Person]) -> list[Attendance]:
    """Replace the roll; somebody recorded before keeps what the page of the roll does not show."""
    earlier = {row.person_id: row for row in meeting.attendances.all()}
    Attendance.objects.filter(meeting=meeting).delete()
    return Attendance.objects.bulk_create(
        [_row(meeting, line, people, earlier.get(line.person), place) for place, line in enumerate(roll)]
    )


def _times(start: time | None, end: time | None) -> Finding:
    """A meeting ends after it starts."""
    if start and end and end <= start:
        return stopped(_("The meeting cannot end before it starts."), code="ended_at")
    return met()


def _row(
    meeting: Meeting, line: RollLine, people: dict[int, Person], earlier: Attendance | None, place: int
) -> Attendance:
    """One row of the roll; a name once printed stays as it was unless it is typed anew."""
    person = people[line.person]
    return Attendance(
        meeting=meeting,
        person=person,
        capacity=earlier.capacity if earlier and _stays_observer(earlier, line) else line.capacity,
        mark=line.mark,
        mode=line.mode or (earlier.mode if earlier else Attendance.Mode.IN_PERSON),
        is_public_part_only=earlier.is_public_part_only if earlier else False,
        from_item_id=earlier.from_item_id if earlier else None,
        to_item_id=earlier.to_item_id if earlier else None,
        is_in_chair=line.is_in_chair,
        substitute_for=people.get(line.substitute_for or 0),
        printed_name=line.printed_name or (earlier.printed_name if earlier else "") or person.printed_name,
        printed_post=line.printed_post,
        position=place,
    )


def _stays_observer(earlier: Attendance, line: RollLine) -> bool:
    """The page of the roll lists observers among those in attendance."""
    return earlier.capacity == Attendance.Capacity.OBSERVER and line.capacity == IN_ATTENDANCE


@transaction.atomic
def record_interests(*, meeting: Meeting, interests: Iterable[InterestLine], by: User) -> list[Interest]:
    """Write down all declarations of interest; they replace those recorded before. Raises `Refused`."""
    lock_record(meeting, by)
    lines = list(interests)
    rows = _write_interests(meeting, lines)
    record("interests recorded", meeting, by=by, scope=meeting.scope, data={"interests": len(rows)})
    return rows


@transaction.atomic
def record_interest(
    *,
    meeting: Meeting,
    person: Person,
    nature: str,
    by: User,
    kind: str = "personal",
    items: Sequence[AgendaItem] = (),
    printed_name: str = "",
    consequence: str = "",
    dispensation: str | None = None,
    is_standing: bool | None = None,
    declared_at_item: AgendaItem | None = None,
) -> Interest:
    """Write down one more declaration of interest; without items it covers all substantive ones."""
    lock_record(meeting, by)
    line = InterestLine(
        person, nature, kind, items, printed_name, consequence, dispensation, is_standing, declared_at_item
    )
    row = _declare(meeting, line, meeting.interests.count())
    record("interest recorded", meeting, by=by, scope=meeting.scope, data={"kind": kind})
    return row


def _write_interests(meeting: Meeting, lines: Sequence[InterestLine]) -> list[Interest]:
    """Replace the declarations; one of the same person for the same reason is kept, with what followed."""
    earlier = list(meeting.interests.all())
    rows = []
    for place, line in enumerate(lines):
        same = [each for each in earlier if each.person_id == line.person.pk]
        kept = next((each for each in same if each.nature == line.nature.strip()), same[0] if same else None)
        if kept:
            earlier.remove(kept)
        rows.append(_declare(meeting, line, place, kept))
    Interest.objects.filter(pk__in=[each.pk for each in earlier]).delete()
    return rows


def _declare(meeting: Meeting, line: InterestLine, place: int, kept: Interest | None = None) -> Interest:
    row = kept or Interest(meeting=meeting, person=line.person)
    row.printed_name = line.printed_name or row.printed_name or line.person.spoken_name
    row.kind, row.nature = line.kind.strip() or "personal", line.nature.strip()
    row.covers_all_items, row.position = not line.items, place
    row.consequence = line.consequence or row.consequence
    row.declared_at_item = line.declared_at_item or row.declared_at_item
    if line.dispensation is not None:
        row.dispensation = line.dispensation.strip()
    if line.is_standing is not None:
        row.is_standing = line.is_standing
    row.save()
    row.items.set(line.items)
    return row


@transaction.atomic
def record_roll(
    *,
    meeting: Meeting,
    members: Sequence[RollLine],
    substitutes: Sequence[tuple[str, int | None]],
    officers: Sequence[tuple[str, str]],
    interests: Iterable[InterestLine],
    by: User,
    started_at: time | None = None,
    ended_at: time | None = None,
) -> None:
    """Write down the whole page of the roll: people typed by name are found or entered. Raises `Refused`."""
    lock_record(meeting, by)
    known = known_people([name for name, __ in (*substitutes, *officers)], meeting.body)
    lines = list(members)
    for name, away in substitutes:
        person = person_named(name, known, by)
        lines.append(RollLine(person.pk, "substitute", substitute_for=away, printed_name=name.strip()))
    for name, post in officers:
        person = person_named(name, known, by)
        lines.append(
            RollLine(person.pk, "in_attendance", printed_name=name.strip(), printed_post=post.strip())
        )
    record_attendance(meeting=meeting, roll=lines, by=by, started_at=started_at, ended_at=ended_at)
    record_interests(meeting=meeting, interests=interests, by=by)
