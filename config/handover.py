"""The handover of a secretariat: what is open today, on one page for whoever stands in."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from config.home import rows_for
from foundation.accounts.models import User
from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import clock_time, long_day, plain_day, short_day
from meetings.models import Meeting, Paper, Placement
from meetings.models.restricted_business import kept_from
from meetings.planning.due import due_points_of
from panels.models import Assignment, Body

# What fits on one page.
MEETINGS, PAPERS, TASKS = 3, 12, 14


@dataclass(frozen=True, kw_only=True)
class HandoverMeeting:
    """A meeting still to come, with its dates."""

    name: str
    when: str
    place: str
    dates: list[str]


@dataclass(frozen=True, kw_only=True)
class HandoverRow:
    """Something open: when it is due, what it is, and what to do."""

    when: str
    subject: str
    sentence: str


@printable
@dataclass(frozen=True, kw_only=True)
class HandoverDocument(Document):
    """What is open today. It is never published."""

    kind: ClassVar[str] = "handover"
    template: ClassVar[str] = "documents/handover.html"

    body_name: str
    day: str
    cover: list[str] = field(default_factory=list)
    meetings: list[HandoverMeeting] = field(default_factory=list)
    papers: list[HandoverRow] = field(default_factory=list)
    more_papers: int = 0
    tasks: list[HandoverRow] = field(default_factory=list)
    more_tasks: int = 0

    @classmethod
    def of(cls, body: Body, user: User, today: date) -> "HandoverDocument":
        """What is open for this body today, as far as this user may read it."""
        settings = body.settings_on(today)
        papers = _papers(body, user, today)
        tasks = [
            HandoverRow(
                when=row.when_words or (short_day(row.when) if row.when else ""),
                subject=row.subject,
                sentence=row.sentence,
            )
            for row in rows_for(user, today)
            # Whoever stands in for one body learns nothing here of another that this user serves.
            if row.url and row.body == body.pk
        ]
        return cls(
            title=f"Handover: {settings.name}, {long_day(today)}",
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            day=long_day(today),
            cover=[
                f"{each.user} stands in for {each.covers} from {plain_day(each.starts_on)} to "
                f"{plain_day(each.ends_on)}."
                for each in Assignment.objects.cover_of(body, today)
                if each.ends_on
            ],
            meetings=_meetings(body, user, today),
            papers=papers[:PAPERS],
            more_papers=max(len(papers) - PAPERS, 0),
            tasks=tasks[:TASKS],
            more_tasks=max(len(tasks) - TASKS, 0),
        )


def _meetings(body: Body, user: User, today: date) -> list[HandoverMeeting]:
    coming = Meeting.objects.visible_to(user).upcoming(today).filter(body=body).with_settings()[:MEETINGS]
    rows = list(coming)
    points = due_points_of(rows, user, today)
    return [
        HandoverMeeting(
            name=row.name,
            when=f"{long_day(row.starts_at)} at {clock_time(row.starts_at)}",
            place=str(row.venue or ""),
            dates=[
                f"{plain_day(point.day)}: {point.label}"
                for point in points[row.ref]
                if point.state in ("todo", "late")
            ],
        )
        for row in rows
    ]


def _papers(body: Body, user: User, today: date) -> list[HandoverRow]:
    """Papers that were asked for and have not been received."""
    wanted = Placement.objects.exclude(pk__in=kept_from(user, today).values("pk")).filter(
        item__meeting__body=body,
        item__meeting__status__in=Meeting.STILL_TO_COME,
        paper__preparation__in=Paper.NOT_IN,
    )
    found = wanted.select_related("paper", "item__meeting").order_by("paper__due_on", "pk")
    return [
        HandoverRow(
            when=plain_day(each.paper.due_on) if each.paper.due_on else "",
            subject=each.paper.title,
            sentence=f"{each.paper.author_name or 'No author'}, for {long_day(each.item.meeting.starts_at)}",
        )
        for each in found
    ]
