"""Items of a work programme and awaited papers, made through actions."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from foundation.accounts.models import User
from meetings import actions
from meetings.models import Meeting, Paper, WorkProgrammeItem
from meetings.models.when import read_when
from meetings.planning.actions.years import PlannedMeeting
from panels.models import Body


def make_entry(body: Body, by: User, title: str = "Stop and search", **facts: Any) -> WorkProgrammeItem:
    """An item of the work programme; `when` may be typed, like "September 2027"."""
    if isinstance(typed := facts.get("when"), str):
        facts["when"] = read_when(typed, 2026)
    facts.setdefault("year", 2026)
    return actions.add_programme_item(body=body, title=title, by=by, **facts)


def planned_at(
    *days: date, kind: str = Meeting.Kind.ORDINARY, at: time = time(10, 30)
) -> list[PlannedMeeting]:
    """Meetings to be planned on these days."""
    return [PlannedMeeting(timezone.make_aware(datetime.combine(day, at)), kind) for day in days]


def awaited_paper(meeting: Meeting, by: User, due_on: date, **author: Any) -> Paper:
    """A paper asked for, placed on an item of this meeting."""
    item = actions.add_item(meeting=meeting, title="Knife crime", business="report", by=by)
    author = author or {"name": "Farah Siddiqui", "email": "farah@opcc.example"}
    return actions.ask_for_paper(
        body=meeting.body, title="Knife crime", item=item, due_on=due_on, by=by, **author
    )
