"""Draft minutes on Today: comments that wait for an answer, and drafts that wait to be read."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from foundation.accounts.models import User
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import DraftComment, DraftReader, Minutes
from meetings.models.restricted_business import kept_minutes


def rows_about_comments(user: User, bodies: set[int]) -> Iterable[TodoRow]:
    """The minutes on which members said something that nobody has dealt with yet."""
    # Whoever is shut out of a minute does not learn that somebody commented on it.
    waiting = DraftComment.objects.unanswered().exclude(minute_ref__in=kept_minutes(user).values("ref"))
    about = ("round__minutes__meeting", "round__minutes__meeting__starts_at")
    rows = waiting.filter(round__minutes__meeting__body_id__in=bodies).order_by().values(*about)
    for row in rows.annotate(comments=Count("pk"), due=Min("round__due_on")).order_by(*about):
        yield TodoRow(
            when=row["due"],
            subject=f"Draft minutes of {long_day(row['round__minutes__meeting__starts_at'])}",
            sentence=f"have {counted(row['comments'], 'comment')} from members to answer.",
            url=reverse("meetings:minutes_comments", args=[row["round__minutes__meeting"]]),
            label="Answer comments",
        )


def rows_about_drafts(user: User, today: date) -> Iterable[TodoRow]:
    """The drafts that were sent to this member, until the day for comments or their first comment."""
    mine = DraftReader.objects.of_user(user).still_members(today).filter(round__due_on__gte=today)
    waiting = mine.filter(comments__isnull=True).exclude(round__minutes__status=Minutes.Status.CONFIRMED)
    seen: set[int] = set()
    for reader in waiting.newest_first():
        meeting = reader.round.minutes.meeting
        if meeting.pk in seen:
            continue
        seen.add(meeting.pk)
        yield TodoRow(
            when=reader.round.due_on,
            subject=f"Draft minutes of {long_day(meeting.starts_at)}",
            sentence="are ready for you to read and comment on.",
            url=reverse("meetings:draft_mine", args=[meeting.pk]),
            label="Read the draft",
        )
