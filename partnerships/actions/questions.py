"""Making the first question set of a panel, and the next version of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from panels.models import Body
from partnerships import policies
from partnerships.models import Question, QuestionSet
from partnerships.rules import THEMES


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question as typed: heading, text, help and the minimum theme it stands for, if any."""

    heading: str
    text: str
    help: str = ""
    theme: str = ""
    comfortable_words: int = 300


STARTING_LINES = tuple(QuestionLine(t.heading, t.question, t.help, t.key) for t in THEMES)


@transaction.atomic
def first_questions(*, body: Body, by: User) -> QuestionSet:
    """The newest question set of a panel; made from the six minimum themes when there is none yet."""
    found = QuestionSet.objects.latest_of(body.pk)
    return found or revise_questions(body=body, lines=STARTING_LINES, by=by)


@transaction.atomic
def revise_questions(*, body: Body, lines: Sequence[QuestionLine], by: User) -> QuestionSet:
    """Make the next version of a panel's questions; rounds already open keep theirs."""
    require(policies.may_run_rounds(by, body))
    if not lines:
        refuse(_("A question set needs at least one question."))
    body = Body.objects.select_for_update().get(pk=body.pk)
    made = QuestionSet.objects.create(
        body=body,
        number=QuestionSet.objects.next_number(body.pk),
        made_at=timezone.now(),
        made_by=by.printed_name,
    )
    Question.objects.bulk_create(
        Question(
            question_set=made,
            position=position,
            theme=line.theme,
            heading=line.heading.strip(),
            text=line.text.strip(),
            help=line.help.strip(),
            comfortable_words=line.comfortable_words,
        )
        for position, line in enumerate(lines, start=1)
    )
    record("question set made", made, by=by, scope=body.scope, data={"questions": len(lines)})
    return made
