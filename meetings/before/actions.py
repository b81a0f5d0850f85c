"""Asking each member once whether they come, taking the answers, and the notes of the chair's brief."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import PersonalLink, User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings.before import mail
from meetings.before.policies import may_answer, may_ask_members, may_write_brief
from meetings.before.rules import substitute_finding
from meetings.common.locks import lock
from meetings.models import AgendaItem, ChairNote, Coming, Meeting
from meetings.restricted.leaks import one_look
from panels.models import Person, Seat, Term
from panels.roll import members_on

MOST_MINUTES = 600
COOPTED = (Seat.Kind.COOPTED_INDEPENDENT, Seat.Kind.COOPTED_COUNCILLOR)


@one_look()
@transaction.atomic
def ask_members(*, meeting: Meeting, by: User) -> int:
    """Ask every member in post with an address who was not asked yet; says how many mails were written."""
    lock(meeting)
    require(may_ask_members(by, meeting))
    count = 0
    for line in members_on(meeting.body, meeting.day):
        if line.person is not None and line.person.email:
            count += _ask(meeting, line.person, by)
    if count:
        record("members asked whether they come", meeting, by=by, scope=meeting.scope, data={"asked": count})
    return count


def _ask(meeting: Meeting, person: Person, by: User) -> bool:
    """One member, once; somebody who has answered already is not asked."""
    coming, __ = Coming.objects.select_for_update().get_or_create(meeting=meeting, person=person)
    if coming.asked_at is not None or coming.answer:
        return False
    coming.asked_at, coming.asked_by = timezone.now(), by.printed_name
    coming.save(update_fields=["asked_at", "asked_by"])
    mail.ask(coming, by=by, today=timezone.localdate())
    return True


@one_look()
@transaction.atomic
def remind_members(*, meeting: Meeting, by: User) -> int:
    """Ask those who were asked and have not answered once more, each with a new link."""
    lock(meeting)
    require(may_ask_members(by, meeting))
    waiting = list(meeting.comings.unanswered().select_related("person"))
    for coming in waiting:
        mail.remind(coming, by=by, today=timezone.localdate())
    if waiting:
        data = {"reminded": len(waiting)}
        record("members reminded to say whether they come", meeting, by=by, scope=meeting.scope, data=data)
    return len(waiting)


@transaction.atomic
def answer_coming(
    *, coming: Coming, answer: str, by: User | PersonalLink, substitute: str = "", note: str = ""
) -> Coming:
    """Write down whether a member comes; the last answer counts. Raises `Refused`."""
    row = Coming.objects.select_for_update().get(pk=coming.pk)
    require(may_answer(by, row))
    if answer not in Coming.Answer.values:
        refuse(_("Select whether you will attend."), code="answer")
    settings = row.meeting.settings
    substitute = " ".join(substitute.split())[:200]
    require(
        substitute_finding(
            answer=answer,
            substitute=substitute,
            is_allowed=settings.allows_substitutes,
            is_coopted=_is_coopted(row),
            coopted_may=settings.coopted_have_substitutes,
        )
    )
    if (answer, substitute, note.strip()) == (row.answer, row.substitute, row.note):
        return row
    row.answer, row.substitute, row.note = answer, substitute, note.strip()[:300]
    row.answered_at, row.answered_by = timezone.now(), by.printed_name
    row.save()
    record("answer of a member", row, by=by, scope=row.meeting.scope, data={"answer": answer})
    return row


def answer_for_member(
    *, meeting: Meeting, person: Person, answer: str, by: User, substitute: str = "", note: str = ""
) -> Coming:
    """Write down what a member told the secretary by telephone."""
    require(may_ask_members(by, meeting))
    with transaction.atomic():
        coming, __ = Coming.objects.get_or_create(meeting=meeting, person=person)
        return answer_coming(coming=coming, answer=answer, substitute=substitute, note=note, by=by)


def _is_coopted(coming: Coming) -> bool:
    meeting = coming.meeting
    terms = Term.objects.current_on(meeting.day).filter(seat__body=meeting.body_id, person=coming.person_id)
    return terms.filter(seat__kind__in=COOPTED).exists()


@transaction.atomic
def write_chair_note(*, item: AgendaItem, note: str, minutes: int | None, by: User) -> None:
    """Say what the chair should know about one item, and how long it should take."""
    lock(item.meeting)
    require(may_write_brief(by, item.meeting))
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        refuse(
            _("An item takes between 1 and {most_minutes} minutes.").format(most_minutes=MOST_MINUTES),
            code="minutes",
        )
    known = ChairNote.objects.filter(item=item).first()
    if (known.note, known.minutes) == (note.strip(), minutes) if known else not note.strip() and not minutes:
        return
    ChairNote.objects.update_or_create(item=item, defaults={"note": note.strip(), "minutes": minutes})
    record("chair’s brief changed", item, by=by, scope=item.meeting.scope)
