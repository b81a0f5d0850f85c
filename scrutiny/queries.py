"""Questions to the database that the pages of inquiries ask."""

from datetime import date

from foundation.accounts.models import User
from meetings.models import AgendaItem, Meeting, Placement
from meetings.models.agenda import LineKind
from meetings.policies import bodies_served
from meetings.rules.labels import labels
from scrutiny.models import TermsOfReference


def items_to_place_on(user: User, today: date) -> list[tuple[AgendaItem, str]]:
    """Items of the coming meetings this user serves that can hold a paper, each with its label."""
    served = bodies_served(user, today)
    coming = Meeting.objects.upcoming(today).filter(body_id__in=served)
    open_ones = coming.exclude(agenda_status=Meeting.Agenda.PUBLISHED).prefetch_related("items")
    found = []
    for meeting in open_ones:
        items = list(meeting.items.all())
        names = labels(items)
        for item in items:
            item.meeting = meeting
            if item.kind in (LineKind.ITEM, LineKind.UNNUMBERED):
                found.append((item, names[item.pk]))
    return found


def placements_of(terms: TermsOfReference) -> list[Placement]:
    """Where a version of the terms is placed."""
    placed = Placement.objects.filter(paper__source_ref=terms.ref)
    return list(placed.select_related("item__meeting", "paper"))
