"""Reading, printing, agreeing, amending and placing the terms of reference."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout import render as layout
from foundation.documents.layout.render import pdf_answer
from foundation.history.findings import require
from foundation.ui.acts import outcome
from scrutiny import actions, policies, queries
from scrutiny.actions.terms import before_agreeing, document_of
from scrutiny.forms import AgreeForm, PlaceForm
from scrutiny.models import Inquiry, TermsOfReference
from scrutiny.views.inquiries import InquiryPage, inquiry_for


def _terms(request: SignedInRequest, pk: int, number: int) -> tuple[Inquiry, TermsOfReference]:
    found = inquiry_for(request, pk)
    return found, get_object_or_404(TermsOfReference, inquiry=found, number=number)


@signed_in
def terms(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One version of the terms as it will be printed."""
    found, one = _terms(request, pk, number)
    document = document_of(found, one)
    context = {"inquiry": found, "terms": one, "document": document, "body": layout.screen(document)}
    context["may_keep"] = policies.may_keep(request.user, found)
    return render(request, "scrutiny/terms.html", context)


@signed_in
def terms_pdf(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """One version of the terms as a PDF."""
    found, one = _terms(request, pk, number)
    return pdf_answer(document_of(found, one), f"terms-of-reference-{number}")


@signed_in
def terms_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the body agreed the draft."""
    found = inquiry_for(request, pk)
    require(policies.may_edit_terms(request.user, found))
    assert found.draft is not None  # may_edit_terms
    looked_at = before_agreeing(found, found.draft)
    form = AgreeForm(
        request.POST or None,
        meetings=queries.meetings_held(found, timezone.localdate()),
        needs_reason=any(finding.needs_reason for finding in looked_at),
    )
    if made := outcome(
        form, lambda: actions.agree_terms(inquiry=found, by=request.user, **form.cleaned_data)
    ):
        return redirect("scrutiny:terms", pk, made.number)
    page = InquiryPage(
        _("Record the terms as agreed"),
        _("Record as agreed"),
        resolve_url("scrutiny:inquiry", pk),
        back_words="",
        unsaved=_("The terms have not been recorded as agreed"),
        template="scrutiny/agree.html",
    )
    return page.show(request, form, inquiry=found, looked_at=looked_at)


@signed_in
@require_POST
def terms_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start an amended draft."""
    draft = actions.amend_terms(inquiry=inquiry_for(request, pk), by=request.user)
    messages.info(
        request,
        _("Draft {draft_number} is open. The agreed terms remain in force until it is agreed.").format(
            draft_number=draft.number
        ),
    )
    return redirect("scrutiny:inquiry", pk)


@signed_in
def terms_place(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Place the terms as a paper on an agenda item."""
    found, one = _terms(request, pk, number)
    require(policies.may_keep(request.user, found))
    items = queries.items_to_place_on(request.user, timezone.localdate())
    form = PlaceForm(request.POST or None, items=items)

    def act() -> None:
        actions.place_terms(terms=one, by=request.user, **form.cleaned_data)
        messages.info(request, _("The terms have been added to the agenda."))

    page = InquiryPage(
        _("Add the terms to an agenda"),
        _("Add to the agenda"),
        resolve_url("scrutiny:inquiry", pk),
        back_words="",
        unsaved=_("The terms have not been added yet"),
        template="scrutiny/place.html",
    )
    return page.answer(request, form, act, inquiry=found, terms=one, has_items=bool(items))
