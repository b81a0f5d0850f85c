"""Writing, adding, dropping and moving sections of the terms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.acts import beside
from scrutiny import actions, policies
from scrutiny.forms import SectionForm
from scrutiny.models import Section
from scrutiny.views.inquiries import inquiry_for


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
    if request.method == "POST" and form.is_valid():
        with beside(form):
            typed = form.cleaned_data
            actions.add_section(
                inquiry=found,
                heading=typed["heading"],
                text=typed["text"],
                shows=typed["shows"],
                by=request.user,
            )
            return redirect("scrutiny:inquiry", pk)
    context = {"form": form, "title": "Add a section", "button": "Add the section", "inquiry": found}
    return render(request, "scrutiny/form.html", context)


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
    section = saved.found
    context = {"form": saved.form, "title": section.heading, "button": "Save"}
    context |= {"inquiry": section.inquiry, "saved": section.saved_at}
    return saved.answer or render(request, "scrutiny/form.html", context)


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
