"""The questions of a meeting that its record cannot answer, from its agenda and what is recorded."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from meetings.minutes.documents.approvals import confirmed_key, what_of
from meetings.minutes.documents.record import Record
from meetings.models import AgendaItem, Meeting, Minutes, MinutesApproval
from meetings.wording.approving import outside_key, outside_meetings
from meetings.wording.meeting import day_words
from meetings.wording.questions import NAMES, QUESTIONS, NilQuestion


@dataclass(frozen=True)
class Settled:
    """The minutes that stand on an agenda of which it is recorded what became of them, as two questions."""

    approved: QuerySet[MinutesApproval, int]
    published: QuerySet[Minutes, int]

    @classmethod
    def of(cls, record: Record) -> "Settled":
        """What this meeting recorded, and those whose own page records it."""
        meeting = record.minutes.meeting
        brought = {each.pk for item in meeting.items.all() for each in item.minutes_of.all()}
        published = Minutes.objects.filter(meeting__in=brought).exclude(status=Minutes.Status.DRAFT)
        return cls(
            MinutesApproval.objects.filter(at=meeting).values_list("minutes__meeting", flat=True),
            published.values_list("meeting", flat=True),
        )

    @property
    def meetings(self) -> set[int]:
        """The meetings they are of."""
        return {*self.approved, *self.published}


def questions_of(record: Record, settled: Settled | None = None) -> list[NilQuestion]:
    """Every question, in the order of the agenda; those whose facts are recorded say so."""
    items = [item for item in record.minutes.meeting.items.all() if item.withdrawn_at is None]
    answers, facts = record.minutes.answers, record.facts
    recorded = {
        "apologies": bool(facts.roll.apologies),
        "interests": bool(facts.interests),
        "public_questions": bool(facts.questions),
        "urgent_elsewhere": bool(facts.urgent_items),
    }
    brought = [meeting for item in items for meeting in item.minutes_of.all()]
    done = (settled or Settled.of(record)).meetings if brought else set()
    found = [_confirmed(each, answers) for each in brought if each.pk not in done]
    found += [
        _confirmed_outside(item, name, answers)
        for item in items
        for name in outside_meetings(item.minutes_elsewhere)
    ]
    for standing in dict.fromkeys(item.standing for item in items if item.standing in QUESTIONS):
        found.append(
            NilQuestion(
                standing,
                _(QUESTIONS[standing]),
                NAMES[standing],
                answers.get(standing, ""),
                recorded.get(standing, False),
            )
        )
    return found


def _confirmed(meeting: Meeting, answers: dict[str, str]) -> NilQuestion:
    """Whether minutes that are kept elsewhere were confirmed."""
    name = _("minutes of the {what} held on {day}").format(what=what_of(meeting), day=day_words(meeting.day))
    key = confirmed_key(meeting)
    return NilQuestion(key, _("Were the {name} confirmed?").format(name=name), name, answers.get(key, ""))


def _confirmed_outside(item: AgendaItem, named: str, answers: dict[str, str]) -> NilQuestion:
    """Whether minutes of a meeting that is not in Panelbook were confirmed."""
    name, key = _("minutes of the {named}").format(named=named), outside_key(item.pk, named)
    return NilQuestion(key, _("Were the {name} confirmed?").format(name=name), name, answers.get(key, ""))
