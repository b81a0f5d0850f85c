"""The e-mail that reminds somebody of what they undertook.

Words of what is not public stay out: of restricted business, and of minutes that are not published, only the
number in the log is said.
"""

from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.ui.dates import long_day
from meetings.models import FollowUp
from meetings.restricted.alerts import tell_secretariat
from meetings.restricted.posting import post


def remind(row: FollowUp, *, to: str, which: str, says_what: bool, today: date) -> None:
    """One message to whoever answers for a follow-up: what, from which meeting, by when, whom to tell."""
    settings = row.body.settings_on(today)
    due_on = row.due_day
    assert due_on is not None
    verb = _("was due") if which == "late" else _("is due")
    kind = row.get_kind_display().lower()
    subject = (
        f"{'Overdue' if which == 'late' else 'Reminder'}: {kind} {row.number} {verb} on {long_day(due_on)}"
    )
    about = _("{kind} {number} of the {settings_name}").format(
        kind=row.get_kind_display(), number=row.number, settings_name=settings.name
    )
    source = _("It came from the meeting of {day}.").format(day=long_day(row.meeting.starts_at))
    if says_what:
        said = [f"{about} {verb} on {long_day(due_on)}:", row.text, source]
    else:
        said = [
            _("{about} {verb} on {day}. The details cannot be given in an email.").format(
                about=about, verb=verb, day=long_day(due_on)
            )
        ]
    whom = str(settings.contact)
    way = (
        _("Please send an update on progress to {whom}").format(whom=whom)
        if whom
        else _("Please send an update on progress.")
    )
    name = row.who or "colleague"
    post("mail_owners", row.meeting, to, subject, [_("Dear {name},").format(name=name), *said, way])


def tell_of_response(row: FollowUp, by: User) -> None:
    """One message to each of the secretariat: a response has been sent, with the page it is on."""
    called = f"{row.get_kind_display().lower()} {row.number}"
    tell_secretariat(
        row.meeting,
        _("Response received"),
        _("{by} has sent the written response to {called}.").format(by=by.printed_name, called=called),
        page="meetings:follow_up",
        at=row.pk,
        about=called,
    )
