"""Questions to the database that the pages of inquiries ask."""

from datetime import date, timedelta

from django.db.models import QuerySet

from foundation.accounts.models import User
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Placement
from meetings.models.restricted_business import kept_items
from panels.policies import bodies_served
from scrutiny.models import Inquiry, TermsOfReference

# Terms are sometimes agreed before anybody opens the inquiry here.
LOOKED_BACK = timedelta(days=730)


def items_to_place_on(user: User, today: date) -> list[tuple[AgendaItem, str]]:
    """Items of the coming meetings this user serves that can hold a paper, with their labels."""
    kept = set(kept_items(user).values_list("pk", flat=True))
    served = bodies_served(user, today)
    coming = Meeting.objects.upcoming(today).filter(body_id__in=served)
    open_ones = coming.exclude(agenda_status=Meeting.Agenda.PUBLISHED).prefetch_related("items")
    found = []
    for meeting in open_ones:
        items = list(meeting.items.all())
        names = labels(items)
        for item in items:
            item.meeting = meeting
            if item.is_item and item.pk not in kept:
                found.append((item, names[item.pk]))
    return found


def meetings_held(inquiry: Inquiry, today: date) -> QuerySet[Meeting]:
    """The meetings of the inquiry's body that can have agreed its terms, the latest first."""
    of_body = Meeting.objects.filter(body_id=inquiry.body_id, starts_at__date__lte=today)
    since = inquiry.opened_at.date() - LOOKED_BACK
    return of_body.filter(starts_at__date__gte=since).exclude(status__in=Meeting.OFF).order_by("-starts_at")


def placements_of(terms: TermsOfReference, user: User) -> list[Placement]:
    """Where a version of the terms is placed, on lines that this user may read."""
    placed = Placement.objects.filter(paper__source_ref=terms.ref).exclude(item__in=kept_items(user))
    return list(placed.select_related("item__meeting", "paper"))
