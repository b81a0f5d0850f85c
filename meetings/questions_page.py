"""What the secretary's pages of public questions show: how many, in which order, and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from foundation.history.findings import Finding
from meetings.models import Meeting, PublicQuestion
from meetings.question_days import deadline_of, rules_of
from meetings.rules.questions import (
    in_time_finding,
    length_finding,
    months_before,
    repeat_finding,
    word_count,
)


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Everything put to one meeting, in four groups."""

    to_decide: Sequence[PublicQuestion]
    taken: Sequence[PublicQuestion]
    others: Sequence[PublicQuestion]
    unconfirmed: Sequence[PublicQuestion]

    @property
    def is_empty(self) -> bool:
        """True while nobody has put anything."""
        return not (self.to_decide or self.taken or self.others or self.unconfirmed)


@dataclass(frozen=True, slots=True)
class Points:
    """How one question stands with the rules."""

    words: int
    findings: Sequence[Finding]


def questions_page(meeting: Meeting) -> QuestionsPage:
    """The questions of a meeting, in one query."""
    rows = list(meeting.questions.all())
    status = PublicQuestion.Status
    return QuestionsPage(
        to_decide=[row for row in rows if row.status == status.RECEIVED],
        taken=[row for row in rows if row.status == status.ACCEPTED],
        others=[row for row in rows if row.is_decided and row.status != status.ACCEPTED]
        + [row for row in rows if row.status == status.WITHDRAWN],
        unconfirmed=[row for row in rows if row.is_unconfirmed],
    )


def points_of(question: PublicQuestion) -> Points:
    """What the body's own rules say of one question; only what stands in the way is listed."""
    meeting, rules = question.meeting, rules_of(question.meeting.settings)
    deadline = deadline_of(meeting)
    found = [
        in_time_finding(question.received_at, timezone.localtime(deadline) if deadline else None),
        length_finding(question.text, rules.words),
    ]
    if rules.repeat_months:
        since = months_before(meeting.day, rules.repeat_months)
        earlier = PublicQuestion.objects.earlier_of_body(meeting, since)
        found.append(repeat_finding(question.text, [(each.meeting.day, each.text) for each in earlier]))
    return Points(word_count(question.text), [each for each in found if each.sentence])
