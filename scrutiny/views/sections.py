"""Writing, adding, dropping and moving sections of the terms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from scrutiny import actions, policies
from scrutiny.forms import SectionForm
from scrutiny.models import Section
from scrutiny.views.inquiries import inquiry_for, inquiry_page


def _section(request: SignedInRequest, pk: int, section_pk: int) -> Section:
    found = inquiry_for(request, pk)
    require(policies.may_edit_terms(request.user, found))
    return get_object_or_404(Section, inquiry=found, pk=section_pk)


@signed_in
def section_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a section at the end."""
    found = inquiry_for(request, pk)
    require(policies.may_edit_terms(request.user, found))
    form = SectionForm(request.POST or None, initial={"based_on": 0})

    def act() -> None:
        typed = {name: form.cleaned_data[name] for name in ("heading", "text", "shows")}
        actions.add_section(inquiry=found, by=request.user, **typed)

    page = inquiry_page(found, _("Add a section"), _("Add the section"))
    return page.answer(request, form, act, inquiry=found)


def _section_form(section: Section, data: Any) -> SectionForm:
    initial = {name: getattr(section, name) for name in ("heading", "text", "shows")}
    return SectionForm(data, initial=initial | {"based_on": section.version})


@signed_in
def section_edit(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Write a section; over a newer text by somebody else both are brought together."""

    def act(section: Section, form: SectionForm) -> HttpResponse:
        actions.save_section(section=section, by=request.user, **form.cleaned_data)
        return redirect("scrutiny:inquiry", pk)

    saved = together.save(request, lambda: _section(request, pk, section_pk), _section_form, act)
    inquiry = saved.found.inquiry
    page = inquiry_page(inquiry, saved.found.heading)
    about = {"inquiry": inquiry, "saved": saved.found.saved_at}
    return saved.answer or page.show(request, saved.form, **about)


@signed_in
@require_POST
def section_move(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Move a section one place up or down."""
    section = _section(request, pk, section_pk)
    actions.move_section(section=section, where=request.POST.get("where", "up"), by=request.user)
    return redirect("scrutiny:inquiry", pk)


@signed_in
@require_POST
def section_drop(request: SignedInRequest, pk: int, section_pk: int) -> HttpResponse:
    """Leave a section out."""
    actions.drop_section(section=_section(request, pk, section_pk), by=request.user)
    return redirect("scrutiny:inquiry", pk)
