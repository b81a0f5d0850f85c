"""The list of inquiries, one inquiry, opening and changing one."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.acts import outcome
from foundation.ui.form_page import PLAIN, FormPage
from scrutiny import actions, policies, queries
from scrutiny.actions.terms import before_agreeing
from scrutiny.forms import InquiryForm
from scrutiny.models import Inquiry
from scrutiny.rules import scope_finding, session_label, sessions_finding


def inquiry_for(request: SignedInRequest, pk: int) -> Inquiry:
    """An inquiry this user may read, whole; 404 for one they may not."""
    return get_object_or_404(Inquiry.objects.whole().visible_to(request.user), pk=pk)


@dataclass(frozen=True)
class InquiryPage(FormPage):
    """A form about the `inquiry` it is shown with."""

    back: str = ""
    back_words: str = gettext_noop("Cancel")
    width: str = PLAIN
    template: str = "scrutiny/form.html"


def inquiry_page(found: Inquiry, heading: str, button: str = "Save") -> InquiryPage:
    """A form about an inquiry, which leads back to it."""
    return InquiryPage(heading, button, resolve_url("scrutiny:inquiry", found.pk))


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Every inquiry the user may read, the newest first."""
    context = {
        "inquiries": Inquiry.objects.listed().visible_to(request.user),
        "served": list(policies.bodies_to_inquire(request.user)),
    }
    return render(request, "scrutiny/home.html", context)


@signed_in
def inquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """One inquiry: its terms section by section, and the records they are printed from."""
    found = inquiry_for(request, pk)
    covered = {item.code for session in found.sessions.all() for item in session.scope_items.all()}
    context = {
        "inquiry": found,
        "may_keep": policies.may_keep(request.user, found),
        "may_edit": policies.may_edit_terms(request.user, found),
        "may_amend": policies.may_amend(request.user, found),
        "scope_finding": scope_finding((item.code for item in found.scope_items.all()), covered),
        "looked_at": before_agreeing(found, found.draft) if found.draft else [],
        "sessions_finding": [
            sessions_finding(
                (session_label(n), str(each.meeting) if each.meeting and each.meeting.is_off else "")
                for n, each in enumerate(found.sessions.all(), start=1)
            )
        ],
        "placements": [
            row for terms in found.terms.all()[:2] for row in queries.placements_of(terms, request.user)
        ],
    }
    return render(request, "scrutiny/inquiry.html", context)


@signed_in
def inquiry_open(request: SignedInRequest) -> HttpResponse:
    """Open an inquiry."""
    bodies = policies.bodies_to_inquire(request.user)
    if not bodies:
        raise Http404
    earlier = Inquiry.objects.visible_to(request.user)
    form = InquiryForm(request.POST or None, bodies=bodies, earlier=earlier)

    def act() -> Inquiry:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "based_on"}
        return actions.open_inquiry(by=request.user, **typed)

    if made := outcome(form, act):
        return redirect("scrutiny:inquiry", made.pk)
    return InquiryPage(_("Open an inquiry"), _("Open the inquiry"), back_words="").show(request, form)


@signed_in
def inquiry_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change title, earlier report and the month the report is expected in."""

    def read() -> Inquiry:
        found = inquiry_for(request, pk)
        require(policies.may_edit_terms(request.user, found))
        return found

    def form_of(found: Inquiry, data: Any) -> InquiryForm:
        fields = ("title", "predecessor", "predecessor_words", "report_month")
        initial = {name: getattr(found, name) for name in fields} | {"based_on": found.version}
        earlier = Inquiry.objects.visible_to(request.user)
        return InquiryForm(data, initial=initial, bodies=None, earlier=earlier)

    def act(found: Inquiry, form: InquiryForm) -> HttpResponse:
        actions.edit_inquiry(inquiry=found, by=request.user, **form.cleaned_data)
        return redirect("scrutiny:inquiry", pk)

    saved = together.save(request, read, form_of, act)
    page = inquiry_page(saved.found, _("Change the inquiry"))
    return saved.answer or page.show(request, saved.form, inquiry=saved.found)
