"""Where somebody finds a line of an agenda: each reader is led to a page that shows it to them."""

from django.urls import reverse

from meetings.models import Meeting


def place_on_agenda(meeting: Meeting, item_pk: int, *, reads_drafts: bool) -> str:
    """The row of the draft for those who read drafts, the published agenda for others, else nothing."""
    if reads_drafts:
        return f"{reverse('meetings:agenda', args=[meeting.pk])}#item-{item_pk}"
    return reverse("library:meeting", args=[meeting.ref]) if meeting.published_at else ""
