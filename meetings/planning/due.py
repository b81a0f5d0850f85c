"""The dates of a meeting in time order: its own, and what the rooms above know of."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.ui.dates import short_day
from foundation.ui.rows import DuePoint, PointState
from foundation.ui.words import NO_BREAK
from meetings.common.notice import is_withdrawn, last_publication_day
from meetings.common.upper_rooms import deadline_providers
from meetings.minutes import decisions_first
from meetings.minutes.rules.due import DRAFT_MINUTES_AFTER
from meetings.models import Meeting, Minutes, Paper, Placement
from meetings.planning.dates import due_around
from meetings.public.question_days import deadline_of

_Status = Meeting.Status


def due_points(meeting: Meeting, user: User, today: date) -> list[DuePoint]:
    """The dates of one meeting in time order: its own, and what this user may know of the rooms above."""
    return due_points_of([meeting], user, today)[meeting.ref]


def due_points_of(meetings: Sequence[Meeting], user: User, today: date) -> dict[str, list[DuePoint]]:
    """The dates of several meetings, by their reference; as many queries for three as for one.

    Computed each time and never stored; give the meetings with `body__dated_settings` and `minutes` loaded.
    """
    above = [point for provider in deadline_providers for point in provider(meetings, user)]
    above += decisions_first.due_points(meetings, today)
    above += _paper_points(meetings, user, today)
    return {
        meeting.ref: _points(meeting, [p for p in above if p.meeting_ref == meeting.ref], today)
        for meeting in meetings
    }


def _points(meeting: Meeting, found: list[DuePoint], today: date) -> list[DuePoint]:
    if not meeting.is_private and (meeting.status != _Status.CANCELLED or meeting.published_at):
        found.append(_publication_point(meeting, today))
        found += _question_points(meeting, today)
    found.append(DuePoint(meeting.day, meeting.name, _state_of(meeting), "meeting", meeting.ref))
    if meeting.status not in (_Status.CANCELLED, _Status.NO_BUSINESS):
        found.append(_minutes_point(meeting, today))
    return sorted(found, key=lambda point: point.day)


def _state_of(meeting: Meeting) -> str:
    usual = (_Status.SCHEDULED, _Status.CONFIRMED, _Status.HELD)
    return "" if meeting.status in usual else meeting.get_status_display()


def _paper_points(meetings: Sequence[Meeting], user: User, today: date) -> Iterator[DuePoint]:
    """When papers are due for meetings to come, and how many are late, for the secretariat."""
    coming = [each for each in meetings if each.status in Meeting.STILL_TO_COME and not each.is_private]
    if not coming:
        return
    placed = Placement.objects.visible_to(user).filter(item__meeting__in=coming)
    placed = placed.exclude(delivery=Placement.Delivery.WITHDRAWN)
    papers = list(placed.values_list("item__meeting", "paper__preparation", "paper__due_on"))
    for meeting in coming:
        own = [each[1:] for each in papers if each[0] == meeting.pk]
        missing = [due_on for preparation, due_on in own if preparation in Paper.NOT_IN]
        if own:
            day = due_around(meeting.day, meeting.kind, meeting.settings).papers
            late = sum(1 for due_on in missing if due_on and due_on < today)
            note = (
                _("{late} late").format(late=late)
                if late
                else _("{number} of {own} received").format(number=len(own) - len(missing), own=len(own))
            )
            state: PointState = "late" if late else "todo" if missing or day >= today else "done"
            yield DuePoint(day, _("Papers due"), note, state, meeting.ref)


def _question_points(meeting: Meeting, today: date) -> Iterator[DuePoint]:
    closes = deadline_of(meeting) if meeting.status in Meeting.STILL_TO_COME else None
    if closes is not None and (day := timezone.localtime(closes).date()) != meeting.day:
        yield DuePoint(day, _("Public questions close"), "", "done" if day < today else "todo", meeting.ref)


def _publication_point(meeting: Meeting, today: date) -> DuePoint:
    last = last_publication_day(meeting)
    is_back = is_withdrawn(meeting)
    if meeting.public_since and meeting.published_at and not is_back:
        done = timezone.localtime(meeting.public_since).date()
        note = _("published, last day ") + short_day(last).replace(" ", NO_BREAK)
        return DuePoint(done, "Agenda and pack", note, "done", meeting.ref)
    is_late = last < today and meeting.status in Meeting.STILL_TO_COME
    note = _("withdrawn, not yet published again") if is_back else ""
    return DuePoint(last, "Publish by", note, "late" if is_late else "todo", meeting.ref)


def _minutes_point(meeting: Meeting, today: date) -> DuePoint:
    minutes = meeting.minutes_or_none
    due = meeting.day + DRAFT_MINUTES_AFTER
    if minutes is None or minutes.status == Minutes.Status.DRAFT:
        return DuePoint(due, "Draft minutes", "", "late" if due < today else "todo", meeting.ref)
    public = meeting.minutes_elsewhere_at or minutes.published_at
    done = timezone.localtime(public).date() if public else due
    return DuePoint(done, "Draft minutes", minutes.get_status_display().lower(), "done", meeting.ref)
