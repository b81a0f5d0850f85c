"""What the pages of public questions show the secretary, and what whoever asked does by their link."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import PersonalLink
from foundation.history.findings import Finding
from foundation.history.together import Asking
from foundation.jobs.strangers import Kind, Waiting
from foundation.library.item_page import item_page
from foundation.library.models import PublicMeeting
from foundation.ui.dates import day_and_time, long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import AgendaItem, Meeting, Minute, PublicQuestion
from meetings.public.actions.answering import confirm_question, disown_question
from meetings.public.question_days import confirm_by, deadline_of, rules_of
from meetings.public.rules import in_time_finding, length_finding, months_before, repeat_finding, word_count


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


def rows_about_questions(bodies: Collection[int]) -> Asking[list[TodoRow]]:
    """One row for each meeting with something to decide, and for each that was held with answers missing."""
    questions = PublicQuestion.objects.of_bodies(bodies).with_meeting()
    open_ones, unanswered = yield [questions.to_decide(), questions.unanswered_after_the_meeting()]
    missing = _rows(unanswered, _("without an answer."), _("Record the answers"))
    return [*_rows(open_ones, _("to decide."), "Decide"), *missing]


def _rows(questions: Iterable[PublicQuestion], what: str, label: str) -> Iterable[TodoRow]:
    for __, group in groupby(questions, key=lambda each: each.meeting_id):
        found = list(group)
        meeting = found[0].meeting
        yield TodoRow(
            when=meeting.day,
            subject=_("Meeting of {day}").format(day=long_day(meeting.starts_at)),
            sentence=_("has {public_questions} {what}").format(
                public_questions=counted(len(found), "public question"), what=what
            ),
            url=reverse("meetings:questions", args=[meeting.pk]),
            label=label,
            body=meeting.body_id,
        )


KIND = "meetings.question"
THANKS = gettext_noop("Thank you. The secretariat has received it. We will email you a link to follow it.")
LATE = gettext_noop(
    "Thank you. We received it after the deadline for this meeting, so the secretariat "
    "decides whether it is accepted."
)


def unconfirmed_under(email: str) -> Iterator[Waiting]:
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
    return _(THANKS) if in_time_finding(row.received_at, until).is_met else _(LATE)


def disown(ref: str, link: PersonalLink) -> None:
    """Take it away."""
    disown_question(question=_called(ref, link), link=link)


def _called(ref: str, link: PersonalLink) -> PublicQuestion:
    return get_object_or_404(PublicQuestion.objects.with_meeting(), ref=ref, email__iexact=link.email)


QUESTIONS = Kind(unconfirmed_under, confirm, disown)


def address_of(reference: str) -> str | None:
    """The public page of an item or minute; None while nothing of it is published."""
    item = AgendaItem.objects.filter(ref=reference).values_list("meeting__ref", flat=True).first()
    meeting_ref = (
        item or Minute.objects.filter(ref=reference).values_list("minutes__meeting__ref", flat=True).first()
    )
    meeting = PublicMeeting.objects.filter(ref=meeting_ref).first() if meeting_ref else None
    # Whether it was published is asked, for which any moment will do.
    if meeting is None or item_page(meeting, reference, meeting.starts_at) is None:
        return None
    return reverse("library:item", args=[meeting.ref, reference])
