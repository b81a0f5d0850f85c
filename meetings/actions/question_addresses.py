"""What the public put is the panel's only when the owner of its address says that they wrote it."""

from django.db import transaction

from foundation.accounts.models import PersonalLink
from foundation.history import clock
from foundation.history.findings import require
from meetings import question_mail
from meetings.actions.locks import lock
from meetings.actions.questions import PUBLIC, count_finding, trim_question
from meetings.lifecycles import QUESTION
from meetings.models import PublicQuestion
from meetings.policies.questions import may_confirm, may_disown
from meetings.question_days import confirm_by


@transaction.atomic
def confirm_question(*, question: PublicQuestion, link: PersonalLink) -> PublicQuestion:
    """Take it in: with the time it was put, or late with the time of now. Twice changes nothing."""
    meeting = question.meeting
    lock(meeting)
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if not row.is_unconfirmed:
        return row
    require(may_confirm(link, row), count_finding(meeting, row.email, row.organisation))
    now = clock.now()
    came = row.received_at if now <= confirm_by(row) else now
    QUESTION.move(row, "confirm", by=PUBLIC, scope=meeting.scope, writes={"received_at": came})
    row.refresh_from_db()
    question_mail.received(row, by=PUBLIC)
    return row


@transaction.atomic
def disown_question(*, question: PublicQuestion, link: PersonalLink) -> None:
    """Take it away with everything it says: somebody else gave this address. Twice changes nothing."""
    row = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if not row.is_unconfirmed:
        return
    require(may_disown(link, row))
    QUESTION.move(row, "disown", by=PUBLIC, scope=row.meeting.scope)
    trim_question(row)
