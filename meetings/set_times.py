"""How publications at a set time stand: on the pages of a meeting, and among what needs somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from foundation.ui.dates import day_and_time, long_day
from foundation.ui.rows import TodoRow
from meetings.models import Meeting, Pack, ScheduledPublication

# So much after its time the secretariat is told that something went out late, or not yet.
LATE = timedelta(minutes=5)
# For how long the first page says that something went out late.
SAID_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SetTime:
    """One publication at a set time as a page tells it."""

    pk: int
    look: str
    word: str
    sentence: str
    reason: str = ""
    is_waiting: bool = False


def set_times(meeting: Meeting, now: datetime) -> list[SetTime]:
    """What waits for its time, or did not go out and was not followed by anything; one query."""
    rows = list(ScheduledPublication.objects.filter(pack__meeting=meeting).select_related("pack__meeting"))
    return [
        _set_time(row, now)
        for at, row in enumerate(rows)
        if row.done_at is None
        and row.cancelled_at is None
        and not _is_out(row)
        and (not row.failure or not _is_followed(row, rows[at + 1 :]))
    ]


def _is_out(row: ScheduledPublication) -> bool:
    """True when the pack, or another one of the agenda, was published in some other way."""
    is_agenda = row.pack.kind == Pack.Kind.AGENDA
    is_published = row.pack.meeting.agenda_status == Meeting.Agenda.PUBLISHED
    return row.pack.issued_at is not None or (is_agenda and is_published)


def _is_followed(row: ScheduledPublication, later: Iterable[ScheduledPublication]) -> bool:
    """True when the same kind of pack was set for a time again."""
    return any(each.pack.kind == row.pack.kind for each in later)


def _set_time(row: ScheduledPublication, now: datetime) -> SetTime:
    if row.failure:
        said = f"It was set for {day_and_time(row.at)}, and did not go out."
        return SetTime(row.pk, "stop", "Not published", said, row.failure)
    if now - row.at > LATE:
        said = f"It was to go out on {day_and_time(row.at)}. The background work may have stopped."
        return SetTime(row.pk, "stop", "Overdue", said, is_waiting=True)
    said = f"This pack becomes public on {day_and_time(row.at)}."
    return SetTime(row.pk, "look", "Set", said, is_waiting=True)


def rows_about_set_times(bodies: set[int], now: datetime) -> Iterable[TodoRow]:
    """What did not go out, is overdue, or went out late these days, for who serves these bodies."""
    found = ScheduledPublication.objects.filter(
        pack__meeting__body_id__in=bodies,
        pack__meeting__starts_at__gt=now,
        cancelled_at__isnull=True,
        at__lte=now,
    )
    rows = list(found.select_related("pack__meeting"))
    for at, row in enumerate(rows):
        meeting = row.pack.meeting
        sentence = _alarm(row, rows[at + 1 :], now)
        if sentence:
            yield TodoRow(
                when=None,
                subject=f"Publication for {long_day(meeting.starts_at)}",
                sentence=sentence,
                url=reverse("meetings:pack", args=[meeting.pk]),
                label="See why" if row.done_at is None else "Open the pack",
                is_late=True,
                when_words="Not out" if row.done_at is None else "Late",
            )


def _alarm(row: ScheduledPublication, later: list[ScheduledPublication], now: datetime) -> str:
    same = [each for each in later if each.pack.meeting_id == row.pack.meeting_id]
    if row.done_at is not None:
        is_told = row.done_at - row.at > LATE and now - row.done_at < SAID_FOR
        return f"was set for {day_and_time(row.at)} and went out late." if is_told else ""
    if _is_out(row):
        return ""
    if row.failure:
        is_over = _is_followed(row, same)
        return "" if is_over else f"was set for {day_and_time(row.at)} and did not go out."
    return f"was set for {day_and_time(row.at)} and is overdue." if now - row.at > LATE else ""
