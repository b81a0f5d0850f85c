"""Which minutes an agenda item brings to be confirmed."""

from collections.abc import Sequence

from django.db.models import Q

from meetings.minutes.documents.approvals import what_of
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.wording.agenda import minutes_title
from meetings.wording.approving import outside_meetings


def minutes_awaiting(meeting: Meeting) -> list[Meeting]:
    """The body’s earlier meetings whose minutes are published as draft and not confirmed, the latest first.

    When there are none, the meeting before this one, so that its minutes can come later.
    """
    earlier = Meeting.objects.filter(body=meeting.body, starts_at__lt=meeting.starts_at).order_by(
        "-starts_at"
    )
    waiting = list(earlier.filter(minutes__status=Minutes.Status.PUBLISHED))
    if waiting:
        return waiting
    open_yet = Q(minutes__isnull=True) | ~Q(minutes__status=Minutes.Status.CONFIRMED)
    not_held = (Meeting.Status.CANCELLED, Meeting.Status.NO_BUSINESS)
    return list(earlier.exclude(status__in=not_held).filter(open_yet, is_private=meeting.is_private)[:1])


def title_for(meetings: Sequence[Meeting], elsewhere: str = "") -> str:
    """The title of an item that brings the minutes of these meetings, in the order of their days.

    `elsewhere` names meetings whose minutes are kept outside, one a line.
    """
    said = [(what_of(m), m.day) for m in sorted(meetings, key=lambda m: m.starts_at)]
    return minutes_title(said, outside_meetings(elsewhere))


def name_minutes(
    item: AgendaItem, meetings: Sequence[Meeting] | None = None, *, keep_title: bool = False
) -> None:
    """Write down which minutes an item brings, by default those that wait, and the title that says so."""
    found = minutes_awaiting(item.meeting) if meetings is None else list(meetings)
    item.minutes_of.set(found)
    if not keep_title:
        item.title = title_for(found, item.minutes_elsewhere)
        item.save(update_fields=["title"])
