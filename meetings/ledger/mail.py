"""The e-mail that reminds somebody of what they undertook.

Words of what is not public stay out: of restricted business, and of minutes that are not published, only the
number in the log is said.
"""

from datetime import date

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
    verb = "was due" if which == "late" else "is due"
    kind = row.get_kind_display().lower()
    subject = (
        f"{'Overdue' if which == 'late' else 'Reminder'}: {kind} {row.number} {verb} on {long_day(due_on)}"
    )
    about = f"{row.get_kind_display()} {row.number} of the {settings.name}"
    source = f"It came from the meeting of {long_day(row.meeting.starts_at)}."
    if says_what:
        said = [f"{about} {verb} on {long_day(due_on)}:", row.text, source]
    else:
        said = [f"{about} {verb} on {long_day(due_on)}. The details cannot be given in an email."]
    whom = str(settings.contact)
    way = f"Please send an update on progress to {whom}" if whom else "Please send an update on progress."
    name = row.who or "colleague"
    post("mail_owners", row.meeting, to, subject, [f"Dear {name},", *said, way])


def tell_of_response(row: FollowUp, by: User) -> None:
    """One message to each of the secretariat: a response has been sent, with the page it is on."""
    called = f"{row.get_kind_display().lower()} {row.number}"
    tell_secretariat(
        row.meeting,
        "Response received",
        f"{by.printed_name} has sent the written response to {called}.",
        page="meetings:follow_up",
        at=row.pk,
        about=called,
    )
