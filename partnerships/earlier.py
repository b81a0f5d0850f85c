"""What a partnership wrote last time, offered where the same is asked again."""

from dataclasses import dataclass
from datetime import date

from partnerships.models import BriefingNote, Question, Round


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier answer and the meeting it was written for."""

    text: str
    day: date


def earlier_answer(note: BriefingNote, question: Question) -> Earlier | None:
    """The answer of this partnership's last approved note to the same theme, or to the same words."""
    last = (
        BriefingNote.objects.whole()
        .approved()
        .filter(csp=note.csp, round__in=Round.objects.before(note.round))
        .order_by("-round__meeting__starts_at")
        .first()
    )
    if last is None:
        return None
    for answer in last.answers.all():
        asked = answer.question
        is_same = asked.theme == question.theme if question.theme else asked.text == question.text
        if is_same and answer.text:
            return Earlier(answer.text, last.round.meeting.day)
    return None
