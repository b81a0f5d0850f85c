"""The e-mails to those who put something to a meeting: that it came, what was decided, what was answered."""

from datetime import datetime

from django.utils.translation import gettext as _

from foundation.accounts import links
from foundation.history.actors import Actor
from foundation.jobs import strangers
from foundation.ui.dates import day_and_time
from meetings.models import PublicQuestion
from meetings.public.policies import QUESTION_LINK
from meetings.public.question_days import confirm_by
from meetings.restricted.posting import post

# Answers can come weeks after the meeting.
LINK_DAYS = 180


def ask_to_confirm(question: PublicQuestion, *, by: Actor) -> None:
    """Ask the address whether it is theirs: without a word of what was put, and once for all that waits."""
    what = _("send something to a meeting of {settings_name}").format(
        settings_name=question.meeting.settings.name
    )
    strangers.ask(question.email, what=what, until=confirm_by(question), by=by)


def acknowledge(question: PublicQuestion, *, by: Actor) -> None:
    """Say that it came, and where its asker can follow it or take it back."""
    _send(question, _("has been received"), _("Thank you. We have received:"), question.text, by)


def tell_decision(question: PublicQuestion, *, by: Actor) -> None:
    """Say what was decided, on which ground, and what follows."""
    said = {
        PublicQuestion.Status.ACCEPTED: _("It has been accepted for the meeting."),
        PublicQuestion.Status.REJECTED: _("It has not been accepted. {ground}.").format(
            ground=question.get_ground_display()
        ),
        PublicQuestion.Status.REDIRECTED: _(
            "It has been redirected to {redirected_to}, who can answer it."
        ).format(redirected_to=question.redirected_to),
    }.get(PublicQuestion.Status(question.status), "")
    _send(question, _("has been decided"), said, question.decision_note, by)


def send_answer(question: PublicQuestion, *, by: Actor) -> None:
    """Send the written answer."""
    _send(question, _("has been answered"), _("This is the answer:"), question.answer, by)


def tell_new_time(question: PublicQuestion, *, was: datetime | None, by: Actor) -> None:
    """Say that the meeting to which it was put is cancelled, or that since `was` it moved."""
    meeting = question.meeting
    if was is None:
        _send(
            question,
            _("will not be taken on that date"),
            _("The meeting has been cancelled."),
            meeting.status_reason,
            by,
        )
        return
    place = _(" Venue: {venue}.").format(venue=meeting.venue) if meeting.venue else ""
    moved = _("The meeting of {when} is now on {starts_at}.{place}").format(
        when=day_and_time(was), starts_at=day_and_time(meeting.starts_at), place=place
    )
    _send(question, _("will be taken at another time or venue"), moved, meeting.status_reason, by)


def _send(question: PublicQuestion, what: str, opening: str, words: str, by: Actor) -> None:
    meeting = question.meeting
    kind = question.get_kind_display().lower()
    address = links.make(
        purpose=QUESTION_LINK,
        target=question.ref,
        name=question.name,
        email=question.email,
        by=by,
        days=LINK_DAYS,
    )
    when = f"{meeting.settings.name}, {day_and_time(meeting.starts_at)}"
    close = f"Follow it, or withdraw it before the meeting, here:\n{address}"
    parts = [opening, words, _("The meeting: {when}.").format(when=when), close]
    post("mail_askers", meeting, question.email, _("Your {kind} {what}").format(kind=kind, what=what), parts)
