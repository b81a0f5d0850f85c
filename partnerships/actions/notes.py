"""Writing a note, sending it to the partnership's chair, approving and returning it."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.actors import SYSTEM
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import Refused, refuse, require
from foundation.history.models import Event
from partnerships import mail, policies
from partnerships.lifecycles import NOTE
from partnerships.models import Answer, AnswerVersion, BriefingNote, Question, Round
from partnerships.rules import chasing_day

log = logging.getLogger(__name__)

REMINDED = "reminder sent"


def _locked(note: BriefingNote) -> BriefingNote:
    """The note, locked for this transaction, as it is now."""
    BriefingNote.objects.select_for_update().get(pk=note.pk)
    return BriefingNote.objects.whole().get(pk=note.pk)


@transaction.atomic
def save_answer(*, note: BriefingNote, question: Question, text: str, based_on: int, by: User) -> Answer:
    """Save one answer; `based_on` is the number it was opened with, 0 for none. Raises `NewerVersion`."""
    locked = _locked(note)
    require(policies.may_write(by, locked))
    if question.question_set_id != locked.round.question_set_id:
        refuse(_("This question belongs to another round."))
    text = text.replace("\r\n", "\n").strip()
    answer = Answer.objects.filter(note=locked, question=question).first()
    if answer and answer.text == text:
        return answer
    if answer and answer.number != based_on:
        raise NewerVersion(answer.saved_by, answer.saved_at, answer.number, answer.text, text)
    if not answer:
        if not text:
            return Answer(note=locked, question=question, number=0, saved_at=timezone.now())
        answer = Answer(note=locked, question=question, number=0)
    answer.text, answer.number = text, answer.number + 1
    answer.saved_at, answer.saved_by = timezone.now(), by.printed_name
    answer.save()
    AnswerVersion.objects.create(
        answer=answer, number=answer.number, text=text, saved_at=answer.saved_at, saved_by=answer.saved_by
    )
    if NOTE.allows(locked, "start"):
        NOTE.move(locked, "start", by=by, scope=locked.csp.scope)
    else:
        record("answer saved", locked, by=by, scope=locked.csp.scope, data={"question": question.position})
    return answer


@transaction.atomic
def set_withheld(*, note: BriefingNote, is_withheld: bool, by: User, reason: str = "") -> BriefingNote:
    """Say, before the note is in, whether the other partnerships read it; members always do."""
    locked = _locked(note)
    require(policies.may_withhold(by, locked))
    reason = reason.strip() if is_withheld else ""
    if (locked.is_withheld, locked.withheld_reason) == (is_withheld, reason):
        return locked
    locked.is_withheld, locked.withheld_reason = is_withheld, reason
    locked.save()
    verb = "note withheld from other partnerships" if is_withheld else "note opened to other partnerships"
    record(verb, locked, by=by, scope=locked.csp.scope, note=reason)
    return locked


@transaction.atomic
def send_to_chair(*, note: BriefingNote, by: User) -> BriefingNote:
    """Send a whole note to the partnership's chair, by name."""
    locked = _locked(note)
    require(policies.may_send(by, locked))
    NOTE.move(locked, "send", by=by, scope=locked.csp.scope)
    locked.sent_at, locked.sent_by = timezone.now(), by.printed_name
    locked.save()
    mail.ask_to_approve(locked)
    return locked


@transaction.atomic
def take_back(*, note: BriefingNote, by: User) -> BriefingNote:
    """Take a note back from the chair to go on writing."""
    locked = _locked(note)
    require(policies.may_take_back(by, locked))
    NOTE.move(locked, "take_back", by=by, scope=locked.csp.scope)
    return locked


@transaction.atomic
def approve_note(*, note: BriefingNote, by: User) -> BriefingNote:
    """Approve a note as the partnership's chair: with that it is in, and the panel reads it (S1-40)."""
    locked = _locked(note)
    require(policies.may_decide(by, locked))
    locked.approved_at, locked.approved_by = timezone.now(), by.printed_name
    locked.return_comment = ""
    locked.save()
    NOTE.move(locked, "approve", by=by, scope=locked.round.scope)
    return locked


@transaction.atomic
def return_note(*, note: BriefingNote, comment: str, by: User) -> BriefingNote:
    """Send a note back to its officers with a comment; they keep all their text (S1-41)."""
    locked = _locked(note)
    require(policies.may_decide(by, locked))
    if not comment.strip():
        refuse(_("Enter what should change, so that the officers know what to do."))
    NOTE.move(locked, "return", by=by, scope=locked.csp.scope)
    locked.returned_at, locked.return_comment = timezone.now(), comment.strip()
    locked.save()
    mail.send_back(locked)
    return locked


@transaction.atomic
def decide(
    *,
    note: BriefingNote,
    decision: str,
    by: User,
    comment: str = "",
    is_withheld: bool = False,
    withheld_reason: str = "",
) -> BriefingNote:
    """The chair's whole decision at once: who else reads the note, then approve it or return it."""
    require(policies.may_decide(by, note))
    set_withheld(note=note, is_withheld=is_withheld, reason=withheld_reason, by=by)
    if decision == "approve":
        return approve_note(note=note, by=by)
    return return_note(note=note, comment=comment, by=by)


@transaction.atomic
def remind(*, note: BriefingNote, by: User) -> datetime:
    """Remind by email whoever has the note now, its officers or its chair, and say when that was.

    Pressed again on the same day, while the same people have it, nothing more is sent: it is the first time.
    """
    locked = _locked(note)
    require(policies.may_remind(by, locked), policies.can_be_reminded(locked))
    pressed = reminders_of_today([locked], timezone.localdate()).get(locked.pk)
    if pressed is not None:
        return pressed
    mail.remind(locked, timezone.localdate())
    said = {"with": locked.status}
    return record(REMINDED, locked, by=by, scope=locked.round.scope, data=said).happened_at


@dataclass
class Reminded:
    """Whom the reminders of a round were sent to, when, and why some were not."""

    at: datetime = field(default_factory=timezone.now)
    reminded: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def remind_all(*, round: Round, by: User) -> Reminded:
    """Remind whoever has a note of this round that has not been received; one that cannot be is named."""
    require(policies.may_run_rounds(by, round.meeting.body))
    sent = Reminded()
    for note in BriefingNote.objects.whole().of_round(round).waiting():
        try:
            sent.at = min(sent.at, remind(note=note, by=by))
        except Refused as refused:
            sent.refused += [finding.sentence for finding in refused.findings]
        else:
            sent.reminded += [held.user.name for held in policies.having(note) if held.user.is_active]
    return sent


def chase(*, today: date) -> int:
    """Remind whoever has a note of a meeting to come, once for each day set; says how many were reminded."""
    waiting = BriefingNote.objects.whole().to_come(today).waiting().order_by("pk")
    return sum(_chased(note, today) for note in waiting)


def _chased(note: BriefingNote, today: date) -> bool:
    """One note whose reminder cannot be sent must not hold up the others; it is in the log for a person."""
    try:
        return _chase(note, today)
    except Exception:
        log.exception("The reminder of briefing note %s could not be sent", note.pk)
        return False


def _chase(note: BriefingNote, today: date) -> bool:
    with transaction.atomic():
        locked = _locked(note)
        asked_on = timezone.localtime(locked.round.opened_at).date()
        day = chasing_day(locked.round.told_due_on, asked_on, today)
        if locked.is_in or day is None or not policies.can_be_reminded(locked).is_met:
            return False
        if _was_chased(locked, day):
            return False
        mail.remind(locked, today)
        said = {"with": locked.status, "day": day.isoformat()}
        record(REMINDED, locked, by=SYSTEM, scope=locked.round.scope, data=said)
    return True


def _was_chased(note: BriefingNote, day: date) -> bool:
    """True when whoever has the note now was sent a reminder on this day or since, by whomever."""
    sent = Event.objects.filter(
        subject_type="partnerships.briefingnote",
        subject_id=str(note.pk),
        verb=REMINDED,
        happened_at__date__gte=day,
    )
    return any(event.data.get("with") == note.status for event in sent)


def reminders_of_today(notes: Collection[BriefingNote], today: date) -> dict[int, datetime]:
    """When whoever has the note now was sent a reminder today, by the number of the note."""
    by_number = {str(note.pk): note for note in notes}
    said = Event.objects.filter(
        subject_type="partnerships.briefingnote",
        subject_id__in=list(by_number),
        verb=REMINDED,
        happened_at__date=today,
    )
    return {
        int(event.subject_id): event.happened_at
        for event in said
        if event.data.get("with") == by_number[event.subject_id].status
    }
