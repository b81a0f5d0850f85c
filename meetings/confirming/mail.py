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
    due = long_day(reader.round.due_on)
    standing = "They are not public. " if reader.round.minutes.status == Minutes.Status.DRAFT else ""
    said = [
        f"Dear {reader.name},",
        f"The draft minutes of the meeting of {body.name} on {long_day(meeting.starts_at)} are ready for "
        f"you. {standing}Please comment by {due}.",
        _way(reader, "read them. You can comment on any paragraph", by=by, today=today),
        meeting.contact_or(body.contact).for_questions,
    ]
    subject = f"Draft minutes of {long_day(meeting.starts_at)}: comments by {due}"
    post("mail_members", meeting, _recipient(reader), subject, said)


def tell_answered(reader: DraftReader, *, by: Actor, today: date) -> None:
    """Tell a member that everything they said about a draft has been answered, and where to read it."""
    if not reader.has_mail:
        return
    meeting = reader.round.minutes.meeting
    body = meeting.settings
    when = long_day(meeting.starts_at)
    said = [
        f"Dear {reader.name},",
        f"The secretariat has replied to your comments on the draft minutes of the meeting of {body.name} on "
        f"{when}.",
        _way(reader, "read the replies", by=by, today=today),
        meeting.contact_or(body.contact).for_questions,
    ]
    post("mail_members", meeting, _recipient(reader), f"Draft minutes of {when}: your comments", said)


def _recipient(reader: DraftReader) -> str:
    user = reader.person.user
    return user.email if user is not None and user.is_active else reader.person.email


def _way(reader: DraftReader, what: str, *, by: Actor, today: date) -> str:
    """Where a member reads the draft: signed in, or by a link of their own."""
    user = reader.person.user
    if user is not None and user.is_active:
        address = links.page_address("meetings:draft_mine", reader.round.minutes.meeting_id)
        return f"Sign in to {what}:\n{address}"
    left = (reader.round.due_on - today).days
    address = links.make(
        purpose=DRAFT_LINK,
        target=reader.ref,
        name=reader.name,
        email=reader.person.email,
        by=by,
        days=max(left, 0) + DAYS_AFTER_DUE,
    )
    return f"Use this link to {what}:\n{address}\nThis link is personal to you. Please do not share it."
