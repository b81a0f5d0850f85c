"""What needs someone today, gathered from every room, and the coming meetings with their dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from config import guessing, stored_files
from foundation.accounts.models import User
from foundation.history.together import Asking, answered, gathered
from foundation.ui.dates import days_left
from foundation.ui.rows import COUNTED_AHEAD, DuePoint, TodoRow, dated
from meetings import providers as meetings
from meetings.before.ways_in import WaysIn
from meetings.models import Meeting
from meetings.planning.due import due_points_of
from panels import providers as panels
from panels.policies import bodies_served
from partnerships import providers as partnerships
from scrutiny import providers as scrutiny

MEETINGS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ComingMeeting:
    """A meeting still to come, with what is due for it and when."""

    meeting: Meeting
    points: list[DuePoint]
    url: str
    name: str
    place: str
    when: str = ""
    ways: WaysIn = field(default_factory=WaysIn)


def page_for(user: User, today: date) -> tuple[list[TodoRow], list[ComingMeeting]]:
    """What needs this user, and the next few meetings: what all rooms ask is asked together."""
    asking: list[Asking[list[Any]]] = [*_rooms(user, today), _next_meetings(user, today)]
    *rooms, coming = gathered(*asking)
    return _sorted(rooms, user, today), _coming(coming, user, today)


def rows_for(user: User, today: date) -> list[TodoRow]:
    """One line for each thing, the late ones first, then by date; what waits for others has no button."""
    return _sorted(gathered(*_rooms(user, today)), user, today)


def _rooms(user: User, today: date) -> list[Asking[list[TodoRow]]]:
    return [
        meetings.todo_asking(user, today),
        partnerships.todo_asking(user, today),
        scrutiny.todo_asking(user, today),
        panels.todo_asking(user, today),
    ]


def _sorted(rooms: Iterable[list[TodoRow]], user: User, today: date) -> list[TodoRow]:
    found = [
        *(row for rows in rooms for row in rows),
        *guessing.todo_rows(user, timezone.now()),
        *stored_files.todo_rows(user, today),
    ]
    return sorted(
        (dated(row, today) for row in found),
        key=lambda row: (not row.is_first, not row.is_late, row.when or date.max),
    )


def coming_meetings(user: User, today: date) -> list[ComingMeeting]:
    """The next few meetings with their due dates in time order; for a partnership, those it writes for."""
    return _coming(answered(_next_meetings(user, today)), user, today)


def _next_meetings(user: User, today: date) -> Asking[list[Meeting]]:
    (coming,) = yield [Meeting.objects.visible_to(user).upcoming(today).with_settings()[:MEETINGS_SHOWN]]
    return coming


def _coming(coming: list[Meeting], user: User, today: date) -> list[ComingMeeting]:
    points = due_points_of(coming, user, today)
    if not coming:
        return [
            ComingMeeting(*each[:5], _counted(each[0], today), WaysIn(each[5]))
            for each in partnerships.asked_for(user, today)[:MEETINGS_SHOWN]
        ]
    ways = meetings.ways_in(coming, user, bodies_served(user, today), today)
    return [
        ComingMeeting(
            meeting,
            points[meeting.ref],
            reverse("meetings:meeting", args=[meeting.pk]),
            meeting.name,
            meeting.venue.name if meeting.venue else "",
            _counted(meeting, today),
            ways[meeting.pk],
        )
        for meeting in coming
    ]


def schedule_url(user: User, today: date) -> str:
    """Where the first meeting is scheduled, for those who may; empty for anyone else."""
    return reverse("meetings:plan") if bodies_served(user, today) else ""


def _counted(meeting: Meeting, today: date) -> str:
    """The days until a meeting, as long as anyone counts them."""
    return days_left(meeting.day, today) if (meeting.day - today).days <= COUNTED_AHEAD else ""
