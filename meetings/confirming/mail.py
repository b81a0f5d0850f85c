"""The e-mail with which draft minutes go to a member. It names the meeting, and nothing of its business."""

from datetime import date

from django.utils.translation import gettext as _

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
    standing = _("They are not public. ") if reader.round.minutes.status == Minutes.Status.DRAFT else ""
    said = [
        _("Dear {reader},").format(reader=reader.name),
        _(
            "The draft minutes of the meeting of {body} on {day} are ready for "
            "you. {standing}Please comment by {due}."
        ).format(body=body.name, day=long_day(meeting.starts_at), standing=standing, due=due),
        _way(reader, _("read them. You can comment on any paragraph"), by=by, today=today),
        meeting.contact_or(body.contact).for_questions,
    ]
    subject = _("Draft minutes of {day}: comments by {due}").format(day=long_day(meeting.starts_at), due=due)
    post("mail_members", meeting, _recipient(reader), subject, said)


def tell_answered(reader: DraftReader, *, by: Actor, today: date) -> None:
    """Tell a member that everything they said about a draft has been answered, and where to read it.

    Whoever is no member any more is not told: the pages it leads to are shut to them.
    """
    if not reader.has_mail or not DraftReader.objects.filter(pk=reader.pk).still_members(today).exists():
        return
    meeting = reader.round.minutes.meeting
    body = meeting.settings
    when = long_day(meeting.starts_at)
    said = [
        _("Dear {reader},").format(reader=reader.name),
        _(
            "The secretariat has replied to your comments on the draft minutes of the meeting of {body} on "
            "{when}."
        ).format(body=body.name, when=when),
        _way(reader, _("read the replies"), by=by, today=today),
        meeting.contact_or(body.contact).for_questions,
    ]
    post(
        "mail_members",
        meeting,
        _recipient(reader),
        _("Draft minutes of {when}: your comments").format(when=when),
        said,
    )


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
