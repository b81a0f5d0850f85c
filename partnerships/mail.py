"""The e-mails of a round: each carries a link and a date, never a word of a note."""

from collections.abc import Iterable

from foundation.accounts.links import page_address
from foundation.accounts.models import User
from foundation.ui.dates import long_day
from meetings.restricted.posting import post
from partnerships.models import BriefingNote
from partnerships.policies import chair_of, officers_of

WHO_READS = (
    "Every panel member reads an approved note. The other partnerships read it, and its words are printed "
    "in a paper that the public can read, unless you ask for them to be kept to members. You can ask for "
    "that on the note’s page."
)


def ask(note: BriefingNote) -> None:
    """Tell the officers that a note is asked for, and until when."""
    day = long_day(note.round.due_on)
    _send(
        note,
        _officers(note),
        f"Briefing note for {_meeting_day(note)}, due {day}",
        f"{_panel(note)} asks {note.csp.name} for its briefing note. It is due on {day}. "
        "The chair of your partnership approves it first, so leave a few days for that.\n\n"
        f"{WHO_READS}",
        _address("partnerships:note", note),
    )


def tell_due_day(note: BriefingNote) -> None:
    """Tell whoever writes that the note is now due on another day."""
    day = long_day(note.round.due_on)
    _send(
        note,
        [*_officers(note), *_chair(note)],
        f"New date for your briefing note: {day}",
        f"The briefing note of {note.csp.name} for {_meeting_day(note)} is now due on {day}.",
        _address("partnerships:note", note),
    )


def call_off(note: BriefingNote) -> None:
    """Tell whoever writes that the meeting does not take place, and what they wrote is kept."""
    _send(
        note,
        [*_officers(note), *_chair(note)],
        f"Not needed any more: briefing note for {_meeting_day(note)}",
        f"The panel’s meeting of {long_day(note.round.meeting.day)} does not take place, so the briefing "
        f"note of {note.csp.name} is not asked for any more. What was written is kept, and is offered again "
        "with the next note.",
        _address("partnerships:note", note),
    )


def tell_publication(note: BriefingNote, *, is_published: bool, reason: str) -> None:
    """Tell a partnership that the panel prints its words for the public after all, or leaves them out."""
    what = "will be printed in a paper that the public can read"
    if not is_published:
        what = "will not be printed for the public"
    why = f"\n\nReason given: {reason}" if reason else ""
    _send(
        note,
        [*_officers(note), *_chair(note)],
        f"Your briefing note for {_meeting_day(note)}",
        f"The secretary of {_panel(note)} decided that the words of the note of {note.csp.name} {what}.{why}",
        _address("partnerships:note", note),
    )


def ask_to_approve(note: BriefingNote) -> None:
    """Tell the chair that a note waits to be read."""
    _send(
        note,
        _chair(note),
        f"A briefing note to approve, due {long_day(note.round.due_on)}",
        f"{note.sent_by} sent you the briefing note of {note.csp.name} for {_meeting_day(note)}. "
        "It goes to the panel only when you approve it.",
        _address("partnerships:note_decide", note),
    )


def send_back(note: BriefingNote) -> None:
    """Tell the officers that the chair sent the note back."""
    _send(
        note,
        _officers(note),
        "Your briefing note was sent back",
        f"The chair of {note.csp.name} sent the briefing note for {_meeting_day(note)} back with a comment. "
        f"It is due on {long_day(note.round.due_on)}.",
        _address("partnerships:note", note),
    )


def remind(note: BriefingNote) -> None:
    """Remind whoever has the note now."""
    waits_for_chair = note.status == BriefingNote.Status.WITH_CHAIR
    _send(
        note,
        _chair(note) if waits_for_chair else _officers(note),
        f"Reminder: briefing note due {long_day(note.round.due_on)}",
        f"The briefing note of {note.csp.name} for {_meeting_day(note)} was asked for by "
        f"{long_day(note.round.due_on)} and is not in yet.",
        _address("partnerships:note_decide" if waits_for_chair else "partnerships:note", note),
    )


def _officers(note: BriefingNote) -> list[User]:
    return [held.user for held in officers_of(note.csp)]


def _chair(note: BriefingNote) -> list[User]:
    held = chair_of(note.csp)
    return [held.user] if held else []


def _panel(note: BriefingNote) -> str:
    return note.round.meeting.settings.name


def _meeting_day(note: BriefingNote) -> str:
    return f"the meeting of {long_day(note.round.meeting.day)}"


def _address(name: str, note: BriefingNote) -> str:
    return page_address(name, note.pk)


def _send(note: BriefingNote, users: Iterable[User], subject: str, body: str, link: str) -> None:
    for user in {user.pk: user for user in users if user.is_active}.values():
        post("mail_partnerships", note.round.meeting, user.email, subject, [*body.split("\n\n"), link])
