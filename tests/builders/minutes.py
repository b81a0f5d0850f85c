"""A fictional meeting that was held, with its roll, its agenda and its minutes, made through actions."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from foundation.accounts.models import User
from foundation.documents.text import blocks
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.models import AgendaItem, Meeting, Minute, Minutes, TextVersion
from panels.models import Body, OfficeHolder, Person, ScrutinisedOffice, Venue
from tests.builders.panels import FIRST_DAY, make_panel, make_secretary, seat_member

LONDON = ZoneInfo("Europe/London")
MEMBERS = (
    ("Oakley", "Margaret", "JP"),
    ("Bellweather", "Thomas", ""),
    ("Carrow", "Aisha", "MBE"),
    ("Gage", "Rosalind", ""),
    ("Stannard", "Owen", ""),
)


@dataclass
class Held:
    """A meeting, whose secretary, members and officers a test can name."""

    body: Body
    secretary: User
    meeting: Meeting
    people: dict[str, Person]
    items: list[AgendaItem] = field(default_factory=list)


def text_of(kept: Minute | TextVersion) -> str:
    """The text of a minute without the ids of its paragraphs, as a test writes it."""
    return blocks.without_ids(kept.text)


def held_meeting(
    *,
    starts_at: datetime | None = None,
    body: Body | None = None,
    secretary: User | None = None,
    **settings: Any,
) -> Held:
    """A meeting on Wednesday 25 March 2026 at 2 pm in the Guildhall, with five members and two officers."""
    body = body or make_panel(**settings)
    secretary = secretary or make_secretary(body)
    venue, _ = Venue.objects.get_or_create(name="the Guildhall", address="Melchester")
    meeting = actions.create_meeting(
        body=body,
        kind=Meeting.Kind.ORDINARY,
        starts_at=starts_at or datetime(2026, 3, 25, 14, 0, tzinfo=LONDON),
        venue=venue,
        by=secretary,
    )
    people = {person.family_name: person for person in Person.objects.all()}
    for family, given, honours in MEMBERS:
        if family not in people:
            council = f"{family} District Council"
            people[family] = seat_member(body, family, council, given_name=given, post_nominals=honours)
    return Held(body, secretary, meeting, people)


def office_holders(held: Held) -> list[OfficeHolder]:
    """The Commissioner and her chief executive, in office for years."""
    office = ScrutinisedOffice.objects.create(
        body=held.body,
        name="Police and Crime Commissioner for Wessex",
        office_name="Office of the Police and Crime Commissioner",
    )
    made = []
    for place, (title, given, family, post) in enumerate(
        [
            ("Ms", "Fiona", "Hartnell", "Police and Crime Commissioner"),
            ("Dr", "Leila", "Thornbury", "Chief Executive"),
        ]
    ):
        person = Person.objects.create(title=title, given_name=given, family_name=family)
        held.people[family] = person
        made.append(
            OfficeHolder.objects.create(
                office=office, person=person, post=post, position=place, starts_on=FIRST_DAY
            )
        )
    return made


def take_roll(held: Held, **times: time) -> None:
    """Mrs Oakley in the chair, three members present, one apology."""
    lines = [
        RollLine(
            held.people[family].pk,
            is_in_chair=family == "Oakley",
            mark="apologies" if family == "Stannard" else "present",
        )
        for family, _, _ in MEMBERS
    ]
    actions.record_attendance(
        meeting=held.meeting,
        roll=lines,
        by=held.secretary,
        started_at=times.get("started_at", time(14, 0)),
        ended_at=times.get("ended_at", time(15, 50)),
    )


def add_items(held: Held, count: int) -> list[AgendaItem]:
    """So many reports on the agenda."""
    for number in range(1, count + 1):
        held.items.append(
            actions.add_item(
                meeting=held.meeting,
                title=f"Subject {number}",
                by=held.secretary,
                business="report",
                presenter="Police and Crime Commissioner",
            )
        )
    return held.items


def minuted(held: Held) -> Minutes:
    """The minutes, begun from the agenda."""
    return actions.start_minutes(meeting=held.meeting, by=held.secretary)
