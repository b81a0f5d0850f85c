"""The e-mail that asks the chair to agree an agenda. It names the meeting, and nothing of its business."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts import links
from foundation.ui.dates import long_day
from meetings.models import Meeting
from meetings.restricted.posting import post
from panels.roll import chair_on


def ask_to_agree(meeting: Meeting, *, today: date) -> str:
    """Tell the chair that the agenda waits for them, and say who was told: nobody without a sign-in."""
    chair = chair_on(meeting.body, today)
    if chair is None or chair.user is None or not chair.user.is_active:
        return ""
    body = meeting.settings
    when = long_day(meeting.starts_at)
    said = [
        _("Dear {chair},").format(chair=chair.printed_name),
        _(
            "The agenda for the meeting of {body} on {when} is ready for you to agree, or to return "
            "with a comment. It has not been published."
        ).format(body=body.name, when=when),
        f"Sign in to read it:\n{links.page_address('meetings:agenda', meeting.pk)}",
        meeting.contact_or(body.contact).for_questions,
    ]
    post(
        "mail_members",
        meeting,
        chair.user.email,
        _("Agenda for {when}: ready for you to agree").format(when=when),
        said,
    )
    return chair.printed_name
