"""Telling the secretariat of a body by mail what did not go as planned, without a word of any paper."""

from django.utils import timezone

from foundation.accounts import links
from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history import clock
from foundation.ui.dates import long_day
from meetings.models import Meeting
from meetings.restricted.leaks import one_look
from meetings.restricted.posting import post
from panels.models import Assignment


def tell_secretariat(
    meeting: Meeting,
    what: str,
    sentence: str,
    *,
    page: str = "meetings:pack",
    at: int | None = None,
    about: str = "agenda and papers",
) -> None:
    """One message to each person who serves this meeting's body today; its `page` is of it, or of `at`."""
    serving = Assignment.objects.current_on(timezone.localdate(clock.now())).filter(
        body_id=meeting.body_id, role=Role.SECRETARIAT, user__is_active=True
    )
    people = User.objects.filter(pk__in=serving.values("user")).order_by("pk")
    subject = f"{what}: {about} of {long_day(meeting.starts_at)}"
    address = links.page_address(page, at or meeting.pk)
    parts = [sentence, f"Sign in to see the details:\n{address}"]
    with one_look():
        for person in people:
            post("mail_secretariat", meeting, person.email, subject, parts)
