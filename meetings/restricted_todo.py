"""What waits for a proper officer: restrictions that nobody has signed."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from meetings.models import Meeting, Restriction
from panels.models import Assignment


def rows_to_sign(user: User, today: date) -> Iterable[TodoRow]:
    """What waits for this proper officer's signature, one row a meeting."""
    mine = Assignment.objects.current_on(today).filter(user=user, role=Role.MONITORING_OFFICER)
    coming = Meeting.objects.filter(
        body__in=mine.values("body"), status__in=Meeting.STILL_TO_COME, starts_at__date__gte=today
    )
    for meeting in coming.order_by("starts_at"):
        waiting = Restriction.objects.standing().of_meeting(meeting.pk).filter(signed_at__isnull=True).count()
        if waiting:
            what = "One restriction waits" if waiting == 1 else f"{waiting} restrictions wait"
            yield TodoRow(
                when=meeting.day,
                subject=f"Restricted business of {long_day(meeting.starts_at)}",
                sentence=f"{what[:1].lower()}{what[1:]} for your signature.",
                url=reverse("meetings:restricted", args=[meeting.pk]),
                label="Read and sign",
            )
