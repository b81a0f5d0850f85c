"""When decisions are due before the minutes, and whether they are out, for the timelines of meetings."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.library.models import Publication
from foundation.ui.rows import DuePoint, PointState
from meetings.minutes.documents.decisions import source_of
from meetings.minutes.rules.decisions_first import is_wanted, last_day
from meetings.models import Meeting
from panels.calendar import excluded_around


def due_points(meetings: Sequence[Meeting], today: date) -> list[DuePoint]:
    """A point for each meeting whose decisions go out first; one query, or none."""
    wanted = {source_of(each): each for each in meetings if goes_first(each)}
    if not wanted:
        return []
    rows = Publication.objects.filter(source_ref__in=wanted, kind=Publication.Kind.DECISIONS)
    # The first version is the one by which they were published.
    out = dict(rows.order_by("-version").values_list("source_ref", "published_at"))
    found = []
    for source, meeting in wanted.items():
        last = last_day(meeting.day, excluded_around(meeting.settings, meeting.day))
        minutes = meeting.minutes_or_none
        is_out = source in out or meeting.has_published_minutes
        state: PointState = "done" if is_out else "late" if last < today else "todo"
        at = out.get(source) or (minutes.published_at if minutes is not None and is_out else None)
        day = timezone.localtime(at).date() if at else last
        found.append(DuePoint(day, _("Decisions"), "published" if is_out else "", state, meeting.ref))
    return found


def goes_first(meeting: Meeting) -> bool:
    """True when the decisions of this meeting are published before its minutes."""
    if meeting.is_private or meeting.status in (Meeting.Status.CANCELLED, Meeting.Status.NO_BUSINESS):
        return False
    settings = meeting.settings
    return is_wanted(settings.jurisdiction, by_own_rule=settings.publishes_decisions_first)
