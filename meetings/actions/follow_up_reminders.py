"""Reminding whoever answers for a follow-up: once before its day, and once after it."""

from datetime import date, timedelta

from django.db import transaction

from foundation.accounts.roles import Role
from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.history.models import Event
from meetings import mail_follow_ups
from meetings.leaks import one_look
from meetings.models import FollowUp
from meetings.models.answering import answered_by
from meetings.rules.ledger import CATCH_UP, reminder
from panels.models import Assignment

REMINDED = "owner reminded"
FAR_AHEAD = timedelta(days=92)  # No body reminds earlier than that.


@one_look()
def remind_owners(*, today: date) -> int:
    """Send the reminders of this day, each once for the day that is set; says how many were sent."""
    waiting = FollowUp.objects.due_between(today - CATCH_UP, today + FAR_AHEAD)
    return sum(_remind(pk, today) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def _remind(pk: int, today: date) -> bool:
    with transaction.atomic():
        FollowUp.objects.select_for_update().get(pk=pk)
        row = FollowUp.objects.whole().get(pk=pk)
        due_on = row.due_day
        if (
            row.state not in FollowUp.WAITING
            or due_on is None
            or not (addresses := _addresses_of(row, today))
        ):
            return False
        days = row.body.settings_on(today).paper_reminder_days
        which = reminder(due_on, today, days)
        if not which or _was_reminded(row, which, due_on):
            return False
        is_open = FollowUp.objects.filter(pk=pk).of_published_minutes().of_open_business().exists()
        record(REMINDED, row, by=SYSTEM, scope=row.scope, data={"which": which, "due": due_on.isoformat()})
        for address in addresses:
            mail_follow_ups.remind(row, to=address, which=which, says_what=is_open, today=today)
    return True


def _was_reminded(row: FollowUp, which: str, due_on: date) -> bool:
    said = Event.objects.of(row).filter(verb=REMINDED)
    wanted = (which, due_on.isoformat())
    return any((event.data.get("which"), event.data.get("due")) == wanted for event in said)


def _addresses_of(follow_up: FollowUp, on: date) -> list[str]:
    """Where whoever answers for it is reminded: their own address, else those who work for the office."""
    if follow_up.mail_address:
        return [follow_up.mail_address]
    held = Assignment.objects.current_on(on).filter(
        body=follow_up.body_id, role=Role.COMMISSIONERS_OFFICE, user__is_active=True
    )
    users = [assignment.user for assignment in held.select_related("user").order_by("user__email")]
    mine = FollowUp.objects.filter(pk=follow_up.pk)
    return [user.email for user in users if mine.filter(answered_by(user, on)).exists()]
