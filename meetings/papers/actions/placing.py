"""Placing papers on agendas: which paper, on which item, with which mark, delivered how."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout.document import Document
from foundation.history.actors import Actor
from foundation.history.events import record
from foundation.history.findings import Finding, met, refuse, require, stopped
from meetings.common.locks import lock_item
from meetings.common.policies import may_edit_agenda
from meetings.minutes.documents.standing import standing_minutes
from meetings.models import AgendaItem, Meeting, PackEntry, Paper, Placement
from meetings.models.agenda import Business
from meetings.papers.actions.preparing import keep_document
from meetings.papers.policies import may_place_paper


def place_paper(
    *,
    item: AgendaItem,
    paper: Paper,
    by: User,
    mark: str = "",
    delivery: str = Placement.Delivery.WITH_AGENDA,
) -> Placement:
    """Place a paper on an agenda item, its own body's or another's; placing it again changes how."""
    with transaction.atomic():
        meeting = lock_item(item)
        require(may_edit_agenda(by, meeting), may_place_paper(by, paper), _can_hold_papers(item))
        placement = _place(item, paper, mark=mark, delivery=delivery)
        record(
            "paper placed",
            placement,
            by=by,
            scope=meeting.scope,
            data={"paper": paper.ref, "item": item.ref, "mark": mark, "delivery": str(delivery)},
        )
    return placement


def remove_placement(*, placement: Placement, by: User) -> None:
    """Take a paper off an agenda that is not published; the paper itself stays."""
    with transaction.atomic():
        meeting = lock_item(placement.item)
        require(may_edit_agenda(by, meeting))
        if PackEntry.objects.filter(placement=placement, pack__issued_at__isnull=False).exists():
            refuse(
                _("This paper was published with the agenda, so it cannot be removed from it."),
                remedy=_("Withdraw it."),
            )
        record("paper taken off", placement, by=by, scope=meeting.scope, data={"paper": placement.paper.ref})
        # Draft packs are out of date from here on; their rows must not hold the paper on the agenda.
        PackEntry.objects.filter(placement=placement).delete()
        placement.delete()


def place_document(*, item: AgendaItem, document: Document, source_ref: str, by: Actor) -> Placement:
    """Place what another room recorded as a cleared paper, or bring the paper it made before up to date.

    A published agenda keeps the paper as it was published: placing again changes nothing then.
    """
    with transaction.atomic():
        meeting = lock_item(item)
        paper = Paper.objects.filter(body=meeting.body, source_ref=source_ref).order_by("pk").first()
        placed = item.placements.filter(paper=paper).first() if paper else None
        if placed and meeting.agenda_status == Meeting.Agenda.PUBLISHED:
            return placed
        require(_may_place_here(by, meeting), _can_hold_papers(item))
        paper = paper_for(meeting, document, source_ref, paper)
        keep_document(paper=paper, document=document, by=by)
        if placed:
            return placed
        placement = _place(item, paper)
        record(
            "paper placed",
            placement,
            by=by,
            scope=meeting.scope,
            data={"paper": paper.ref, "item": item.ref, "source": source_ref},
        )
    return placement


def place_minutes(item: AgendaItem, *, by: Actor) -> list[Placement]:
    """Place the minutes that an item brings for confirmation, as they stand now.

    Minutes that are not published yet stay out: a pack is no way around publishing them.
    """
    if item.business != Business.MINUTES:
        return []
    meetings = [
        m for m in item.minutes_of.select_related("minutes").order_by("starts_at") if m.has_published_minutes
    ]
    return [
        place_document(item=item, document=standing_minutes(m.minutes), source_ref=m.minutes.ref, by=by)
        for m in meetings
    ]


def paper_for(meeting: Meeting, document: Document, source_ref: str, paper: Paper | None) -> Paper:
    """The paper that another room keeps under this reference: the one it made before, or a new one."""
    if paper is None:
        return Paper.objects.create(
            body=meeting.body,
            title=document.title,
            origin=Paper.Origin.DOCUMENT,
            preparation=Paper.Preparation.CLEARED,
            source_ref=source_ref,
        )
    if paper.title != document.title:
        Paper.objects.filter(pk=paper.pk).update(title=document.title)
        paper.title = document.title
    return paper


def _place(
    item: AgendaItem, paper: Paper, mark: str = "", delivery: str = Placement.Delivery.WITH_AGENDA
) -> Placement:
    last = item.placements.aggregate(last=Max("position"))["last"]
    placement, is_new = Placement.objects.get_or_create(
        item=item,
        paper=paper,
        defaults={"position": 0 if last is None else last + 1, "mark": mark, "delivery": delivery},
    )
    if not is_new and (placement.mark, placement.delivery) != (mark, delivery):
        placement.mark, placement.delivery = mark, delivery
        placement.save(update_fields=["mark", "delivery"])
    return placement


def _can_hold_papers(item: AgendaItem) -> Finding:
    if item.is_item:
        return met()
    return stopped(_("A heading or a note cannot have papers. Add the paper to an item."))


def _may_place_here(by: Actor, meeting: Meeting) -> Finding:
    """The worker acts for nobody: for it, only the state of the agenda counts."""
    if isinstance(by, User):
        return may_edit_agenda(by, meeting)
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        return stopped(_("This agenda has been published and can no longer be changed."))
    return met()
