"""What stands at the head and foot of a sheet about one meeting, and days, times and pages in print."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document
from foundation.ui.dates import long_day
from meetings.models import Meeting


def printed_time(moment: datetime | time) -> str:
    """The time as agendas print it, minutes always shown: 1.00 pm, 12.00 noon."""
    at = timezone.localtime(moment).time() if isinstance(moment, datetime) else moment
    half = "noon" if (at.hour, at.minute) == (12, 0) else "am" if at.hour < 12 else "pm"
    return f"{at.hour % 12 or 12}.{at.minute:02d} {half}"


def printed_day_and_time(moment: datetime) -> str:
    """Friday 8 June 2018 at 1.00 pm."""
    return f"{long_day(moment)} at {printed_time(moment)}"


def printed_pages(first: int, last: int) -> str:
    """The page range as agendas print it: (Pages 9 – 24), or (Page 9)."""
    return (
        _("(Page {first})").format(first=first)
        if first == last
        else _("(Pages {first} – {last})").format(first=first, last=last)
    )


@dataclass(frozen=True, kw_only=True)
class MeetingSheet(Document):
    """What the agenda and the notice say alike: which meeting, when and where, whom to ask."""

    body_name: str
    meeting_name: str
    when: str
    start_condition: str = ""
    location: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    filming_notice: str = ""
    how_to_attend: str = ""
    access: list[str] = field(default_factory=list)
    more_contacts: list[dict[str, str]] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)


def sheet_of(meeting: Meeting, what: str) -> dict[str, Any]:
    """The fields of the sheet as the meeting and its settings say them; `what` begins the title."""
    settings = meeting.settings
    contact = meeting.contact_or(settings.contact)
    return {
        "title": f"{what}: {settings.name}, {long_day(meeting.starts_at)}",
        "letterhead": settings.letterhead_lines,
        "body_name": settings.name,
        "meeting_name": meeting.name,
        "when": printed_day_and_time(meeting.starts_at),
        "start_condition": meeting.start_condition,
        "location": str(meeting.venue or ""),
        "contact_name": contact.name,
        "contact_phone": contact.phone,
        "contact_email": contact.email,
        "filming_notice": settings.filming_notice,
        "how_to_attend": settings.how_to_attend,
        "access": meeting.access,
        "more_contacts": settings.other_contacts,
        "footer": settings.footer_lines,
    }
