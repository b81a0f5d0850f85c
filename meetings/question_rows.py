"""What the home page says of public questions: those to decide on, and those without an answer."""

from collections.abc import Collection, Iterable
from itertools import groupby

from django.urls import reverse

from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import PublicQuestion


def rows_about_questions(bodies: Collection[int]) -> Iterable[TodoRow]:
    """One row for each meeting with something to decide, and for each that was held with answers missing."""
    questions = PublicQuestion.objects.of_bodies(bodies).with_meeting()
    yield from _rows(questions.to_decide(), "to decide on.", "Decide on them")
    yield from _rows(questions.unanswered_after_the_meeting(), "without an answer.", "Write the answers")


def _rows(questions: Iterable[PublicQuestion], what: str, label: str) -> Iterable[TodoRow]:
    for _, group in groupby(questions, key=lambda each: each.meeting_id):
        found = list(group)
        meeting = found[0].meeting
        yield TodoRow(
            when=meeting.day,
            subject=f"Meeting of {long_day(meeting.starts_at)}",
            sentence=f"has {counted(len(found), 'public question')} {what}",
            url=reverse("meetings:questions", args=[meeting.pk]),
            label=label,
        )
