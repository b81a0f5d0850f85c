"""Where the reference of an agenda item or of a minute leads the public: to the page of that item."""

from django.urls import reverse

from foundation.library.item_page import item_page
from foundation.library.models import PublicMeeting
from meetings.models import AgendaItem, Minute


def address_of(reference: str) -> str | None:
    """The public page of an item or minute; None while nothing of it is published."""
    item = AgendaItem.objects.filter(ref=reference).values_list("meeting__ref", flat=True).first()
    meeting_ref = (
        item or Minute.objects.filter(ref=reference).values_list("minutes__meeting__ref", flat=True).first()
    )
    meeting = PublicMeeting.objects.filter(ref=meeting_ref).first() if meeting_ref else None
    if meeting is None or item_page(meeting, reference) is None:
        return None
    return reverse("library:item", args=[meeting.ref, reference])
