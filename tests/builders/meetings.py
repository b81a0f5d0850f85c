"""Meetings of a fictional panel with items on their agendas, made through actions."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from foundation.accounts.models import User
from meetings import actions
from meetings.models import AgendaItem, Meeting
from panels.models import Body, Venue

LONDON = ZoneInfo("Europe/London")


def london(year: int, month: int, day: int, hour: int = 13, minute: int = 30) -> datetime:
    """A moment on London's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def make_meeting(
    body: Body,
    by: User,
    *,
    starts_at: datetime | None = None,
    kind: str = Meeting.Kind.ORDINARY,
    **fields: Any,
) -> Meeting:
    """A meeting on Friday 4 December 2026 at 1.30 pm in County Hall, unless said otherwise."""
    venue, _ = Venue.objects.get_or_create(name="County Hall, Ambermere")
    when = starts_at or london(2026, 12, 4)
    return actions.create_meeting(body=body, kind=kind, starts_at=when, venue=venue, by=by, **fields)


def add_items(meeting: Meeting, by: User, *titles: str) -> list[AgendaItem]:
    """Standing items with these titles, in this order."""
    return [actions.add_item(meeting=meeting, title=title, by=by) for title in titles]


def agenda_titles(meeting: Meeting) -> list[str]:
    """The titles in agenda order."""
    return list(meeting.items.order_by("position").values_list("title", flat=True))
