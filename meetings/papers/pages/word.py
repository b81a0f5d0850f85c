"""What the page of a waiting Word file shows."""

from foundation.accounts.models import User
from foundation.documents.layout.document import Document, from_data
from foundation.documents.vetting.inspection import from_data as found_from
from foundation.history.findings import Finding, look, met
from meetings.common.policies import may_publish
from meetings.models import Meeting, Paper, WordDraft
from meetings.papers.documents.parts import printed_for
from meetings.restricted.business import Restricted


def waiting_draft(paper: Paper) -> WordDraft | None:
    """The Word file that waits for a yes, if there is one."""
    return WordDraft.objects.select_related("source", "pages_file").filter(paper=paper).first()


def draft_text(draft: WordDraft, paper: Paper) -> Document:
    """The text as it was understood, as the paper's latest agenda would print it."""
    document = from_data(draft.document)
    placements = paper.placements.select_related("item__meeting__body").order_by("-item__meeting__starts_at")
    placement = placements.first()
    return printed_for(document, placement.item.meeting) if placement else document


def draft_findings(draft: WordDraft) -> list[Finding]:
    """What was found in the file, what wants a look first."""
    rows = sorted(found_from(draft.report), key=lambda row: row.level == "met")
    return [
        met(row.sentence, code=row.code)
        if row.level == "met"
        else look(row.sentence, remedy=row.remedy, code=row.code)
        for row in rows
    ]


def onward_meeting(paper: Paper, user: User) -> Meeting | None:
    """The meeting to whose public a paper as a Word file goes on, when whoever takes it out publishes there.

    None for an author, who wrote the words, and for a paper that is itself kept back, if only in part: those
    who may read it take it out as it is.
    """
    placements = paper.placements.select_related("item__meeting__body").order_by("-item__meeting__starts_at")
    placement = placements.first()
    if placement is None or not may_publish(user, placement.item.meeting).is_met:
        return None
    restricted = Restricted.of(placement.item.meeting)
    is_kept = restricted.on(placement) is not None or restricted.appendices(placement)
    return None if is_kept else placement.item.meeting
