"""Answering what the record of a meeting cannot know: were there declarations, questions, urgent items?"""

from collections.abc import Mapping

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings import policies
from meetings.documents.minutes_record import record_of
from meetings.models import Meeting, Minutes
from meetings.nil_questions import questions_of
from meetings.rules.nil import NO, YES


@transaction.atomic
def answer_questions(*, meeting: Meeting, answers: Mapping[str, str], by: User) -> Minutes:
    """Write down yes or no for each question; one without an answer prints nothing. Raises `Refused`."""
    require(policies.may_write_minutes(by, meeting))
    minutes, _ = Minutes.objects.get_or_create(meeting=meeting)
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    known = {each.key for each in questions_of(record_of(locked))}
    if unknown := [key for key, said in answers.items() if key not in known or said not in (YES, NO, "")]:
        refuse("Select yes or no, or leave the question unanswered.", code=unknown[0])
    said = {**locked.answers, **answers}
    locked.answers = {key: answer for key, answer in said.items() if answer}
    if said != minutes.answers:
        locked.save(update_fields=["answers"])
        record("questions of the record answered", locked, by=by, scope=locked.scope, data=dict(answers))
    return locked
