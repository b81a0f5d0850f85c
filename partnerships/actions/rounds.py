"""Opening a round, its due day, what goes into the published paper, and placing that paper."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings import actions as meetings
from meetings.common.locks import lock
from meetings.models import AgendaItem, Meeting, Placement
from meetings.restricted.leaks import one_look
from partnerships import mail, policies
from partnerships.actions.questions import first_questions
from partnerships.documents import CollectedNotesDocument
from partnerships.models import CSP, BriefingNote, Round
from partnerships.rules import due_day_finding


@one_look()
@transaction.atomic
def open_round(*, meeting: Meeting, by: User, due_on: date | None = None) -> Round:
    """Ask every partnership of the panel for its note before this meeting, by e-mail."""
    require(policies.may_run_rounds(by, meeting.body))
    lock(meeting)
    csps = CSP.objects.with_people().filter(body=meeting.body)
    if Round.objects.filter(meeting=meeting).exists():
        refuse(_("Briefing notes have already been requested for this meeting."))
    if meeting.status not in Meeting.STILL_TO_COME:
        refuse(_("This meeting is over or has been cancelled, so no notes can be requested for it."))
    if not csps:
        refuse(_("No partnership is recorded."), remedy=_("Add the partnerships first."))
    opened = Round(
        meeting=meeting,
        due_override=due_on,
        opened_at=timezone.now(),
        opened_by=by.printed_name,
    )
    _require_due_day(opened)
    opened.question_set = first_questions(body=meeting.body, by=by)
    opened.told_due_on = opened.due_on
    opened.save()
    notes = [BriefingNote.objects.create(round=opened, csp=csp) for csp in csps]
    record("briefing round opened", opened, by=by, scope=opened.scope, data={"notes": len(notes)})
    for note in notes:
        mail.ask(note)
    return opened


@transaction.atomic
def change_due_day(*, round: Round, due_on: date | None, by: User) -> Round:
    """Set the due day by hand, or go back to the usual one with None, and tell those who still write."""
    require(policies.may_run_rounds(by, round.meeting.body))
    locked = Round.objects.select_for_update().get(pk=round.pk)
    locked.due_override = due_on
    _require_due_day(locked)
    locked.save()
    record("due day of the notes changed", locked, by=by, scope=locked.scope)
    return tell_due_day(round=locked, by=by)


@one_look()
@transaction.atomic
def tell_due_day(*, round: Round, by: User) -> Round:
    """Tell those who still write the due day, if it is another than they were last told (S1-39)."""
    require(policies.may_run_rounds(by, round.meeting.body))
    locked = Round.objects.select_for_update().get(pk=round.pk)
    if locked.told_due_on == locked.due_on:
        return locked
    locked.told_due_on = locked.due_on
    locked.save()
    for note in BriefingNote.objects.whole().waiting().filter(round=locked):
        mail.tell_due_day(note)
    record("partnerships told the due day", locked, by=by, scope=locked.scope)
    return locked


def _require_due_day(round: Round) -> None:
    is_usual = round.due_override is None
    require(due_day_finding(round.due_on, round.meeting.day, timezone.localdate(), is_usual=is_usual))


@one_look()
@transaction.atomic
def call_off(*, round: Round, by: Actor) -> None:
    """The meeting does not take place: tell whoever still writes that the note is not asked for any more."""
    notes = list(BriefingNote.objects.whole().waiting().filter(round=round))
    for note in notes:
        mail.call_off(note)
    record("briefing round called off", round, by=by, scope=round.scope, data={"told": len(notes)})


@transaction.atomic
def decide_publication(*, note: BriefingNote, is_published: bool, by: User, reason: str = "") -> BriefingNote:
    """Decide whether the words of a note go into the published paper; a withheld one needs a reason."""
    locked = BriefingNote.objects.select_for_update().get(pk=note.pk)
    require(policies.may_decide_publication(by, locked))
    if is_published and locked.is_withheld and not reason.strip():
        refuse(
            _("This partnership asked that the other partnerships do not read its note."),
            remedy=_("Enter the reason for printing its words in the published paper."),
        )
    if locked.goes_public != is_published:
        mail.tell_publication(locked, is_published=is_published, reason=reason.strip())
    locked.is_published = is_published
    locked.save()
    verb = "note put into the published paper" if is_published else "note kept out of the published paper"
    record(verb, locked, by=by, scope=locked.csp.scope, note=reason.strip())
    return locked


@transaction.atomic
def place_notes(*, round: Round, item: AgendaItem, by: User, note: str = "") -> Placement:
    """Place the collected notes as a paper on an item of the round's meeting; again brings it up to date.

    Once the agenda is published they go out with the next supplement, and `note` says what is new in them.
    """
    require(policies.may_place(by, round))
    if item.meeting_id != round.meeting_id:
        refuse(_("This item is on the agenda of another meeting."))
    notes = BriefingNote.objects.whole().filter(round=round)
    document = CollectedNotesDocument.of(round, list(notes), timezone.localdate())
    placement = meetings.bring_document(item=item, document=document, source_ref=round.ref, note=note, by=by)
    record("briefing notes placed", round, by=by, scope=round.scope, data={"in": document.notes_in})
    return placement
