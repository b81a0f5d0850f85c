"""Agreeing the terms, starting an amended draft, and placing the terms on an agenda."""

from django.db import transaction
from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.document import from_data, to_data
from foundation.history.events import record
from foundation.history.findings import Refused, require, stopped
from meetings import actions as meetings
from meetings.models import AgendaItem, Placement
from scrutiny import policies
from scrutiny.documents import TermsOfReferenceDocument
from scrutiny.lifecycles import TERMS
from scrutiny.models import Inquiry, TermsOfReference
from scrutiny.rules import consultation_finding


@transaction.atomic
def agree_terms(*, inquiry: Inquiry, by: User, reason: str = "") -> TermsOfReference:
    """Record that the body agreed the draft, and keep it as it was; going on unheard needs a reason."""
    Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    whole = Inquiry.objects.whole().get(pk=inquiry.pk)
    require(policies.may_edit_terms(by, whole))
    heard = consultation_finding((one.post, one.is_recorded) for one in whole.consultees.all())
    require(heard, reason=reason)
    draft, earlier = whole.draft, whole.agreed
    if draft is None:
        raise Refused(stopped("There is no draft to agree."))
    if earlier:
        TERMS.move(earlier, "replace", by=by, scope=whole.scope)
    draft.agreed_at, draft.agreed_by = timezone.now(), by.printed_name
    draft.document = to_data(TermsOfReferenceDocument.of(whole, draft))
    draft.save()
    TERMS.move(draft, "agree", by=by, scope=whole.scope, note="" if heard.is_met else reason.strip())
    return draft


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
