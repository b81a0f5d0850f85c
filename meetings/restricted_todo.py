"""Restricted business on Today: what a proper officer has to sign, and what a named reader may read."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from meetings.models import Meeting, NamedReader, Restriction
from meetings.restricted_readers import ALWAYS, Reader
from panels.models import Assignment


def rows_to_read(user: User, today: date) -> Iterable[TodoRow]:
    """Where this person is named as a reader for a meeting to come: members have their own way there."""
    named = NamedReader.objects.current_on(today).filter(user=user).values("restriction")
    here = Restriction.objects.standing().filter(pk__in=named)
    coming = Meeting.objects.filter(
        Q(pk__in=here.values("item__meeting")) | Q(pk__in=here.values("placement__item__meeting")),
        status__in=Meeting.STILL_TO_COME,
        starts_at__date__gte=today,
    )
    for meeting in coming.order_by("starts_at"):
        reader = Reader.of(user, meeting, today)
        if reader.named and not reader.roles & ALWAYS:
            yield TodoRow(
                when=meeting.day,
                subject=f"Restricted papers of {long_day(meeting.starts_at)}",
                sentence="you are named as a reader. They are not for publication.",
                url=reverse("meetings:restricted", args=[meeting.pk]),
                label="Read them",
            )


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
