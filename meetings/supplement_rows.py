"""What the home page says of changes that wait for a supplement."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.issued import AfterPublication
from meetings.models import Meeting, Pack, Placement


def rows_about_supplements(bodies: Collection[int], today: date) -> Iterable[TodoRow]:
    """Published agendas with late papers, new items or withdrawals that no supplement has brought yet."""
    published = Meeting.objects.upcoming(today).filter(
        body_id__in=bodies, agenda_status=Meeting.Agenda.PUBLISHED, is_private=False
    )
    last = Pack.objects.filter(meeting=OuterRef("pk"), issued_at__isnull=False).order_by("-issued_at")
    moved = published.annotate(last_issued=Subquery(last.values("issued_at")[:1])).filter(
        Q(items__is_added=True, items__issued_label="")
        | Q(items__withdrawn_at__gt=F("last_issued"))
        | Q(items__placements__delivery__in=[Placement.Delivery.SUPPLEMENT, Placement.Delivery.WITHDRAWN])
    )
    for meeting in moved.distinct().select_related("body").prefetch_related("body__dated_settings"):
        count = AfterPublication.of(meeting).count
        if count:
            yield TodoRow(
                when=meeting.day,
                subject=f"Agenda for {long_day(meeting.starts_at)}",
                sentence=f"has {counted(count, 'change')} waiting for a supplement.",
                url=reverse("meetings:supplement", args=[meeting.pk]),
                label="Open what waits",
            )
