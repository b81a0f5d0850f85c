"""A fictional meeting on the day of the tests' clock, and short ways to record what happens at it."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from meetings.attendance.record import DayRecord
from meetings.attendance.rules.roll import RollLine
from meetings.models import DayEntry, Meeting
from panels.models import Authority, Body, Person, Seat, Term
from tests.builders.minutes import Held, held_meeting
from tests.builders.panels import FIRST_DAY, add_vacancy, make_panel

LONDON = ZoneInfo("Europe/London")
CLOCK = "2026-11-24"


def today(hour: int, minute: int = 0) -> datetime:
    """A time on Tuesday 24 November 2026, on London's clock."""
    return datetime(2026, 11, 24, hour, minute, tzinfo=LONDON)


def day_meeting(**settings: Any) -> Held:
    """A meeting this morning at nine: five members in post, a vacancy, one more councillor to come."""
    body = make_panel(**settings)
    add_vacancy(body, "Kennetside District Council")
    return held_meeting(starts_at=today(9), body=body)


def coopted(body: Body, family: str = "Vale") -> Person:
    """An independent member whom the panel co-opted."""
    seat = Seat.objects.create(body=body, kind=Seat.Kind.COOPTED_INDEPENDENT, starts_on=FIRST_DAY)
    person = Person.objects.create(title="Ms", given_name="Ann", family_name=family)
    Term.objects.create(seat=seat, person=person, starts_on=FIRST_DAY)
    return person


def second_seat(body: Body, council: str, family: str) -> Person:
    """Another member of a council that has one already."""
    seat = Seat.objects.create(body=body, authority=Authority.objects.get(name=council), starts_on=FIRST_DAY)
    person = Person.objects.create(title="Cllr", given_name="Ben", family_name=family)
    Term.objects.create(seat=seat, person=person, starts_on=FIRST_DAY)
    return person


def roll_of(held: Held, began: time = time(9, 0), **marks: str) -> None:
    """Mrs Oakley in the chair, everyone else as marked; those not named are present. "remote" is present."""
    from meetings import actions

    lines = []
    for family, person in held.people.items():
        if not person.terms.exists():
            continue
        mark = marks.get(family, "present")
        lines.append(
            RollLine(
                person.pk,
                is_in_chair=family == "Oakley",
                mark="present" if mark == "remote" else mark,
                mode="remote" if mark == "remote" else "in_person",
            )
        )
    actions.record_attendance(
        meeting=held.meeting, roll=lines, by=held.secretary, started_at=began, ended_at=None
    )
    held.meeting = Meeting.objects.get(pk=held.meeting.pk)


def record_of(held: Held) -> DayRecord:
    """What is recorded of the meeting now."""
    return DayRecord.of(Meeting.objects.get(pk=held.meeting.pk))


def entry(held: Held, kind: str) -> DayEntry:
    """The one standing entry of a kind."""
    return held.meeting.day_entries.standing().get(kind=kind)
