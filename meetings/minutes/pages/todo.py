"""What the home page says of the record of meetings: confirmations by others, and details still to come."""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.together import Asking
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from meetings.models import Decision, Interest
from meetings.models.restricted_business import kept_minutes


def rows_about_the_record(user: User, bodies: Collection[int], today: date) -> Asking[list[TodoRow]]:
    """One row for each decision that waits for others, and for each interest without its details."""
    waiting = Decision.objects.waiting_for_others(bodies, today)
    decisions, interests = yield [
        waiting.exclude(minute__in=kept_minutes(user).values("pk")),
        Interest.objects.without_details(bodies),
    ]
    return [*_rows(decisions, interests)]


def _rows(decisions: Iterable[Decision], interests: Iterable[Interest]) -> Iterable[TodoRow]:
    for decision in decisions:
        meeting = decision.minute.minutes.meeting
        yield TodoRow(
            when=meeting.day,
            subject=_("Confirmation by {confirmation_by}").format(confirmation_by=decision.confirmation_by),
            sentence=_("of the decision of {day} has not been recorded.").format(
                day=long_day(meeting.starts_at)
            ),
            url=reverse("meetings:decision_confirm", args=[decision.pk]),
            label=_("Record the confirmation"),
            body=meeting.body_id,
        )
    for interest in interests:
        meeting = interest.meeting
        yield TodoRow(
            when=meeting.day,
            subject=_("Interest of {interest}").format(interest=interest.printed_name),
            sentence=_("was declared on {day}. Its details have not been recorded.").format(
                day=long_day(meeting.starts_at)
            ),
            url=reverse("meetings:day_interest_change", args=[meeting.pk, interest.pk]),
            label=_("Record the details"),
            body=meeting.body_id,
        )
