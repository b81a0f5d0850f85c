"""What another room recorded, brought up to date: after publication the next supplement takes it."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.documents.layout.document import Document
from foundation.history.findings import refuse, require
from meetings.actions.locks import lock_item
from meetings.actions.papers import keep_document
from meetings.actions.placements import paper_for, place_document
from meetings.actions.supplements import add_late_paper, replace_issued_paper
from meetings.models import AgendaItem, Meeting, PackEntry, Paper, Placement
from meetings.policies import may_supplement


@transaction.atomic
def bring_document(
    *, item: AgendaItem, document: Document, source_ref: str, by: User, note: str = ""
) -> Placement:
    """Place what another room recorded, or bring the paper it made up to date, before and after publication.

    After publication the paper waits for the next supplement, and `note` says what is new in it.
    """
    meeting = lock_item(item)
    if meeting.agenda_status != Meeting.Agenda.PUBLISHED:
        return place_document(item=item, document=document, source_ref=source_ref, by=by)
    require(may_supplement(by, meeting))
    if not note.strip():
        refuse("Say what is new: the supplement prints it.", code="note")
    earlier = Paper.objects.filter(body=meeting.body, source_ref=source_ref).order_by("pk").first()
    paper = paper_for(meeting, document, source_ref, earlier)
    keep_document(paper=paper, document=document, by=by)
    placed = item.placements.filter(paper=paper).first()
    if placed and PackEntry.objects.filter(placement=placed, pack__issued_at__isnull=False).exists():
        return replace_issued_paper(placement=placed, note=note, by=by)
    return add_late_paper(item=item, paper=paper, reason=note, by=by)
