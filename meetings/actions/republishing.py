"""Publishing an agenda again: opened for it after a withdrawal or a late restriction, with all its papers."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import refuse, require
from foundation.history.models import Event
from foundation.library import publishing as library
from foundation.library.models import Publication, PublicMeeting
from meetings.actions.finds import keeping_finds
from meetings.actions.leaks import require_public_reason
from meetings.actions.locks import lock, lock_item
from meetings.lifecycles import AGENDA
from meetings.models import Meeting, Placement
from meetings.policies import may_edit_agenda, may_publish

_Delivery, _Kind = Placement.Delivery, Publication.Kind
# What a meeting was given outside its agenda stays public when the agenda is published again.
OUTSIDE = (_Delivery.TABLED, _Delivery.FILED_AFTERWARDS)
OPENED = "agenda opened to be published again"
REASON_LIMIT = 500


@keeping_finds
@transaction.atomic
def open_agenda_again(*, meeting: Meeting, reason: str, by: User) -> None:
    """Open a published agenda to put it right; what is public stays until it is published again.

    `reason` says what is put right: the public page tells it with the new versions. Papers that supplements
    brought stand in the new pack.
    """
    lock(meeting)
    require(may_publish(by, meeting))
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_LIMIT:
        said = f"Say in at most {REASON_LIMIT} characters what is put right: the public will read it."
        refuse(said, code="reason")
    require_public_reason(meeting=meeting, reason=reason)
    open_again(meeting, reason, by)


def open_again(meeting: Meeting, reason: str, by: Actor) -> None:
    """The same for a meeting that is locked, after whoever acts was asked for."""
    AGENDA.move(meeting, "open_again", by=by, scope=meeting.scope, note=reason)
    supplements = Placement.objects.filter(item__meeting=meeting, delivery=_Delivery.SUPPLEMENT)
    supplements.update(delivery=_Delivery.WITH_AGENDA)


@transaction.atomic
def bring_paper_back(*, placement: Placement, by: User) -> None:
    """Let a withdrawn paper come with the agenda again, which was opened to be published again."""
    meeting = lock_item(placement.item)
    require(may_edit_agenda(by, meeting))
    placement.refresh_from_db()
    if placement.delivery != _Delivery.WITHDRAWN:
        refuse("This paper is not withdrawn.")
    placement.delivery = _Delivery.WITH_AGENDA
    placement.save(update_fields=["delivery"])
    record("paper brought back", placement, by=by, scope=meeting.scope)


def what_was_put_right(meeting: Meeting) -> str:
    """What was said when the agenda was opened to be published again; nothing where it was not."""
    about = Event.objects.within(meeting.scope).filter(verb=OPENED, subject_id=str(meeting.pk))
    event = about.select_related("note").first()
    return event.note.text if event is not None and hasattr(event, "note") else ""


def follow_up_earlier_issue(
    meeting: Meeting, public: PublicMeeting, whole: Publication, named: set[str], by: Actor
) -> None:
    """After publishing again: supplements lead on to the new pack, and papers that are gone are taken back.

    `named` are the sources of the papers that the new pack holds.
    """
    for source in _supplements(public):
        library.supersede(source_ref=source, kind=_Kind.SUPPLEMENT, by_publication=whole)
    own = Placement.objects.filter(item__meeting=meeting).exclude(delivery__in=OUTSIDE)
    gone = set(own.values_list("ref", flat=True)) - named
    for each in Publication.objects.standing().filter(source_ref__in=gone, kind=_Kind.PAPER).order_by("pk"):
        said = "It is not among the papers that were published again."
        library.withdraw(publication=each, reason=said, by=by, scope=meeting.scope)
    said = f"Published again. {what_was_put_right(meeting)}".strip()
    library.tell(meeting=public, sentence=said, by=by, scope=meeting.scope)


def _supplements(public: PublicMeeting) -> set[str]:
    rows = public.publications.of_kinds(_Kind.SUPPLEMENT)
    return set(rows.values_list("source_ref", flat=True))
