"""What of the public questions waits for an address to be confirmed, as its owner reads it."""

from collections.abc import Iterator

from django.shortcuts import get_object_or_404
from django.utils import timezone

from foundation.accounts.models import PersonalLink
from foundation.jobs.strangers import Kind, Waiting
from foundation.ui.dates import day_and_time
from meetings.actions.question_addresses import confirm_question, disown_question
from meetings.models import PublicQuestion
from meetings.question_days import confirm_by, deadline_of
from meetings.rules.questions import in_time_finding

KIND = "meetings.question"
THANKS = "Thank you, it is with the secretary. You get an e-mail with a link to follow it."
LATE = (
    "Thank you. It comes after the time for this meeting, so the secretary decides whether it is still taken."
)


def waiting(email: str) -> Iterator[Waiting]:
    """Everything put under an address that nobody confirmed yet."""
    for row in PublicQuestion.objects.unconfirmed(email):
        meeting = row.meeting
        what = f"{row.get_kind_display()} to {meeting.settings.name}, {day_and_time(meeting.starts_at)}"
        yield Waiting(row.ref, what, row.text, confirm_by(row))


def confirm(ref: str, link: PersonalLink) -> str:
    """Take it in, and say how it stands."""
    row = confirm_question(question=_called(ref, link), link=link)
    deadline = deadline_of(row.meeting)
    until = timezone.localtime(deadline) if deadline else None
    return THANKS if in_time_finding(row.received_at, until).is_met else LATE


def disown(ref: str, link: PersonalLink) -> None:
    """Take it away."""
    disown_question(question=_called(ref, link), link=link)


def _called(ref: str, link: PersonalLink) -> PublicQuestion:
    return get_object_or_404(PublicQuestion.objects.with_meeting(), ref=ref, email__iexact=link.email)


QUESTIONS = Kind(waiting, confirm, disown)
