"""The e-mails of a round: each carries a link and a date, never a word of a note."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.links import page_address
from foundation.accounts.models import User
from foundation.ui.dates import long_day
from meetings.restricted.posting import post
from partnerships.models import BriefingNote
from partnerships.policies import chair_of, having, officers_of

WHO_READS = gettext_noop(
    "All panel members can read an approved note. The other partnerships can read it too, and it is printed "
    "in a paper that the public can read, unless you ask for it to be for panel members only. You can ask "
    "for that on the page of the note."
)


def ask(note: BriefingNote) -> None:
    """Tell the officers that a note is asked for, and until when."""
    day = long_day(note.round.due_on)
    _send(
        note,
        _officers(note),
        _("Briefing note for {meeting_day}, due {day}").format(meeting_day=_meeting_day(note), day=day),
        _(
            "{panel} asks {csp} for its briefing note. It is due on {day}. "
            "The chair of your partnership has to approve it first, so allow a few days for that.\n\n"
            "{who_reads}"
        ).format(panel=_panel(note), csp=note.csp.name, day=day, who_reads=_(WHO_READS)),
        _address("partnerships:note", note),
    )


def tell_due_day(note: BriefingNote) -> None:
    """Tell whoever writes that the note is now due on another day."""
    day = long_day(note.round.due_on)
    _send(
        note,
        [*_officers(note), *_chair(note)],
        _("New date for your briefing note: {day}").format(day=day),
        _("The briefing note of {csp} for {meeting_day} is now due on {day}.").format(
            csp=note.csp.name, meeting_day=_meeting_day(note), day=day
        ),
        _address("partnerships:note", note),
    )


def call_off(note: BriefingNote) -> None:
    """Tell whoever writes that the meeting does not take place, and what they wrote is kept."""
    _send(
        note,
        [*_officers(note), *_chair(note)],
        _("No longer needed: briefing note for {meeting_day}").format(meeting_day=_meeting_day(note)),
        _(
            "The panel’s meeting of {day} will not take place, so the briefing "
            "note of {csp} is no longer needed. What you have written has been saved, and you can use "
            "it in your next note."
        ).format(day=long_day(note.round.meeting.day), csp=note.csp.name),
        _address("partnerships:note", note),
    )


def tell_publication(note: BriefingNote, *, is_published: bool, reason: str) -> None:
    """Tell a partnership that the panel prints its words for the public after all, or leaves them out."""
    what = _("will be printed in a paper that the public can read")
    if not is_published:
        what = _("will not be printed for the public")
    why = f"\n\nReason given: {reason}" if reason else ""
    _send(
        note,
        [*_officers(note), *_chair(note)],
        _("Your briefing note for {meeting_day}").format(meeting_day=_meeting_day(note)),
        _("The secretariat of {panel} has decided that the note of {csp} {what}.{why}").format(
            panel=_panel(note), csp=note.csp.name, what=what, why=why
        ),
        _address("partnerships:note", note),
    )


def ask_to_approve(note: BriefingNote) -> None:
    """Tell the chair that a note is ready to be read."""
    _send(
        note,
        _chair(note),
        _("A briefing note to approve, due {day}").format(day=long_day(note.round.due_on)),
        _(
            "{sent_by} has sent you the briefing note of {csp} for {meeting_day}. "
            "It is sent to the panel only when you approve it."
        ).format(sent_by=note.sent_by, csp=note.csp.name, meeting_day=_meeting_day(note)),
        _address("partnerships:note_decide", note),
    )


def send_back(note: BriefingNote) -> None:
    """Tell the officers that the chair sent the note back."""
    _send(
        note,
        _officers(note),
        _("Your briefing note has been returned"),
        _(
            "The chair of {csp} has returned the briefing note for {meeting_day} with a "
            "comment. It is due on {day}."
        ).format(csp=note.csp.name, meeting_day=_meeting_day(note), day=long_day(note.round.due_on)),
        _address("partnerships:note", note),
    )


def remind(note: BriefingNote, today: date) -> None:
    """Remind whoever has the note now."""
    is_with_chair = note.status == BriefingNote.Status.WITH_CHAIR
    is_late = note.round.due_on < today
    _send(
        note,
        [held.user for held in having(note)],
        _("Reminder: briefing note due {day}").format(day=long_day(note.round.due_on)),
        (
            _("We have not received the briefing note of {csp} for {meeting_day}. It was due on {day}.")
            if is_late
            else _("We have not received the briefing note of {csp} for {meeting_day}. It is due on {day}.")
        ).format(csp=note.csp.name, meeting_day=_meeting_day(note), day=long_day(note.round.due_on)),
        _address("partnerships:note_decide" if is_with_chair else "partnerships:note", note),
    )


def _officers(note: BriefingNote) -> list[User]:
    return [held.user for held in officers_of(note.csp)]


def _chair(note: BriefingNote) -> list[User]:
    held = chair_of(note.csp)
    return [held.user] if held else []


def _panel(note: BriefingNote) -> str:
    return note.round.meeting.settings.name


def _meeting_day(note: BriefingNote) -> str:
    return _("the meeting of {day}").format(day=long_day(note.round.meeting.day))


def _address(name: str, note: BriefingNote) -> str:
    return page_address(name, note.pk)


def _send(note: BriefingNote, users: Iterable[User], subject: str, body: str, link: str) -> None:
    for user in {user.pk: user for user in users if user.is_active}.values():
        post("mail_partnerships", note.round.meeting, user.email, subject, [*body.split("\n\n"), link])
