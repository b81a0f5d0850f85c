"""The e-mail with which draft minutes go to a member. It names the meeting, and nothing of its business."""

from datetime import date

from foundation.accounts import links
from foundation.history.actors import Actor
from foundation.ui.dates import long_day
from meetings.confirming.policies import DRAFT_LINK
from meetings.models import DraftReader, Minutes
from meetings.restricted.posting import post

# Comments are possible until the minutes are confirmed, which can be two meetings later.
DAYS_AFTER_DUE = 180


def send_draft(reader: DraftReader, *, by: Actor, today: date) -> None:
    """Tell a member that the draft is there, by when to comment, and where."""
    meeting = reader.round.minutes.meeting
    body = meeting.settings
    user = reader.person.user
    due = long_day(reader.round.due_on)
    if user is not None and user.is_active:
        address = links.page_address("meetings:draft_mine", meeting.pk)
        way = f"Sign in to read them. You can comment on any paragraph:\n{address}"
    else:
        left = (reader.round.due_on - today).days
        address = links.make(
            purpose=DRAFT_LINK,
            target=reader.ref,
            name=reader.name,
            email=reader.person.email,
            by=by,
            days=max(left, 0) + DAYS_AFTER_DUE,
        )
        way = (
            f"Read them here. You can comment on any paragraph:\n{address}\n"
            "This link is personal to you. Please do not share it."
        )
    standing = "They are not public. " if reader.round.minutes.status == Minutes.Status.DRAFT else ""
    said = [
        f"Dear {reader.name},",
        f"The draft minutes of the meeting of {body.name} on {long_day(meeting.starts_at)} are ready for "
        f"you. {standing}Please comment by {due}.",
        way,
        meeting.contact_or(body.contact).for_questions,
    ]
    recipient = user.email if user is not None and user.is_active else reader.person.email
    subject = f"Draft minutes of {long_day(meeting.starts_at)}: comments by {due}"
    post("mail_members", meeting, recipient, subject, said)
