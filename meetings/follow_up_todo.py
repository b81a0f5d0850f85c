"""What follow-ups ask of somebody today: those that are late, and those a reader answers for."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from foundation.accounts.models import User
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import FollowUp

AHEAD = timedelta(days=14)


def rows_about_follow_ups(user: User, bodies: set[int], today: date) -> Iterator[TodoRow]:
    """One line for all that is late, the longest late first, and one for each thing of the reader's own."""
    late = list(FollowUp.objects.of_bodies(bodies).overdue(on=today).outstanding().whole())
    if late:
        kinds = Counter(row.kind for row in late)
        awaited = kinds[FollowUp.Kind.RECOMMENDATION]
        words = f", {counted(awaited, 'response')} among them" if awaited else ""
        yield TodoRow(
            when=late[0].due_day,
            subject=counted(len(late), "follow-up"),
            sentence=f"{'is' if len(late) == 1 else 'are'} overdue{words}.",
            url=f"{reverse('meetings:follow_ups')}?show=overdue",
            label="Open the ledger",
            is_late=True,
        )
    own = FollowUp.objects.answered_by(user).of_published_minutes().of_open_business()
    for row in own.outstanding().whole():
        due = row.due_day
        if row.state in FollowUp.WAITING and (due is None or due <= today + AHEAD):
            yield TodoRow(
                when=due,
                subject=f"{row.get_kind_display()} {row.number}",
                sentence=f"is yours: {row.text[:120]}",
                url=reverse("meetings:follow_up", args=[row.pk]),
                label="Say how it stands",
                is_late=row.is_late(today),
            )
