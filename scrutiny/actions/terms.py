"""Agreeing the terms, starting an amended draft, and placing the terms on an agenda."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.layout.document import from_data, to_data
from foundation.history.events import record
from foundation.history.findings import Finding, refuse, require
from meetings import actions as meetings
from meetings.models import AgendaItem, Meeting, Placement
from scrutiny import policies
from scrutiny.documents import TermsOfReferenceDocument
from scrutiny.lifecycles import TERMS
from scrutiny.models import Inquiry, TermsOfReference
from scrutiny.rules import agreed_where_finding, consultation_finding, words_finding


@transaction.atomic
def agree_terms(
    *, inquiry: Inquiry, by: User, meeting: Meeting | None = None, elsewhere: str = "", reason: str = ""
) -> TermsOfReference:
    """Record which meeting agreed the draft, or where else it was agreed, and keep it as it was.

    Going on unheard, or with words that stand in the air, needs a reason.
    """
    Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    whole = Inquiry.objects.whole().get(pk=inquiry.pk)
    require(policies.may_edit_terms(by, whole))
    require(agreed_where(whole, meeting, elsewhere.strip()))
    draft, earlier = whole.draft, whole.agreed
    if draft is None:
        refuse(_("There is no draft to agree."))
    looked_at = before_agreeing(whole, draft)
    require(*looked_at, reason=reason)
    draft.agreed_meeting, draft.agreed_elsewhere = meeting, elsewhere.strip()
    if earlier:
        TERMS.move(earlier, "replace", by=by, scope=whole.scope)
    draft.agreed_at, draft.agreed_by = timezone.now(), by.printed_name
    draft.document = to_data(TermsOfReferenceDocument.of(whole, draft))
    draft.save()
    needed_reason = any(not finding.is_met for finding in looked_at)
    TERMS.move(draft, "agree", by=by, scope=whole.scope, note=reason.strip() if needed_reason else "")
    return draft


def before_agreeing(inquiry: Inquiry, draft: TermsOfReference) -> list[Finding]:
    """What is looked at before a draft is agreed: who was heard, and whether its words are whole."""
    document = TermsOfReferenceDocument.of(inquiry, draft)
    return [
        consultation_finding((one.post, one.is_recorded) for one in inquiry.consultees.all()),
        words_finding(document.words),
    ]


def agreed_where(inquiry: Inquiry, meeting: Meeting | None, elsewhere: str) -> Finding:
    """Is it said where the terms were agreed, and can that be?"""
    return agreed_where_finding(
        has_meeting=meeting is not None,
        elsewhere=elsewhere,
        is_ours=meeting is None or meeting.body_id == inquiry.body_id,
        is_past=meeting is None or meeting.day <= timezone.localdate(),
        is_off=meeting is not None and meeting.is_off,
    )


@transaction.atomic
def amend_terms(*, inquiry: Inquiry, by: User) -> TermsOfReference:
    """Start the next draft; the agreed terms stand until it is agreed."""
    locked = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    require(policies.may_amend(by, locked))
    newest = locked.terms.first()
    draft = TermsOfReference.objects.create(inquiry=locked, number=newest.number + 1 if newest else 1)
    record("amended draft started", draft, by=by, scope=locked.scope)
    return draft


def document_of(inquiry: Inquiry, terms: TermsOfReference) -> TermsOfReferenceDocument:
    """One version of the terms: kept as agreed, or the draft as the records now are."""
    if terms.document:
        kept = from_data(terms.document)
        assert isinstance(kept, TermsOfReferenceDocument)
        return kept
    return TermsOfReferenceDocument.of(inquiry, terms)


@transaction.atomic
def place_terms(*, terms: TermsOfReference, item: AgendaItem, by: User, appendix: str = "") -> Placement:
    """Place a version of the terms as a paper, alone or as an appendix; again brings a draft up to date."""
    whole = Inquiry.objects.whole().get(pk=terms.inquiry_id)
    require(policies.may_keep(by, whole))
    document = document_of(whole, terms).as_appendix(appendix.strip())
    placement = meetings.place_document(item=item, document=document, source_ref=terms.ref, by=by)
    if document.appendix != placement.mark:
        placement = meetings.place_paper(item=item, paper=placement.paper, mark=document.appendix, by=by)
    record("terms of reference placed", terms, by=by, scope=whole.scope, data={"item": item.ref})
    return placement
