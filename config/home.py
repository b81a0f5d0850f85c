"""What needs someone today, gathered from every room, and the coming meetings with their dates."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from config import guessing, stored_files
from foundation.accounts.models import User
from foundation.ui.rows import DuePoint, TodoRow
from meetings import providers as meetings
from meetings.models import Meeting
from meetings.planning.due import due_points_of
from panels import providers as panels
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


def rows_for(user: User, today: date) -> list[TodoRow]:
    """One line for each thing, the late ones first, then by date; what waits for others has no button."""
    found = [
        *meetings.todo_rows(user, today),
        *partnerships.todo_rows(user, today),
        *scrutiny.todo_rows(user, today),
        *panels.todo_rows(user, today),
        *guessing.todo_rows(user, timezone.now()),
        *stored_files.todo_rows(user, today),
    ]
    return sorted(
        (_dated(row, today) for row in found), key=lambda row: (not row.is_late, row.when or date.max)
    )


def _dated(row: TodoRow, today: date) -> TodoRow:
    """Late is counted, and today is called so."""
    if row.when_words or row.when is None:
        return row
    days = (today - row.when).days
    if row.is_late and days > 0:
        words = "1 day late" if days == 1 else f"{days} days late"
    elif days == 0:
        words = "Today"
    else:
        return row
    return TodoRow(row.when, row.subject, row.sentence, row.url, row.label, row.is_post, row.is_late, words)


def coming_meetings(user: User, today: date) -> list[ComingMeeting]:
    """The next few meetings with their due dates in time order; for a partnership, those it writes for."""
    coming = list(Meeting.objects.visible_to(user).upcoming(today).with_settings()[:MEETINGS_SHOWN])
    points = due_points_of(coming, user, today)
    if not coming:
        return [ComingMeeting(*each) for each in partnerships.asked_for(user, today)[:MEETINGS_SHOWN]]
    return [
        ComingMeeting(
            meeting,
            points[meeting.ref],
            reverse("meetings:meeting", args=[meeting.pk]),
            meeting.name,
            meeting.venue.name if meeting.venue else "",
        )
        for meeting in coming
    ]
