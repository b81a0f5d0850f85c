"""The e-mails that ask a member whether they come. They name the meeting, and nothing of its business."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts import links
from foundation.history.actors import Actor
from foundation.ui.dates import day_and_time, long_day
from meetings.before.policies import COMING_LINK
from meetings.models import Coming
from meetings.restricted.posting import post


def ask(coming: Coming, *, by: Actor, today: date) -> None:
    """Ask whether they come."""
    meeting = coming.meeting
    _send(
        coming,
        _("Will you attend on {day}?").format(day=long_day(meeting.starts_at)),
        _("Will you attend this meeting?"),
        by,
        today,
    )


def remind(coming: Coming, *, by: Actor, today: date) -> None:
    """Ask once more."""
    meeting = coming.meeting
    subject = _("Reminder: will you attend on {day}?").format(day=long_day(meeting.starts_at))
    _send(coming, subject, _("We have not received your reply. Will you attend this meeting?"), by, today)


def _send(coming: Coming, subject: str, question: str, by: Actor, today: date) -> None:
    meeting = coming.meeting
    left = (meeting.day - today).days
    address = links.make(
        purpose=COMING_LINK,
        target=coming.ref,
        name=coming.person.printed_name,
        email=coming.person.email,
        by=by,
        days=max(left, 0) + 1,
    )
    settings = meeting.settings
    where = f", {meeting.venue}" if meeting.venue else ""
    parts = [
        f"{settings.name}, {meeting.name}: {day_and_time(meeting.starts_at)}{where}.",
        question,
        f"Use this link to reply. You can change your reply at any time before the meeting.\n{address}",
        _("This link is personal to you. Please do not share it."),
        meeting.contact_or(settings.contact).for_questions,
    ]
    post("mail_members", meeting, coming.person.email, subject, parts)
